/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_SKETCH_H
#define TREE_SKETCH_H

#include <stdint.h>
#include "patch/patchid.h"

/* What two diffs are compared by: the lines that they change, without white space. */
struct sketch {
	unsigned char patch_id[PATCHID_SIZE];
	bool has_id;
	bool renames;	 /* it tells renamed files as such */
	uint64_t *lines; /* hashes, sorted; one that is there twice is twice among them */
	size_t nr_lines;
	uint64_t *paths; /* hashes of the files' names, sorted */
	size_t nr_paths;
};

/* Lines of one that count; what is behind them does not. */
#define SKETCH_MAX_LINES 200000

/* Of a diff as git or diff -u writes it; what stands in front of it is passed over. Free with
 * sketch_free(). */
struct sketch *sketch_new(struct slice diff);
void sketch_free(struct sketch *sketch);

bool sketch_same_patch(const struct sketch *a, const struct sketch *b);

/* How many lines both have. */
size_t sketch_common(const struct sketch *a, const struct sketch *b);

#endif
