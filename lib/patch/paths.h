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
 * A path as git prints it in a diff or diffstat: its C quotes undone ("a\303\244.c"), else up to a
 * tab, where other diffs have the time, or a CR; blanks at its end belong to it. "Not there" is
 * /dev/null. Lives in pool where it was quoted.
 */
struct slice path_read(struct pool *pool, struct slice s);

/* The same behind "rename from " and the like, where a tab is one of the name. */
struct slice path_read_whole(struct pool *pool, struct slice s);

/* With one slash where there are several in a row, as git apply reads it. */
struct slice path_squash(struct pool *pool, struct slice path);

/* As git apply reads it with -p1, whatever the folder is; "not there" where it is in none. */
struct slice path_without_folder(struct slice path);

/*
 * Takes the prefixes off the two names of one file, "a/x" and "b/x", "linux.orig/x" and "linux/x".
 * Names without prefix stay, and false is returned. Either may be "not there": /dev/null.
 */
bool path_strip_prefixes(struct slice *old_path, struct slice *new_path);

/*
 * The names of "diff --git " behind it, without the prefixes, where they have some. False where
 * they cannot be told apart.
 */
bool path_read_pair(struct pool *pool, struct slice s, struct slice *old_path,
		    struct slice *new_path, bool *prefixed);

/* Adds what a line of a diffstat names: "x", "old => new", "dir/{old => new}/x". */
void path_add_stat(struct path_list *list, struct pool *pool, struct slice path);

#endif
