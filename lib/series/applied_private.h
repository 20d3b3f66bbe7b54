/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_APPLIED_PRIVATE_H
#define SERIES_APPLIED_PRIVATE_H

/* Shared among applied*.c only. */

#include "series/applied.h"

/* What is known so far. */
struct reading {
	const struct series *series;
	const struct talk *talk;
	const struct state_context *context;
	struct heard *heard;
	struct applied *out;
	/* NULL: none yet */
	GHashTable *wanted;  /* Message-IDs of mails that ask to take it */
	GHashTable *offers;  /* the same that offer to -> the mail (struct talk_mail) */
	GHashTable *numbers; /* where only the cover letter is there */
	GHashTable *listed;  /* by the mail at hand, each with its commit */
	unsigned counted;    /* patches, again and again; bounded, for mails may claim anything */
};

/* Patches first to last are, as that mail says. */
void applied_add(struct reading *reading, int first, int last, const struct record *how);

/* What pull requests, fixes and copies tell. */
void applied_read_trees(struct reading *reading);

#endif
