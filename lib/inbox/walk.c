/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/walk.h"

#include "inbox/oid.h"

/* A commit that waits for its turn. */
struct pending {
	struct walk_entry entry;
	guint64 arrival;
	size_t nr_parents;
	git_oid *parents, only_parent; /* parents points there when there is one alone */
};

struct walk {
	struct inbox *inbox;
	const struct range *range;
	unsigned older; /* commits in a row that were too old */
	bool too_old;	/* they ended it */

	/* Nothing is hidden: commits are read one ahead, and only a line or two are in memory. */
	GSequence *queue; /* of struct pending, newest first */
	guint64 arrivals;
	GHashTable *seen; /* set of git_oid; not kept as long as the history is one line */
	bool one_line;
	git_oid met; /* a commit of that line */

	/* The commits are known. */
	const GArray *entries;

	/* Something is hidden. */
	bool limited, settled;
	struct graph graph;
	struct limiter *limiter;
	GPtrArray *list; /* of struct node: what limiter gave */
	guint at;	 /* in list or entries */
};

static void pending_free(struct pending *pending)
{
	if (pending->parents != &pending->only_parent)
		g_free(pending->parents);
	g_free(pending);
}

/* git's order: by date, first come first served among equals. */
static gint compare_pending(gconstpointer a, gconstpointer b, gpointer unused)
{
	const struct pending *left = a, *right = b;

	(void)unused;
	if (left->entry.date != right->entry.date)
		return left->entry.date > right->entry.date ? -1 : 1;
	return left->arrival < right->arrival ? -1 : left->arrival > right->arrival;
}

static bool enqueue(struct walk *walk, const git_oid *id, GError **error)
{
	struct pending *pending;
	struct object *object;
	struct commit commit;

	if (!graph_read_commit(walk->inbox, id, &object, &commit, error))
		return false;
	pending = g_new(struct pending, 1);
	pending->entry.commit = *id;
	pending->entry.tree = commit.tree;
	pending->entry.date = commit.date;
	pending->entry.reply = commit.reply;
	pending->arrival = walk->arrivals++;
	pending->nr_parents = commit.nr_parents;
	pending->parents =
		commit.nr_parents <= 1 ? &pending->only_parent : g_new(git_oid, commit.nr_parents);
	for (size_t i = 0; i < commit.nr_parents; i++)
		commit_parent(&commit, i, &pending->parents[i]);
	object_free(object);
	g_sequence_insert_sorted(walk->queue, pending, compare_pending, NULL);
	return true;
}

static struct pending *dequeue(struct walk *walk)
{
	GSequenceIter *first = g_sequence_get_begin_iter(walk->queue);
	struct pending *pending;

	if (g_sequence_iter_is_end(first))
		return NULL;
	pending = g_sequence_get(first);
	g_sequence_remove(first);
	return pending;
}

static bool enqueue_unseen(struct walk *walk, const git_oid *id, GError **error)
{
	if (g_hash_table_contains(walk->seen, id))
		return true;
	g_hash_table_add(walk->seen, g_memdup2(id, sizeof(*id)));
	return enqueue(walk, id, error);
}

/*
 * Ids that nobody compared with what they are of can make a line that leads back into itself. A
 * commit now and then, at greater and greater distances, is waited for.
 */
static bool is_circle(struct walk *walk, const struct pending *pending, GError **error)
{
	char hex[GIT_OID_HEXSZ + 1];

	if (!(pending->arrival & (pending->arrival + 1)))
		walk->met = pending->entry.commit;
	if (!oid_equal(&walk->met, &pending->parents[0]))
		return false;
	oid_text(hex, sizeof(hex), &walk->met);
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_READ,
		    "commit %s is its own ancestor: make a new clone", hex);
	return true;
}

/*
 * As long as the history was one line from its one tip on, nothing can be met twice and nothing has
 * to be remembered. Never again after a fork: with dates out of order what was passed can be met
 * from a younger commit's side, even when that one is alone in the queue.
 */
static bool enqueue_parents(struct walk *walk, const struct pending *pending, GError **error)
{
	walk->one_line &= pending->nr_parents <= 1;
	if (walk->one_line && pending->nr_parents && is_circle(walk, pending, error))
		return false;
	for (size_t i = 0; i < pending->nr_parents; i++)
		if (!(walk->one_line ? enqueue(walk, &pending->parents[i], error)
				     : enqueue_unseen(walk, &pending->parents[i], error)))
			return false;
	return true;
}

