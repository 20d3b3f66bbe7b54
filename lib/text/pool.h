/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_POOL_H
#define TEXT_POOL_H

#include "text/slice.h"

/*
 * Memory that is given back in one go: all that is kept of one mail lives in the pool of its
 * record. A pool is used by one thread at a time. Start from POOL_INIT (or all zeroes).
 */
struct pool {
	struct pool_block *block; /* the newest one */
};

/*
 * The head of a block of memory. One with give_back is a lender's: it has no room, stands at the
 * end of as many pools as like, and is the first member of what has more to say.
 */
struct pool_block {
	struct pool_block *next;
	size_t used, size; /* of the bytes behind it */
	void (*give_back)(struct pool_block *lender);
};

#define POOL_INIT                                                                                  \
	{                                                                                          \
		NULL                                                                               \
	}

/*
 * For a new pool: its first block has room for size bytes and no more, in place of about a
 * kilobyte. What does not fit gets a block of the usual size.
 */
void pool_expect(struct pool *pool, size_t size);

/* size bytes, zeroed and aligned for numbers and pointers; valid until the pool is released. Never
 * NULL. */
void *pool_alloc(struct pool *pool, size_t size);

/* A NUL-terminated copy of the bytes of s as they are; of "not there", NULL. */
char *pool_copy(struct pool *pool, struct slice s);

/* A NUL-terminated copy of both, the one behind the other, as they are. */
char *pool_join(struct pool *pool, struct slice a, struct slice b);

/* A NUL-terminated copy of s as valid UTF-8: NUL and invalid bytes become U+FFFD. NULL of NULL. */
char *pool_copy_utf8(struct pool *pool, struct slice s);

/* For lists that many structures hold: a pointer and a number below it, and nothing behind them. */
#define POOL_TIGHT __attribute__((packed, aligned(4)))

/* What is lent lives as long as the pool, which is new: give_back() is called when it is released.
 */
void pool_lend(struct pool *pool, struct pool_block *lender);

/* How many bytes go into the block at hand. */
size_t pool_room(const struct pool *pool);

/* Where a pool is now, and back to there: what was allocated since is gone. */
struct pool_mark {
	struct pool_block *block;
	size_t used;
};

struct pool_mark pool_mark(const struct pool *pool);
void pool_rewind(struct pool *pool, struct pool_mark mark);

/* Frees all that was allocated; the pool may be used again. */
void pool_release(struct pool *pool);

#endif
