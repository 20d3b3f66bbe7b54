/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_SEEN_H
#define INBOX_SEEN_H

#include "inbox/private.h"
#include "inbox/range.h"

/*
 * Which mails of an inbox a command has shown: all up to a commit. That is remembered as the ref
 * refs/kvm/seen/<command> of the clone, which also keeps the commit there when history is
 * rewritten; where the clone cannot be written to, in a file of cache_dir (NULL: nowhere).
 */
struct seen_place {
	const char *command, *cache_dir;
};

/* The commit; all zeros when there is none yet. False with an INBOX_ERROR_READ. */
bool seen_read(struct inbox *inbox, const struct seen_place *place, git_oid *out, GError **error);

/*
 * Puts a commit of the inbox in the place of old, which is what seen_read() gave. Returns false
 * with an INBOX_ERROR_READ when that cannot be written, or is not old any more.
 */
bool seen_move(struct inbox *inbox, const struct seen_place *place, const git_oid *old,
	       const git_oid *to, GError **error);

enum seen_state {
	SEEN_PART, /* what the newest commit descends from */
	SEEN_REWRITTEN,
	SEEN_GONE, /* the commit is not there any more */
};

enum seen_state seen_state(struct inbox *inbox, const git_oid *seen);

/* What was seen and is no part of the history any more. Free with range_free(). */
struct range *seen_lost(struct inbox *inbox, const git_oid *seen);

#endif
