/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_STORE_H
#define INDEX_STORE_H

#include <stdbool.h>
#include <stdint.h>
#include <sqlite3.h>
#include <glib.h>
#include "record/record.h"

/*
 * The index's file: rows of packed bytes in SQLite's tables, and who may touch them when.
 *
 * Every function that can fail returns false, and from then on the store is broken: the first
 * reason is kept for a message, and what was read so far is all there is.
 */

enum store_table {
	STORE_MAILS,	/* runs of records, by the number of the first */
	STORE_STRINGS,	/* runs of texts, by segment and run */
	STORE_LOOKUP,	/* what is looked up, by bucket and segment */
	STORE_SUBJECTS, /* runs of subjects, by segment and run */
	STORE_PATHS,	/* the paths of a segment */
	STORE_NR_TABLES
};

/* What the file as a whole says; changes with a commit. */
struct store_head {
	int64_t mails;			      /* how many there are: numbers 0 to mails - 1 */
	unsigned segment;		      /* mails of a segment */
	unsigned char root[RECORD_HASH_SIZE]; /* the first mail's commit, when there are any */
	unsigned char tip[RECORD_HASH_SIZE];  /* the last one's */
};

enum store_mode {
	STORE_READ,   /* what is there, if anything */
	STORE_CREATE, /* makes the file where there is none */
	STORE_RENEW,  /* throws away what is there, first */
	STORE_BEGIN,  /* as STORE_CREATE; a new file is made by the store_commit() that follows a
			 store_begin_write(), with what is written up to there */
};

struct store;

/*
 * Opens path. NULL without an error when there is no file in mode STORE_READ; NULL with a message
 * in *problem (free with g_free()) when it cannot be used. *worn is set when that is for what the
 * file holds: damage, another version; renewing helps then. segment is for a new file.
 */
struct store *store_open(const char *path, enum store_mode mode, unsigned segment, bool *worn,
			 char **problem);

void store_close(struct store *store);

/* Why the store broke; NULL while it has not. worn as above. */
const char *store_problem(const struct store *store);
bool store_is_worn(const struct store *store);

/* Breaks it for what a row holds. Returns false. */
bool store_wear_out(struct store *store, const char *why);

/* The head that was read by the last begin. */
const struct store_head *store_head(const struct store *store);

/* All reads up to store_end() see one state of the file. Reads the head. */
bool store_begin_read(struct store *store);

/* Nobody else may write until the end. Reads the head. */
bool store_begin_write(struct store *store);

/* Whether store_begin_read() or store_begin_write() stands. */
bool store_is_reading(const struct store *store);

/* With a new head, or NULL to keep what is there. Ends reading, too. */
bool store_commit(struct store *store, const struct store_head *head);

/* Gives up what was written, ends reading. */
void store_end(struct store *store);

/* The bytes of a row, valid until the next get of that table. *bytes is NULL when there is none. */
bool store_get(struct store *store, enum store_table table, int64_t key, struct slice *bytes);

/* All rows of a bucket of STORE_LOOKUP, the last segment first: the row that comes next, valid
 * until the one behind it is asked for; *bytes is NULL behind the last one. */
bool store_seek_bucket(struct store *store, unsigned bucket);
bool store_next_of_bucket(struct store *store, unsigned *segment, struct slice *bytes);

bool store_put(struct store *store, enum store_table table, int64_t key, const void *bytes,
	       size_t len);

/* Deletes the rows of segments from that one on. */
bool store_cut(struct store *store, unsigned segment);

/* SQLite's own check of everything. */
bool store_check(struct store *store);

/* Keys of the tables that are kept by segment: looked up by bucket, one is all that has to be read.
 */
#define STORE_SEGMENT_BITS 24
#define STORE_RUN_BITS 24

static inline int64_t store_string_key(unsigned segment, uint32_t run)
{
	return ((int64_t)segment << STORE_RUN_BITS) | run;
}

static inline int64_t store_lookup_key(unsigned bucket, unsigned segment)
{
	return ((int64_t)bucket << STORE_SEGMENT_BITS) | segment;
}

#endif
