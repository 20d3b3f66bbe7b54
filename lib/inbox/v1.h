/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_V1_H
#define INBOX_V1_H

#include "inbox/stream.h"

/*
 * Inboxes of version 1, as ssoma and early public-inbox made them: the tree of each commit has all
 * mails of the list, as files xx/yyyy… named after the SHA-1 of their Message-ID. The mails of a
 * commit are those it adds to what its first parent has.
 */

bool inbox_is_v1(const struct inbox *inbox);

/*
 * inbox_stream() of one: an item is about a mail where that is about a commit. A commit that
 * removes mails has none. Of the commit at which a shallow clone ends nobody knows what it added:
 * none.
 */
struct record_stream *v1_stream(struct inbox *inbox, const struct range *range,
				const struct scan_options *options, GError **error);

/*
 * inbox_read(): of the mails of a commit the one with that Message-ID, or the first one where there
 * is none.
 */
bool v1_read(struct inbox *inbox, const unsigned char *commit, const char *message_id,
	     struct mail_blob *out, GError **error);

#endif
