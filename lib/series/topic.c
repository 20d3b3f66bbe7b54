/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/topic.h"

#include "series/link.h"
#include "text/integers.h"
#include "text/each.h"

/* A version that begins again at 1 is a new numbering only when it came this much later: clocks
 * differ. */
#define RESTART_SECONDS ((int64_t)12 * 60 * 60)

/* So many versions before and behind one are near it. */
#define NEAR 64

/* What a series is ordered by within its topic. */
struct place {
	struct series *series;
	guint numbering;
};

static gint by_date(gconstpointer a, gconstpointer b)
{
	int64_t ta = posting_time(((const struct place *)a)->series->leader);
	int64_t tb = posting_time(((const struct place *)b)->series->leader);

	return (ta > tb) - (ta < tb);
}

static gint by_version(gconstpointer a, gconstpointer b)
{
	const struct place *pa = a, *pb = b;

	if (pa->numbering != pb->numbering)
		return pa->numbering < pb->numbering ? -1 : 1;
	if (pa->series->version != pb->series->version)
		return pa->series->version < pb->series->version ? -1 : 1;
	if (pa->series->revision != pb->series->revision)
		return pa->series->revision < pb->series->revision ? -1 : 1;
	return by_date(a, b);
}

static bool is_rfc(const struct series *series)
{
	return series->leader->subject.flags & SUBJECT_RFC;
}

/*
 * Whether a series, which is later than all before it, counts its versions anew: its author says
 * that it comes after them, or so it looks. The archive must not know better: a mail whose clock
 * was years off would pass for the newest.
 */
static bool begins_anew(const struct topic *topic, const struct series *series,
			const struct series *highest)
{
	const struct topic_link *link = topic_link_of(topic, series);

	if (link && link->older == highest && link->evidence == LINK_DECLARED &&
	    series->version < highest->version)
		return true;
	return series->version < highest->version &&
	       series->leader->archived >= highest->leader->archived &&
	       (series->version <= 1 || (is_rfc(highest) && !is_rfc(series))) &&
	       posting_time(series->leader) - posting_time(highest->leader) > RESTART_SECONDS;
}

/* GLib sorts arrays stably from 2.32 on: what is equal stays as it came. */
static void order_places(const struct topic *topic, GArray *places)
{
	struct place *place = (struct place *)places->data;
	const struct series *highest;
	guint numbering = 0;

	if (places->len < 2)
		return;
	g_array_sort(places, by_date);
	highest = place[0].series;
	for (guint i = 1; i < places->len; i++) {
		if (begins_anew(topic, place[i].series, highest)) {
			numbering++;
			highest = place[i].series;
		} else if (place[i].series->version > highest->version) {
			highest = place[i].series;
		}
		place[i].numbering = numbering;
	}
	g_array_sort(places, by_version);
}

static void link_free(void *data)
{
	struct topic_link *link = data;

	g_free(link->why);
	g_free(link);
}

static void topic_free(void *data)
{
	struct topic *topic = data;

	if (topic->origin)
		link_free(topic->origin);
	g_hash_table_unref(topic->link_of);
	g_free(topic->tree);
	g_ptr_array_unref(topic->series);
	g_ptr_array_unref(topic->others);
	g_ptr_array_unref(topic->links);
	g_free(topic);
}

static struct topic *topic_new(void)
{
	struct topic *topic = g_new0(struct topic, 1);

	topic->series = g_ptr_array_new();
	topic->others = g_ptr_array_new();
	topic->links = g_ptr_array_new_with_free_func(link_free);
	topic->link_of = g_hash_table_new(NULL, NULL);
	return topic;
}

static guint find_root(guint *parents, guint i)
{
	while (parents[i] != i) {
		parents[i] = parents[parents[i]];
		i = parents[i];
	}
	return i;
}

