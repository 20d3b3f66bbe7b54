/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include "report/escape.h"
#include "report/sparkline.h"
#include "report/when.h"
#include "report/width.h"

#define NARROW 100 /* columns: below that, figures that others imply are left out */
#define TREND_WIDTH 24
#define BAR_WIDTH 30
#define ADDRESS_MIN 10 /* columns; less of one tells nothing */

struct text {
	const struct authors_view *view;
	GString *out;
	size_t width; /* columns that the line at hand has so far */
};

/* A column of numbers. */
struct column {
	enum figure figure;
	const char *heading;
	size_t width;
};

static const char *const headings[] = {
	[FIGURE_PATCHES] = "patches", [FIGURE_POSTINGS] = "postings", [FIGURE_TOPICS] = "topics",
	[FIGURE_REVIEWS] = "reviews", [FIGURE_COVERED] = "covered",   [FIGURE_REPLIES] = "replies",
	[FIGURE_TAKEN] = "taken",     [FIGURE_MAILS] = "mails",	      [FIGURE_MERGED] = "merged",
	[FIGURE_SHARE] = "share",     [FIGURE_DAYS] = "days",	      [FIGURE_DAYS_90] = "90%",
	[FIGURE_VERSIONS] = "vN",
};

static void put(struct text *text, enum palette_slot slot, const char *str)
{
	g_string_append(text->out, text->view->report.palette->on[slot]);
	g_string_append(text->out, str);
	g_string_append(text->out, text->view->report.palette->off[slot]);
}

static void put_escaped(struct text *text, enum palette_slot slot, const char *str)
{
	palette_put(text->out, text->view->report.palette, slot, str);
}

static void send(struct text *text)
{
	sink_write(&text->view->report.sink, text->out->str, text->out->len);
	g_string_truncate(text->out, 0);
}

static bool is_narrow(const struct text *text)
{
	return text->view->report.terminal && text->view->report.columns < NARROW;
}

/* Names need the room more. */
static bool has_trend(const struct text *text, const struct ranking *ranking)
{
	return text->view->report.terminal && authors_periods(text->view->authors)->len > 1 &&
	       !(is_narrow(text) && ranking->before);
}

static bool has_last(const struct text *text, const struct ranking *ranking)
{
	return !is_narrow(text) || !(ranking->before || has_trend(text, ranking));
}

static size_t digits(unsigned number)
{
	size_t nr = 1;

	for (; number >= 10; number /= 10)
		nr++;
	return nr;
}

static size_t find_columns(const struct text *text, const struct ranking *ranking,
			   struct column out[FIGURE_NR])
{
	enum figure figures[FIGURE_NR];
	size_t all = authors_figures(text->view, ranking, figures), nr = 0;
	const struct figures *total = authors_total(text->view->authors);

	for (size_t i = 0; i < all; i++) {
		enum figure figure = figures[i];

		if (is_narrow(text) && (figure == FIGURE_COVERED || figure == FIGURE_TAKEN))
			continue;
		out[nr].figure = figure;
		out[nr].heading = headings[figure];
		out[nr].width = MAX(strlen(headings[figure]), digits(total->n[figure]));
		nr++;
	}
	return nr;
}

static void put_number(struct text *text, unsigned number, size_t width)
{
	char digits_of[16];

	g_snprintf(digits_of, sizeof(digits_of), "%*u", (int)width, number);
	put(text, number ? PALETTE_COUNT : PALETTE_OLD, digits_of);
	text->width += MAX(width, digits(number));
}

static void put_gap(struct text *text, size_t columns)
{
	g_string_append_printf(text->out, "%*s", (int)columns, "");
	text->width += columns;
}

static void put_day(struct text *text, int64_t when)
{
	char day[WHEN_SIZE];

	when_day(day, when, 0);
	put_gap(text, 2);
	put(text, PALETTE_DATE, day);
	text->width += strlen(day);
}

