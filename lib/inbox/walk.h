/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_WALK_H
#define INBOX_WALK_H

#include "inbox/graph.h"
#include "inbox/range.h"

/*
 * The commits of a range in git log's order: by committer date where there is a choice, always
 * children of a line before their parents.
 */

struct walk_entry {
	git_oid commit, tree;
	int64_t date; /* the committer's */
	bool reply;   /* by the commit's subject */
};

struct walk;

/* inbox and range must outlive the walk. NULL with an INBOX_ERROR. */
struct walk *walk_open(struct inbox *inbox, const struct range *range, GError **error);

/* The walk over a list (of struct walk_entry) that is there already, and must outlive it. */
struct walk *walk_over(struct inbox *inbox, const GArray *entries);

/* Returns 1 with the next commit, 0 at the end, -1 with an INBOX_ERROR_READ. */
int walk_next(struct walk *walk, struct walk_entry *out, GError **error);

/*
 * The same for who can make use of a commit before it is sure that it is in the range: where
 * something is hidden that is known only at the end of the history that has to be looked at.
 * walk_settle() goes there, and rewinds the walk to its beginning if anything that came out of it
 * turned out to be hidden (*rewound). Without anything hidden, as in nearly all inboxes where
 * history is one line, nothing is ever taken back. Returns false with an INBOX_ERROR_READ.
 */
int walk_next_early(struct walk *walk, struct walk_entry *out, GError **error);
bool walk_settle(struct walk *walk, bool *rewound, GError **error);

/* Whether the walk ended, not at the end of the history but since commits were too old. */
bool walk_is_too_old(const struct walk *walk);

void walk_close(struct walk *walk);

/*
 * The walk with something to hide. limiter_next() returns 1 with the next commit (of struct node,
 * owned by graph) that is not hidden by what is known by now, 0 at the end, -1 with an
 * INBOX_ERROR_READ. At the end those of them flagged LIMIT_HIDDEN are to be taken out.
 */
#define LIMIT_HIDDEN 2u
#define LIMIT_GIVEN 8u /* free for the caller's use */

struct limiter;

/* graph must outlive it, range need not. NULL with an INBOX_ERROR_READ. */
struct limiter *limiter_open(struct graph *graph, const struct range *range, GError **error);
int limiter_next(struct limiter *limiter, struct node **out, GError **error);
void limiter_close(struct limiter *limiter);

/*
 * Appends to out (of git_oid) the commits from which both a and b descend: git's merge bases, and
 * perhaps ancestors of those, which makes no difference to what hiding them hides.
 */
bool common_ancestors(struct inbox *inbox, const git_oid *a, const git_oid *b, GArray *out,
		      GError **error);

#endif
