/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_LEXER_H
#define REPLY_LEXER_H

#include "patch/hunk.h"

/* What a line of a mail's text is. */
enum line_kind {
	LINE_OWN,      /* what its sender wrote, blank lines among it */
	LINE_GREETING, /* "Hi Ann," */
	LINE_CLOSING,  /* "Cheers," */
	LINE_TAG,      /* a trailer of his: given_line.h reads it */
	LINE_INTRO,    /* "On …, … wrote:" and what else stands above quoted text */
	LINE_QUOTED,   /* "> …", or all of a mail that is answered below its unmarked copy */
	LINE_DIFF,     /* of an unquoted diff, as the next ones: "diff --git", "index", "+++" … */
	LINE_FRAG,     /* "@@ -1 +1 @@" */
	LINE_ADDED,
	LINE_REMOVED,
	LINE_CONTEXT,
	LINE_SIGNATURE, /* from "-- " or a list's footer on */
};

/* Whether it is what somebody wrote in words: shown as such, also between scissors lines. */
static inline bool line_is_words(enum line_kind kind)
{
	return kind < LINE_TAG;
}

struct text_line {
	struct slice line; /* without its line end */
	enum line_kind kind;
	bool own; /* of the first four kinds, and not between scissors lines: his words */
	bool cut; /* of an own line: one that is not stood between it and the last that is */
	struct slice above; /* of one that is cut: what stood between, as it is in the mail */
};

/* Reads a text line by line: start with { .rest = text }. The rest of it is private. */
struct lexer {
	struct slice rest; /* what follows the line */
	bool cut, begun, in_diff, scissors;
	const char *own_end; /* of the last own line, or where the text begins; NULL: not yet */
	struct hunk hunk;
	const char *taken; /* lines in front of this one are of the kind taken_as */
	enum line_kind taken_as;
	enum line_kind
		tail; /* what a line is unless it is quoted or of a diff; LINE_OWN: not yet */
};

/*
 * The next line; false at the end. All of a mail is read in one pass: a line is looked at a few
 * times at most, and the few behind it.
 */
bool lexer_next(struct lexer *lexer, struct text_line *out);

/* Appends every line of a text (struct text_line, slices of it). */
void lexer_append(GArray *out, struct slice text);

/*
 * The own lines of a text, no more than MAIL_MAX_OWN_LINES: struct text_line, slices of it. To be
 * freed with g_array_unref().
 */
GArray *lexer_own_lines(struct slice text);

#endif
