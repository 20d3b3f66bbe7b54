/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include "report/html_page.h"
#include "report/when.h"

struct html {
	const struct authors_view *view;
	GString *out;
};

static void send(struct html *html)
{
	sink_write(&html->view->report.sink, html->out->str, html->out->len);
	g_string_truncate(html->out, 0);
}

static void put_days(GString *out, const struct figures *figures)
{
	char first[WHEN_SIZE] = "", last[WHEN_SIZE] = "";

	if (figures->first <= figures->last) {
		when_day(first, figures->first, 0);
		when_day(last, figures->last, 0);
	}
	g_string_append_printf(out, "<td>%s</td><td>%s</td>", first, last);
}

static void put_row(struct html *html, const struct ranking *ranking, const enum figure *figures,
		    size_t nr, guint rank)
{
	guint row = g_array_index(ranking->order, guint, rank - 1);
	const struct figures *numbers = &g_array_index(ranking->figures, struct figures, row);
	struct pool pool = POOL_INIT;
	GString *out = html->out;

	g_string_append(out, "<tr class=\"row\"><td>");
	html_text(out, authors_label(html->view, ranking, row, &pool));
	g_string_append_printf(out, "</td><td>%u</td>", rank);
	for (size_t i = 0; i < nr; i++)
		g_string_append_printf(out, "<td>%u</td>", numbers->n[figures[i]]);
	if (ranking->before) {
		const struct standing *before =
			&g_array_index(ranking->before, struct standing, row);

		if (before->rank)
			g_string_append_printf(out, "<td>%u</td>", before->rank);
		else
			g_string_append(out, "<td></td>");
		g_string_append_printf(out, "<td>%u</td>", before->number);
	}
	put_days(out, numbers);
	g_string_append(out, "</tr>\n");
	pool_release(&pool);
}

static void put_heads(struct html *html, const struct ranking *ranking, const enum figure *figures,
		      size_t nr)
{
	g_string_append_printf(html->out,
			       "<div class=\"wide\" tabindex=\"0\"><table class=\"sort "
			       "figures\">\n<thead><tr><th>%s</th><th>rank</th>",
			       author_group_is_people(&ranking->spec)
				       ? "who"
				       : author_group_name(ranking->spec.kind));
	for (size_t i = 0; i < nr; i++)
		g_string_append_printf(html->out, "<th>%s</th>", figure_name(figures[i]));
	if (ranking->before)
		g_string_append(html->out, "<th>rank before</th><th>number before</th>");
	g_string_append(html->out, "<th>first</th><th>last</th></tr></thead>\n<tbody>\n");
}

static void put_ranking(struct html *html, const struct ranking *ranking)
{
	enum figure figures[FIGURE_NR];
	size_t nr = authors_figures(html->view, ranking, figures);
	guint rows = authors_rows(html->view, ranking);
	g_autofree char *heading = authors_heading(html->view, ranking);

	g_string_append(html->out, "<h2>");
	html_text(html->out, heading);
	g_string_append(html->out, "</h2>\n");
	if (!rows) {
		g_string_append(html->out, "<p>None.</p>\n");
		return;
	}
	put_heads(html, ranking, figures, nr);
	for (guint rank = 1; rank <= rows; rank++) {
		put_row(html, ranking, figures, nr, rank);
		send(html);
	}
	g_string_append(html->out, "</tbody>\n</table></div>\n");
}

static void put_periods(struct html *html)
{
	const struct authors_view *view = html->view;

	g_string_append_printf(
		html->out,
		"<h2>By %s</h2>\n<div class=\"wide\" tabindex=\"0\"><table class=\"sort "
		"figures\">\n<thead><tr><th>%s</th>"
		"<th>people</th><th>postings</th>%s<th>replies</th></tr></thead>\n"
		"<tbody>\n",
		period_kind_name(view->options->by), period_kind_name(view->options->by),
		view->topics ? "<th>patches</th><th>topics</th><th>reviews</th>" : "");
	for (guint i = 0; i < authors_periods(view->authors)->len; i++) {
		const struct period *period = authors_period(view, i);
		const unsigned *n = period->figures.n;
		char name[PERIOD_NAME_SIZE];

		period_name(view->options->by, period->number, name);
		g_string_append_printf(html->out,
				       "<tr class=\"row\"><td>%s</td><td>%u</td><td>%u</td>", name,
				       period->people, n[FIGURE_POSTINGS]);
		if (view->topics)
			g_string_append_printf(html->out, "<td>%u</td><td>%u</td><td>%u</td>",
					       n[FIGURE_PATCHES], n[FIGURE_TOPICS],
					       n[FIGURE_REVIEWS]);
		g_string_append_printf(html->out, "<td>%u</td></tr>\n", n[FIGURE_REPLIES]);
	}
	g_string_append(html->out, "</tbody>\n</table></div>\n");
}

static void put_delay(const char *what, const char *line, void *data)
{
	struct html *html = data;

	g_string_append_printf(html->out, "<li>%c%s: %s</li>\n", g_ascii_toupper(*what), what + 1,
			       line);
}

static void put_review(struct html *html)
{
	g_string_append(html->out, "<h2>Review</h2>\n<ul>\n");
	authors_review(html->view, put_delay, html);
	g_string_append(html->out, "</ul>\n");
}

static void put_total(struct html *html)
{
	g_autofree char *sum = authors_sum(html->view, " "), *days = authors_days(html->view);

	g_string_append_printf(html->out, "<p>%s.", sum);
	if (days)
		g_string_append_printf(html->out, " %s.", days);
	if (html->view->versus) {
		g_string_append(html->out, " Before: ");
		html_text(html->out, html->view->versus);
		g_string_append_c(html->out, '.');
	}
	g_string_append(html->out, "</p>\n");
}

static void put_head(struct html *html)
{
	const struct authors_view *view = html->view;
	g_autofree char *title = g_strdup_printf(
		"%s%s: %s", view->in_site ? "Contributors of " : "", view->list, view->title);

	html_page_open(html->out, title, true);
	g_string_append(html->out, "<header>\n");
	if (view->in_site)
		html_page_links(html->out);
	g_string_append(html->out, "<h1>");
	html_text(html->out, title);
	g_string_append(html->out, "</h1>\n");
	put_total(html);
	g_string_append(html->out, "</header>\n<main>\n");
}

void authors_html(struct report *report)
{
	const struct authors_view *view = (const struct authors_view *)report;
	struct html html = { view, g_string_new(NULL) };

	put_head(&html);
	authors_chart(html.out, view);
	if (authors_periods(view->authors)->len)
		put_periods(&html);
	for (size_t i = 0; i < view->options->nr_groups; i++)
		put_ranking(&html, authors_ranking(view->authors, i));
	if (view->topics && authors_delays(view->authors)->topics)
		put_review(&html);
	g_string_append(html.out, "</main>\n");
	html_page_close(html.out, true);
	send(&html);
	g_string_free(html.out, TRUE);
}
