/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TALK_PRIVATE_H
#define SERIES_TALK_PRIVATE_H

/* Shared among talk*.c only. */

#include "series/talk.h"

/* The number of a posting in its series: 1 of a single patch without a counter. */
static inline int posting_number(const struct record *posting)
{
	return posting->subject.n < 0 ? 1 : posting->subject.n;
}

/* Whether the person sent the series, or wrote it, or patch, which may be NULL. */
bool is_author(const struct series *series, const struct record *patch,
	       const struct person *person);

/* Fills in patches with their tags, the counts of them, and nacks, when mails are there. */
void talk_read_tags(struct talk *talk);

#endif
