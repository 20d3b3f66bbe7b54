/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_BATCH_H
#define INBOX_BATCH_H

#include "inbox/kept.h"
#include "inbox/objects.h"
#include "inbox/scan.h"
#include "inbox/walk.h"

/*
 * A run of commits in walk order, and then what became of them: the unit of work of a scan. Large
 * enough that handing one over costs nothing beside reading it (some 0.5 ms), small enough that the
 * threads end together and the first results come soon.
 */
#define BATCH_SIZE 16

struct result {
	enum object_status status;
	struct record *record; /* of status OBJECT_OK; NULL when the mail is over a limit */
	char *problem;	       /* why there is no record */
	git_odb_object *mail;  /* for kept_add(); or NULL */
};

struct batch {
	unsigned nr;
	struct walk_entry entries[BATCH_SIZE];
	struct result results[BATCH_SIZE];
	uint64_t bytes; /* of the mails read */
};

/*
 * Takes the next commits of the walk (by walk_next_early()), without replies where skipped is not
 * NULL: their number is added to it. Returns false with an INBOX_ERROR_READ. *end when there are no
 * more.
 */
bool batch_fill(struct batch *batch, struct walk *walk, uint64_t *skipped, bool *end,
		GError **error);

/* Reads and parses the mails. Changes nothing but the batch and odb. */
void batch_read(struct batch *batch, git_odb *odb, const struct kept *kept);

/* Hands the results over in order; returns false when the receiver wants no more. */
bool batch_emit(struct batch *batch, struct inbox *inbox, const struct scan_options *options,
		struct scan_counts *counts);

/* Counts what became of one commit. */
void result_count(const struct result *result, struct scan_counts *counts);

/* Frees the results that were not handed over. */
void batch_clear(struct batch *batch);

/* inbox_scan() of the commits of a walk. */
bool scan_walk(struct inbox *inbox, struct walk *walk, const struct scan_options *options,
	       struct scan_counts *counts, GError **error);

#endif
