/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/series.h"

#include <stdlib.h>
#include <time.h>

/* Mails of one series without a thread were sent within this time of each other. */
#define UNTHREADED_SECONDS ((int64_t)24 * 60 * 60)

/* How many series of the same prefix and sender an unthreaded mail is tried against. */
#define UNTHREADED_TRIES 8

/* One posting while series are put together: a node of a union-find forest. */
struct node {
	struct record *rec;
	guint parent;		/* of the forest; itself at a root */
	const char *title;	/* of a root: the cover letter's; "" without one */
	const char *replies_to; /* of a root: the id outside the series that a member answers; "" */
};

struct grouping {
	struct node *nodes;
	guint nr;
	GHashTable *by_id;   /* Message-ID -> index + 1 */
	GHashTable *orphans; /* set and missing parent -> index + 1 */
	GHashTable *numbers; /* "root n" taken, for unthreaded mails */
	GHashTable *loose;   /* set and tags -> GArray of roots */
	struct pool keys;
};

static guint find_root(struct grouping *g, guint i)
{
	while (g->nodes[i].parent != i) {
		g->nodes[i].parent = g->nodes[g->nodes[i].parent].parent;
		i = g->nodes[i].parent;
	}
	return i;
}

/* The smaller index, which is the newer mail, stays the root. */
static void join(struct grouping *g, guint a, guint b)
{
	guint low, high;

	a = find_root(g, a);
	b = find_root(g, b);
	if (a == b)
		return;
	low = MIN(a, b);
	high = MAX(a, b);
	g->nodes[high].parent = low;
	if (!*g->nodes[low].title)
		g->nodes[low].title = g->nodes[high].title;
	if (!*g->nodes[low].replies_to)
		g->nodes[low].replies_to = g->nodes[high].replies_to;
}

/* Whether two postings bear the marks of one series: who sent them, and all of the prefix but n. */
static bool same_set(const struct record *a, const struct record *b)
{
	return a->subject.m >= 0 && a->subject.m == b->subject.m &&
	       a->subject.version == b->subject.version &&
	       a->subject.revision == b->subject.revision &&
	       !((a->subject.flags ^ b->subject.flags) & SUBJECT_RESEND) &&
	       !g_ascii_strcasecmp(a->sender.email, b->sender.email);
}

static char *set_key(struct grouping *g, const struct record *rec, const char *more)
{
	char *sender = g_ascii_strdown(rec->sender.email, -1);
	char *key = g_strdup_printf("%d.%d/%d %d %s\n%s", rec->subject.version,
				    rec->subject.revision, rec->subject.m,
				    !!(rec->subject.flags & SUBJECT_RESEND), sender, more);
	char *kept = pool_copy(&g->keys, slice_str(key));

	g_free(sender);
	g_free(key);
	return kept;
}

static bool join_ancestor(struct grouping *g, guint i, const char *id)
{
	guint at = GPOINTER_TO_UINT(g_hash_table_lookup(g->by_id, id));

	if (!at-- || at == i || !same_set(g->nodes[i].rec, g->nodes[at].rec))
		return false;
	join(g, i, at);
	return true;
}

/* Joins a patch to the nearest mail above it in its thread that belongs to the same set. */
static void join_thread(struct grouping *g, guint i)
{
	const struct record *rec = g->nodes[i].rec;
	size_t nr = 0;
	char *key;
	guint orphan;

	if (rec->subject.m < 0)
		return;
	/* A cover begins a series, even where it answers that of an older posting. */
	if (!rec->subject.n || join_ancestor(g, i, rec->in_reply_to))
		return;
	while (rec->references[nr])
		nr++;
	while (nr--)
		if (join_ancestor(g, i, rec->references[nr]))
			return;
	if (!*rec->in_reply_to)
		return;
	key = set_key(g, rec, rec->in_reply_to);
	orphan = GPOINTER_TO_UINT(g_hash_table_lookup(g->orphans, key));
	if (orphan)
		join(g, i, orphan - 1);
	else
		g_hash_table_insert(g->orphans, key, GUINT_TO_POINTER(i + 1));
}

static void *number_key(struct grouping *g, guint root, int n)
{
	char *key = g_strdup_printf("%u %d", root, n);
	char *kept = pool_copy(&g->keys, slice_str(key));

	g_free(key);
	return kept;
}

/* A cover letter that was sent once more, all alone, is no series of its own. */
static bool is_cover_again(const struct grouping *g, const GArray *members, guint other)
{
	const struct record *rec = g->nodes[g_array_index(members, guint, 0)].rec;

	return members->len == 1 && !rec->subject.n && *rec->subject.title &&
	       !strcmp(rec->subject.title, g->nodes[other].title);
}

static bool may_join_unthreaded(struct grouping *g, const GArray *members, guint root, guint other)
{
	const struct node *a = &g->nodes[root], *b = &g->nodes[other];

	if (strcmp(a->replies_to, b->replies_to) ||
	    llabs(a->rec->date - b->rec->date) > UNTHREADED_SECONDS)
		return false;
	if (is_cover_again(g, members, other))
		return true;
	for (guint i = 0; i < members->len; i++) {
		int n = g->nodes[g_array_index(members, guint, i)].rec->subject.n;

		if (g_hash_table_contains(g->numbers, number_key(g, other, n)))
			return false;
	}
	return true;
}

