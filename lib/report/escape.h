/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_ESCAPE_H
#define REPORT_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/*
 * Makes text of mails safe for a terminal. What could steer the terminal, change the order of what
 * is read, or hide in it is shown as "<U+202E>" (in ASCII; at least four upper-case digits), a byte
 * that is no UTF-8 as "<FF>":
 *   C0 controls (ESC, CR, NUL …) except line end and tab, DEL, and what is hidden (text/hidden.h):
 *   C1 controls, directions, line separators, fillers, variation selectors, tags.
 * It is made to be read, not to be undone: text that holds "<U+202E>" already stays as it is.
 */
enum escape_flag {
	ESCAPE_NEWLINE = 1 << 0,		   /* line ends are escaped, too */
	ESCAPE_TAB = 1 << 1,			   /* tabs, too */
	ESCAPE_LINE = ESCAPE_NEWLINE | ESCAPE_TAB, /* for what must stay on its line */
};

/* Appends len bytes of text, escaped. Linear; plain stretches are copied at once. */
void escape_terminal(GString *out, const char *text, size_t len, unsigned flags);

/* How many bytes from the start can go out as they are: len where nothing is to be escaped. */
size_t escape_plain_length(const char *text, size_t len, unsigned flags);

/* Whether escape_terminal() would change anything. */
bool escape_needed(const char *text, size_t len, unsigned flags);

#endif
