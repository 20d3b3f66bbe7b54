/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_SHORTLOG_H
#define PATCH_SHORTLOG_H

#include "text/pool.h"
#include "text/slice.h"

/*
 * Takes the next group of a git shortlog ("Name (2):" and its indented titles) off *rest: what
 * stands in front is skipped. *who is the name, *count the number behind it, *titles the lines
 * below, up to the first that is not indented. False when there is none left. One pass.
 */
bool shortlog_next(struct slice *rest, struct slice *who, int *count, struct slice *titles);

/*
 * The next title of a group; one that was wrapped, its later lines indented more than the first, is
 * put together in pool.
 */
const char *shortlog_next_title(struct pool *pool, struct slice *titles);

/*
 * Lists of what was applied, patch for patch: "[2/3] title" of b4, "- [tree,v2,2/3] title" of
 * patchwork.
 */

/*
 * Whether a line is an entry. Its number; 0 where it is not counted, and where it is 1/1: b4 counts
 * what it saw.
 */
bool entry_read(struct slice line, int *number, bool *counted);

/* "commit: <hash>" or a URL, which stand below an entry. */
bool entry_commit(struct slice line, struct slice *commit);

#endif
