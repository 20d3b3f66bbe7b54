/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_KEYS_H
#define AUTHORS_KEYS_H

#include <stdint.h>
#include <glib.h>
#include "mime/address.h"

/*
 * Persons, or other texts, each once and with a number from 0 on: so that what is counted for them
 * stands in arrays. Two persons are one when their names are the same, and their addresses but for
 * the case. The first spelling is kept.
 */
struct keys;

struct keys *keys_new(void);
void keys_free(struct keys *keys);

guint keys_count(const struct keys *keys);

/* The number of a person; made where there is none yet. Nothing is kept of the strings. */
guint keys_person(struct keys *keys, const struct person *person);

/* The number of a text: of a person with that name, and no address. */
guint keys_text(struct keys *keys, const char *text);

/* The number of a person that is there; -1 where none is. */
int keys_find(const struct keys *keys, const struct person *person);

/* What a number stands for; of a text the name. The keys'. */
const struct person *keys_get(const struct keys *keys, guint number);

/*
 * As tables show it: "Name <address>", or what is there of both. Lives in pool, or is the keys'. */
const char *keys_label(const struct keys *keys, guint number, struct pool *pool);

#endif
