/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_LINES_H
#define REPLY_LINES_H

#include "text/slice.h"

/* What a line of a mail's text is, for who shows it to a reader. */
enum line_kind {
	LINE_OWN,    /* what its sender wrote, blank lines among it */
	LINE_TAG,    /* a trailer of his */
	LINE_INTRO,  /* "On …, … wrote:" and what else stands above quoted text */
	LINE_QUOTED, /* "> …", or all of a mail that is answered below its unmarked copy */
	LINE_DIFF,   /* of an unquoted diff, as the next ones: "diff --git", "index", "+++" … */
	LINE_FRAG,   /* "@@ -1 +1 @@" */
	LINE_ADDED,
	LINE_REMOVED,
	LINE_CONTEXT,
	LINE_SIGNATURE, /* from "-- " or a list's footer on */
};

struct text_line {
	struct slice line; /* without its line end */
	enum line_kind kind;
};

/*
 * Appends every line of a text (struct text_line, slices of it) as own_next_line() has it: what is
 * own there is LINE_OWN or LINE_TAG here. Linear.
 */
void lines_append(GArray *out, struct slice text);

#endif
