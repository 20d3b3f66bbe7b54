/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <glib.h>

/*
 * Appends a text of mails (valid UTF-8) for HTML and SVG, between tags or in a quoted attribute:
 * & < > " ' as entities, and what could turn or hide text as escape_terminal() shows it.
 */
void html_text(GString *out, const char *text);

/* The same for a <pre>: tabs and line ends stay. */
void html_lines(GString *out, const char *text);

#endif
