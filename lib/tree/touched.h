/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_TOUCHED_H
#define TREE_TOUCHED_H

#include "tree/tree.h"

/*
 * The paths (char *) of the files that a commit adds, changes or deletes against its first parent,
 * as a set: trees are read, no file is. NULL where one cannot be read, or there are very many. Free
 * with g_hash_table_unref().
 */
GHashTable *touched_by(struct tree *tree, const struct tree_commit *commit);

#endif
