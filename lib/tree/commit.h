/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_COMMIT_H
#define TREE_COMMIT_H

#include "late/git.h"
#include "mime/address.h"
#include "tree/naming.h"

/* What a commit says of itself. The strings live in its pool: valid UTF-8, maybe with controls. */
struct tree_commit {
	git_oid id, tree, parent; /* the first parent; zeros without one */
	unsigned nr_parents;
	struct person author, committer;
	int64_t authored, committed;	   /* seconds since the epoch; 0 where unreadable */
	int authored_zone, committed_zone; /* minutes east of UTC */
	const char *title;		   /* the first paragraph as one line */
	const char *message;		   /* what follows it */
	const char **message_ids; /* of Link, Message-ID and Closes trailers; NULL-terminated */
	const struct commit_name *names;
	size_t nr_names;
	struct pool pool;
};

/*
 * Reads a commit's bytes. False where they are none. Release with tree_commit_release() either
 * way.
 */
bool tree_commit_parse(const git_oid *id, struct slice raw, struct tree_commit *out);
void tree_commit_release(struct tree_commit *commit);

/* Whether it is that commit which a name of it means. */
bool commit_name_is(const struct commit_name *name, const git_oid *id);

#endif
