/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_TEXT_LINES_H
#define COMPARE_TEXT_LINES_H

#include "text/slice.h"

/* Gives lines numbers, from 0 on: lines that are equal have the same one. */
struct line_numbers;

/* ignore_space: lines that differ in white space alone are equal, as for git diff -w. Free with
 * line_numbers_free(). */
struct line_numbers *line_numbers_new(bool ignore_space);

void line_numbers_free(struct line_numbers *numbers);

/* Two zeros for each number, side by side, to count with; they are zeros again behind it. The
 * numbers'. */
guint32 *line_numbers_zeros(struct line_numbers *numbers);

/* A text's lines, without their LF, and the number of each. */
struct text_lines {
	struct slice *line; /* of the text */
	guint32 *number;
	size_t nr;
};

/* Fills out; the text, of up to 1 GB, must stay as long as numbers. Free with text_lines_clear().
 */
void text_lines_read(struct line_numbers *numbers, struct slice text, struct text_lines *out);

void text_lines_clear(struct text_lines *lines);

#endif
