/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/pool.h"
#include "text/integers.h"

#include <stdalign.h>
#include <stdint.h>

/* A record of a patch takes 0.5 to 1 KiB: one block holds most of them. */
#define POOL_BLOCK 1000

/* What is with a lender has most of what it needs there. */
#define POOL_MORE 120

/* What is kept in pools has numbers and pointers, nothing wider. */
#define POOL_ALIGN (alignof(int64_t) > alignof(void *) ? alignof(int64_t) : alignof(void *))

static char *bytes_of(struct pool_block *block)
{
	return (char *)(block + 1);
}

static struct pool_block *add_block(struct pool *pool, size_t room)
{
	struct pool_block *block = g_malloc(sizeof(*block) + room);

	*block = (struct pool_block){ .next = pool->block, .size = room };
	pool->block = block;
	return block;
}

/* The size of the next block. */
static size_t usual_size(const struct pool_block *newest)
{
	return newest && (newest->give_back || newest->size == POOL_MORE) ? POOL_MORE : POOL_BLOCK;
}

static void *pool_take(struct pool *pool, size_t size, size_t align)
{
	struct pool_block *block = pool->block;
	size_t at = block ? (block->used + align - 1) & ~(align - 1) : 0;

	if (!block || at > block->size || size > block->size - at) {
		block = add_block(pool, MAX(size, usual_size(block)));
		at = 0;
	}
	block->used = at + size;
	return bytes_of(block) + at;
}

void pool_expect(struct pool *pool, size_t size)
{
	add_block(pool, size);
}

void *pool_alloc(struct pool *pool, size_t size)
{
	/* Nothing at all, too, is in a block of the pool's own. */
	return memset(pool_take(pool, MAX(size, 1), POOL_ALIGN), 0, size);
}

char *pool_copy(struct pool *pool, struct slice s)
{
	char *copy;

	if (!s.ptr)
		return NULL;
	copy = pool_take(pool, s.len + 1, 1);
	memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

char *pool_join(struct pool *pool, struct slice a, struct slice b)
{
	char *both = pool_take(pool, a.len + b.len + 1, 1);

	memcpy(both, a.ptr, a.len);
	memcpy(both + a.len, b.ptr, b.len);
	both[a.len + b.len] = '\0';
	return both;
}

/* Most text is: no byte is 0 or above 0x7f. Eight are looked at in one go. */
static WRAPS_AROUND bool is_plain_ascii(struct slice s)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	uint64_t word, bad = 0;
	size_t at = 0;

	for (; at + sizeof(word) <= s.len && !bad; at += sizeof(word)) {
		memcpy(&word, s.ptr + at, sizeof(word));
		bad = ((word - ones) | word) & tops;
	}
	for (; at < s.len && !bad; at++)
		bad = !s.ptr[at] || (s.ptr[at] & 0x80);
	return !bad;
}

char *pool_copy_utf8(struct pool *pool, struct slice s)
{
	g_autofree char *valid = NULL;

	if (!s.ptr || is_plain_ascii(s))
		return pool_copy(pool, s);
	valid = g_utf8_make_valid(s.ptr, (gssize)s.len);
	return pool_copy(pool, slice_str(valid));
}

void pool_lend(struct pool *pool, struct pool_block *lender)
{
	g_assert(!pool->block);
	pool->block = lender;
}

size_t pool_room(const struct pool *pool)
{
	return pool->block ? pool->block->size - pool->block->used : 0;
}

struct pool_mark pool_mark(const struct pool *pool)
{
	return (struct pool_mark){ pool->block, pool->block ? pool->block->used : 0 };
}

static void drop_block(struct pool *pool)
{
	struct pool_block *block = pool->block;

	pool->block = block->next;
	if (block->give_back)
		block->give_back(block);
	else
		g_free(block);
}

void pool_rewind(struct pool *pool, struct pool_mark mark)
{
	while (pool->block != mark.block)
		drop_block(pool);
	if (pool->block && !pool->block->give_back)
		pool->block->used = mark.used;
}

void pool_release(struct pool *pool)
{
	while (pool->block)
		drop_block(pool);
}
