/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_LINE_DIFF_H
#define COMPARE_LINE_DIFF_H

#include "compare/text_lines.h"

/* A hunk of a diff of two texts. */
struct line_hunk {
	size_t old_start; /* its first line in the old text, from 0 on */
};

/* What is told of a diff, in its order. Either may be NULL. */
struct line_diff_sink {
	void (*hunk)(const struct line_hunk *hunk, void *data);
	/* kind is ' ', '-' or '+'; line comes without its line end */
	void (*line)(char kind, struct slice line, void *data);
	void *data;
};

#define LINE_DIFF_CONTEXT 3
#define LINE_DIFF_MAX (1 << 30) /* bytes of a text; git's, too */

struct line_diff_options {
	unsigned context;  /* lines */
	bool ignore_space; /* as git diff -w */
};

/*
 * The diff of two texts whose lines all end with LF, as git diff makes it (edit_script.h, slide.h);
 * without options, with three lines of context. indent as diff.indentHeuristic. Texts that are
 * equal, or larger than LINE_DIFF_MAX, have none.
 */
void line_diff(struct slice a, struct slice b, bool indent, const struct line_diff_options *how,
	       const struct line_diff_sink *sink);

/*
 * How many lines that diff has, those with "@@" and of context among them, without indent: the cost
 * of a pair, as git range-diff counts it. numbers: of both texts.
 */
size_t line_diff_size(const struct text_lines *a, const struct text_lines *b,
		      struct line_numbers *numbers);

#endif
