/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/unpacker.h"

#include <libdeflate.h>
#include <stdlib.h>
#include "mime/limits.h"
#include "text/integers.h"

/*
 * So few bytes are packed with the codes that are the same everywhere. libdeflate makes its tables
 * of these anew after each mail, which has codes of its own: so they have an inflater to
 * themselves.
 */
#define SMALL 64

/*
 * Bytes that libdeflate may write behind an object: its fast loop ends where the room for one more
 * match of 258 bytes does. Without, the last 300 bytes of each object, which are all of a commit,
 * are made in its slow one: a tenth of a commit's time, a twentieth of a mail's.
 */
#define SLACK 320

#define LONGEST_CHAIN 256 /* git makes them of 50; one that is a circle ends here */

struct part {
	uint64_t offset;
	struct pack_entry entry;
};

/* From the object down to what is no delta, or has been made before. */
struct chain {
	unsigned nr; /* of deltas */
	struct part parts[LONGEST_CHAIN + 1];
	const struct base *known; /* parts[nr], where it is there: held */
};

void unpacker_init(struct unpacker *unpacker, struct bases *bases)
{
	*unpacker = (struct unpacker){ .bases = bases };
}

void unpacker_release(struct unpacker *unpacker)
{
	libdeflate_free_decompressor(unpacker->inflater);
	libdeflate_free_decompressor(unpacker->small);
	free(unpacker->delta);
}

static bool find_chain(struct unpacker *unpacker, const struct pack *pack, uint64_t offset,
		       struct chain *chain)
{
	for (chain->nr = 0; chain->nr <= LONGEST_CHAIN; chain->nr++) {
		struct part *part = &chain->parts[chain->nr];

		part->offset = offset;
		chain->known = bases_find(unpacker->bases, pack, offset);
		if (chain->known)
			return true;
		if (!pack_read(pack, offset, &part->entry) || part->entry.size > MAIL_MAX_BYTES)
			return false;
		if (part->entry.type != PACK_DELTA)
			return true;
		offset = part->entry.base;
	}
	return false;
}

/* Exactly entry->size bytes, in room for SLACK more; zlib's checksum is compared, too. */
static bool inflate_to(struct unpacker *unpacker, const struct pack_entry *entry, char *out)
{
	size_t len;
	struct libdeflate_decompressor **inflater =
		entry->size <= SMALL ? &unpacker->small : &unpacker->inflater;

	if (!*inflater)
		*inflater = libdeflate_alloc_decompressor();
	return *inflater &&
	       libdeflate_zlib_decompress(*inflater, entry->data.ptr, entry->data.len, out,
					  entry->size + SLACK, &len) == LIBDEFLATE_SUCCESS &&
	       len == entry->size;
}

/* The delta itself, in memory that the next one takes. */
static bool read_delta(struct unpacker *unpacker, const struct pack_entry *entry,
		       struct slice *delta)
{
	if (entry->size > unpacker->delta_room) {
		free(unpacker->delta);
		unpacker->delta = malloc(entry->size + SLACK);
		unpacker->delta_room = unpacker->delta ? entry->size : 0;
	}
	*delta = slice_of(unpacker->delta, entry->size);
	return unpacker->delta && inflate_to(unpacker, entry, unpacker->delta);
}

static char *allocate(size_t len)
{
	char *data = malloc(len + SLACK);

	if (data)
		data[len] = '\0';
	return data;
}

/* What is at the end of the chain; whether it is owned, base->known tells. */
static bool begin(struct unpacker *unpacker, const struct chain *chain, struct unpacked_object *out)
{
	const struct pack_entry *entry = &chain->parts[chain->nr].entry;

	if (chain->known) {
		*out = (struct unpacked_object){ chain->known->type, chain->known->data,
						 chain->known->len };
		return true;
	}
	*out = (struct unpacked_object){ entry->type, allocate(entry->size), entry->size };
	if (out->data && inflate_to(unpacker, entry, out->data)) {
		out->data[out->len] = '\0';
		return true;
	}
	free(out->data);
	return false;
}

static bool make(struct unpacker *unpacker, const struct pack_entry *entry,
		 const struct unpacked_object *base, struct unpacked_object *out)
{
	struct slice delta;
	size_t base_len;

	out->type = base->type;
	if (!read_delta(unpacker, entry, &delta) || !delta_sizes(&delta, &base_len, &out->len) ||
	    base_len != base->len || out->len > MAIL_MAX_BYTES)
		return false;
	out->data = allocate(out->len);
	if (out->data && delta_apply(delta, slice_of(base->data, base->len), out->data, out->len))
		return true;
	free(out->data);
	return false;
}

/* The object itself was a base before. */
static bool copy_known(const struct base *known, struct unpacked_object *out)
{
	out->data = allocate(known->len);
	if (out->data)
		memcpy(out->data, known->data, known->len);
	return out->data;
}

/* The object that the deltas of a chain end with, of *out, which they begin with. */
static bool make_all(struct unpacker *unpacker, const struct pack *pack, const struct chain *chain,
		     struct unpacked_object *out)
{
	bool good = true, owned = !chain->known;

	for (unsigned i = chain->nr; good && COUNT_DOWN(i);) {
		struct unpacked_object base = *out;

		good = make(unpacker, &chain->parts[i].entry, &base, out);
		if (owned)
			bases_add(unpacker->bases, pack, chain->parts[i + 1].offset, base.type,
				  base.data, base.len);
		owned = true;
	}
	return good;
}

bool unpacker_read(struct unpacker *unpacker, const struct pack *pack, uint64_t offset,
		   struct unpacked_object *out)
{
	struct chain chain;
	bool good;

	if (!find_chain(unpacker, pack, offset, &chain) || !begin(unpacker, &chain, out))
		return false;
	good = chain.known && !chain.nr ? copy_known(chain.known, out)
					: make_all(unpacker, pack, &chain, out);
	if (chain.known)
		base_let_go(chain.known);
	return good;
}
