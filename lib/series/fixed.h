/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_FIXED_H
#define SERIES_FIXED_H

#include "record/record.h"

/*
 * Patches that later ones name in "Fixes: <commit> ("<title>")", or that later ones say to be
 * copies of: nobody fixes what is in no tree, and only what is upstream is copied to stable trees.
 * And those that were posted again under their titles, whatever became of that.
 */
struct fixed;

/* From postings (struct record *), which must outlive it. Free with fixed_free(). */
struct fixed *fixed_read(const GPtrArray *postings);
void fixed_free(struct fixed *fixed);

/* The newest posting, sent after the patch, that says that it fixes it; NULL for none. */
const struct record *fixed_find(const struct fixed *fixed, const struct record *patch);

/*
 * The newest copy of the patch for a stable tree, by title and author, sent after it; NULL for
 * none. A copy has none.
 */
const struct record *fixed_find_copy(const struct fixed *fixed, const struct record *patch);

/*
 * The newest patch of that title, where it is later, from the same sender and no copy for a stable
 * tree; NULL for none.
 */
const struct record *fixed_find_again(const struct fixed *fixed, const struct record *patch);

#endif
