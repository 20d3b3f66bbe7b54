/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include <string.h>
#include "report/csv.h"
#include "report/escape.h"
#include "report/when.h"

static const enum figure columns[] = { FIGURE_PATCHES, FIGURE_POSTINGS, FIGURE_TOPICS,
				       FIGURE_REVIEWS, FIGURE_COVERED,	FIGURE_TAKEN,
				       FIGURE_REPLIES, FIGURE_MAILS,	FIGURE_MERGED,
				       FIGURE_SHARE,   FIGURE_DAYS,	FIGURE_DAYS_90,
				       FIGURE_VERSIONS };

/* The last ones are there with a work repository alone. */
static size_t count_columns(const struct authors_view *view)
{
	return view->options->merged ? G_N_ELEMENTS(columns) : G_N_ELEMENTS(columns) - 5;
}

static void put_days(GString *out, const struct figures *figures)
{
	char first[WHEN_SIZE] = "", last[WHEN_SIZE] = "";

	if (figures->first <= figures->last) {
		when_day(first, figures->first, 0);
		when_day(last, figures->last, 0);
	}
	g_string_append_printf(out, ",%s,%s", first, last);
}

static void put_figures(GString *out, const struct authors_view *view,
			const struct figures *figures)
{
	for (size_t i = 0; i < count_columns(view); i++)
		g_string_append_printf(out, ",%u", figures->n[columns[i]]);
	put_days(out, figures);
}

/* As it is for a file or a pipe; a terminal is spared what could steer it. */
static void put_text(GString *out, const struct authors_view *view, const char *text)
{
	g_autoptr(GString) safe = NULL;

	if (!view->report.terminal) {
		csv_text(out, text);
		return;
	}
	safe = g_string_new(NULL);
	escape_terminal(safe, text, strlen(text), ESCAPE_LINE);
	csv_text(out, safe->str);
}

/* One line: of the whole range, or of a period. */
static void put_line(GString *out, const struct authors_view *view, const struct ranking *ranking,
		     guint rank, const struct period *period, const struct figures *figures)
{
	guint row = g_array_index(ranking->order, guint, rank - 1);
	const struct person *person = keys_get(ranking->keys, row);

	g_string_append(out, author_group_name(ranking->spec.kind));
	if (ranking->spec.key) {
		g_string_append_c(out, ':');
		g_string_append(out, ranking->spec.key);
	}
	if (view->options->by != PERIOD_NONE) {
		char name[PERIOD_NAME_SIZE] = "";

		if (period)
			period_name(view->options->by, period->number, name);
		g_string_append_printf(out, ",%s", name);
	}
	g_string_append_printf(out, ",%u,", rank);
	put_text(out, view, person->name);
	g_string_append_c(out, ',');
	put_text(out, view, person->email);
	put_figures(out, view, figures);
	if (ranking->before) {
		const struct standing *before =
			&g_array_index(ranking->before, struct standing, row);

		if (before->rank)
			g_string_append_printf(out, ",%u,%u", before->rank, before->number);
		else
			g_string_append(out, ",,0");
	}
	g_string_append(out, "\r\n");
}

static void put_row(GString *out, const struct authors_view *view, const struct ranking *ranking,
		    guint rank)
{
	guint row = g_array_index(ranking->order, guint, rank - 1);

	put_line(out, view, ranking, rank, NULL,
		 &g_array_index(ranking->figures, struct figures, row));
	for (guint i = 0; i < authors_periods(view->authors)->len; i++) {
		const struct period *period = authors_period(view, i);
		const struct figures *figures =
			authors_in_period(view->authors, ranking, row, period);

		if (figures)
			put_line(out, view, ranking, rank, period, figures);
	}
}

void authors_csv(struct report *report)
{
	const struct authors_view *view = (const struct authors_view *)report;
	g_autoptr(GString) out = g_string_new("group");

	if (view->options->by != PERIOD_NONE)
		g_string_append(out, ",period");
	g_string_append(out, ",rank,name,email");
	for (size_t i = 0; i < count_columns(view); i++)
		g_string_append_printf(out, ",%s", figure_name(columns[i]));
	g_string_append(out, ",first,last");
	if (view->versus)
		g_string_append(out, ",rank_before,number_before");
	g_string_append(out, "\r\n");
	for (size_t i = 0; i < view->options->nr_groups; i++) {
		const struct ranking *ranking = authors_ranking(view->authors, i);

		for (guint rank = 1; rank <= authors_rows(view, ranking); rank++) {
			put_row(out, view, ranking, rank);
			sink_write(&view->report.sink, out->str, out->len);
			g_string_truncate(out, 0);
		}
	}
	sink_write(&view->report.sink, out->str, out->len);
}
