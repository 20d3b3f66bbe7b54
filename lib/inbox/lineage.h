/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_LINEAGE_H
#define INBOX_LINEAGE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include "late/git.h"

/*
 * The commits that were read to find A~500, from A on: a walk of A~500..A needs the same ones in
 * the same order. All zeroes: none.
 */
struct lineage {
	GArray *commits; /* of struct lineage_commit, each the child of the next */
	guint at;	 /* the one that is probably asked for next */
};

struct lineage_commit {
	git_oid id, tree, parent; /* its only one */
	int64_t date;		  /* the committer's */
	bool reply;
};

/* A new line, and its next commit. */
void lineage_begin(struct lineage *lineage);
void lineage_add(struct lineage *lineage, const struct lineage_commit *commit);

/* The commit, if it is the next one of the line or the first; else NULL. */
const struct lineage_commit *lineage_take(struct lineage *lineage, const git_oid *id);

void lineage_release(struct lineage *lineage);

#endif
