/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_TAKEN_H
#define TREE_TAKEN_H

#include "tree/merges.h"

/* What of a version's patches is in work repositories. */
struct taken {
	struct merges *merges;
	const struct merge **patches; /* by place; NULL of one that is in none */
	guint nr;
	unsigned merged;	  /* how many are there, and were not taken back */
	unsigned reverted;	  /* how many were */
	unsigned own;		  /* how many of both were made of this very version */
	const struct merge *last; /* of those that are there, the last one committed; or NULL */
};

/* Of patches (const struct record *, may be NULL). Free with taken_free(). */
struct taken *taken_new(struct merges *merges, const GPtrArray *patches);
void taken_free(struct taken *taken);

/* Appends "4 of 4 in origin/master", and in what way; nothing where none is there. */
void taken_describe(const struct taken *taken, GString *out);

#endif
