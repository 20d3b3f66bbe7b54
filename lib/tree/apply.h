/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_APPLY_H
#define TREE_APPLY_H

#include "tree/tree.h"

/*
 * Files of a commit, and what patches make of them: as git apply would, in memory. Nothing is
 * checked out or written.
 */
struct apply;

/* Of a commit's tree. NULL where it cannot be read. Free with apply_free(). */
struct apply *apply_new(struct tree *tree, const git_oid *commit);
void apply_free(struct apply *apply);

struct apply_failure {
	char *path;	    /* the file; "" where it is none. Free with g_free() */
	unsigned hunk;	    /* from 1 on; 0: none */
	const char *reason; /* one of ours */
};

/* Applies the diff of a patch. False with why where it does not: what follows cannot be tried. */
bool apply_patch(struct apply *apply, struct slice diff, struct apply_failure *failure);

/*
 * The newest commit of those that count, and no newer than a time, in which the files that patches
 * change (diffs, array of GString *, in order) are as they were for their sender, by the ids in
 * their "index" lines. *found of *wanted files are; false where none of them is anywhere near.
 */
bool apply_find_base(struct tree *tree, const GPtrArray *diffs, int64_t sent, git_oid *out,
		     unsigned *found, unsigned *wanted);

#endif
