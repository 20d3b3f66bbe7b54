/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_SCAN_STEPS_H
#define INBOX_SCAN_STEPS_H

#include "inbox/batch.h"
#include "inbox/scan.h"

/*
 * Reading the mails of a walk, which must outlive the scan, as the options must. Never NULL. Close
 * with scan_close().
 */
struct scan;

struct scan *scan_open(struct inbox *inbox, struct walk *walk, const struct scan_options *options);

/* A commit and what became of it, the scan's; or a number of replies that were passed over. */
struct scan_step {
	const struct walk_entry *entry;
	struct result *result; /* what is taken over of it is set to NULL by the receiver */
	uint64_t replies;      /* or so many */
};

/* Returns 1 with the next step, in the order of the walk; 0 at the end, -1 with an INBOX_ERROR. */
int scan_next(struct scan *scan, struct scan_step *out, GError **error);

void scan_close(struct scan *scan);

#endif
