/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/graph.h"

/* What an INBOX_ERROR_READ says of a commit that cannot be read. */
static void graph_set_error(struct inbox *inbox, enum object_status status, const git_oid *id,
			    GError **error)
{
	g_autofree char *what = object_describe(status, id);

	g_set_error(error, INBOX_ERROR, object_error_code(status),
		    "cannot walk the history of '%s': commit %s%s", inbox->name,
		    what + strlen("object "),
		    status == OBJECT_MISSING ? inbox_missing_hint(inbox) : "");
}

bool graph_read_commit(struct inbox *inbox, const git_oid *id, struct object **object,
		       struct commit *commit, GError **error)
{
	enum object_status status = object_read(inbox->objects, id, GIT_OBJECT_COMMIT, object);

	if (status == OBJECT_OK) {
		if (commit_parse(commit, object_data(*object), object_size(*object))) {
			if (inbox_is_boundary(inbox, id))
				commit->nr_parents = 0;
			return true;
		}
		object_free(*object);
		status = OBJECT_CORRUPT;
	}
	graph_set_error(inbox, status, id, error);
	return false;
}

static void node_free(void *data)
{
	struct node *node = data;

	if (node->parents != &node->only_parent)
		g_free(node->parents);
	g_free(node);
}

void graph_init(struct graph *graph, struct inbox *inbox)
{
	graph->inbox = inbox;
	graph->nodes = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, NULL, node_free);
	graph->queue = g_sequence_new(NULL);
	graph->arrivals = 0;
}

void graph_release(struct graph *graph)
{
	g_sequence_free(graph->queue);
	g_hash_table_unref(graph->nodes);
}

struct node *graph_node(struct graph *graph, const git_oid *id)
{
	struct node *node = g_hash_table_lookup(graph->nodes, id);

	if (!node) {
		node = g_new0(struct node, 1);
		node->id = *id;
		g_hash_table_insert(graph->nodes, &node->id, node);
	}
	return node;
}

static void parse_as(struct graph *graph, struct node *node, const struct lineage_commit *commit)
{
	node->parsed = true;
	node->tree = commit->tree;
	node->date = commit->date;
	node->reply = commit->reply;
	node->nr_parents = 1;
	node->parents = &node->only_parent;
	node->only_parent = graph_node(graph, &commit->parent);
}

bool graph_parse(struct graph *graph, struct node *node, GError **error)
{
	const struct lineage_commit *known;
	struct object *object;
	struct commit commit;

	if (node->parsed)
		return true;
	known = lineage_take(&graph->inbox->lineage, &node->id);
	if (known) {
		parse_as(graph, node, known);
		return true;
	}
	if (!graph_read_commit(graph->inbox, &node->id, &object, &commit, error))
		return false;
	node->parsed = true;
	node->tree = commit.tree;
	node->date = commit.date;
	node->reply = commit.reply;
	node->nr_parents = commit.nr_parents;
	node->parents = commit.nr_parents == 1 ? &node->only_parent
					       : g_new(struct node *, commit.nr_parents);
	for (size_t i = 0; i < commit.nr_parents; i++) {
		git_oid parent;

		commit_parent(&commit, i, &parent);
		node->parents[i] = graph_node(graph, &parent);
	}
	object_free(object);
	return true;
}

static gint compare_nodes(gconstpointer a, gconstpointer b, gpointer unused)
{
	const struct node *left = a, *right = b;

	(void)unused;
	if (left->date != right->date)
		return left->date > right->date ? -1 : 1;
	return left->arrival < right->arrival ? -1 : left->arrival > right->arrival;
}

void graph_push(struct graph *graph, struct node *node)
{
	node->arrival = graph->arrivals++;
	g_sequence_insert_sorted(graph->queue, node, compare_nodes, NULL);
}

struct node *graph_peek(struct graph *graph)
{
	GSequenceIter *first = g_sequence_get_begin_iter(graph->queue);

	return g_sequence_iter_is_end(first) ? NULL : g_sequence_get(first);
}

struct node *graph_pop(struct graph *graph)
{
	struct node *node = graph_peek(graph);

	if (node)
		g_sequence_remove(g_sequence_get_begin_iter(graph->queue));
	return node;
}
