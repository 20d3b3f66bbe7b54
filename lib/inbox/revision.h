/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_REVISION_H
#define INBOX_REVISION_H

#include "inbox/private.h"

/*
 * The commit of one repository that a name of one commit means: tags are followed. Errors name arg,
 * which it is a part of. Returns false with INBOX_ERROR_REVISION.
 */
bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error);

/*
 * Where libgit2 is helped along with a name: @ is HEAD, a HEAD that points nowhere is the only
 * branch, and an abbreviation is the commit git would take. To be freed with g_free(); NULL with an
 * INBOX_ERROR_REVISION.
 */
char *revision_expand(struct inbox *inbox, const char *name, GError **error);

/* Sets "bad revision 'name'" in place of what *error says; returns false. */
bool revision_refuse(const char *name, GError **error);

/*
 * The commit that a full id, HEAD or a ref says, without a look into it: libgit2 refuses commits
 * whose date overflows. False for all else, such as tags.
 */
bool revision_direct(struct inbox *inbox, const char *name, git_oid *out);

/* The commit of a ref; false when it has none. */
bool revision_of_ref(struct inbox *inbox, const git_reference *ref, git_oid *out);

#endif
