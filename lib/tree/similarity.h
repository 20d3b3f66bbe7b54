/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_SIMILARITY_H
#define TREE_SIMILARITY_H

#include "text/slice.h"

/* How similar two files are, as git counts it: 0 to SIMILARITY_MAX. */
#define SIMILARITY_MAX 60000

/* What is compared of a file: it is made once, however many files this one is held against. */
struct similarity;

/* Of a file's bytes, which are not needed any more. Free with similarity_free(). */
struct similarity *similarity_new(struct slice bytes);
void similarity_free(struct similarity *similarity);

int similarity_score(const struct similarity *before, const struct similarity *after);

#endif
