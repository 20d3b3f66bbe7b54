/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_RENAMES_H
#define TREE_RENAMES_H

#include <glib.h>
#include "inbox/objects.h"
#include "late/git.h"

/* A file that is deleted and a new one, by their deltas, which are one under another name. */
struct rename {
	size_t from, to;
	int score; /* how similar they are, see similarity.h */
};

/*
 * The renames that git diff -M finds in a diff between trees, step by step as it does: libgit2's
 * own search takes other pairs where several fit, symbolic links for nothing, and what becomes one
 * for deleted. Of struct rename, by "to". What cannot be read is none. Free with g_array_unref().
 */
GArray *renames_find(struct objects *objects, git_diff *diff);

#endif
