/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/authors.h"

#include "report/authors-chart.h"
#include "report/html.h"
#include "report/when.h"

/* Nothing is loaded from anywhere, and nothing may be: the policy says so to the browser, too. */
static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	"style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n";

static const char style[] =
	"<style>\n"
	":root { color-scheme: light dark; --text: #1b1f24; --page: #ffffff; --faint: #656d76;\n"
	"  --rule: #d0d7de; --bar: #3b74c4; --line: #b3541e; --stripe: #f4f6f8; }\n"
	"@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --page: #0f1318;\n"
	"  --faint: #9aa4af; --rule: #30363d; --bar: #5b9bf0; --line: #f0a35b; --stripe: #171c23; "
	"} }\n"
	"body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: "
	"var(--page);\n"
	"  max-width: 84em; margin: 2em auto; padding: 0 1em; }\n"
	".wide { overflow-x: auto; }\n"
	"table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }\n"
	"th, td { text-align: right; padding: .2em .6em; white-space: nowrap; }\n"
	"th { color: var(--faint); border-bottom: 1px solid var(--rule); white-space: normal;\n"
	"  vertical-align: bottom; }\n"
	"th:first-child, td:first-child { text-align: left; white-space: normal; width: 40%;\n"
	"  min-width: 11em; overflow-wrap: anywhere; }\n"
	"tbody tr:nth-child(even) { background: var(--stripe); }\n"
	"th button { all: unset; cursor: pointer; }\n"
	"th button:focus-visible { outline: 2px solid var(--bar); }\n"
	"th[aria-sort=ascending] button::after { content: \" \\2191\"; }\n"
	"th[aria-sort=descending] button::after { content: \" \\2193\"; }\n"
	"figure { margin: 1.5em 0; overflow-x: auto; }\n"
	"svg { width: 100%; min-width: 46em; height: auto; }\n"
	"figcaption { color: var(--faint); }\n"
	".bar { fill: var(--bar); } .grid { stroke: var(--rule); }\n"
	".line { fill: none; stroke: var(--line); stroke-width: 2; }\n"
	".label { fill: var(--faint); font-size: 12px; }\n"
	"</style>\n";

/* Turns headings into buttons that sort: numbers and days downwards first, names upwards. */
static const char script[] =
	"<script>\n"
	"'use strict';\n"
	"for (const table of document.querySelectorAll('table')) {\n"
	"  const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];\n"
	"  heads.forEach((head, column) => {\n"
	"    const button = document.createElement('button');\n"
	"    button.append(...head.childNodes);\n"
	"    head.append(button);\n"
	"    button.addEventListener('click', () => {\n"
	"      const text = row => row.cells[column].textContent;\n"
	"      const rows = [...body.rows], numbers = rows.every(row => "
	"/^[0-9]*$/.test(text(row)));\n"
	"      const up = head.ariaSort ? head.ariaSort === 'descending' : "
	"column === 0;\n"
	"      rows.sort((a, b) => (numbers ? text(a) - text(b) : "
	"text(a).localeCompare(text(b))) * (up ? 1 : -1));\n"
	"      heads.forEach(other => other.removeAttribute('aria-sort'));\n"
	"      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');\n"
	"      body.append(...rows);\n"
	"    });\n"
	"  });\n"
	"}\n"
	"</script>\n";

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

	g_string_append(out, "<tr><td>");
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
	g_string_append_printf(
		html->out, "<div class=\"wide\"><table>\n<thead><tr><th>%s</th><th>rank</th>",
		author_group_is_people(&ranking->spec) ? "who"
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
	char *heading = authors_heading(html->view, ranking);

	g_string_append(html->out, "<h2>");
	html_text(html->out, heading);
	g_string_append(html->out, "</h2>\n");
	g_free(heading);
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
		"<h2>By %s</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>%s</th>"
		"<th>people</th><th>postings</th>%s<th>replies</th></tr></thead>\n"
		"<tbody>\n",
		period_kind_name(view->options->by), period_kind_name(view->options->by),
		view->topics ? "<th>patches</th><th>topics</th><th>reviews</th>" : "");
	for (guint i = 0; i < authors_periods(view->authors)->len; i++) {
		const struct period *period = authors_period(view, i);
		const unsigned *n = period->figures.n;
		char name[PERIOD_NAME_SIZE];

		period_name(view->options->by, period->number, name);
		g_string_append_printf(html->out, "<tr><td>%s</td><td>%u</td><td>%u</td>", name,
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
	char *sum = authors_sum(html->view, " ");

	g_string_append_printf(html->out, "<p>%s.", sum);
	g_free(sum);
	if (html->view->versus) {
		g_string_append(html->out, " Before: ");
		html_text(html->out, html->view->versus);
		g_string_append_c(html->out, '.');
	}
	g_string_append(html->out, "</p>\n");
}

void authors_html(struct report *report)
{
	const struct authors_view *view = (const struct authors_view *)report;
	struct html html = { view, g_string_new(head) };
	char *title;

	title = g_strdup_printf("%s: %s", view->list, view->title);
	g_string_append(html.out, "<title>");
	html_text(html.out, title);
	g_string_append_printf(html.out, "</title>\n%s</head>\n<body>\n<h1>", style);
	html_text(html.out, title);
	g_free(title);
	g_string_append(html.out, "</h1>\n");
	put_total(&html);
	authors_chart(html.out, view);
	if (authors_periods(view->authors)->len)
		put_periods(&html);
	for (size_t i = 0; i < view->options->nr_groups; i++)
		put_ranking(&html, authors_ranking(view->authors, i));
	if (view->topics && authors_delays(view->authors)->topics)
		put_review(&html);
	g_string_append_printf(html.out, "%s</body>\n</html>\n", script);
	send(&html);
	g_string_free(html.out, TRUE);
}
