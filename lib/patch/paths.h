/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_PATHS_H
#define PATCH_PATHS_H

#include "text/pool.h"

/* Paths as they are met, in any order; the slices' memory is somebody else's. Start from all
 * zeroes. */
struct path_list {
	struct slice *items;
	size_t nr, room;
};

/* Empty paths, and more than a few times MAIL_MAX_PATHS, are passed over. */
void path_list_add(struct path_list *list, struct slice path);

void path_list_release(struct path_list *list);

/* Sorted copies, each path once, at most MAIL_MAX_PATHS, then NULL. Live in pool. */
const char **path_list_finish(struct path_list *list, struct pool *pool, size_t *nr);

/*
 * A path as git prints it in a diff or diffstat: its C quotes undone ("a\303\244.c"), else without
 * the time that other diffs have behind a tab. Lives in pool where it was quoted.
 */
struct slice path_read(struct pool *pool, struct slice s);

/*
 * Takes the prefixes off the two names of one file, "a/x" and "b/x", "linux.orig/x" and "linux/x".
 * Names without prefix stay. Either may be "not there": /dev/null.
 */
void path_strip_prefixes(struct slice *old_path, struct slice *new_path);

/* The names of "diff --git " behind it. False where they cannot be told apart. */
bool path_read_pair(struct pool *pool, struct slice s, struct slice *old_path,
		    struct slice *new_path);

/* Adds what a line of a diffstat names: "x", "old => new", "dir/{old => new}/x". */
void path_add_stat(struct path_list *list, struct pool *pool, struct slice path);

#endif
