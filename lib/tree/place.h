/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_PLACE_H
#define TREE_PLACE_H

#include "text/slice.h"
#include "tree/tree.h"
#include "record/record.h"

/*
 * Whether patches (const struct record *, may be NULL) are for this tree: the newest commit of one
 * of its refs has half of the files that they touch.
 */
bool tree_is_place_of(struct tree *tree, const GPtrArray *patches);

/*
 * Whether the repository has, from whatever time, one of the files that a diff changes as the
 * sender had it, by the "index" lines: a file of the same name in another tree is another one. True
 * where they do not tell, or the clone lacks files.
 */
bool tree_may_have_originals(struct tree *tree, struct slice diff);

#endif
