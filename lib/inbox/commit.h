/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_COMMIT_H
#define INBOX_COMMIT_H

#include "inbox/inbox.h"

/*
 * The author of a commit of the archive (RECORD_HASH_SIZE bytes) as git's "%an <%ae>" prints it: a
 * copy of the mail's From by whoever archived it, never the truth; what classic digests show. Free
 * with g_free(). NULL with INBOX_ERROR_READ.
 */
char *inbox_commit_author(struct inbox *inbox, const unsigned char *commit, GError **error);

#endif
