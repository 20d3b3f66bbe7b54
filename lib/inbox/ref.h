/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_REF_H
#define INBOX_REF_H

#include "inbox/private.h"

/* What refs and ids say by themselves, without the grammar of revisions. */

/*
 * The commit that a full id, HEAD or a ref says, without a look into it: libgit2 refuses commits
 * whose date overflows. False for all else, such as tags.
 */
bool revision_direct(struct inbox *inbox, const char *name, git_oid *out);

/* The commit of a ref; false when it has none. */
bool revision_of_ref(struct inbox *inbox, const git_reference *ref, git_oid *out);

/* Sets "bad revision 'name'" in place of what *error says; returns false. */
bool revision_refuse(const char *name, GError **error);

#endif
