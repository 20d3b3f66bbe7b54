/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PLAIN_H
#define INBOX_PLAIN_H

#include <stdbool.h>

/*
 * A repository that needs no libgit2 to be opened: it is the user's own, in one place, of the usual
 * format, and HEAD is a branch. Loading libgit2 takes as long as many a run.
 */
struct plain {
	char *git_dir; /* real, with a "/" at the end, as libgit2 has it */
	char *workdir; /* the same; NULL of a bare one */
};

/*
 * Finds what inbox_open() is asked for: at git_dir, where path is NULL, a bare one alone. False
 * where it is anything but plain, or not there: libgit2 is to tell then. Free both of *out with
 * g_free().
 */
bool plain_find(const char *path, const char *git_dir, const char *ceilings, struct plain *out);

#endif
