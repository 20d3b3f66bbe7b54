/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_SHELF_H
#define INDEX_SHELF_H

#include "record/record.h"

/*
 * Memory for records that come one after the other: they share blocks, and a block goes with the
 * last record in it. The room of one that was freed before the next one comes is used again, so
 * that who looks at a million records and keeps none takes no more than one. Records are made in
 * one thread, and freed in any. All zeroes is an empty shelf.
 */
struct shelf {
	struct shelf_block *block;
	struct shelf_slot *last; /* the newest record's place */
	struct pool_mark before; /* where that begins */
	size_t size;		 /* of the newest block */
};

/* Whether a record of about that size needs a new block: then shelf_begin() comes first. */
bool shelf_is_full(struct shelf *shelf, size_t size);

/* Begins a block; give_back(lent) is called when it goes. */
void shelf_begin(struct shelf *shelf, size_t size, void *lent, void (*give_back)(void *lent));

/* A record, zeroed; what it needs is allocated in *pool until the next one is made. */
struct record *shelf_record(struct shelf *shelf, struct pool **pool);

/* What comes next does not share a block with what is there. Release with this, too. */
void shelf_leave(struct shelf *shelf);

#endif
