/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_UNPACKER_H
#define INBOX_UNPACKER_H

#include <stdbool.h>
#include "inbox/bases.h"
#include "inbox/pack.h"

struct libdeflate_decompressor;

/* Makes objects of what packs have of them. One thread's. */
struct unpacker {
	struct libdeflate_decompressor *inflater; /* NULL before the first */
	struct libdeflate_decompressor *small;	  /* for trees of one mail and the like */
	struct bases *bases;			  /* which threads share */
	char *delta;				  /* the one that is applied */
	size_t delta_room;
};

struct unpacked_object {
	unsigned type; /* as libgit2 counts them */
	char *data;    /* with a NUL behind it; to be freed with free() */
	size_t len;
};

/* bases must outlive it. */
void unpacker_init(struct unpacker *unpacker, struct bases *bases);
void unpacker_release(struct unpacker *unpacker);

/*
 * The object at offset. False where it is damaged, larger than a mail may be, its chain of deltas
 * is longer than git makes them, or there is no memory: libgit2 knows what to say of it.
 */
bool unpacker_read(struct unpacker *unpacker, const struct pack *pack, uint64_t offset,
		   struct unpacked_object *out);

#endif