/* "+3" places, "new", and the number that it was: 18 columns. */
static void put_change(struct text *text, const struct ranking *ranking, guint row, guint rank)
{
	const struct standing *before = &g_array_index(ranking->before, struct standing, row);
	enum figure figure = authors_counted(text->view, ranking);
	const struct figures *figures = &g_array_index(ranking->figures, struct figures, row);
	int up = (int)before->rank - (int)rank,
	    more = (int)figures->n[figure] - (int)before->number;
	char places[16], number[16];

	if (!before->rank)
		g_strlcpy(places, "new", sizeof(places));
	else if (up)
		g_snprintf(places, sizeof(places), "%+d", up);
	else
		g_strlcpy(places, "=", sizeof(places));
	g_snprintf(number, sizeof(number), more ? "%+d" : "=", more);
	put_gap(text, 1);
	g_string_append_printf(text->out, "%6s %7s", places, number);
	text->width += 14;
}

static void put_trend(struct text *text, const struct ranking *ranking, guint row)
{
	guint nr = authors_periods(text->view->authors)->len;
	g_autofree unsigned *course = authors_course(text->view, ranking, row);

	put_gap(text, 2);
	sparkline(text->out, course, nr, 0, TREND_WIDTH);
	text->width += MIN(nr, TREND_WIDTH);
}

/* Fills the line; on a terminal it is cut there, and where little of an address is left it goes. */
static void put_label(struct text *text, const struct ranking *ranking, guint row)
{
	const struct person *person = keys_get(ranking->keys, row);
	struct pool pool = POOL_INIT;
	const char *label = authors_label(text->view, ranking, row, &pool);
	g_autoptr(GString) escaped = g_string_new(NULL);
	size_t room = text->view->report.columns > text->width + 2
			      ? text->view->report.columns - text->width - 2
			      : 0;

	escape_terminal(escaped, label, strlen(label), ESCAPE_LINE);
	if (text->view->report.terminal && text_width(escaped->str) > room && *person->name &&
	    strlen(person->name) + ADDRESS_MIN > room) {
		g_string_truncate(escaped, 0);
		escape_terminal(escaped, person->name, strlen(person->name), ESCAPE_LINE);
	}
	pool_release(&pool);
	g_string_append(text->out, "  ");
	g_string_append(text->out, text->view->report.palette->on[PALETTE_AUTHOR]);
	if (text->view->report.terminal && room >= 12 && text_width(escaped->str) > room)
		text_fit(text->out, escaped->str, room, WIDTH_LEFT);
	else
		g_string_append(text->out, escaped->str);
	g_string_append(text->out, text->view->report.palette->off[PALETTE_AUTHOR]);
}

static void put_row(struct text *text, const struct ranking *ranking, const struct column *columns,
		    size_t nr, guint rank)
{
	guint row = g_array_index(ranking->order, guint, rank - 1);
	const struct figures *figures = &g_array_index(ranking->figures, struct figures, row);

	text->width = 0;
	for (size_t i = 0; i < nr; i++) {
		put_gap(text, 1);
		put_number(text, figures->n[columns[i].figure], columns[i].width);
	}
	if (ranking->before)
		put_change(text, ranking, row, rank);
	if (!is_narrow(text))
		put_day(text, figures->first);
	if (has_last(text, ranking))
		put_day(text, figures->last);
	if (has_trend(text, ranking))
		put_trend(text, ranking, row);
	put_label(text, ranking, row);
	g_string_append_c(text->out, '\n');
}

