/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/pack.h"

#define ID 20
#define HEAD 12	 /* of a pack: "PACK", version, number of objects */
#define FANOUT 8 /* in the index, behind its magic and version */
#define IDS (FANOUT + 256 * 4)
#define ROW (ID + 4 + 4) /* of an object: its id, a checksum, where it is */
#define FAR (1u << 31)	 /* the rest of the number is that of a place of 64 bits */
#define GUESSES 3	 /* that are made of where an id is, before the rest is halved as ever */
#define FEW 8		 /* ids that are not worth one */
#define CACHE_LINE 64
#define AROUND 2   /* lines on each side of a guess in which an id mostly is */
#define TRAILER 20 /* the pack's checksum, and in an index its own behind it */
#define OFFSET_DELTA 6
#define ID_DELTA 7

/* Of deltas. */
#define COPY 0x80 /* from the base; the other bits say which bytes of offset and length follow */
#define COPY_ALL 0x10000 /* what a length of 0 means */
#define SHORT 32	 /* bytes that are copied without a call */

static unsigned byte_at(const char *at)
{
	return (unsigned char)*at;
}

/*
 * A number in the way of packs, of 7 bits a byte, the lowest first, cut off the front of *rest;
 * value has its lowest bits, `shift` of them, already. False where it does not end or is no size_t.
 */
static bool delta_number(struct slice *rest, unsigned shift, size_t value, size_t *out)
{
	unsigned c;

	do {
		if (!rest->len || shift > 56)
			return false;
		c = byte_at(rest->ptr);
		if ((size_t)(c & 0x7f) > SIZE_MAX >> shift)
			return false;
		value |= (size_t)(c & 0x7f) << shift;
		shift += 7;
		*rest = slice_skip(*rest, 1);
	} while (c & 0x80);
	*out = value;
	return true;
}

bool delta_sizes(struct slice *delta, size_t *base, size_t *result)
{
	return delta_number(delta, 0, 0, base) && delta_number(delta, 0, 0, result);
}

/* The part of the base that a copy takes; *at is behind its first byte. */
static bool read_copy(unsigned op, const char **at, const char *end, size_t *offset, size_t *len)
{
	const char *next = *at;

	/* counted only where it may matter */
	if (end - next < 7 && end - next < __builtin_popcount(op & ~(unsigned)COPY))
		return false;
	*offset = *len = 0;
	if (op & 0x01)
		*offset = byte_at(next++);
	if (op & 0x02)
		*offset |= (size_t)byte_at(next++) << 8;
	if (op & 0x04)
		*offset |= (size_t)byte_at(next++) << 16;
	if (op & 0x08)
		*offset |= (size_t)byte_at(next++) << 24;
	if (op & 0x10)
		*len = byte_at(next++);
	if (op & 0x20)
		*len |= (size_t)byte_at(next++) << 8;
	if (op & 0x40)
		*len |= (size_t)byte_at(next++) << 16;
	if (!*len)
		*len = COPY_ALL;
	*at = next;
	return true;
}

bool delta_apply(struct slice delta, struct slice base, char *out, size_t len)
{
	const char *at = delta.ptr, *end = delta.ptr + delta.len;

	while (at < end) {
		unsigned op = byte_at(at++);
		size_t offset, part = op;
		const char *from = at;
		size_t there = (size_t)(end - at); /* to be read at from */

		if (op & COPY) {
			if (!read_copy(op, &at, end, &offset, &part) || offset > base.len ||
			    part > base.len - offset)
				return false;
			from = base.ptr + offset;
			there = base.len - offset;
		} else if (!op || part > (size_t)(end - at)) {
			return false; /* 0 is nothing that is known */
		} else {
			at += part;
		}
		if (part > len)
			return false;
		/* Most are short: what is copied too much the next one writes over. */
		if (part <= SHORT && there >= SHORT && len >= SHORT)
			memcpy(out, from, SHORT);
		else
			memcpy(out, from, part);
		out += part;
		len -= part;
	}
	return !len;
}

static uint32_t number_at(struct slice s, size_t at)
{
	uint32_t value;

	memcpy(&value, s.ptr + at, sizeof(value));
	return GUINT32_FROM_BE(value);
}

static uint32_t fanout(const struct pack *pack, unsigned byte)
{
	return number_at(pack->index, FANOUT + 4 * (size_t)byte);
}

/* Between no place of 64 bits and all but one, since the first object is near. */
static bool has_right_size(size_t len, uint32_t nr)
{
	size_t rest = len - IDS - 2 * TRAILER;

	return rest / ROW >= nr && rest - ROW * (size_t)nr <= 8 * (size_t)(nr ? nr - 1 : 0);
}

static bool fanout_rises(const struct pack *pack)
{
	for (unsigned byte = 1; byte < 256; byte++)
		if (fanout(pack, byte) < fanout(pack, byte - 1))
			return false;
	return true;
}

bool pack_init(struct pack *pack, struct slice index, struct slice bytes)
{
	uint32_t version;

	if (index.len < IDS + 2 * TRAILER || bytes.len < HEAD + TRAILER)
		return false;
	if (memcmp(index.ptr, "\377tOc\0\0\0\2", FANOUT) || memcmp(bytes.ptr, "PACK", 4))
		return false;
	version = number_at(bytes, 4);
	pack->index = index;
	pack->bytes = bytes;
	pack->nr = fanout(pack, 255);
	return version == 2 && number_at(bytes, 8) == pack->nr &&
	       has_right_size(index.len, pack->nr) && fanout_rises(pack) &&
	       !memcmp(index.ptr + index.len - 2 * TRAILER, bytes.ptr + bytes.len - TRAILER,
		       TRAILER);
}

