/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_CONVERSATION_PRIVATE_H
#define REPORT_CONVERSATION_PRIVATE_H

/* Shared among conversation*.c only. */

#include "reply/lexer.h"
#include "report/conversation.h"

/* Appends the lines of a mail's text (struct text_line), escaped and coloured, and what is quoted
 * as the view asks for. Blank lines at both ends are left out. */
void conversation_append_lines(GString *out, const struct conversation_view *view,
			       const GArray *lines);

/* The lines of one mail on their way out. */
struct writer {
	const struct conversation_view *view;
	const struct text_line *lines;
	guint nr;
	guint said;  /* behind the last line that says something of its own */
	bool quoted; /* something was quoted above */
	GString *out;
};

/* The colours of kinds of lines. */
extern const enum palette_slot writer_slots[];

/* A text, escaped; a line of a kind, whole. */
void writer_coloured(struct writer *writer, enum palette_slot slot, struct slice text);
void writer_line(struct writer *writer, struct slice line, enum line_kind kind);

/*
 * The line there, of those before to: where it is prose and too wide, its words are wrapped, and
 * what is left over goes in front of the next line of the paragraph. Returns the place behind what
 * was printed.
 */
guint writer_item(struct writer *writer, guint at, guint to);

/* All from there to there. */
void writer_items(struct writer *writer, guint from, guint to);

/* The same of quoted lines: as many as the view asks for. */
void writer_quoted(struct writer *writer, guint from, guint to);

/* The length of the signs of quoting and blanks that a line begins with. */
size_t quote_prefix(struct slice line);

#endif
