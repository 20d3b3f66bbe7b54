/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_LOOKUP_H
#define INDEX_LOOKUP_H

#include <stdint.h>
#include <stdbool.h>
#include <glib.h>
#include "index/key.h"

/*
 * What mails are found by: a hash of the key and its text, and the mail's place in its segment. The
 * key and the first 8 bits tell the bucket: a row of the store has one bucket of one segment, in
 * the order of mails, with 32 bits more of the hash. A hit may be another text with the same hash:
 * it is compared with the record.
 */
#define LOOKUP_BUCKETS 256
#define LOOKUP_ENTRY 6 /* bytes: 32 bits of hash, 16 bits of place, little-endian */
#define LOOKUP_MAX_SEGMENT (1u << 16)

/*
 * One row more of each segment tells which Message-IDs nobody answers there, as most are: a Bloom
 * filter of the keys of INDEX_THREAD, two bits each, which is no more than a page of the file.
 */
#define LOOKUP_ANSWERED LOOKUP_BUCKETS
#define LOOKUP_ROWS (LOOKUP_BUCKETS + 1)
#define ANSWERED_SIZE 8000u /* bytes */
#define MAILS_OF_RUN 32
#define STRINGS_OF_RUN 64

uint64_t lookup_hash(enum index_key key, const char *text, size_t len);

/* Of a store that has one kind of keys. */
static inline unsigned lookup_bucket(uint64_t hash)
{
	return hash >> 56;
}

/* Of the index: many look-ups with one kind of keys meet few rows. */
unsigned lookup_bucket_of(enum index_key key, uint64_t hash);

static inline uint32_t lookup_rest(uint64_t hash)
{
	return (uint32_t)(hash >> 24);
}

/* Both take the ANSWERED_SIZE bytes of such a row. */
void answered_add(guint8 *row, uint64_t hash);
bool answered_has(const guint8 *row, uint64_t hash);

void lookup_append(GByteArray *bucket, uint64_t hash, unsigned place);

/*
 * Appends to places (of unsigned, newest first, each once) those of the bytes of a row that have
 * the hash. False when the row is none: entries cut off, or not in the order of mails.
 */
bool lookup_search(const char *bytes, size_t len, uint64_t hash, GArray *places);

#endif
