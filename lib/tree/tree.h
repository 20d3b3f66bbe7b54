/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_TREE_H
#define TREE_TREE_H

#include "inbox/inbox.h"
#include "tree/commit.h"

/*
 * A work repository: where patches end up. It is looked at by the commits of some refs, which are
 * in a table (commits.h) that is brought up to date as the tree is opened.
 */
struct tree;

struct tree_options {
	/* Which commits count: names and ranges as git rev-list has them; NULL-terminated. NULL:
	 * the remote-tracking branches, or HEAD where there are none. */
	const char *const *upstream;

	bool table;	       /* whether the table is kept in a file */
	const char *cache_dir; /* where, when the repository cannot be written to; NULL: nowhere */

	/* Why the file is not used, at most once; and while commits are read, done being 0 at the
	 * end. Both may be NULL. */
	void (*notice)(const char *message, void *data);
	void (*progress)(uint64_t done, void *data);
	void *data;
};

/*
 * Opens the repository at path; of NULL, the one that git would use here, see inbox_open(). NULL
 * with an INBOX_ERROR; NULL without one of what has no commits, and of NULL also of an inbox. Close
 * with tree_close().
 */
struct tree *tree_open(const char *path, const char *git_dir, const char *ceilings,
		       const struct tree_options *options, GError **error);
void tree_close(struct tree *tree);

/* Of its git folder; the tree's. */
const char *tree_path(const struct tree *tree);

/* A commit that counts, and the first of the refs that has it, as the options name it. */
struct tree_hit {
	struct tree_commit commit;
	const char *home; /* the tree's */
	int64_t number;	  /* in its table; -1: it does not count */
};

enum tree_key {
	TREE_MESSAGE_ID = 1, /* those that name it, without <> */
	TREE_TITLE,	     /* those with the same title_tail(), whatever its case and spaces */
	TREE_AUTHORED,	     /* tree_authored_key() */
	TREE_NAMED,	     /* 7 hex digits: those that name a commit which begins so */
};

/* What TREE_AUTHORED is asked with: an address and a time. Free with g_free(). */
char *tree_authored_key(const char *email, int64_t authored);

/*
 * Appends what has that text to hits (of struct tree_hit, owned: see tree_hits_new()), which may
 * be more than what is meant: texts are compared, but the rest of a title or id is not.
 */
void tree_find(struct tree *tree, enum tree_key key, const char *text, GPtrArray *hits);
GPtrArray *tree_hits_new(void);

/* One commit, whether it counts (*counts, may be NULL) or not. NULL where it cannot be read. */
struct tree_hit *tree_read(struct tree *tree, const git_oid *id, bool *counts);
void tree_hit_free(struct tree_hit *hit);

/* Abbreviates a commit as git does; out is of SHORTEN_SIZE bytes (inbox/shorten.h). */
void tree_shorten(struct tree *tree, const git_oid *id, char *out);

/* Lets other processes write the table: to be called before anything waits for a person. */
void tree_rest(struct tree *tree);

/* The commit that a name means, be it in the refs or not. */
bool tree_resolve(struct tree *tree, const char *name, git_oid *out, GError **error);

/*
 * Appends the commits (struct tree_hit *, owned by hits) that a range means as git log has them,
 * without merges. False with an INBOX_ERROR.
 */
bool tree_range(struct tree *tree, const char *range, GPtrArray *hits, GError **error);

/* What a title without the prefix of a mail is found by; lives in pool. */
const char *tree_title_key(struct pool *pool, const char *title);

#endif
