/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/shelf.h"

#include "index/hash.h"

/* A block has room for some records at first, for a hundred of them when more and more come. */
#define FIRST ((size_t)4 << 10)
#define MOST ((size_t)64 << 10)

struct shelf_block {
	struct pool_block lender; /* of the records */
	gint users;		  /* atomic: records, and the shelf */
	struct pool pool;
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

static void leave(struct pool_block *lender)
{
	block_unref((struct shelf_block *)lender);
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
	if (shelf->last && __atomic_load_n(&shelf->last->shelf, __ATOMIC_ACQUIRE) == RECORD_GONE) {
		pool_rewind(&shelf->block->pool, shelf->before);
		shelf->last = NULL;
		shelf->generation++;
	}
}

bool shelf_is_full(struct shelf *shelf, size_t size)
{
	use_again(shelf);
	return !shelf->block || pool_room(&shelf->block->pool) < sizeof(struct record) + size;
}

void shelf_begin(struct shelf *shelf, size_t size, struct pool_block *lender)
{
	size_t next = CLAMP(shelf->size * 2, FIRST, MOST);

	shelf_leave(shelf);
	shelf->size = next;
	shelf->block = g_new0(struct shelf_block, 1);
	shelf->block->lender.give_back = leave;
	shelf->block->users = 1;
	pool_lend(&shelf->block->pool, lender);
	pool_expect(&shelf->block->pool, MAX(next, sizeof(struct record) + size));
}

struct record *shelf_record(struct shelf *shelf, struct pool **pool)
{
	struct record *record;

	use_again(shelf);
	*pool = &shelf->block->pool;
	shelf->before = pool_mark(*pool);
	record = pool_alloc(*pool, sizeof(*record));
	record->shelf = RECORD_SHELVED;
	g_atomic_int_inc(&shelf->block->users);
	pool_lend(&record->pool, &shelf->block->lender);
	shelf->last = record;
	return record;
}

/* Where it would be: by its size and both ends, for all is compared where these are the same. */
static struct shelf_shared *place_of(struct shelf *shelf, const char *made, size_t size)
{
	uint64_t first = 0, last = 0, hash;

	if (size >= sizeof(first)) {
		memcpy(&first, made, sizeof(first));
		memcpy(&last, made + size - sizeof(last), sizeof(last));
	} else {
		memcpy(&first, made, size);
	}
	hash = hash_mix(first ^ 0xa0761d6478bd642fu, last ^ size ^ 0xe7037ed1a0b428dbu);
	return &shelf->shared[hash % G_N_ELEMENTS(shelf->shared)];
}

void *shelf_share(struct shelf *shelf, struct pool_mark before, void *made, size_t size)
{
	struct shelf_shared *shared = place_of(shelf, made, size);

	if (shared->generation == shelf->generation && shared->size == size &&
	    !memcmp(shared->made, made, size)) {
		pool_rewind(&shelf->block->pool, before);
		return shared->made;
	}
	*shared = (struct shelf_shared){ shelf->generation, (uint32_t)size, made };
	return made;
}
