/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/site.h"

#include "report/html_page.h"
#include "text/each.h"

char *site_topic_name(const struct topic *topic)
{
	const struct series *first = topic->series->pdata[0];
	GString *name = g_string_new("topic-");

	for (size_t i = 0; i < 6; i++)
		g_string_append_printf(name, "%02x", first->leader->commit[i]);
	g_string_append(name, ".html");
	return g_string_free(name, FALSE);
}

static void put_cell(GString *out, const char *text)
{
	g_string_append(out, "<td>");
	html_text(out, text);
	g_string_append(out, "</td>");
}

static void put_number(GString *out, int64_t number)
{
	g_string_append_printf(out, "<td class=\"n\">%" G_GINT64_FORMAT "</td>", number);
}

/* The paths are there for the filter alone. */
static void open_row(GString *out, const struct series *series)
{
	g_string_append(out, "<tr class=\"row\" data-more=\"");
	pointers_each (const struct record, patch, series->patches) {
		for (size_t k = 0; k < patch->posted->diffstat.nr_paths && k < 50; k++) {
			html_text(out, patch->posted->diffstat.paths[k]);
			g_string_append_c(out, ' ');
		}
	}
	g_string_append(out, "\">");
}

static void put_row(const struct series_row *row, GString *out)
{
	const struct record *leader = row->series->leader;
	char *name = site_topic_name(row->topic), day[WHEN_SIZE], last[WHEN_SIZE];
	g_autoptr(GString) version = g_string_new(NULL);

	series_append_version(row->series, version);
	when_day(day, talk_time(leader), 0);
	when_day(last, row->verdict.last_time, 0);
	open_row(out, row->series);
	g_string_append_printf(out, "<td><a href=\"%s\">", name);
	html_text(out, *leader->subject.title ? leader->subject.title : "(no title)");
	g_string_append_printf(out, "</a></td><td data-key=\"%d\">", row->series->version);
	html_text(out, version->str);
	g_string_append(out, "</td><td>");
	html_state(out, row->verdict.state, state_words(row->verdict.state));
	g_string_append_printf(out, "</td><td class=\"n\" data-key=\"%d\">%d/%d</td>",
			       row->series->total, series_row_patches(row), row->series->total);
	put_number(out, row->talk->reviewed_or_acked);
	put_number(out, row->talk->people);
	put_cell(out, *leader->people->author.name ? leader->people->author.name
						   : leader->people->author.email);
	put_cell(out, day);
	put_cell(out, last);
	g_string_append(out, "</tr>\n");
	g_free(name);
}

static void open_page(const struct site *site, const char *what, GString *out)
{
	g_autofree char *title = g_strconcat(what, ": ", site->title, NULL);

	html_page_open(out, title, true);
	g_string_append(out, "<header>\n");
	html_page_links(out);
	g_string_append(out, "<h1>");
	html_text(out, title);
	g_string_append(out, "</h1>\n</header>\n<main>\n");
}

static void close_page(GString *out)
{
	g_string_append(out, "</main>\n");
	html_page_close(out, true);
}

void site_index(const struct site *site, const GArray *rows, GString *out)
{
	open_page(site, "Series", out);
	g_string_append(out,
			"<div class=\"wide\" tabindex=\"0\"><table class=\"sort "
			"list\">\n<thead><tr><th>series</th>"
			"<th>version</th><th>state</th><th class=\"n\">patches</th><th class=\"n\">"
			"reviewed</th><th class=\"n\">replies</th><th>author</th><th>posted</th>"
			"<th>last word</th></tr></thead>\n<tbody>\n");
	for (guint i = 0; i < rows->len; i++)
		put_row(&g_array_index(rows, struct series_row, i), out);
	g_string_append(out, "</tbody>\n</table></div>\n");
	close_page(out);
}