static void put_heads(struct text *text, const struct ranking *ranking,
		      const struct column *columns, size_t nr)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (size_t i = 0; i < nr; i++)
		g_string_append_printf(line, " %*s", (int)columns[i].width, columns[i].heading);
	if (ranking->before)
		g_string_append(line, "   rank  change");
	if (!is_narrow(text))
		g_string_append_printf(line, "  %-10s", "first");
	if (has_last(text, ranking))
		g_string_append_printf(line, "  %-10s", "last");
	if (has_trend(text, ranking))
		g_string_append_printf(
			line, "  %-*s",
			(int)MIN(authors_periods(text->view->authors)->len, TREND_WIDTH), "");
	g_string_append(line, "  who");
	if (!author_group_is_people(&ranking->spec))
		g_string_overwrite(line, line->len - 3, author_group_name(ranking->spec.kind));
	put(text, PALETTE_PREFIX, line->str);
	g_string_append_c(text->out, '\n');
}

static void put_ranking(struct text *text, const struct ranking *ranking)
{
	struct column columns[FIGURE_NR];
	size_t nr = find_columns(text, ranking, columns);
	guint rows = authors_rows(text->view, ranking);
	g_autofree char *heading = authors_heading(text->view, ranking);

	put_escaped(text, PALETTE_HEADING, heading);
	if (rows < ranking->order->len)
		g_string_append_printf(text->out, " (%u of %u)", rows, ranking->order->len);
	g_string_append(text->out, "\n\n");
	if (rows)
		put_heads(text, ranking, columns, nr);
	for (guint i = 1; i <= rows; i++)
		put_row(text, ranking, columns, nr, i);
	g_string_append(text->out, rows ? "\n" : " none\n\n");
	send(text);
}

/* As git shortlog -s; a table behind another one stands apart. */
static void put_summary(struct text *text, const struct ranking *ranking, bool apart)
{
	guint rows = authors_rows(text->view, ranking);
	enum figure figure = ranking_figure(ranking, text->view->rank);

	if (apart && rows)
		g_string_append_c(text->out, '\n');
	for (guint i = 0; i < rows; i++) {
		guint row = g_array_index(ranking->order, guint, i);
		struct pool pool = POOL_INIT;

		g_string_append_printf(
			text->out, "%6u\t",
			g_array_index(ranking->figures, struct figures, row).n[figure]);
		put_escaped(text, PALETTE_AUTHOR, authors_label(text->view, ranking, row, &pool));
		g_string_append_c(text->out, '\n');
		pool_release(&pool);
	}
	send(text);
}

static void find_highest(const struct text *text, unsigned max[FIGURE_NR])
{
	memset(max, 0, FIGURE_NR * sizeof(*max));
	for (guint i = 0; i < authors_periods(text->view->authors)->len; i++)
		for (int k = 0; k < FIGURE_NR; k++)
			max[k] = MAX(max[k], authors_period(text->view, i)->figures.n[k]);
}

static void put_level(struct text *text, unsigned number, unsigned max)
{
	if (text->view->report.terminal)
		sparkline(text->out, &number, 1, max, 1);
}

static void put_period(struct text *text, const struct period *period, const enum figure *figures,
		       size_t nr, const unsigned *max)
{
	char name[PERIOD_NAME_SIZE];
	enum figure main = text->view->options->count;

	period_name(text->view->options->by, period->number, name);
	g_string_append_c(text->out, ' ');
	put(text, PALETTE_DATE, name);
	g_string_append_c(text->out, ' ');
	put_number(text, period->people, 7);
	for (size_t i = 0; i < nr; i++) {
		unsigned number = period->figures.n[figures[i]];

		g_string_append_c(text->out, ' ');
		put_number(text, number, 8);
		put_level(text, number, max[figures[i]]);
	}
	if (text->view->report.terminal) {
		g_string_append(text->out, "  ");
		sparkbar(text->out, period->figures.n[main], max[main],
			 is_narrow(text) ? 16 : BAR_WIDTH);
	}
	g_string_append_c(text->out, '\n');
}

