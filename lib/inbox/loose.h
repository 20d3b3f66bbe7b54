/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_LOOSE_H
#define INBOX_LOOSE_H

#include <stdbool.h>
#include "late/git.h"

struct unpacked_object;

/*
 * libgit2 1.5 never ends over a loose object that was cut short (a full disk, a crash). So loose
 * objects are read by a backend of ours that stands before libgit2's own, and takes a damaged one
 * for an error. Which folders xx/ exist is looked up once: a packed inbox pays a bit test per
 * object.
 */
struct loose_map;

/* The object folders to look at: objects_dir and its alternates. */
struct loose_map *loose_map_new(const char *objects_dir);

/* Whether alternates cannot be read: where they are a FIFO, libgit2 would wait for ever. */
bool loose_map_is_odd(const struct loose_map *map);

/* Those of them that are there. */
size_t loose_map_count(const struct loose_map *map);
const char *loose_map_folder(const struct loose_map *map, size_t number);

void loose_map_free(struct loose_map *map);

enum loose_found { LOOSE_NONE, LOOSE_READ, LOOSE_DAMAGED };

/* Reads a loose object; *why says what is wrong with a damaged one. */
enum loose_found loose_read(const struct loose_map *map, const git_oid *id,
			    struct unpacked_object *out, const char **why);

/* Calls fn for the ids of the loose objects whose first byte that is, until it returns false. */
void loose_each(const struct loose_map *map, unsigned char byte,
		bool (*fn)(const git_oid *id, void *data), void *data);

/* Puts the backend before the others of odb; map must outlive it. Returns 0 or libgit2's error. */
int loose_guard(git_odb *odb, const struct loose_map *map);

#endif
