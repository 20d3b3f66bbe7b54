/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_COMMITS_PRIVATE_H
#define TREE_COMMITS_PRIVATE_H

/* Shared among commits*.c only. */

#include "index/store.h"
#include "tree/commits.h"

#define COMMITS_SEGMENT 16384 /* commits whose keys share 256 rows */

struct commits_key {
	uint64_t hash;
	int64_t number;
};

struct commits {
	char *path;	       /* NULL: no file */
	struct store *store;   /* NULL: no file, or none yet */
	int64_t stored;	       /* how many of the commits are read from the file */
	GArray *fresh;	       /* of struct commits_entry: the others */
	GHashTable *fresh_ids; /* git_oid -> place in fresh */
	GArray *keys;	       /* of struct commits_key: of fresh ones, as they were added */
	GArray *by_hash;       /* the same for looking up, once that is asked for */
	GHashTable *homes;     /* int64_t -> home + 1, of what is in the file with another */
	GByteArray *run;       /* what was read last of the file */
	int64_t run_first;     /* -1: nothing */
	char *state;
	char *file_state;	 /* of what is in the file; NULL: nothing is */
	GByteArray *notes;	 /* the row of notes that was read last */
	int64_t notes_key;	 /* -1: nothing */
	GHashTable *fresh_notes; /* int64_t -> GBytes: to be written */
	bool renewed;		 /* what is in the file does not count any more */
	bool broken, said;
	void (*notice)(const char *message, void *data);
	void *data;
};

/* Empties it, for its file is no good. */
void commits_break(struct commits *table);

void commits_file_open(struct commits *table);
bool commits_file_get(struct commits *table, int64_t number, struct commits_entry *out);

/* Appends the numbers of what has that hash. */
void commits_file_find(struct commits *table, uint64_t hash, GArray *numbers);

/* Starts reading, or writing, where the file still is what was read of it. */
bool commits_file_begin(struct commits *table);
bool commits_file_begin_write(struct commits *table);

void commits_file_save(struct commits *table, const char *state);

#endif
