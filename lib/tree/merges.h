/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_MERGES_H
#define TREE_MERGES_H

#include "tree/match.h"

/* What became of postings in work repositories. */
struct merges;

/* A commit of one of them. */
struct merge_commit {
	struct tree *tree;
	const struct tree_hit *hit;
};

/* The commit that a patch was taken as. */
struct merge {
	struct merge_commit made;
	struct tree_match match; /* its record is the version that was taken */
	GArray *backports; /* of struct merge_commit: copies of it; oldest first, as all of these */
	GArray *again;	   /* the same patch, committed once more */
	GArray *reverts;   /* what takes it back */
	GArray *fixes;	   /* what names it in a Fixes trailer */
	bool reverted;	   /* and neither was that taken back, nor was it committed again */
};

/*
 * Of trees (struct tree *) and of what read() can read, see postings_new(). Both must outlive it.
 * options may be NULL. Free with merges_free().
 */
struct merges *merges_new(const GPtrArray *trees,
			  bool (*read)(const struct record *record, GString *out, void *data),
			  void *data, const struct matcher_options *options);
void merges_free(struct merges *merges);

/* Adds mails (struct record *) that patches may be found among; they must outlive it. */
void merges_add(struct merges *merges, const GPtrArray *records);

/* The commit that a patch became; one of another version of it where record was posted before that
 * commit was made. NULL where there is none. Owned by merges. */
const struct merge *merges_of(struct merges *merges, const struct record *record);

/*
 * The posting that a commit was made of; of a copy that matches none, that of the commit which it
 * names as copied: *upstream (may be NULL) is that commit then, and else zeros.
 */
void merges_find(struct merges *merges, struct tree *tree, const struct tree_commit *commit,
		 struct tree_match *out, git_oid *upstream);

/*
 * find() puts the first tag that holds each commit (git_oid) of a tree into out (git_oid -> char *,
 * both owned by it), "" where there is none. It is asked once for all that are known by then.
 */
void merges_set_releases(struct merges *merges,
			 void (*find)(struct tree *tree, const GArray *commits, GHashTable *out));

/* That tag; "" without one, or without find(). Owned by merges. */
const char *merges_release(struct merges *merges, const struct merge_commit *commit);

/* Whether patches are for one of the trees, see tree_is_place_of(). */
bool merges_expect(struct merges *merges, const GPtrArray *patches);

/* See tree_rest(), for all trees. */
void merges_rest(struct merges *merges);

#endif
