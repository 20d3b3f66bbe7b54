/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_ALLOC_H
#define INBOX_ALLOC_H

#include <stdbool.h>
#include <stdint.h>

struct late_git;

/*
 * libgit2 allocates whatever size an object claims to have, and a few kilobytes of a pack can claim
 * gigabytes. So its allocator refuses single blocks much larger than the largest mail we would
 * read; the read of that object fails, and nothing else. Costs nothing, unlike asking for the size
 * of each object first, and covers delta bases too. To be called before git_libgit2_init().
 */
bool alloc_limit_install(const struct late_git *git);

/* Whether an object of so many bytes may be allocated; where not, that counts as refused. */
bool alloc_limit_allows(uint64_t size);

/* Whether an allocation of this thread was refused since the last call. */
bool alloc_limit_was_hit(void);

#endif
