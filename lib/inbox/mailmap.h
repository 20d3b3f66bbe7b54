/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_MAILMAP_H
#define INBOX_MAILMAP_H

#include "inbox/inbox.h"
#include "mime/address.h"

/* Which names and addresses are the same person: gitmailmap(5). */
struct mailmap;

/*
 * Reads the mailmaps that git's configuration names: file (mailmap.file) and blob (mailmap.blob, a
 * revision of the repository git would use here, see inbox_open()); each may be NULL. A file or
 * blob that is not there counts as empty, as for git. Returns NULL with INBOX_ERROR_READ when one
 * cannot be read. Free with mailmap_free().
 */
struct mailmap *mailmap_load(const char *git_dir, const char *ceilings, const char *file,
			     const char *blob, GError **error);

void mailmap_free(struct mailmap *mailmap);

/* Puts a person right; new strings live in pool. */
void mailmap_apply(const struct mailmap *mailmap, struct pool *pool, struct person *person);

#endif
