/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/walk.h"

/*
 * libgit2 has merge bases too, but fails at the boundary of a shallow clone.
 */

/* From which side a commit was reached; what lies below a common one is STALE. */
enum { FROM_A = 1, FROM_B = 2, BOTH = FROM_A | FROM_B, STALE = 4, QUEUED = 8, FOUND = 16 };

struct painter {
	struct graph graph;
	size_t fresh_queued; /* commits in the queue that are not stale */
};

static bool paint(struct painter *painter, struct node *node, unsigned flags, GError **error)
{
	if ((node->flags & flags) == flags)
		return true;
	if (!graph_parse(&painter->graph, node, error))
		return false;
	if (node->flags & QUEUED && !(node->flags & STALE))
		painter->fresh_queued--;
	if (!(node->flags & QUEUED))
		graph_push(&painter->graph, node);
	node->flags |= flags | QUEUED;
	if (!(node->flags & STALE))
		painter->fresh_queued++;
	return true;
}

static struct node *pop(struct painter *painter)
{
	struct node *node = graph_pop(&painter->graph);

	node->flags &= ~(unsigned)QUEUED;
	if (!(node->flags & STALE))
		painter->fresh_queued--;
	return node;
}

static bool paint_parents(struct painter *painter, struct node *node, GArray *out, GError **error)
{
	unsigned flags = node->flags & (BOTH | STALE);

	if (flags == BOTH) {
		if (!(node->flags & FOUND))
			g_array_append_val(out, node->id);
		node->flags |= FOUND;
		flags |= STALE;
	}
	for (size_t i = 0; i < node->nr_parents; i++)
		if (!paint(painter, node->parents[i], flags, error))
			return false;
	return true;
}

bool common_ancestors(struct inbox *inbox, const git_oid *a, const git_oid *b, GArray *out,
		      GError **error)
{
	struct painter painter = { .fresh_queued = 0 };
	bool good;

	graph_init(&painter.graph, inbox);
	good = paint(&painter, graph_node(&painter.graph, a), FROM_A, error) &&
	       paint(&painter, graph_node(&painter.graph, b), FROM_B, error);
	while (good && painter.fresh_queued)
		good = paint_parents(&painter, pop(&painter), out, error);
	graph_release(&painter.graph);
	return good;
}
