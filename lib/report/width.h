/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_WIDTH_H
#define REPORT_WIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/*
 * The columns a terminal needs for text (valid UTF-8, escaped, one line): wide characters take two,
 * combining ones none.
 */
size_t text_width(const char *utf8);

/* Whether a byte is a character of its own that takes one column, be it in text that was not
 * escaped or has colours. */
static inline bool text_is_plain(char c)
{
	return c >= 0x20 && c < 0x7f;
}

enum width_align {
	WIDTH_LEFT,  /* padded behind */
	WIDTH_RIGHT, /* padded in front */
};

/*
 * Appends text in exactly width columns: padded with spaces, or cut between characters (a combining
 * one stays with its base) with ".." as the last two columns.
 */
void text_fit(GString *out, const char *utf8, size_t width, enum width_align align);

/* Appends text in at most width columns: cut, with "…" behind it, at the end of a word where one is
 * near. */
void text_cut(GString *out, const char *utf8, size_t width);

/* As text_fit(), but what is too wide stays whole. */
void text_pad(GString *out, const char *utf8, size_t width, enum width_align align);

#endif
