/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_COMMITS_H
#define SEARCH_COMMITS_H

#include "cli/source.h"
#include "tree/tree.h"

/*
 * The mails that commits (struct tree_hit *) may have been made of: out of the index where that
 * holds all mails and there are few commits, else all postings of the list. Returns an array of
 * struct record *, which owns them. Free with g_ptr_array_unref().
 */
GPtrArray *commits_postings(struct source *source, const GPtrArray *hits);

/*
 * The Message-ID of the posting that a commit of the trees (struct tree *) was made of. NULL where
 * name is no commit of any, and with a SEARCH_ERROR where it is one and was never posted. Free with
 * g_free().
 */
char *commits_message_id(struct source *source, const GPtrArray *trees, const char *name,
			 GError **error);

#endif
