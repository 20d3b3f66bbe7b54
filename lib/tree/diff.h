/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_DIFF_H
#define TREE_DIFF_H

#include "tree/tree.h"

/*
 * The diff of a commit against its first parent, in place of what out holds: as git diff-tree -p
 * makes it, with three lines of context; renames: with renamed files as such, as git format-patch
 * has them. False where it cannot be made, such as in a partial clone that lacks files (nothing is
 * fetched), or is over a limit.
 */
bool tree_diff(struct tree *tree, const struct tree_commit *commit, bool renames, GString *out);

/*
 * The paths (char *) of the files that a commit adds, changes or deletes against its first parent,
 * as a set: trees are read, no file is. NULL where one cannot be read, or there are very many. Free
 * with g_hash_table_unref().
 */
GHashTable *touched_by(struct tree *tree, const struct tree_commit *commit);

#endif
