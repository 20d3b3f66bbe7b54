/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_GRAPH_H
#define INBOX_GRAPH_H

#include "inbox/objects.h"
#include "inbox/private.h"

/*
 * Commits that were looked at and their links: what is needed where history is not just walked from
 * its tips but has to be compared, and a queue of them as git has it.
 */
struct node {
	git_oid id, tree;
	int64_t date;
	guint64 arrival; /* in the queue: first come, first served among equal dates */
	unsigned flags;	 /* the algorithm's own */
	bool parsed, reply;
	size_t nr_parents; /* 0 at the boundary of a shallow clone */
	struct node **parents, *only_parent;
};

struct graph {
	struct inbox *inbox;
	GHashTable *nodes; /* git_oid -> struct node */
	GSequence *queue;  /* of struct node, newest first */
	guint64 arrivals;
};

void graph_init(struct graph *graph, struct inbox *inbox);
void graph_release(struct graph *graph);

/* The one node of that commit, not yet parsed when it is new. */
struct node *graph_node(struct graph *graph, const git_oid *id);

/* Reads the commit unless it was; returns false with INBOX_ERROR_READ when that fails. */
bool graph_parse(struct graph *graph, struct node *node, GError **error);

/* The queue holds newest commits first. The node must have been parsed. */
void graph_push(struct graph *graph, struct node *node);
struct node *graph_peek(struct graph *graph);
struct node *graph_pop(struct graph *graph);

/* object_read() and commit_parse() in one; free *object. */
bool graph_read_commit(struct inbox *inbox, const git_oid *id, struct object **object,
		       struct commit *commit, GError **error);

#endif
