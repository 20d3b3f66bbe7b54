/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include "report/escape.h"
#include "report/html_page.h"
#include "report/width.h"
#include "text/plural.h"

#define WIDTH 960
#define HEIGHT 300
#define LEFT 56 /* for the numbers of the axis */
#define TOP 12
#define BOTTOM 36
#define PLOT_WIDTH (WIDTH - LEFT - 8)
#define PLOT_HEIGHT (HEIGHT - TOP - BOTTOM)
#define LABELS 12 /* along the axis, at most */
#define LABEL_WIDTH 76

#define BARS 15 /* rows of a table */
#define BAR_STEP 24
#define NAME_WIDTH 280
#define NAME_COLUMNS 34 /* of letters of 8 units: the widest ones may be cut all the same */

/* The first of 1, 2, 5, 10, 20, 50 … that is not below a fourth of max: the step of the grid. */
static unsigned grid_step(unsigned max)
{
	uint64_t step = 1;

	for (unsigned i = 0; step * 4 < max; i++)
		step = i % 3 == 1 ? step / 2 * 5 : step * 2;
	return (unsigned)step;
}

/* "12.3", whatever the locale's decimal point. */
static void append_at(GString *out, const char *name, double value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	g_string_append_printf(out, " %s=\"%s\"", name,
			       g_ascii_formatd(number, sizeof(number), "%.1f", value));
}

static double height_of(unsigned number, unsigned max)
{
	return max ? (double)number * PLOT_HEIGHT / max : 0;
}

static void put_grid(GString *out, unsigned max)
{
	unsigned step = grid_step(max);

	for (uint64_t at = 0; at <= max; at += step) {
		double y = TOP + PLOT_HEIGHT - height_of((unsigned)at, max);

		g_string_append(out, "<line class=\"grid\"");
		append_at(out, "x1", LEFT);
		append_at(out, "x2", LEFT + PLOT_WIDTH);
		append_at(out, "y1", y);
		append_at(out, "y2", y);
		g_string_append(out, "/><text class=\"label\" text-anchor=\"end\"");
		append_at(out, "x", LEFT - 6);
		append_at(out, "y", y + 4);
		g_string_append_printf(out, ">%u</text>\n", (unsigned)at);
	}
}

/* A label at the end of the axis stays inside of the picture. */
static void put_anchor(GString *out, double at)
{
	bool last = at > WIDTH - LABEL_WIDTH / 2.0;

	g_string_append_printf(out, "<text class=\"label\" text-anchor=\"%s\"",
			       last ? "end" : "middle");
	append_at(out, "x", last ? WIDTH : at);
}

static void put_period(GString *out, const struct authors_view *view, guint i, guint nr,
		       unsigned max)
{
	const struct period *period = authors_period(view, i);
	enum figure figure = view->options->count;
	double step = (double)PLOT_WIDTH / nr, x = LEFT + i * step;
	double height = height_of(period->figures.n[figure], max);
	char name[PERIOD_NAME_SIZE];

	period_name(view->options->by, period->number, name);
	g_string_append(out, "<rect class=\"bar\"");
	append_at(out, "x", x + step * 0.1);
	append_at(out, "y", TOP + PLOT_HEIGHT - height);
	append_at(out, "width", step * 0.8);
	append_at(out, "height", height);
	g_string_append_printf(out, "><title>%s: %u %s", name, period->figures.n[figure],
			       figure_name(figure));
	if (view->topics)
		g_string_append_printf(
			out, ", %u %s", period->figures.n[FIGURE_REVIEWS],
			plural(period->figures.n[FIGURE_REVIEWS], "review", "reviews"));
	g_string_append(out, "</title></rect>\n");
	if (i % ((nr + LABELS - 1) / LABELS))
		return;
	put_anchor(out, x + step / 2);
	append_at(out, "y", HEIGHT - BOTTOM + 18);
	g_string_append_printf(out, ">%s</text>\n", name);
}

static void put_review_line(GString *out, const struct authors_view *view, guint nr, unsigned max)
{
	g_string_append(out, "<polyline class=\"line\" points=\"");
	for (guint i = 0; i < nr; i++) {
		unsigned reviews = authors_period(view, i)->figures.n[FIGURE_REVIEWS];
		char x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

		g_ascii_formatd(x, sizeof(x), "%.1f", LEFT + (i + 0.5) * PLOT_WIDTH / nr);
		g_ascii_formatd(y, sizeof(y), "%.1f", TOP + PLOT_HEIGHT - height_of(reviews, max));
		g_string_append_printf(out, "%s%s,%s", i ? " " : "", x, y);
	}
	g_string_append(out, "\"/>\n");
}

