/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PACK_H
#define INBOX_PACK_H

#include <stdbool.h>
#include <stdint.h>
#include "text/slice.h"

/*
 * A pack and its index (version 2), as gitformat-pack(5) describes them: where objects are, and
 * what is written there. Both are bytes that others wrote: every number is compared with what is
 * there before it is used. Nothing is inflated here.
 */
struct pack {
	struct slice index, bytes;
	uint32_t nr; /* of objects */
};

#define PACK_COMMIT 1
#define PACK_BLOB 3
#define PACK_TAG 4
#define PACK_DELTA 6 /* the type is that of its base */

struct pack_entry {
	unsigned type;	   /* commit, tree, blob and tag as libgit2 counts them, or PACK_DELTA */
	size_t size;	   /* of it inflated; of a delta, not of what that makes */
	uint64_t base;	   /* where the base of a delta is */
	struct slice data; /* deflated; where it ends only inflating tells */
};

/*
 * False where they are not a pack and its index, or one is cut short: as libgit2, which does not
 * use such a pack either, this looks at their heads, lengths and checksums' copies, not at all
 * bytes.
 */
bool pack_init(struct pack *pack, struct slice index, struct slice bytes);

/* id: 20 bytes. False where the object is not in the pack. */
bool pack_find(const struct pack *pack, const unsigned char *id, uint64_t *offset);

/* Has the processor bring what pack_find() will look at for that id. */
void pack_expect(const struct pack *pack, const unsigned char *id);

/* The number of the first object whose id is not before those 20 bytes; pack->nr where none is. */
uint32_t pack_first(const struct pack *pack, const unsigned char *id);

/* The id of an object by such a number, 20 bytes. */
const unsigned char *pack_id(const struct pack *pack, uint32_t number);

/* False where no entry can begin at offset. */
bool pack_read(const struct pack *pack, uint64_t offset, struct pack_entry *entry);

/*
 * Deltas as packs have them: the sizes of the base and of what is made of it, then which parts of
 * the base, and which bytes of the delta, that is. gitformat-pack(5) describes them.
 */

/* Cuts both sizes off the front of *delta; false where there are none. */
bool delta_sizes(struct slice *delta, size_t *base, size_t *result);

/* Fills exactly len bytes by what is behind the sizes. False where it fits neither base nor len. */
bool delta_apply(struct slice delta, struct slice base, char *out, size_t len);

#endif
