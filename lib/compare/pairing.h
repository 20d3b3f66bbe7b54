/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_PAIRING_H
#define COMPARE_PAIRING_H

#include "compare/patch_text.h"

#define PAIRING_CREATION_FACTOR 60 /* percent; git's default */
#define PAIRING_MAX_PATCHES 1000   /* of both versions together, to be paired by cost */

/* What may be diffed to find costs, in lines where texts have 200; longer ones count for more. */
#define PAIRING_MAX_WORK 10000000

#define PAIRING_NONE (-1)

/* What had to be left out; the pairs may then be others than those of least cost. */
enum pairing_limit {
	PAIRING_WHOLE,
	PAIRING_TITLES,	   /* too many patches: the same diff or the same title alone make a pair */
	PAIRING_ESTIMATES, /* too much to diff: some costs are what a diff has at the least */
};

/*
 * Pairs the patches of two versions (arrays of struct patch_text *) as git range-diff does. Those
 * with equal diffs first; of the others such that the sum of costs is least: of a pair the size of
 * the diff of the two diffs, of a patch without partner its lines * factor / 100. Sets
 * partner_of[i] of each patch of a to an index of b or PAIRING_NONE. factor is a percentage from 0
 * on. Costs that cannot matter, because the pair costs more than both patches alone even if all
 * lines that both have were at the right place, are not computed.
 */
enum pairing_limit pairing_find(const GPtrArray *a, const GPtrArray *b, unsigned factor,
				int *partner_of);

/* What to warn of, without an end; NULL of PAIRING_WHOLE. */
const char *pairing_limit_reason(enum pairing_limit limit);

#endif
