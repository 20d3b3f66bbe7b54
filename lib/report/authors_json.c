/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include "report/json_frame.h"
#include "report/when.h"

/* Raised when a member changes its meaning or goes; new ones may come without. */
#define AUTHORS_JSON_VERSION 1

static void add_figures(JsonBuilder *b, const struct authors_view *view,
			const struct figures *figures, bool is_bot)
{
	char day[WHEN_SIZE];

	for (int i = 0; i < FIGURE_NR; i++) {
		bool is_topics = i != FIGURE_POSTINGS && i != FIGURE_REPLIES && i != FIGURE_MAILS;

		if (i >= FIGURE_MERGED && !view->options->merged)
			continue;
		if (is_bot != (i == FIGURE_MAILS) || (is_topics && !view->topics))
			continue;
		json_add_int(b, figure_name((enum figure)i), figures->n[i]);
	}
	if (figures->first > figures->last)
		return;
	when_day(day, figures->first, 0);
	json_add_string(b, "first", day);
	when_day(day, figures->last, 0);
	json_add_string(b, "last", day);
}

static void add_row(JsonBuilder *b, const struct authors_view *view, const struct ranking *ranking,
		    guint rank)
{
	guint row = g_array_index(ranking->order, guint, rank - 1);
	const struct person *person = keys_get(ranking->keys, row);

	json_open_object(b, NULL);
	json_add_int(b, "rank", rank);
	json_add_string(b, "name", person->name);
	if (author_group_is_people(&ranking->spec))
		json_add_string(b, "email", person->email);
	add_figures(b, view, &g_array_index(ranking->figures, struct figures, row),
		    ranking->spec.kind == GROUP_BOT);
	if (ranking->before) {
		const struct standing *before =
			&g_array_index(ranking->before, struct standing, row);

		json_open_object(b, "before");
		if (before->rank)
			json_add_int(b, "rank", before->rank);
		json_add_int(b, "number", before->number);
		json_close_object(b);
	}
	if (view->options->by != PERIOD_NONE) {
		g_autofree unsigned *course = authors_course(view, ranking, row);

		json_open_array(b, "by");
		for (guint i = 0; i < authors_periods(view->authors)->len; i++)
			json_add_int(b, NULL, course[i]);
		json_close_array(b);
	}
	json_close_object(b);
}

static void add_table(JsonBuilder *b, const struct authors_view *view,
		      const struct ranking *ranking)
{
	guint rows = authors_rows(view, ranking);

	json_open_object(b, NULL);
	json_add_string(b, "group", author_group_name(ranking->spec.kind));
	if (ranking->spec.key)
		json_add_string(b, "trailer", ranking->spec.key);
	json_add_string(b, "counted", figure_name(authors_counted(view, ranking)));
	json_add_int(b, "all", ranking->order->len);
	json_open_array(b, "rows");
	for (guint rank = 1; rank <= rows; rank++)
		add_row(b, view, ranking, rank);
	json_close_array(b);
	json_close_object(b);
}

static void add_period(JsonBuilder *b, const void *row, const void *data)
{
	const struct authors_view *view = data;
	const struct period *period = row;
	char name[PERIOD_NAME_SIZE];

	period_name(view->options->by, period->number, name);
	json_add_string(b, "period", name);
	json_add_int(b, "people", period->people);
	add_figures(b, view, &period->figures, false);
}

static void add_delay(JsonBuilder *b, const char *name, int64_t seconds)
{
	if (seconds >= 0)
		json_add_int(b, name, seconds);
}

static void add_review(JsonBuilder *b, const struct authors_view *view)
{
	const struct delays *delays = authors_delays(view->authors);

	json_open_object(b, "review");
	json_add_int(b, "topics", delays->topics);
	json_add_int(b, "unanswered", delays->unanswered);
	json_add_int(b, "tagged", delays->tagged);
	add_delay(b, "reply_median", delays->reply_median);
	add_delay(b, "reply_90", delays->reply_90);
	add_delay(b, "tag_median", delays->tag_median);
	add_delay(b, "tag_90", delays->tag_90);
	json_add_int(b, "between_employers", delays->across.part);
	json_add_int(b, "employers_known", delays->across.whole);
	json_close_object(b);
}

void authors_json(struct report *report)
{
	const struct authors_view *view = (const struct authors_view *)report;
	struct json_frame frame;
	JsonBuilder *b;

	json_line_begin(&frame, &view->report.sink, "git-kvm-authors", AUTHORS_JSON_VERSION);
	b = frame.builder;
	json_add_string(b, "range", view->title);
	if (view->versus)
		json_add_string(b, "versus", view->versus);
	json_open_object(b, "total");
	json_add_int(b, "people", authors_people(view->authors));
	add_figures(b, view, authors_total(view->authors), false);
	json_add_int(b, "own_dates", authors_own_dates(view->authors));
	json_close_object(b);
	if (view->options->by != PERIOD_NONE) {
		json_add_string(b, "by", period_kind_name(view->options->by));
		json_add_rows(b, "periods", authors_periods(view->authors), add_period, view);
	}
	json_open_array(b, "tables");
	for (size_t i = 0; i < view->options->nr_groups; i++)
		add_table(b, view, authors_ranking(view->authors, i));
	json_close_array(b);
	if (view->topics)
		add_review(b, view);
	json_line_end(&frame);
}
