/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_BASES_H
#define INBOX_BASES_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <glib.h>
#include "text/slice.h"

/*
 * Objects that deltas were made of: the next delta may need the same. Up to some MiB of them, of
 * which those go first that were needed least lately. Threads share them, since what one has made
 * the next mail of another may need.
 */
struct base {
	const void *pack; /* where it is from: the pack, */
	uint64_t offset;  /* and the place in it */
	unsigned type;
	char *data;
	size_t len;
	gint holders; /* atomic: who found it, and struct bases as long as it is there */
	GList link;   /* in struct bases, the latest first */
};

#define BASES_LIKE 2048 /* some times those that there are mostly */

struct bases {
	atomic_uint like[BASES_LIKE]; /* how many have a hash of that end */
	pthread_mutex_t lock;	      /* of all that follows */
	GHashTable *found;	      /* set of struct base; NULL before the first */
	GQueue latest;
	size_t bytes;
};

void bases_init(struct bases *bases);
void bases_release(struct bases *bases);

/* NULL where it is not there. Let it go with base_let_go(). */
const struct base *bases_find(struct bases *bases, const void *pack, uint64_t offset);
void base_let_go(const struct base *base);

/* Takes over data, which is freed with free(), at once where it is too much. */
void bases_add(struct bases *bases, const void *pack, uint64_t offset, unsigned type, char *data,
	       size_t len);

/* What was added is gone, but for what is held. */
void bases_empty(struct bases *bases);

#endif