static guint *find_components(guint nr, const GArray *links)
{
	guint *parents = g_new(guint, nr + 1);

	for (guint i = 0; i < nr; i++)
		parents[i] = i;
	array_each (const struct found_link, link, links) {
		guint a = find_root(parents, link->older), b = find_root(parents, link->newer);

		if (!link->split)
			parents[MAX(a, b)] = MIN(a, b);
	}
	return parents;
}

static void add_link(struct topic *topic, const GPtrArray *series, const struct found_link *found)
{
	struct topic_link *link = g_new(struct topic_link, 1), *other;

	*link = (struct topic_link){ series->pdata[found->older], series->pdata[found->newer],
				     found->evidence, found->confidence, found->why };
	if (found->split) {
		/* A topic that two series were split off to has one origin. */
		if (topic->origin)
			link_free(topic->origin);
		topic->origin = link;
		return;
	}
	g_ptr_array_add(topic->links, link);
	other = g_hash_table_lookup(topic->link_of, link->newer);
	if (!other || other->confidence < link->confidence)
		g_hash_table_insert(topic->link_of, link->newer, link);
}

/* "[PATCH kernel]" is what those write who also work on what is not. */
static bool is_kernel(const char *tag, size_t len)
{
	return (len == 6 && !g_ascii_strncasecmp(tag, "kernel", len)) ||
	       (len == 5 && !g_ascii_strncasecmp(tag, "linux", len));
}

char *topic_read_tree(const char *tags)
{
	GString *tree = g_string_new(NULL);

	while (*tags) {
		size_t len = strcspn(tags, " ");

		if (len && !tag_is_status(tags, len) && !is_kernel(tags, len)) {
			if (tree->len)
				g_string_append_c(tree, ' ');
			g_string_append_len(tree, tags, (gssize)len);
		}
		tags += len + (tags[len] == ' ');
	}
	g_string_ascii_down(tree);
	return g_string_free(tree, FALSE);
}

/* "[PATCH RESEND]" of v3 is v3 again. */
static void number_resends(GArray *places)
{
	struct place *place = (struct place *)places->data;

	g_array_sort(places, by_date);
	for (guint i = 1; i < places->len; i++)
		if (place[i].series->leader->subject.flags & SUBJECT_RESEND &&
		    place[i].series->version <= 1 && place[i - 1].series->version > 1)
			place[i].series->version = place[i - 1].series->version;
}

static void topic_finish(struct topic *topic)
{
	GArray *places = g_array_sized_new(FALSE, TRUE, sizeof(struct place), topic->series->len);

	/* The list is newest first. */
	for (guint i = topic->series->len; COUNT_DOWN(i);) {
		struct place place = { topic->series->pdata[i], 0 };

		g_array_append_val(places, place);
	}
	number_resends(places);
	order_places(topic, places);
	for (guint i = 0; i < places->len; i++) {
		topic->series->pdata[i] = g_array_index(places, struct place, i).series;
		((struct series *)topic->series->pdata[i])->place = i;
	}
	topic->latest = topic->series->pdata[topic->series->len - 1];
	g_free(topic->tree);
	topic->tree = topic_read_tree(topic->latest->leader->subject.tags);
	g_array_unref(places);
}

/* Where in the list the latest of each topic stands decides the order. */
static gint by_latest(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct topic *ta = *(struct topic *const *)a, *tb = *(struct topic *const *)b;
	guint pa = GPOINTER_TO_UINT(g_hash_table_lookup(data, ta->latest));
	guint pb = GPOINTER_TO_UINT(g_hash_table_lookup(data, tb->latest));

	return (pa > pb) - (pa < pb);
}

void topics_sort(GPtrArray *topics, const GPtrArray *series)
{
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < series->len; i++)
		g_hash_table_insert(places, series->pdata[i], GUINT_TO_POINTER(i));
	g_ptr_array_sort_with_data(topics, by_latest, places);
}

