/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_HUNK_H
#define PATCH_HUNK_H

#include <stdint.h>
#include "text/slice.h"

/* What is left to come of a unified diff's hunk; all zero outside of one. */
struct hunk {
	uint32_t old_lines, new_lines;
};

static inline bool hunk_is_open(const struct hunk *hunk)
{
	return hunk->old_lines || hunk->new_lines;
}

/* Begins a hunk at its line "@@ -1,2 +3,4 @@". Returns false, *hunk zeroed, where line is none. */
bool hunk_begin(struct hunk *hunk, struct slice line);

/*
 * Takes the next line into the hunk and returns its kind: ' ', '+', '-', or '\\' of "\ No newline
 * at end of file"; 0 where the line does not belong to it, which ends the hunk. A line that is
 * empty or begins with a tab is a context line whose first space a mailer cut off.
 */
char hunk_take(struct hunk *hunk, struct slice line);

/*
 * Takes lines off the front of *rest as hunk_take() does, up to the end of the hunk or the first
 * that does not belong to it, which is left there. The numbers of those with "-" and "+" are added
 * to *changed.
 */
void hunk_take_lines(struct hunk *hunk, struct slice *rest, struct hunk *changed);

/* What it did, for who comes by there again. */
struct hunk_lines {
	const char *begin, *end;
	struct hunk left, changed;
};

/*
 * Whether a diff begins with this line when rest follows it: "diff --git a/x b/x"; "diff -u x y"
 * and "Index: x" with their "---" or "===" line; "--- x" with "+++ y" and "@@ -". Never a quoted or
 * an indented line.
 */
bool diff_begins(struct slice line, struct slice rest);

#endif
