/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>
#include "series/state.h"

/*
 * The frame of our pages: one file each, that loads nothing. The policy in their head allows the
 * style and the script of the page by their hashes, and nothing else: what a mail brings along
 * cannot run even where it were not escaped. title is a text of mails. With script, what has the
 * class "row" can be filtered and walked through by keys.
 */
void html_page_open(GString *out, const char *title, bool script);
void html_page_close(GString *out, bool script);

/* Of a site's pages: links to its index and its contributors. */
void html_page_links(GString *out);

/* A link to somewhere else, "<a href=…>text</a>", or the text alone where that is no http or https
 * URL. */
void html_link(GString *out, const char *url, const char *text);

/* "<span class="state author">waiting for the author</span>" */
void html_state(GString *out, enum series_state state, const char *words);

/* A message in a <pre>, its diff and quotes in colours. */
void html_message(GString *out, const char *text, size_t len);

/* The same of a range-diff, whose lines are indented: all of it is a diff. */
void html_diff(GString *out, const char *text, size_t len);

/* A bar chart as an SVG element: values with their labels, in rows. */
struct html_bar {
	const char *label;
	uint64_t value;
};
void html_bars(GString *out, const char *title, const struct html_bar *bars, guint nr);

/* The same as columns, such as a day each; labels are for the first and the last. */
void html_columns(GString *out, const char *title, const struct html_bar *bars, guint nr);

/*
 * Appends a text of mails (valid UTF-8) for HTML and SVG, between tags or in a quoted attribute:
 * & < > " ' as entities, and what could turn or hide text as escape_terminal() shows it.
 */
void html_text(GString *out, const char *text);

/* The same for a <pre>: tabs and line ends stay. */
void html_lines(GString *out, const char *text);

#endif
