/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_RANGEDIFF_H
#define COMPARE_RANGEDIFF_H

#include "compare/line_diff.h"
#include "compare/pairing.h"

enum pair_status {
	PAIR_EQUAL = '=',
	PAIR_CHANGED = '!',
	PAIR_DROPPED = '<', /* in the old version alone */
	PAIR_CREATED = '>', /* in the new one alone */
};

struct pair {
	enum pair_status status;
	const struct patch_text *before, *after; /* NULL where it is not there */
};

/* Two versions of a series, patch by patch. */
struct rangediff {
	GPtrArray *before, *after;		       /* of struct patch_text *, owned */
	struct patch_text *cover_before, *cover_after; /* owned; may be NULL */
	GArray *pairs; /* of struct pair, as git range-diff orders them: by the new version, a
			  dropped patch as soon as all before it in the old version were there; the
			  cover letters come first where there is one */
	enum pairing_limit limit;
};

/*
 * Compares two versions (arrays of struct patch_text *, in the order of the series), which it takes
 * over; the cover letters, too, either of which may be NULL. factor: see pairing.h. Free with
 * rangediff_free().
 */
struct rangediff *rangediff_new(GPtrArray *before, GPtrArray *after,
				struct patch_text *cover_before, struct patch_text *cover_after,
				unsigned factor);

void rangediff_free(struct rangediff *rangediff);

/*
 * The diff of the two texts of a pair that changed, in its order, how as for line_diff(). Each hunk
 * is told to header with what git writes behind its "@@": "Metadata", "Commit message", "path:
 * function"; "" for nothing. line gets ' ', '-' or '+' and a line of the texts. Nothing is told of
 * other pairs.
 */
void pair_diff(const struct pair *pair, const struct line_diff_options *how,
	       void (*header)(struct slice section, void *data),
	       void (*line)(char kind, struct slice line, void *data), void *data);

#endif
