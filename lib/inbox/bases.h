/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_BASES_H
#define INBOX_BASES_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>
#include "text/slice.h"

/*
 * Objects that deltas were made of: the next delta may need the same. Up to some MiB of them, of
 * which those go first that were needed least lately. One thread's.
 */
struct base {
	const void *pack; /* where it is from: the pack, */
	uint64_t offset;  /* and the place in it */
	unsigned type;
	char *data;
	size_t len;
	GList link; /* in struct bases, the latest first */
};

struct bases {
	GHashTable *found; /* set of struct base; NULL before the first */
	GQueue latest;
	size_t bytes;
};

void bases_init(struct bases *bases);
void bases_release(struct bases *bases);

/* NULL where it is not there. It stays until the next bases_add(). */
const struct base *bases_find(struct bases *bases, const void *pack, uint64_t offset);

/* Takes over data, which is freed with free(), at once where it is too much. */
void bases_add(struct bases *bases, const void *pack, uint64_t offset, unsigned type, char *data,
	       size_t len);

#endif
