/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_PATHS_H
#define INDEX_PATHS_H

#include "inbox/pathspec.h"
#include "index/store.h"

/*
 * Which mails of a segment touch which files, apart from the mails: who asks for a folder or by
 * wildcards looks through nothing else. A row of the store has a segment's paths in the order of
 * their bytes (numbers as in packing.h): how many bytes a path shares with the one before it, how
 * many are its own, these, how many mails touch it, and the place of each in the segment, less that
 * of the mail before it. A row that would be longer than PATHS_MAX_ROW, or have a longer path than
 * PATHS_MAX_PATH, is one byte of 0: too many.
 */
#define PATHS_MAX_ROW (4u << 20)
#define PATHS_MAX_PATH 4096u

/* Writing: all paths of a segment. */
struct paths {
	GHashTable *places; /* path (owned) -> GArray of unsigned, lowest first */
	bool too_many;
};

void paths_init(struct paths *paths);
void paths_release(struct paths *paths);

/* What the store has of a segment. False when the store breaks. */
bool paths_open(struct paths *paths, struct store *store, unsigned segment);

/* Mails are added in order. */
void paths_add(struct paths *paths, unsigned place, const struct record *record);

bool paths_save(const struct paths *paths, struct store *store, unsigned segment);

/* Clears *equal where the store has another row. */
bool paths_compare(const struct paths *paths, struct store *store, unsigned segment, bool *equal);

enum paths_found { PATHS_BAD, PATHS_TOO_MANY, PATHS_FOUND };

/*
 * Sets marks (nr bytes, one for each mail of the segment) to 1 for mails with a path that the
 * pathspec means. PATHS_BAD when the row is none.
 */
enum paths_found paths_search(struct slice row, const struct pathspec *pathspec, guint8 *marks,
			      unsigned nr);

#endif
