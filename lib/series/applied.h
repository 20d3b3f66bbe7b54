/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_APPLIED_H
#define SERIES_APPLIED_H

#include "series/state.h"

/* Which patches of a series went into a tree, by what maintainers, robots and pull requests say. */
struct applied {
	unsigned nr; /* of the patches that are there; of all where only the cover letter is */
	bool closed; /* the rest was left out, by who applied these */
	const struct record *by;   /* who said so last; NULL: nobody in words */
	const char *where;	   /* what he said about it: the tree, or a commit; never NULL */
	const struct record *pull; /* the pull request that lists some of them; or NULL */
};

/* pulls may be NULL. Nothing is to be freed. */
void applied_read(const struct series *series, const struct talk *talk, const struct pulls *pulls,
		  struct applied *out);

#endif