static void put_periods(struct text *text)
{
	static const enum figure all[] = { FIGURE_PATCHES, FIGURE_TOPICS, FIGURE_REVIEWS,
					   FIGURE_REPLIES };
	static const enum figure postings[] = { FIGURE_POSTINGS, FIGURE_TOPICS, FIGURE_REVIEWS,
						FIGURE_REPLIES };
	static const enum figure plain[] = { FIGURE_POSTINGS, FIGURE_REPLIES };
	const enum figure *figures = !text->view->topics			     ? plain
				     : text->view->options->count == FIGURE_POSTINGS ? postings
										     : all;
	size_t nr = text->view->topics ? G_N_ELEMENTS(all) : G_N_ELEMENTS(plain);
	const char *kind = period_kind_name(text->view->options->by);
	char name[PERIOD_NAME_SIZE];
	unsigned max[FIGURE_NR];
	g_autofree char *heading = g_strdup_printf(
		"By %s (%s)", kind, text->view->options->by_sent ? "sent" : "archived");

	find_highest(text, max);
	put(text, PALETTE_HEADING, heading);
	period_name(text->view->options->by, period_of(text->view->options->by, 0), name);
	g_string_append_printf(text->out, "\n\n %-*s  people", (int)strlen(name), "");
	for (size_t i = 0; i < nr; i++)
		g_string_append_printf(text->out, "%s%9s",
				       i && text->view->report.terminal ? " " : "",
				       headings[figures[i]]);
	g_string_append_c(text->out, '\n');
	for (guint i = 0; i < authors_periods(text->view->authors)->len; i++)
		put_period(text, authors_period(text->view, i), figures, nr, max);
	g_string_append_c(text->out, '\n');
	send(text);
}

static void put_delay(const char *what, const char *line, void *data)
{
	struct text *text = data;

	g_string_append_printf(text->out, " %-17s %s\n", what, line);
}

static void put_delays(struct text *text)
{
	put(text, PALETTE_HEADING, "Review");
	g_string_append(text->out, "\n\n");
	authors_review(text->view, put_delay, text);
	send(text);
}

static void put_total(struct text *text)
{
	const struct figures *total = authors_total(text->view->authors);
	char first[WHEN_SIZE], last[WHEN_SIZE], *sum, *days;

	put_escaped(text, PALETTE_HEADING, text->view->title);
	if (text->view->versus) {
		g_string_append(text->out, ", against ");
		escape_terminal(text->out, text->view->versus, strlen(text->view->versus),
				ESCAPE_LINE);
	}
	sum = authors_sum(text->view, "\n ");
	g_string_append_printf(text->out, "\n\n %s", sum);
	g_free(sum);
	if (total->first <= total->last) {
		when_day(first, total->first, 0);
		when_day(last, total->last, 0);
		g_string_append_printf(text->out, "; %s to %s", first, last);
	}
	days = authors_days(text->view);
	if (days)
		g_string_append_printf(text->out, "\n %s", days);
	g_free(days);
	g_string_append(text->out, "\n\n");
}

static bool has_news(const struct authors_view *view)
{
	const struct figures *total = authors_total(view->authors);

	for (size_t i = 0; i < view->options->nr_groups; i++)
		if (authors_ranking(view->authors, i)->order->len)
			return true;
	return total->n[FIGURE_POSTINGS] || total->n[FIGURE_REPLIES];
}

void authors_text(struct report *report)
{
	const struct authors_view *view = (const struct authors_view *)report;
	struct text text = { .view = view };

	if (view->only_news && !has_news(view))
		return;
	text.out = g_string_new(NULL);
	if (!view->summary)
		put_total(&text);
	if (!view->summary && authors_periods(view->authors)->len)
		put_periods(&text);
	for (size_t i = 0; i < view->options->nr_groups; i++) {
		const struct ranking *ranking = authors_ranking(view->authors, i);

		if (view->summary)
			put_summary(&text, ranking, i > 0);
		else
			put_ranking(&text, ranking);
	}
	if (!view->summary && view->topics && authors_delays(view->authors)->topics)
		put_delays(&text);
	g_string_free(text.out, TRUE);
}