GPtrArray *topics_find(const GPtrArray *series, const struct topic_options *options)
{
	static const struct topic_options none = { .overrides = NULL };
	g_autoptr(GArray) links = find_links(series, options ? options : &none);
	guint *parents = find_components(series->len, links);
	struct topic **of_root = g_new0(struct topic *, series->len + 1);
	GPtrArray *topics = g_ptr_array_new_with_free_func(topic_free);

	for (guint i = 0; i < series->len; i++) {
		guint root = find_root(parents, i);

		if (!of_root[root]) {
			of_root[root] = topic_new();
			g_ptr_array_add(topics, of_root[root]);
		}
		g_ptr_array_add(of_root[root]->series, series->pdata[i]);
	}
	array_each (const struct found_link, link, links)
		add_link(of_root[find_root(parents, link->newer)], series, link);
	for (guint i = 0; i < topics->len; i++)
		topic_finish(topics->pdata[i]);
	topics_sort(topics, series);
	g_free(of_root);
	g_free(parents);
	return topics;
}

static void take_link(struct topic *topic, struct topic_link *link)
{
	const struct topic_link *other = g_hash_table_lookup(topic->link_of, link->newer);

	g_ptr_array_add(topic->links, link);
	if (!other || other->confidence < link->confidence)
		g_hash_table_insert(topic->link_of, link->newer, link);
}

static void take_origin(struct topic *topic, struct topic_link *link)
{
	if (topic->origin && topic->origin->confidence >= link->confidence) {
		link_free(link);
		return;
	}
	if (topic->origin)
		link_free(topic->origin);
	topic->origin = link;
}

struct topic *topic_split(struct topic *topic)
{
	struct topic *own = topic_new();
	g_autoptr(GHashTable) moved = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) links = g_steal_pointer(&topic->links);

	/* Newest first, as they come elsewhere. */
	for (guint i = topic->others->len; COUNT_DOWN(i);) {
		g_hash_table_add(moved, topic->others->pdata[i]);
		g_ptr_array_add(own->series, topic->others->pdata[i]);
	}
	g_ptr_array_set_size(topic->others, 0);
	g_ptr_array_set_free_func(links, NULL);
	topic->links = g_ptr_array_new_with_free_func(link_free);
	g_hash_table_remove_all(topic->link_of);
	pointers_each (struct topic_link, link, links) {
		bool older = g_hash_table_contains(moved, link->older);
		bool newer = g_hash_table_contains(moved, link->newer);

		if (older == newer)
			take_link(newer ? own : topic, link);
		else if (newer)
			take_origin(own, link);
		else
			link_free(link);
	}
	topic_finish(own);
	g_free(topic->tree);
	topic->tree = topic_read_tree(topic->latest->leader->subject.tags);
	return own;
}

void topic_scatter(struct topic *topic, GPtrArray *topics)
{
	for (guint i = 1; i < topic->series->len; i++) {
		struct topic *own = topic_new();

		g_ptr_array_add(own->series, topic->series->pdata[i]);
		topic_finish(own);
		g_ptr_array_add(topics, own);
	}
	g_ptr_array_set_size(topic->series, 1);
	g_ptr_array_set_size(topic->links, 0);
	g_hash_table_remove_all(topic->link_of);
	topic_finish(topic);
}

GPtrArray *topics_build(const GPtrArray *series, const struct overrides *overrides)
{
	struct topic_options options = { .overrides = overrides };

	return topics_find(series, &options);
}

const struct topic_link *topic_link_of(const struct topic *topic, const struct series *newer)
{
	return g_hash_table_lookup(topic->link_of, newer);
}

guint topic_near(const struct topic *topic, const struct series *series, guint *end)
{
	guint place = series->place;

	/* What is of no topic, or of another one, is behind all. */
	if (place >= topic->series->len || topic->series->pdata[place] != series)
		place = topic->series->len;
	*end = MIN(place + NEAR, topic->series->len);
	return place - MIN(place, NEAR);
}
