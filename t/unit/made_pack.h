/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_MADE_PACK_H
#define UNIT_MADE_PACK_H

#include <stdint.h>
#include <glib.h>
#include "text/slice.h"

/* A pack with its index, made byte by byte, as wrong as a test or a fuzz target wants it. */

#define MADE_ID 20

struct made_pack {
	GByteArray *pack, *index;
	GArray *places; /* of uint32_t: where the objects are */
};

struct made_object {
	unsigned type;	     /* 6 and 7 are deltas, of what is before them and of an id */
	size_t size;	     /* that it says */
	struct slice before; /* what stands before its data: of a delta, what its base is */
	struct slice inflated;
};

void made_pack_init(struct made_pack *made);
void made_pack_release(struct made_pack *made);

void made_pack_add(struct made_pack *made, struct made_object object);
void made_pack_add_blob(struct made_pack *made, struct slice text);

/* A delta of the object of that number, by its id. */
void made_pack_add_delta(struct made_pack *made, guint base, struct slice delta);

/* A delta of what is so far before it. */
void made_pack_add_near_delta(struct made_pack *made, uint32_t distance, struct slice delta);

/* How far before the next entry that one is. */
uint32_t made_pack_distance(const struct made_pack *made, guint number);

/* The id of an object by its number: not that of its bytes, which nobody looks at here. */
void made_pack_id(guint number, unsigned char *id);

/* Adds what stands at the end, and makes the index. */
void made_pack_finish(struct made_pack *made);

#endif
