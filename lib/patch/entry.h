/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_ENTRY_H
#define PATCH_ENTRY_H

#include "text/slice.h"

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
