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

/*
 * A range with a date ends after so many older commits in a row: commit dates are those of arrival,
 * hardly ever out of order by more than a few mails, and git log --since stops at the first one.
 */
#define WALK_OLDER_IN_A_ROW 500

/* inbox and range must outlive the walk. NULL with an INBOX_ERROR. */
struct walk *walk_open(struct inbox *inbox, const struct range *range, GError **error);

/* The walk over a list (of struct walk_entry) that is there already, and must outlive it. */
struct walk *walk_over(struct inbox *inbox, const GArray *entries);

/* Returns 1 with the next commit, 0 at the end, -1 with an INBOX_ERROR_READ. */
int walk_next(struct walk *walk, struct walk_entry *out, GError **error);

void walk_close(struct walk *walk);

/*
 * With something to hide the end of the walk is not known before it is reached: limit_history()
 * leaves in out (of struct node, owned by graph) what may be shown, in order; those flagged
 * LIMIT_HIDDEN are not.
 */
#define LIMIT_HIDDEN 2u

bool limit_history(struct graph *graph, const struct range *range, GPtrArray *out, GError **error);

/*
 * Appends to out (of git_oid) the commits from which both a and b descend: git's merge bases, and
 * perhaps ancestors of those, which makes no difference to what hiding them hides.
 */
bool common_ancestors(struct inbox *inbox, const git_oid *a, const git_oid *b, GArray *out,
		      GError **error);

#endif
