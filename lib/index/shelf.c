/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/shelf.h"

#include "index/hash.h"

/* A block has room for some records at first, for a hundred of them when more and more come. */
#define FIRST ((size_t)4 << 10)
#define MOST ((size_t)64 << 10)

struct shelf_block {
	gint users; /* atomic: records, and the shelf */
	struct pool pool;
};

/* In front of each record. */
struct shelf_slot {
	struct shelf_block *block;
	gint gone; /* atomic: the record was freed */
	struct record record;
};

static void block_unref(struct shelf_block *block)
{
	struct pool pool;

	if (!block || !g_atomic_int_dec_and_test(&block->users))
		return;
	pool = block->pool;
	g_free(block);
	pool_release(&pool);
}

static void leave(void *data)
{
	struct shelf_slot *slot = data;
	struct shelf_block *block = slot->block;

	g_atomic_int_set(&slot->gone, 1);
	block_unref(block);
}

void shelf_leave(struct shelf *shelf)
{
	g_clear_pointer(&shelf->block, block_unref);
	shelf->last = NULL;
	shelf->size = 0;
	shelf->generation++;
}

static void use_again(struct shelf *shelf)
{
	if (shelf->last && g_atomic_int_get(&shelf->last->gone)) {
		pool_rewind(&shelf->block->pool, shelf->before);
		shelf->last = NULL;
		shelf->generation++;
	}
}

bool shelf_is_full(struct shelf *shelf, size_t size)
{
	use_again(shelf);
	return !shelf->block || pool_room(&shelf->block->pool) < sizeof(struct shelf_slot) + size;
}

void shelf_begin(struct shelf *shelf, size_t size, void *lent, void (*give_back)(void *lent))
{
	size_t next = CLAMP(shelf->size * 2, FIRST, MOST);

	shelf_leave(shelf);
	shelf->size = next;
	shelf->block = g_new0(struct shelf_block, 1);
	shelf->block->users = 1;
	pool_expect(&shelf->block->pool, MAX(next, sizeof(struct shelf_slot) + size));
	pool_lend(&shelf->block->pool, lent, give_back);
}

struct record *shelf_record(struct shelf *shelf, struct pool **pool)
{
	struct shelf_slot *slot;

	use_again(shelf);
	shelf->before = pool_mark(&shelf->block->pool);
	slot = pool_alloc(&shelf->block->pool, sizeof(*slot));
	slot->block = shelf->block;
	g_atomic_int_inc(&shelf->block->users);
	slot->record.shelved = true;
	pool_lend(&slot->record.pool, slot, leave);
	shelf->last = slot;
	*pool = &shelf->block->pool;
	return &slot->record;
}

void *shelf_share(struct shelf *shelf, struct pool_mark before, void *made, size_t size)
{
	struct shelf_shared *shared =
		&shelf->shared[hash_bytes(made, size, size) % G_N_ELEMENTS(shelf->shared)];

	if (shared->generation == shelf->generation && shared->size == size &&
	    !memcmp(shared->made, made, size)) {
		pool_rewind(&shelf->block->pool, before);
		return shared->made;
	}
	*shared = (struct shelf_shared){ shelf->generation, (uint32_t)size, made };
	return made;
}
