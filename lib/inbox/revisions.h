/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_REVISIONS_H
#define INBOX_REVISIONS_H

#include "inbox/epochs.h"

/* What the arguments of a command add up to. */
struct revisions {
	struct epochs epochs;
	GArray *include, *exclude; /* of struct point */
	GPtrArray *from, *to;	   /* of char *: the ends as typed, for the heading */
};

void revisions_init(struct revisions *revisions, struct inbox *const *inboxes, size_t nr);
void revisions_release(struct revisions *revisions);

/* Adds one argument, as git rev-list reads it; returns false with INBOX_ERROR_REVISION. */
bool revisions_add(struct revisions *revisions, const char *arg, GError **error);

/*
 * What is asked of one epoch: appends to include and exclude (of git_oid). False when that is
 * nothing.
 */
bool revisions_of_epoch(const struct revisions *revisions, size_t epoch, GArray *include,
			GArray *exclude);

#endif
