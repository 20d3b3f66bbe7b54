/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include <glib.h>

/*
 * Appends a text of mails (valid UTF-8) for a line of Markdown (CommonMark, and what forges add to
 * it): all punctuation that could mean something is escaped, and what forges would make a link or a
 * mention of is cut by an empty comment. What could turn or hide text is shown as by
 * escape_terminal().
 */
void markdown_text(GString *out, const char *text);

/* "[text](<url>)"; the text alone where url is no http or https URL. */
void markdown_link(GString *out, const char *url, const char *text);

/* Several lines as they are: a <pre> in which nothing is Markdown. */
void markdown_block(GString *out, const char *text);

#endif
