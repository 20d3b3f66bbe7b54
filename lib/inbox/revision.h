/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_REVISION_H
#define INBOX_REVISION_H

#include "inbox/private.h"

/*
 * The commit of one repository that a name of one commit means, such as a ref, an id, an
 * abbreviation of one, @{…} and ^{…}: tags are followed. What searches and goes from commit to
 * commit is in epochs.h. Errors name arg, which it is a part of. Returns false with
 * INBOX_ERROR_REVISION.
 */
bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error);

/*
 * Where libgit2 is helped along with a name: @ is HEAD, a HEAD that points nowhere is the only
 * branch, and an abbreviation is the commit git would take. To be freed with g_free(); NULL with an
 * INBOX_ERROR_REVISION.
 */
char *revision_expand(struct inbox *inbox, const char *name, GError **error);

#endif
