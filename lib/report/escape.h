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
 *   C0 controls (ESC, CR, NUL …) except line end and tab, DEL, C1 controls (U+0080–U+009F);
 *   direction: U+061C, U+200E, U+200F, U+202A–U+202E, U+2066–U+2069; U+2028, U+2029;
 *   hidden: U+00AD, U+180E, U+200B, U+2060–U+2065, U+206A–U+206F, U+FEFF, U+FFF9–U+FFFB,
 *   U+E0000–U+E007F.
 * Joiners (U+200C, U+200D) and variation selectors stay: scripts and emoji need them. It is made to
 * be read, not to be undone: text that holds "<U+202E>" already stays as it is.
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
