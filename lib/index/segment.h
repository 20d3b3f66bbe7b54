/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_SEGMENT_H
#define INDEX_SEGMENT_H

#include "inbox/walk.h"
#include "index/dictionary.h"
#include "index/lookup.h"
#include "index/paths.h"
#include "index/subjects.h"

/*
 * The segment that an update is at: in memory until it is full or the update ends, then written in
 * one go. What its rows hold depends on its mails alone, not on how many updates it took.
 */
struct segment {
	unsigned number, nr; /* nr: mails in it */
	unsigned stored;     /* of which the store has so many */
	struct dictionary dictionary;
	GPtrArray *runs; /* of struct segment_run, from that on which the first new mail is in */
	unsigned first_run;
	struct subjects subjects;
	struct paths paths;
	GByteArray *packed;		  /* scratch */
	GArray *places;			  /* the same */
	GByteArray *buckets[LOOKUP_ROWS]; /* all entries; NULL where there are none */
};

/* The segment that the next mail belongs to. NULL when the store breaks. */
struct segment *segment_open(struct store *store);

/* An empty one. */
struct segment *segment_new(unsigned number);

void segment_free(struct segment *segment);

/* record is that of the entry, or NULL when its mail gave none. */
void segment_add(struct segment *segment, const struct walk_entry *entry, struct record *record);

/* Writes what the store does not have. */
bool segment_save(struct segment *segment, struct store *store);

/* Whether the rows of the store are those of a segment that was filled from its first mail on. */
bool segment_compare(struct segment *segment, struct store *store, bool *equal);

#endif
