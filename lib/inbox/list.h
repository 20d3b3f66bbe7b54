/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_LIST_H
#define INBOX_LIST_H

#include "inbox/batch.h"

/* For lib/index: commits as a list, to be looked at before their mails are read. */

enum list_end {
	LIST_ERROR = -1, /* an INBOX_ERROR_READ */
	LIST_ROOT,	 /* at a commit without parents */
	LIST_STOPPED,
	LIST_MERGE, /* at a commit with several parents, which is listed */
};

/*
 * Appends to entries (of struct walk_entry) the line of commits from tip on, children first, up to
 * one of which stop says so (that one is not listed), or its end.
 */
enum list_end inbox_list(struct inbox *inbox, const git_oid *tip,
			 bool (*stop)(const struct walk_entry *entry, void *data), void *data,
			 GArray *entries, GError **error);

#endif
