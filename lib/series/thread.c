/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/thread.h"

#include "text/hash.h"
#include "text/integers.h"

#include "text/each.h"

#define NONE (-1)

/* A mail, and its place in the tree: numbers of nodes. */
struct node {
	struct thread_mail mail;
	int above, first, next; /* what it answers; its first answer; the next one to the same */
	int walk;		/* of which climb it was met last */
};

struct tree {
	struct node *nodes;
	int nr;
	GHashTable *by_id; /* Message-ID -> number + 1 */
};

static void add_node(struct tree *tree, const struct thread_mail *mail)
{
	const char *id = mail->record->message_id;

	if (*id && !g_hash_table_contains(tree->by_id, id))
		g_hash_table_insert(tree->by_id, (void *)id, GINT_TO_POINTER(tree->nr + 1));
	tree->nodes[tree->nr++] = (struct node){ *mail, NONE, NONE, NONE, NONE };
}

static int find_node(const struct tree *tree, const char *id)
{
	return *id ? GPOINTER_TO_INT(g_hash_table_lookup(tree->by_id, id)) - 1 : NONE;
}

/* Of a mail that names none of ours: what it is about. */
static int find_posting(const struct tree *tree, const struct talk *talk,
			const struct thread_mail *mail)
{
	const struct series *series = talk->series;
	int number = mail->said ? mail->said->patch : 0;

	for (guint i = 0; number && i < talk->patches->len; i++) {
		const struct talk_patch *patch =
			&g_array_index(talk->patches, struct talk_patch, i);

		if (patch->n == number)
			return find_node(tree, patch->patch->message_id);
	}
	return find_node(tree, series->leader->message_id);
}

static int find_above(const struct tree *tree, const struct talk *talk,
		      const struct thread_mail *mail)
{
	const struct record *record = mail->record;
	int found = find_node(tree, record->in_reply_to);
	size_t nr = 0;

	while (record->references[nr])
		nr++;
	while (found == NONE && COUNT_DOWN(nr))
		found = find_node(tree, record->references[nr]);
	if (found == NONE && (mail->said || talk->series->cover))
		found = find_posting(tree, talk, mail);
	return found;
}

/* Mails that answer each other in a circle, or themselves: one of them answers nothing. */
static void cut_circles(struct tree *tree)
{
	for (int i = 0; i < tree->nr; i++) {
		int at = i;

		for (; at != NONE && tree->nodes[at].walk == NONE; at = tree->nodes[at].above) {
			int above = tree->nodes[at].above;

			tree->nodes[at].walk = i;
			if (above != NONE && tree->nodes[above].walk == i)
				tree->nodes[at].above = NONE;
		}
	}
}

static int place_of(const struct node *node)
{
	const struct subject *subject = &node->mail.record->subject;

	if (node->mail.said)
		return G_MAXINT;
	return subject->n < 0 ? 1 : subject->n;
}

static gint reading_order(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct tree *tree = data;
	const struct node *x = &tree->nodes[*(const int *)a], *y = &tree->nodes[*(const int *)b];
	int64_t tx = talk_time(x->mail.record), ty = talk_time(y->mail.record);

	if (place_of(x) != place_of(y))
		return place_of(x) < place_of(y) ? -1 : 1;
	return tx == ty ? 0 : tx < ty ? -1 : 1;
}

/* Hangs the nodes below each other; the order holds among those below one. Returns the first of
 * those below none. */
static int hang(struct tree *tree, const int *order)
{
	int first = NONE;

	for (int i = tree->nr; COUNT_DOWN(i);) {
		struct node *node = &tree->nodes[order[i]];
		int *list = node->above == NONE ? &first : &tree->nodes[node->above].first;

		node->next = *list;
		*list = order[i];
	}
	return first;
}

static void read_out(const struct tree *tree, int at, GArray *out)
{
	int depth = 0;

	while (at != NONE) {
		struct node *node = &tree->nodes[at];

		node->mail.depth = depth;
		if (node->above != NONE)
			node->mail.above = tree->nodes[node->above].mail.record;
		g_array_append_val(out, node->mail);
		if (node->first != NONE) {
			at = node->first;
			depth++;
			continue;
		}
		for (; at != NONE && tree->nodes[at].next == NONE; depth--)
			at = tree->nodes[at].above;
		if (at != NONE)
			at = tree->nodes[at].next;
	}
}

static void add_mails(struct tree *tree, const struct talk *talk)
{
	const struct series *series = talk->series;

	if (series->cover)
		add_node(tree, &(struct thread_mail){ .record = series->cover, .series = series });
	for (guint i = 0; i < series->patches->len; i++)
		add_node(tree, &(struct thread_mail){ .record = series->patches->pdata[i],
						      .series = series });
	array_each (const struct talk_mail, said, talk->mails)
		add_node(tree, &(struct thread_mail){
				       .record = said->record, .said = said, .series = series });
}

void thread_append(GArray *out, const struct talk *talk)
{
	guint room = 1 + talk->series->patches->len + talk->mails->len;
	struct tree tree = { .nodes = g_new(struct node, room),
			     .by_id = g_hash_table_new(str_hash, g_str_equal) };
	g_autofree int *order = g_new(int, room);

	add_mails(&tree, talk);
	for (int i = 0; i < tree.nr; i++) {
		int above = find_above(&tree, talk, &tree.nodes[i].mail);

		tree.nodes[i].above = above == i ? NONE : above;
		order[i] = i;
	}
	cut_circles(&tree);
	g_qsort_with_data(order, tree.nr, sizeof(int), reading_order, &tree);
	read_out(&tree, hang(&tree, order), out);
	g_free(tree.nodes);
	g_hash_table_unref(tree.by_id);
}
