/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_PLACE_H
#define TREE_PLACE_H

#include "tree/tree.h"
#include "record/record.h"

/*
 * Whether patches (const struct record *, may be NULL) are for this tree: the newest commit of one
 * of its refs has half of the files that they touch.
 */
bool tree_is_place_of(struct tree *tree, const GPtrArray *patches);

#endif
