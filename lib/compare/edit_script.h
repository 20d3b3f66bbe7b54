/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_EDIT_SCRIPT_H
#define COMPARE_EDIT_SCRIPT_H

#include "compare/text_lines.h"

#define EDIT_SCRIPT_WORK (INT64_C(1) << 28) /* a third of a second */

/* Which lines two texts do not have in common: of the old one, of the new one. */
struct edit_script {
	bool *removed,
		*added; /* by line, with one more at either end, [-1] and [nr], that is false */
};

/*
 * Finds what git diff finds, by the same means, so that the same lines are taken for the same: the
 * difference algorithm of Myers ("An O(ND) Difference Algorithm and Its Variations", 1986) from
 * both ends, on the lines that both have and that are not too frequent; behind a number of edits
 * that is the root of the lines or 256, it goes on from where it got furthest. So its time is lines
 * times their root at most. That is minutes for some MiB of lines that are common, but in another
 * order; so behind some work the edits are 32 from there on, and more lines may be changed than git
 * finds. Where groups of lines could stand in several places is not decided here: see slide.h.
 * numbers: of both texts. Free with edit_script_free().
 */
struct edit_script *edit_script_new(const struct text_lines *old, const struct text_lines *new,
				    struct line_numbers *numbers, int64_t work);

void edit_script_free(struct edit_script *script);

#endif
