/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_ARCHIVE_H
#define INBOX_ARCHIVE_H

#include "inbox/inbox.h"

/*
 * What a command reads: one list or several, each of one epoch or several. All their repositories
 * have a number here, which is what struct record calls its source.
 */
struct archive {
	GPtrArray *inboxes; /* of struct inbox *: list after list, of each the newest epoch first */
	GArray *lists;	    /* of struct archive_list */
};

struct archive_list {
	char *name; /* as it was named, for messages */
	size_t first, nr;
};

/* Free with archive_free(). */
struct archive *archive_new(void);
void archive_free(struct archive *archive);

/*
 * Adds the list at path: a repository; a folder as public-inbox makes it, with the epochs
 * git/0.git, git/1.git …; that folder git itself; or all.git beside it. A list that is there
 * already is not added again. False with an INBOX_ERROR.
 */
bool archive_add(struct archive *archive, const char *path, GError **error);

/* The same of what git would use here, see inbox_open(): a repository inside a list is one epoch.
 */
bool archive_add_here(struct archive *archive, const char *git_dir, const char *ceilings,
		      GError **error);

static inline struct inbox *archive_inbox(const struct archive *archive, size_t number)
{
	return archive->inboxes->pdata[number];
}

static inline const struct archive_list *archive_list(const struct archive *archive, size_t number)
{
	return &g_array_index(archive->lists, struct archive_list, number);
}

#endif
