/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_SHELF_H
#define INDEX_SHELF_H

#include "record/record.h"

/* So many of the newest things of a block may be shared. */
#define SHELF_SHARED 512

/* And so many of the people in it, by the numbers of their texts. */
#define SHELF_PEOPLE 128

/*
 * Memory for records that come one after the other: they share blocks, and a block goes with the
 * last record in it. The room of one that was freed before the next one comes is used again, so
 * that who looks at a million records and keeps none takes no more than one. Records are made in
 * one thread, and freed in any. All zeroes is an empty shelf.
 */
struct shelf {
	struct shelf_block *block;
	uint32_t generation; /* of what is shared: what is of another one may be gone */
	struct shelf_shared {
		uint32_t generation, size;
		void *made;
	} shared[SHELF_SHARED];
	struct shelf_people {
		uint32_t generation, sender, author, list_id;
		struct record_people *people;
	} people[SHELF_PEOPLE];
	struct record *last;	 /* the newest one */
	struct pool_mark before; /* where that begins */
	size_t size;		 /* of the newest block */
};

/* Whether a record of about that size needs a new block: then shelf_begin() comes first. */
bool shelf_is_full(struct shelf *shelf, size_t size);

/* Begins a block; what lender lends it is given back when it goes. */
void shelf_begin(struct shelf *shelf, size_t size, struct pool_block *lender);

/* A record, zeroed; what it needs is allocated in *pool until the next one is made. */
struct record *shelf_record(struct shelf *shelf, struct pool **pool);

/*
 * What a record may have in common with those before it in its block, such as the addresses that
 * all patches of a series went to: made, of that size, is the newest in the pool, where before was
 * when it was begun. Where there is the same already, that is returned, and made is undone. Nobody
 * may write to what is shared.
 */
void *shelf_share(struct shelf *shelf, struct pool_mark before, void *made, size_t size);

/* What comes next does not share a block with what is there. Release with this, too. */
void shelf_leave(struct shelf *shelf);

#endif