/* Joins what is one threaded piece to an earlier piece that it completes, or starts a new one. */
static void join_unthreaded(struct grouping *g, guint root, const GArray *members)
{
	const struct record *rec = g->nodes[root].rec;
	char *key = set_key(g, rec, rec->subject.tags);
	GArray *pieces = g_hash_table_lookup(g->loose, key);
	guint into = root;

	if (!pieces) {
		pieces = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(g->loose, key, pieces);
	}
	for (guint i = 0; i < pieces->len && i < UNTHREADED_TRIES; i++) {
		guint other = g_array_index(pieces, guint, pieces->len - 1 - i);

		if (may_join_unthreaded(g, members, root, other)) {
			into = other;
			break;
		}
	}
	if (into == root)
		g_array_append_val(pieces, root);
	join(g, into, root);
	for (guint i = 0; i < members->len; i++)
		g_hash_table_add(
			g->numbers,
			number_key(g, into,
				   g->nodes[g_array_index(members, guint, i)].rec->subject.n));
}

static GArray **collect_members(struct grouping *g)
{
	GArray **members = g_new0(GArray *, g->nr);

	for (guint i = 0; i < g->nr; i++) {
		guint root = find_root(g, i);

		if (!members[root])
			members[root] = g_array_new(FALSE, FALSE, sizeof(guint));
		g_array_append_val(members[root], i);
	}
	return members;
}

static void free_members(struct grouping *g, GArray **members)
{
	for (guint i = 0; i < g->nr; i++)
		if (members[i])
			g_array_unref(members[i]);
	g_free(members);
}

/* What a member answers that is no member itself: two pieces that answer different mails are two
 * series. */
static void find_outer_parent(struct grouping *g, guint root, const GArray *members)
{
	for (guint i = 0; i < members->len; i++) {
		const char *id = g->nodes[g_array_index(members, guint, i)].rec->in_reply_to;
		guint at = GPOINTER_TO_UINT(g_hash_table_lookup(g->by_id, id));

		if (*id && (!at || find_root(g, at - 1) != root)) {
			g->nodes[root].replies_to = id;
			return;
		}
	}
}

static void join_pieces(struct grouping *g)
{
	GArray **members = collect_members(g);

	for (guint i = 0; i < g->nr; i++)
		if (members[i])
			find_outer_parent(g, i, members[i]);
	for (guint i = 0; i < g->nr; i++)
		if (members[i] && g->nodes[i].rec->subject.m >= 0)
			join_unthreaded(g, i, members[i]);
	free_members(g, members);
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	const struct record *ra = *(struct record *const *)a, *rb = *(struct record *const *)b;

	return (ra->subject.n > rb->subject.n) - (ra->subject.n < rb->subject.n);
}

static struct series *make_series(struct grouping *g, const GArray *members)
{
	struct series *series = g_new0(struct series, 1);

	series->patches = g_ptr_array_new();
	for (guint i = 0; i < members->len; i++) {
		struct record *rec = g->nodes[g_array_index(members, guint, i)].rec;

		if (!series->newest)
			series->newest = rec;
		if (rec->subject.n)
			g_ptr_array_add(series->patches, rec);
		else if (!series->cover)
			series->cover = rec;
		else
			g_ptr_array_add(series->patches, rec);
	}
	/* GLib's sort of pointer arrays is stable: of one number the newest stays first. */
	g_ptr_array_sort(series->patches, by_number);
	series->leader = series->cover ? series->cover : series->patches->pdata[0];
	series->version = series->leader->subject.version;
	series->revision = series->leader->subject.revision;
	series->total = series->leader->subject.m >= 0 ? series->leader->subject.m : 1;
	return series;
}

static void series_free(void *data)
{
	struct series *series = data;

	g_ptr_array_unref(series->patches);
	g_free(series);
}

static void grouping_init(struct grouping *g, const GPtrArray *postings)
{
	g->nr = postings->len;
	g->nodes = g_new0(struct node, g->nr);
	g->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	g->orphans = g_hash_table_new(g_str_hash, g_str_equal);
	g->numbers = g_hash_table_new(g_str_hash, g_str_equal);
	g->loose =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	for (guint i = g->nr; i--;) {
		struct record *rec = postings->pdata[i];

		g->nodes[i] = (struct node){ rec, i, rec->subject.n ? "" : rec->subject.title, "" };
		if (*rec->message_id)
			g_hash_table_insert(g->by_id, (void *)rec->message_id,
					    GUINT_TO_POINTER(i + 1));
	}
}

static void grouping_release(struct grouping *g)
{
	g_hash_table_unref(g->by_id);
	g_hash_table_unref(g->orphans);
	g_hash_table_unref(g->numbers);
	g_hash_table_unref(g->loose);
	pool_release(&g->keys);
	g_free(g->nodes);
}

GPtrArray *series_group(const GPtrArray *postings)
{
	GPtrArray *list = g_ptr_array_new_with_free_func(series_free);
	struct grouping g = { 0 };
	GArray **members;

	grouping_init(&g, postings);
	for (guint i = 0; i < g.nr; i++)
		join_thread(&g, i);
	join_pieces(&g);
	members = collect_members(&g);
	for (guint i = 0; i < g.nr; i++)
		if (members[i])
			g_ptr_array_add(list, make_series(&g, members[i]));
	free_members(&g, members);
	grouping_release(&g);
	return list;
}