static void put_periods(GString *out, const struct authors_view *view)
{
	guint nr = authors_periods(view->authors)->len;
	const char *counted = figure_name(view->options->count);
	unsigned max = 1;

	for (guint i = 0; i < nr; i++) {
		const unsigned *n = authors_period(view, i)->figures.n;

		max = MAX(max, n[view->options->count]);
		if (view->topics)
			max = MAX(max, n[FIGURE_REVIEWS]);
	}
	g_string_append_printf(
		out,
		"<figure tabindex=\"0\">\n<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" "
		"aria-label=\"%s by %s\">\n",
		WIDTH, HEIGHT, counted, period_kind_name(view->options->by));
	put_grid(out, max);
	for (guint i = 0; i < nr; i++)
		put_period(out, view, i, nr, max);
	if (view->topics && nr > 1)
		put_review_line(out, view, nr, max);
	g_string_append_printf(out, "</svg>\n<figcaption>Bars: %s%s</figcaption>\n</figure>\n",
			       counted, view->topics && nr > 1 ? "; line: reviews" : "");
}

/* Cut to fit in front of its bar. */
static void put_name(GString *out, const char *name)
{
	g_autoptr(GString) line = g_string_new(NULL), fit = g_string_new(NULL);

	escape_terminal(line, name, strlen(name), ESCAPE_LINE);
	if (text_width(line->str) > NAME_COLUMNS)
		text_fit(fit, line->str, NAME_COLUMNS, WIDTH_LEFT);
	html_text(out, fit->len ? fit->str : line->str);
}

static void put_row(GString *out, const struct authors_view *view, const struct ranking *ranking,
		    guint i, unsigned max)
{
	guint row = g_array_index(ranking->order, guint, i);
	unsigned number = g_array_index(ranking->figures, struct figures, row)
				  .n[authors_counted(view, ranking)];
	double width = max ? (double)number * (WIDTH - NAME_WIDTH - 70) / max : 0;
	const struct person *person = keys_get(ranking->keys, row);
	struct pool pool = POOL_INIT;
	double y = i * BAR_STEP;

	g_string_append(out, "<text class=\"label\" text-anchor=\"end\"");
	append_at(out, "x", NAME_WIDTH - 8);
	append_at(out, "y", y + 16);
	g_string_append_c(out, '>');
	put_name(out, *person->name ? person->name : authors_label(view, ranking, row, &pool));
	g_string_append(out, "</text><rect class=\"bar\"");
	append_at(out, "x", NAME_WIDTH);
	append_at(out, "y", y + 4);
	append_at(out, "width", width);
	append_at(out, "height", BAR_STEP - 8);
	g_string_append(out, "/><text class=\"label\"");
	append_at(out, "x", NAME_WIDTH + width + 6);
	append_at(out, "y", y + 16);
	g_string_append_printf(out, ">%u</text>\n", number);
	pool_release(&pool);
}

static void put_rows(GString *out, const struct authors_view *view, const struct ranking *ranking)
{
	enum figure figure = authors_counted(view, ranking);
	guint rows = MIN(authors_rows(view, ranking), BARS);
	unsigned max = 0;

	for (guint i = 0; i < rows; i++) {
		guint row = g_array_index(ranking->order, guint, i);

		max = MAX(max, g_array_index(ranking->figures, struct figures, row).n[figure]);
	}
	if (!max)
		return;
	g_string_append_printf(
		out,
		"<figure tabindex=\"0\">\n<svg class=\"chart\" viewBox=\"0 0 %d %u\" role=\"img\" "
		"aria-label=\"%s\">\n",
		WIDTH, rows * BAR_STEP, figure_name(figure));
	for (guint i = 0; i < rows; i++)
		put_row(out, view, ranking, i, max);
	g_string_append_printf(out, "</svg>\n<figcaption>Bars: %s</figcaption>\n</figure>\n",
			       figure_name(figure));
}

void authors_chart(GString *out, const struct authors_view *view)
{
	if (authors_periods(view->authors)->len)
		put_periods(out, view);
	else if (view->options->by == PERIOD_NONE)
		put_rows(out, view, authors_ranking(view->authors, 0));
}
