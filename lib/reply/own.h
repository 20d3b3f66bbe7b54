/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_OWN_H
#define REPLY_OWN_H

#include "patch/hunk.h"

/*
 * The lines of a reply that its sender wrote himself. Not among them: quoted lines ("> ", "AB> ",
 * "| "), what introduces them ("On … wrote:", a line with a colon at its end above a quoted one, in
 * any language, "-----Original Message-----", an Outlook header and, where nothing marks it, all
 * below it), unquoted diffs, what stands between scissors lines, and all from the signature ("-- ")
 * or a list's footer on. Start with { .rest = text }.
 */
struct own_text {
	struct slice rest;
	bool cut;   /* a line that is not his own stood before this one */
	bool begun; /* private from here on: a line of his was there */
	bool in_diff;
	bool scissors;
	struct hunk hunk;
};

/* The next line, which may be blank; false at the end. Every line is looked at a few times at most.
 */
bool own_next_line(struct own_text *own, struct slice *line);

/* What keeps a line from being his own, for who shows the others, too. */
bool own_is_quoted(struct slice line);
bool own_is_scissors(struct slice line);
bool own_is_end(struct slice line); /* the signature's or a footer's first */

/* Whether the mail that is answered begins here, with its header and unmarked. */
bool own_begins_original(struct slice line, struct slice rest);

#endif
