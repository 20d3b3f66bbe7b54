/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_PRIVATE_H
#define TREE_PRIVATE_H

/* Shared among the files of lib/tree only. */

#include "inbox/private.h"
#include "inbox/shorten.h"
#include "tree/commits.h"
#include "tree/tree.h"

/* What counts, one by one, in the order of the options. */
struct tree_ref {
	char *name;
	GArray *include, *exclude; /* of git_oid */
	unsigned home;		   /* its number in the table */
};

struct tree {
	struct inbox *repo;
	struct tree_options options;
	GArray *refs; /* of struct tree_ref */
	struct commits *table;
	unsigned digits;  /* of abbreviated ids; 0: not known yet */
	GPtrArray *homes; /* of char *: the names by their numbers in the table */
};

/* How many digits git would show of an id here. */
unsigned tree_digits(struct tree *tree);

/* What the options name now. False with an INBOX_ERROR. */
bool refs_read(struct tree *tree, GError **error);
void refs_clear(struct tree *tree);

/* Brings the table up to date. False with an INBOX_ERROR. */
bool tree_update(struct tree *tree, GError **error);

/* Adds what a commit is found by to the table: it was added last. */
void tree_add_keys(struct commits *table, struct tree_commit *commit);

#endif
