/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "cli/limits.h"
#include "cli/source.h"
#include "report/series_field.h"

/* No state, too: what was said to be applied, and is in no work repository. */
#define LOST "lost"

/* No state, since there is a talk about what lacks patches, too: but --state asks for it. */
#define INCOMPLETE "incomplete"

/* What the options of the list ask for; NULL: not given. */
struct query_options {
	const char *states, *reviewer, *waiting_for, *tree, *sort;
	const char *addressed; /* whose newest version went to whom */
	int mine;	       /* what "me" posted */
	unsigned idle;
	int64_t active_since; /* somebody posted or answered then, or later */
	int all_versions;
	int ready, needs_review, stalled; /* shorthands */
	const struct limits *limits;
	struct tree *applies_in; /* only what applies to applies_to in it; NULL: whatever */
	git_oid applies_to;
	struct merges *merges; /* set before query_rows() is called; NULL: no work repository */
	/* The addresses (char *) of "me"; to be freed with g_ptr_array_unref(). Asked only where
	 * that is meant. */
	GPtrArray *(*me)(void);
};

/* The same, made ready. */
struct query;

/* NULL with a SEARCH_ERROR where there is a mistake. options must outlive it. Free with
 * query_free(). */
struct query *query_new(const struct query_options *options, GError **error);
void query_free(struct query *query);

/* Whether a work repository is needed to answer it. */
bool query_asks_lost(const struct query *query);

/* Patterns and paths are asked of topics by it; the query takes it over. */
void query_set_filter(struct query *query, struct filter *filter);

const struct filter *query_filter(const struct query *query);

/* Only topics in which something happened are asked for: a table of news_find(), which must outlive
 * the rows. */
void query_set_news(struct query *query, GHashTable *news);

/* Whether the newest version of any topic touches one of the paths that the filter has. */
bool query_touches(const struct query *query, const struct catalogue *catalogue);

/*
 * The rows (struct series_row) of the topics that are asked for, in the order that is asked for.
 * handles must outlive them. Free with g_array_unref().
 */
GArray *query_rows(const struct query *query, struct catalogue *catalogue, struct source *source,
		   const struct handles *handles);

#endif
