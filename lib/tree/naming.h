/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_NAMING_H
#define TREE_NAMING_H

#include <git2/oid.h>
#include "text/pool.h"

/* What a commit's message names another commit for. */
enum commit_naming {
	NAMES_COPIED, /* it is a copy of it: "cherry picked from commit", "[ Upstream commit … ]" */
	NAMES_REVERTED, /* "This reverts commit …" */
	NAMES_FIXED,	/* "Fixes: …" */
	NAMES_NR
};

/* Digits that a name has at least, and by which commits are looked up. */
#define COMMIT_MIN_DIGITS 7

struct commit_name {
	enum commit_naming kind;
	const char *digits; /* 7 to 40 lower-case ones */
};

/* Bounds of what one commit may ask of us. */
#define COMMIT_MAX_NAMES 256

/* What a message names. The strings live in a pool. */
struct naming {
	const char **message_ids; /* of Link, Message-ID and Closes trailers; NULL-terminated */
	const struct commit_name *names;
	size_t nr_names;
};

/*
 * Which mails and which other commits a commit's message names, in lines of their own:
 *   Link:, Message-ID:, Closes:, Patchwork-Link: <a Message-ID, or a URL that holds one>
 *   (cherry picked from commit <id>), (backported from commit <id>), commit <id> upstream.,
 *   [ Upstream commit <id> ], Upstream commit <id>
 *   This reverts commit <id>
 *   Fixes: <id>
 */
void naming_read(struct pool *pool, const char *message, struct naming *out);

/*
 * The Message-ID that a URL of an archive or a value in <> holds; NULL without one. Lives in pool.
 */
const char *naming_message_id(struct pool *pool, struct slice value);

#endif
