/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_DICTIONARY_H
#define INDEX_DICTIONARY_H

#include "index/store.h"
#include "text/pool.h"

/*
 * The texts of a segment, each kept once, by number from 1 on; 0 is the empty one. They may hold
 * NULs. A row of the store is a run of them: their number, for each the place where it ends in the
 * row (32 bits each, little-endian), then the texts, each with a NUL behind it, which counts.
 */

/* Writing: all texts of the segment are in memory. */
struct dictionary {
	struct pool pool;
	GHashTable *numbers; /* set of struct dictionary_text */
	GPtrArray *texts;    /* the same by number - 1 */
	guint stored;	     /* how many of them the store has */
};

struct dictionary_text {
	uint64_t hash;
	const char *text;
	uint32_t len, number;
};

void dictionary_init(struct dictionary *dictionary);
void dictionary_release(struct dictionary *dictionary);

/* The number of a text, a new one where it is new. */
uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t len);

/* Reads what the store has of a segment. */
bool dictionary_load(struct dictionary *dictionary, struct store *store, unsigned segment);

/* Writes what the store does not have yet. */
bool dictionary_save(struct dictionary *dictionary, struct store *store, unsigned segment);

/* The row of a run. */
void dictionary_pack_run(const struct dictionary *dictionary, guint run, GByteArray *out);

#endif
