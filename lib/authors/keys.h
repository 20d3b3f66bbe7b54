/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_KEYS_H
#define AUTHORS_KEYS_H

#include <stdint.h>
#include <glib.h>
#include "mime/address.h"

/*
 * Persons, or other texts, each once and with a number from 0 on: so that what is counted for them
 * stands in arrays. One address, in any case, is one person, whatever names are with it; the name
 * is the first that comes (mails come newest first), those that others write in trailers standing
 * back.
 */
struct keys;

enum keys_how {
	KEYS_OWN,     /* as he calls himself */
	KEYS_MENTION, /* as others do */
	KEYS_NAMED, /* of an address that is not his alone: a list's, a robot's; by the name, too */
};

struct keys *keys_new(void);
void keys_free(struct keys *keys);

guint keys_count(const struct keys *keys);

/* The number of a person; made where there is none yet. Nothing is kept of the strings. */
guint keys_person(struct keys *keys, const struct person *person, enum keys_how how);

/*
 * The number of the first person with that name; number, who has it from then on, where nobody had.
 * A single word is nobody's name: number.
 */
guint keys_namesake(struct keys *keys, const char *name, guint number);

/* As keys_person(), but people of one name, as keys_namesake() has it, are one: the first of them.
 */
guint keys_merged(struct keys *keys, const struct person *person, enum keys_how how);

/* The number in keys of who has that one in other, by address or by name, both filled by
 * keys_merged(); -1 where he is not there. */
int keys_find_merged(const struct keys *keys, const struct keys *other, guint number);

/* The number of a text: of a person with that name, and no address. */
guint keys_text(struct keys *keys, const char *text);

/* The number of a person that is there; -1 where none is. */
int keys_find(const struct keys *keys, const struct person *person, enum keys_how how);

/* The number here of what has a number in other; -1 where it is not there. */
int keys_translate(const struct keys *keys, const struct keys *other, guint number);

/* What a number stands for; of a text the name. The keys'. */
const struct person *keys_get(const struct keys *keys, guint number);

/*
 * As tables show it: "Name <address>", or what is there of both. Lives in pool, or is the keys'. */
const char *keys_label(const struct keys *keys, guint number, struct pool *pool);

#endif
