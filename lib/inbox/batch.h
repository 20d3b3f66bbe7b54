/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_BATCH_H
#define INBOX_BATCH_H

#include "inbox/kept.h"
#include "inbox/objects.h"
#include "inbox/walk.h"

/*
 * A run of commits in walk order, and then what became of them: the unit of work of a scan. Large
 * enough that handing one over costs nothing beside reading it (some 0.5 ms), small enough that the
 * threads end together and the first results come soon.
 */
#define BATCH_SIZE 8

struct result {
	enum object_status status;
	struct record *record; /* of status OBJECT_OK; NULL when the mail is over a limit */
	char *problem;	       /* why there is no record */
	struct object *mail;   /* for kept_add(); or NULL */
};

struct batch {
	unsigned nr;
	uint64_t replies; /* that were passed over before or among them */
	struct walk_entry entries[BATCH_SIZE];
	struct result results[BATCH_SIZE];
	uint64_t bytes; /* of the mails read */
};

/*
 * Takes the next commits of the walk (by walk_next_early()), with skip_replies without replies.
 * Returns false with an INBOX_ERROR_READ. *end when there are no more.
 */
bool batch_fill(struct batch *batch, struct walk *walk, bool skip_replies, bool *end,
		GError **error);

/* Reads and parses the mails. Changes nothing but the batch and objects. */
void batch_read(struct batch *batch, struct objects *objects, const struct kept *kept);

/* Frees the results that were not handed over. */
void batch_clear(struct batch *batch);

#endif