struct walk *walk_open(struct inbox *inbox, const struct range *range, GError **error)
{
	struct walk *walk = g_new0(struct walk, 1);
	bool good = true;

	walk->inbox = inbox;
	walk->range = range;
	walk->limited = range->exclude->len > 0;
	if (walk->limited) {
		graph_init(&walk->graph, inbox);
		walk->list = g_ptr_array_new();
		walk->limiter = limiter_open(&walk->graph, range, error);
		good = walk->limiter;
	} else {
		walk->queue = g_sequence_new(NULL);
		walk->one_line = range->include->len == 1;
		walk->seen = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, g_free, NULL);
		for (guint i = 0; good && i < range->include->len; i++)
			good = enqueue_unseen(walk, &g_array_index(range->include, git_oid, i),
					      error);
	}
	if (!good)
		g_clear_pointer(&walk, walk_close);
	return walk;
}

struct walk *walk_over(struct inbox *inbox, const GArray *entries)
{
	struct walk *walk = g_new0(struct walk, 1);

	walk->inbox = inbox;
	walk->entries = entries;
	return walk;
}

void walk_close(struct walk *walk)
{
	if (!walk)
		return;
	if (walk->entries) {
		/* the caller's */
	} else if (walk->limited) {
		limiter_close(walk->limiter);
		g_ptr_array_unref(walk->list);
		graph_release(&walk->graph);
	} else {
		struct pending *pending;

		while ((pending = dequeue(walk)))
			pending_free(pending);
		g_sequence_free(walk->queue);
		g_hash_table_unref(walk->seen);
	}
	g_free(walk);
}

static int next_unlimited(struct walk *walk, struct walk_entry *out, GError **error)
{
	struct pending *pending = dequeue(walk);
	bool good;

	if (!pending)
		return 0;
	*out = pending->entry;
	good = enqueue_parents(walk, pending, error);
	pending_free(pending);
	return good ? 1 : -1;
}

/* Has the limiter give one more; *end when there are no more. */
static bool extend_list(struct walk *walk, bool *end, GError **error)
{
	struct node *node;
	int got = limiter_next(walk->limiter, &node, error);

	if (got > 0)
		g_ptr_array_add(walk->list, node);
	*end = got == 0;
	return got >= 0;
}

static int next_limited(struct walk *walk, struct walk_entry *out, GError **error)
{
	for (;;) {
		bool end = walk->settled;
		struct node *node;

		if (walk->at == walk->list->len && !end && !extend_list(walk, &end, error))
			return -1;
		if (walk->at == walk->list->len)
			return 0;
		node = walk->list->pdata[walk->at++];
		if (node->flags & LIMIT_HIDDEN)
			continue;
		node->flags |= LIMIT_GIVEN;
		*out = (struct walk_entry){ node->id, node->tree, node->date, node->reply };
		return 1;
	}
}

bool walk_settle(struct walk *walk, bool *rewound, GError **error)
{
	bool end = false;

	*rewound = false;
	if (!walk->limited || walk->settled)
		return true;
	while (!end)
		if (!extend_list(walk, &end, error))
			return false;
	walk->settled = true;
	for (guint i = 0; i < walk->at; i++) {
		const struct node *node = walk->list->pdata[i];

		*rewound |= node->flags & LIMIT_GIVEN && node->flags & LIMIT_HIDDEN;
	}
	if (*rewound)
		walk->at = walk->older = walk->too_old = 0;
	return true;
}

static int next_entry(struct walk *walk, struct walk_entry *out)
{
	if (walk->at >= walk->entries->len)
		return 0;
	*out = g_array_index(walk->entries, struct walk_entry, walk->at++);
	return 1;
}

static int next_of_any(struct walk *walk, struct walk_entry *out, GError **error)
{
	if (walk->entries)
		return next_entry(walk, out);
	return walk->limited ? next_limited(walk, out, error) : next_unlimited(walk, out, error);
}

int walk_next_early(struct walk *walk, struct walk_entry *out, GError **error)
{
	bool wanted;
	int got;

	while ((got = next_of_any(walk, out, error)) > 0) {
		if (walk->entries)
			return 1;
		walk->too_old = !range_goes_on(walk->range, out->date, &walk->older, &wanted);
		if (walk->too_old)
			return 0;
		if (wanted)
			return 1;
	}
	return got;
}

int walk_next(struct walk *walk, struct walk_entry *out, GError **error)
{
	bool rewound;

	return walk_settle(walk, &rewound, error) ? walk_next_early(walk, out, error) : -1;
}

bool walk_is_too_old(const struct walk *walk)
{
	return walk->too_old;
}
