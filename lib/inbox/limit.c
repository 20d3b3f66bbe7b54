/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/walk.h"

#include <assert.h>

/*
 * git's limit_list() with its results, commit for commit: both what is to be shown and what is to
 * be hidden is walked by date, until only hidden commits are left that are older than all that is
 * shown, and some more for dates out of order.
 */

#define SLOP 5 /* as in git */

enum { SEEN = 1, HIDDEN = LIMIT_HIDDEN, QUEUED = 4 };

static_assert(!(LIMIT_GIVEN & (SEEN | HIDDEN | QUEUED)), "flags are apart");

struct limiter {
	struct graph *graph;
	GPtrArray *stack;    /* hide_ancestors()'s, kept for its memory */
	size_t shown_queued; /* commits in the queue that are not hidden */
	int64_t date;	     /* of the last commit that was not hidden when it came */
	int slop;	     /* hidden commits that may still come in a row */
};

static void hide(struct limiter *limiter, struct node *node)
{
	if (node->flags & HIDDEN)
		return;
	node->flags |= HIDDEN;
	if (node->flags & QUEUED)
		limiter->shown_queued--;
}

/* Hides what is known of the history of node. */
static void hide_ancestors(struct limiter *limiter, struct node *node)
{
	g_ptr_array_add(limiter->stack, node);
	while (limiter->stack->len) {
		node = g_ptr_array_steal_index_fast(limiter->stack, limiter->stack->len - 1);
		for (size_t i = 0; node->parsed && i < node->nr_parents; i++) {
			struct node *parent = node->parents[i];

			if (parent->flags & HIDDEN)
				continue;
			hide(limiter, parent);
			g_ptr_array_add(limiter->stack, parent);
		}
	}
}

static void push(struct limiter *limiter, struct node *node)
{
	node->flags |= SEEN | QUEUED;
	if (!(node->flags & HIDDEN))
		limiter->shown_queued++;
	graph_push(limiter->graph, node);
}

static struct node *pop(struct limiter *limiter)
{
	struct node *node = graph_pop(limiter->graph);

	if (node) {
		node->flags &= ~(unsigned)QUEUED;
		if (!(node->flags & HIDDEN))
			limiter->shown_queued--;
	}
	return node;
}

static bool push_parents(struct limiter *limiter, struct node *node, GError **error)
{
	bool hidden = node->flags & HIDDEN;

	for (size_t i = 0; i < node->nr_parents; i++) {
		struct node *parent = node->parents[i];

		if (hidden)
			hide(limiter, parent);
		/* A hole in what is not to be shown does no harm. */
		if (!graph_parse(limiter->graph, parent, hidden ? NULL : error)) {
			if (hidden)
				continue;
			return false;
		}
		if (hidden)
			hide_ancestors(limiter, parent);
		if (!(parent->flags & SEEN))
			push(limiter, parent);
	}
	return true;
}

static bool push_tips(struct limiter *limiter, const GArray *ids, bool hidden, GError **error)
{
	for (guint i = 0; i < ids->len; i++) {
		struct node *node = graph_node(limiter->graph, &g_array_index(ids, git_oid, i));

		if (!graph_parse(limiter->graph, node, error))
			return false;
		if (hidden) {
			hide(limiter, node);
			hide_ancestors(limiter, node);
		}
		if (!(node->flags & SEEN))
			push(limiter, node);
	}
	return true;
}

/* How many more hidden commits to look at. */
static int still_interesting(struct limiter *limiter)
{
	struct node *next = graph_peek(limiter->graph);

	if (!next)
		return 0;
	if (limiter->date <= next->date || limiter->shown_queued)
		return SLOP;
	return limiter->slop - 1;
}

struct limiter *limiter_open(struct graph *graph, const struct range *range, GError **error)
{
	struct limiter *limiter = g_new0(struct limiter, 1);

	limiter->graph = graph;
	limiter->stack = g_ptr_array_new();
	limiter->date = INT64_MAX;
	limiter->slop = SLOP;
	if (!push_tips(limiter, range->exclude, true, error) ||
	    !push_tips(limiter, range->include, false, error))
		g_clear_pointer(&limiter, limiter_close);
	return limiter;
}

int limiter_next(struct limiter *limiter, struct node **out, GError **error)
{
	struct node *node;

	while (limiter->slop && (node = pop(limiter))) {
		if (!push_parents(limiter, node, error))
			return -1;
		if (!(node->flags & HIDDEN)) {
			limiter->date = node->date;
			*out = node;
			return 1;
		}
		hide_ancestors(limiter, node);
		limiter->slop = still_interesting(limiter);
	}
	return 0;
}

void limiter_close(struct limiter *limiter)
{
	if (!limiter)
		return;
	g_ptr_array_unref(limiter->stack);
	g_free(limiter);
}
