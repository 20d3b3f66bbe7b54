/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PACKED_H
#define INBOX_PACKED_H

#include <stddef.h>
#include "inbox/pack.h"
#include "late/git.h"

struct unpacked_object;

/*
 * The packs that are there when an inbox is opened, each mapped when it is first asked. What comes
 * later is not among them, and one that cannot be used is as if it were not there. Threads share
 * them.
 */
struct mapped;

struct mapped *mapped_new(void);

/* Those of a folder of objects. */
void mapped_add(struct mapped *mapped, const char *objects_dir);

void mapped_free(struct mapped *mapped);

/* Whether there may be packs that are not among them: a multi-pack-index can stand for indexes. */
bool mapped_is_odd(const struct mapped *mapped);

size_t mapped_count(const struct mapped *mapped);

/* NULL where it cannot be used. */
const struct pack *mapped_pack(struct mapped *mapped, size_t number);

/* Reads out of them; one thread's. */
struct packed_reader;

/* packs must outlive it. */
struct packed_reader *packed_reader_new(struct mapped *packs);
void packed_reader_free(struct packed_reader *reader);

/* Tells that it will be read soon, most likely out of the pack that had the last one. */
void packed_expect(struct packed_reader *reader, const git_oid *id);

/* False where it is in none of them, or not as it should be. */
bool packed_read(struct packed_reader *reader, const git_oid *id, struct unpacked_object *out);

/*
 * Has odb read what is in packs by us, in half the time that libgit2 and zlib take. What is not
 * there, or not as it should be, is left to libgit2 as if this were not there: so nothing is said
 * here, and what it refuses is refused. packs must outlive odb. Returns 0 or libgit2's error.
 */
int packed_add(git_odb *odb, struct mapped *packs);

/*
 * The name of a pack below objects_dir that is cut short or does not belong to its index, or NULL.
 * libgit2 passes over such a pack in silence, and all its objects seem to be missing. To be freed
 * with g_free().
 */
char *packs_find_damaged(const char *objects_dir);

#endif