static size_t ids_end(const struct pack *pack)
{
	return IDS + ID * (size_t)pack->nr;
}

/* Where object number i is. */
static bool place_of(const struct pack *pack, uint32_t i, uint64_t *offset)
{
	size_t places = ids_end(pack) + 4 * (size_t)pack->nr,
	       far_places = places + 4 * (size_t)pack->nr, end = pack->index.len - 2 * TRAILER;
	uint32_t place = number_at(pack->index, places + 4 * (size_t)i);
	size_t at;

	*offset = place;
	if (!(place & FAR))
		return true;
	at = far_places + 8 * (size_t)(place & ~FAR);
	if (at < far_places || at > end || end - at < 8)
		return false;
	*offset = (uint64_t)number_at(pack->index, at) << 32 | number_at(pack->index, at + 4);
	return true;
}

static const char *id_at(const struct pack *pack, uint32_t i)
{
	return pack->index.ptr + IDS + ID * (size_t)i;
}

/* The four bytes of an id behind the first, which all of the range have. */
static int64_t place_in_range(const char *id)
{
	uint32_t value;

	memcpy(&value, id + 1, sizeof(value));
	return GUINT32_FROM_BE(value);
}

/*
 * Ids are hashes, spread evenly: where one is can be guessed from its bytes, and better from those
 * of the last that was looked at. What comes after some guesses is halved as ever.
 */
bool pack_find(const struct pack *pack, const unsigned char *id, uint64_t *offset)
{
	uint32_t low = *id ? fanout(pack, *id - 1u) : 0, high = fanout(pack, *id);
	int64_t nr = MIN((int64_t)high - low, INT32_MAX), wanted = place_in_range((const char *)id);
	int64_t middle = low + (wanted * nr >> 32);

	for (unsigned guesses = 0; low < high; guesses++) {
		const char *found;
		int order;

		if (guesses >= GUESSES)
			middle = low + (high - low) / 2;
		middle = CLAMP(middle, (int64_t)low, (int64_t)high - 1);
		found = id_at(pack, (uint32_t)middle);
		order = memcmp(id, found, ID);
		if (!order)
			return place_of(pack, (uint32_t)middle, offset);
		if (order < 0)
			high = (uint32_t)middle;
		else
			low = (uint32_t)middle + 1;
		middle += (wanted - place_in_range(found)) * nr / ((int64_t)1 << 32);
	}
	return false;
}

void pack_expect(const struct pack *pack, const unsigned char *id)
{
	uint32_t low = *id ? fanout(pack, *id - 1u) : 0;
	int64_t nr = MIN((int64_t)fanout(pack, *id) - low, INT32_MAX);
	uint32_t guess = low + (uint32_t)(place_in_range((const char *)id) * nr >> 32);
	const char *row = id_at(pack, guess),
		   *place = pack->index.ptr + ids_end(pack) + 4 * ((size_t)pack->nr + guess);

	for (int line = -AROUND; line <= AROUND; line++)
		__builtin_prefetch(row + line * CACHE_LINE);
	__builtin_prefetch(place);
}

uint32_t pack_first(const struct pack *pack, const unsigned char *id)
{
	uint32_t low = *id ? fanout(pack, *id - 1u) : 0, high = fanout(pack, *id);

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (memcmp(id_at(pack, middle), id, ID) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const unsigned char *pack_id(const struct pack *pack, uint32_t number)
{
	return (const unsigned char *)id_at(pack, number);
}

/* How far before the entry its base is: 7 bits a byte, the highest first, none in two ways. */
static bool read_distance(struct slice *rest, uint64_t *distance)
{
	unsigned char c;

	*distance = 0;
	do {
		if (!rest->len || *distance >= (uint64_t)1 << 56)
			return false;
		c = (unsigned char)*rest->ptr;
		*distance = *distance << 7 | (c & 0x7f);
		*distance += c >> 7;
		*rest = slice_skip(*rest, 1);
	} while (c & 0x80);
	return true;
}

static bool read_base(const struct pack *pack, uint64_t offset, unsigned kind,
		      struct pack_entry *entry)
{
	uint64_t distance;

	entry->type = PACK_DELTA;
	if (kind == OFFSET_DELTA) {
		if (!read_distance(&entry->data, &distance) || !distance || distance > offset)
			return false;
		entry->base = offset - distance;
		return true;
	}
	if (entry->data.len < ID ||
	    !pack_find(pack, (const unsigned char *)entry->data.ptr, &entry->base))
		return false;
	entry->data = slice_skip(entry->data, ID);
	return true;
}

bool pack_read(const struct pack *pack, uint64_t offset, struct pack_entry *entry)
{
	size_t end = pack->bytes.len - TRAILER;
	unsigned char c;

	if (offset < HEAD || offset >= end)
		return false;
	c = (unsigned char)pack->bytes.ptr[offset];
	entry->data = slice_of(pack->bytes.ptr + offset + 1, end - (size_t)offset - 1);
	entry->size = c & 0x0f;
	entry->type = c >> 4 & 7;
	if (c & 0x80 && !delta_number(&entry->data, 4, entry->size, &entry->size))
		return false;
	if (entry->type >= PACK_COMMIT && entry->type <= PACK_TAG)
		return true;
	return (entry->type == OFFSET_DELTA || entry->type == ID_DELTA) &&
	       read_base(pack, offset, entry->type, entry);
}
