/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_OBJECTS_H
#define INBOX_OBJECTS_H

#include <stdbool.h>
#include <stdint.h>
#include <git2.h>
#include "text/slice.h"

/* Reading objects with the least work: raw bytes, parsed by hand. */

enum object_status {
	OBJECT_OK,
	OBJECT_MISSING,
	OBJECT_CORRUPT, /* does not inflate, or is not of the type it should be */
	OBJECT_TOO_LARGE,
	OBJECT_NO_MEMORY, /* there is none for it now */
	OBJECT_NO_ACCESS, /* no more open files, a bad disk: nothing is known of it */

	/* of mails only */
	OBJECT_REMOVED, /* the list took it down */
	OBJECT_NO_MAIL, /* a tree with neither */
};

/* Free *out with git_odb_object_free(); it is set with OBJECT_OK only. type can be GIT_OBJECT_ANY.
 */
enum object_status object_read(git_odb *odb, const git_oid *id, git_object_t type,
			       git_odb_object **out);

/*
 * Reads 40 hex digits; zeros and false at what is none, such as a NUL, and nothing behind it is
 * read. libgit2 takes five times as long.
 */
bool object_id_parse(const char *hex, git_oid *out);

/* As git, dates that overflow are the epoch; here that is any in whose year no one adds up days. */
#define COMMIT_MAX_DATE ((int64_t)1 << 55)

/* What a walk needs of a commit. */
struct commit {
	git_oid tree;
	int64_t date; /* the committer's, up to COMMIT_MAX_DATE; 0 where unreadable */
	bool reply;   /* the subject, a copy of the mail's, begins with a reply word */
	size_t nr_parents;
	const char *parents; /* the first "parent" line */
};

/* raw must outlive commit. */
bool commit_parse(struct commit *commit, const char *raw, size_t len);

/* The same without date and reply, which are 0. */
bool commit_parse_parents(struct commit *commit, const char *raw, size_t len);

void commit_parent(const struct commit *commit, size_t i, git_oid *out);

/*
 * Walks over the entries of a tree: *rest starts as its bytes. Returns 1 with an entry, 0 at the
 * end, -1 when the bytes are no tree.
 */
struct tree_entry {
	struct slice name;
	git_oid id;
	bool is_tree;
};

int tree_next(struct slice *rest, struct tree_entry *entry);

/*
 * The mail of a commit by its tree, or by its blob, of an inbox of version 1. Where there is none,
 * *culprit is the object that is to blame: the blob, or the tree.
 */
enum object_status object_read_mail(git_odb *odb, const git_oid *tree, git_odb_object **out,
				    git_oid *culprit);

/* Whether it is no fault of the object, so that an answer without it would be wrong. */
static inline bool object_status_is_passing(enum object_status status)
{
	return status == OBJECT_NO_MEMORY || status == OBJECT_NO_ACCESS;
}

/* The code of an INBOX_ERROR about it. */
int object_error_code(enum object_status status);

/* Says why, for a message: "blob 1234… is missing". To be freed with g_free(). */
char *object_describe(enum object_status status, const git_oid *culprit);

#endif
