/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_COMMITS_H
#define TREE_COMMITS_H

#include <stdint.h>
#include "late/git.h"
#include "text/slice.h"

/*
 * Commits by number, what they are found by, and a text that says which history they are of. They
 * are kept in a file of the same make as an inbox's index (index/store.h): derived, disposable,
 * never trusted. Without one, all is in memory. A file is changed in one transaction, so that who
 * is killed leaves it as it was, and who finds that somebody else wrote meanwhile leaves it alone.
 */
struct commits;

struct commits_entry {
	git_oid id;
	unsigned home; /* the ref that held it first, by the number that the caller gave it */
};

#define COMMITS_MAX_HOMES 65535

/* path: NULL for memory alone. notice (may be NULL) is told once why a file is not used. */
struct commits *commits_open(const char *path, void (*notice)(const char *message, void *data),
			     void *data);
void commits_close(struct commits *table);

/* The text of the last commits_save(); "" of a new one. */
const char *commits_state(const struct commits *table);

int64_t commits_count(const struct commits *table);

/* False where it cannot be read: the table is broken, see commits_is_broken(). */
bool commits_get(struct commits *table, int64_t number, struct commits_entry *out);

/* The number of a commit; -1 where it is not there. */
int64_t commits_number(struct commits *table, const git_oid *id);

/* Adds one, which is not there yet; then its keys. */
int64_t commits_add(struct commits *table, const struct commits_entry *entry);
void commits_add_key(struct commits *table, int kind, struct slice text);
void commits_set_home(struct commits *table, int64_t number, unsigned home);

/*
 * The numbers (int64_t) of what was added with that key, perhaps with others, whose hash is the
 * same. Free with g_array_unref().
 */
GArray *commits_find(struct commits *table, int kind, struct slice text);

/* Takes all out: it is built anew. */
void commits_clear(struct commits *table);

/* Writes what was changed, with the text that tells what it is. What cannot be written stays in
 * memory. */
void commits_save(struct commits *table, const char *state);

/*
 * A few bytes that somebody wants to know of a commit of the file the next time, and that may be
 * lost: false where there are none. note is valid until the next call. What is put is written by
 * commits_save_notes().
 */
bool commits_note(struct commits *table, int64_t number, struct slice *note);
void commits_put_note(struct commits *table, int64_t number, const GByteArray *bytes);
void commits_save_notes(struct commits *table);

/* Lets others write, until the next call for something. */
void commits_rest(struct commits *table);

/* Whether its file holds what no honest one does: it has been thrown away, and the table is empty.
 */
bool commits_is_broken(const struct commits *table);

#endif
