/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/lookup.h"

#include <limits.h>

#include "index/hash.h"
#include "text/integers.h"

static WRAPS_AROUND uint64_t seed_of(enum index_key key)
{
	return 0x9e3779b97f4a7c15u * (key + 1u);
}

uint64_t lookup_hash(enum index_key key, const char *text, size_t len)
{
	return hash_bytes(text, len, seed_of(key));
}

unsigned lookup_bucket_of(enum index_key key, uint64_t hash)
{
	/* About as many as there are of its entries. */
	static const struct {
		unsigned first, nr;
	} buckets[] = {
		[INDEX_COMMIT] = { 0, 16 },   [INDEX_MESSAGE_ID] = { 16, 16 },
		[INDEX_THREAD] = { 32, 48 },  [INDEX_CHANGE_ID] = { 80, 4 },
		[INDEX_TITLE] = { 84, 16 },   [INDEX_LISTED] = { 100, 16 },
		[INDEX_PERSON] = { 116, 80 }, [INDEX_PATH] = { 196, 32 },
		[INDEX_LEADER] = { 228, 4 },  [INDEX_MEMBER] = { 232, 4 },
		[INDEX_TAKER] = { 236, 4 },   [INDEX_NAMED] = { 240, 16 },
	};

	return buckets[key].first + (unsigned)(lookup_bucket(hash) * buckets[key].nr / 256);
}

/* The two halves of a hash have one each. */
static unsigned answered_bit(uint64_t hash, int which)
{
	return (uint32_t)(hash >> 32 * which) % (ANSWERED_SIZE * 8);
}

void answered_add(guint8 *row, uint64_t hash)
{
	for (int i = 0; i < 2; i++)
		row[answered_bit(hash, i) / 8] |= (guint8)(1u << answered_bit(hash, i) % 8);
}

bool answered_has(const guint8 *row, uint64_t hash)
{
	for (int i = 0; i < 2; i++)
		if (!(row[answered_bit(hash, i) / 8] >> answered_bit(hash, i) % 8 & 1))
			return false;
	return true;
}

void lookup_append(GByteArray *bucket, uint64_t hash, unsigned place)
{
	uint32_t rest = GUINT32_TO_LE(lookup_rest(hash));
	uint16_t where = GUINT16_TO_LE((uint16_t)place);
	unsigned char entry[LOOKUP_ENTRY];

	memcpy(entry, &rest, sizeof(rest));
	memcpy(entry + sizeof(rest), &where, sizeof(where));
	g_byte_array_append(bucket, entry, sizeof(entry));
}

bool lookup_search(const char *bytes, size_t len, uint64_t hash, GArray *places)
{
	uint32_t wanted = GUINT32_TO_LE(lookup_rest(hash));

	for (size_t at = len - len % LOOKUP_ENTRY; at; at -= LOOKUP_ENTRY) {
		const char *entry = bytes + at - LOOKUP_ENTRY;
		unsigned place, last;
		uint16_t where;

		if (memcmp(entry, &wanted, sizeof(wanted)))
			continue;
		memcpy(&where, entry + sizeof(wanted), sizeof(where));
		place = GUINT16_FROM_LE(where);
		last = places->len ? g_array_index(places, unsigned, places->len - 1) : UINT_MAX;
		if (place > last)
			return false;
		if (place < last)
			g_array_append_val(places, place);
	}
	return len % LOOKUP_ENTRY == 0;
}
