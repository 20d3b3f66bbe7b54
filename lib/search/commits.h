/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_COMMITS_H
#define SEARCH_COMMITS_H

#include "cli/source.h"
#include "tree/match.h"

/* What was found of a commit, and the posting, which records own. */
struct commit_found {
	struct tree *tree;
	const struct tree_hit *hit;
	struct tree_match match;
	git_oid upstream; /* see merges_find() */
};

/*
 * What commits (struct tree_hit *, each of the tree of the same place in where) were made of, an
 * array of struct commit_found. What is known from the last time is not found out again; the
 * records of postings are added to *records, which is to be freed with g_ptr_array_unref() when
 * they are done with. Free with g_array_unref().
 */
GArray *commits_find_all(struct source *source, const GPtrArray *trees, const GPtrArray *hits,
			 const GPtrArray *where, GPtrArray **records);

/*
 * The Message-ID of the posting that a commit of the trees (struct tree *) was made of. NULL where
 * name is no commit of any, and with a SEARCH_ERROR where it is one and was never posted. Free with
 * g_free().
 */
char *commits_message_id(struct source *source, const GPtrArray *trees, const char *name,
			 GError **error);

#endif
