/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PACKED_H
#define INBOX_PACKED_H

#include <git2.h>
#include "inbox/mapped.h"

/*
 * Has odb read what is in packs by us, in half the time that libgit2 and zlib take. What is not
 * there, or not as it should be, is left to libgit2 as if this were not there: so nothing is said
 * here, and what it refuses is refused. packs must outlive odb. Returns 0 or libgit2's error.
 */
int packed_add(git_odb *odb, struct mapped *packs);

#endif
