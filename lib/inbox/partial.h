/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PARTIAL_H
#define INBOX_PARTIAL_H

#include "inbox/private.h"
#include "inbox/range.h"

/* A partial clone has commits without their mails, which a remote has promised to send. */

/* The remote's name; NULL where the inbox is no partial clone. Free with g_free(). */
char *partial_remote(struct inbox *inbox);

/*
 * Appends to entries (of struct walk_entry) the commits of a range, without replies where skipped
 * is not NULL: their number is added to it. *too_old as in struct record_stream.
 * Returns false with an INBOX_ERROR.
 */
bool partial_list(struct inbox *inbox, const struct range *range, uint64_t *skipped,
		  GArray *entries, bool *too_old, GError **error);

/*
 * Appends to missing (of git_oid) what is not there of nr entries from first on: trees, and where
 * there is the tree, mails. Once trees are fetched, there can be more.
 */
void partial_missing(struct inbox *inbox, const GArray *entries, guint first, guint nr,
		     GArray *missing);

#endif
