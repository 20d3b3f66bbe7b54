/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/link.h"

#include "text/hash.h"
#include "text/integers.h"
#include "text/each.h"

/* Links that one series declares: more than it can have versions. */
#define MAX_DECLARED 64

/* What one series was split into is posted together. */
#define SPLIT_SECONDS ((int64_t)24 * 60 * 60)

guint linking_root(struct linking *linking, guint place)
{
	guint *parents = linking->parents;

	while (parents[place] != place) {
		parents[place] = parents[parents[place]];
		place = parents[place];
	}
	return place;
}

/* Whether a link would bring together, through others too, what the user keeps apart. */
bool linking_is_apart(struct linking *linking, guint a, guint b)
{
	if (!linking->apart->len)
		return false;
	a = linking_root(linking, a);
	b = linking_root(linking, b);
	array_each (const struct apart, apart, linking->apart) {
		guint x = linking_root(linking, apart->a), y = linking_root(linking, apart->b);

		if ((x == a && y == b) || (x == b && y == a))
			return true;
	}
	return false;
}

bool linking_add(struct linking *linking, guint older, guint newer, enum link_evidence evidence,
		 int confidence, char *why)
{
	struct node *nodes = linking->nodes.items;
	guint a = linking_root(linking, older), b = linking_root(linking, newer);
	struct found_link link = {
		nodes[older].index, nodes[newer].index, evidence, confidence, why, false
	};

	if (a == b || older >= newer || linking_is_apart(linking, a, b)) {
		g_free(why);
		return false;
	}
	linking->parents[MAX(a, b)] = MIN(a, b);
	nodes[newer].linked = true;
	nodes[older].newest = MAX(nodes[older].newest, newer + 1);
	g_array_append_val(linking->links, link);
	return true;
}

static void keep_apart(struct linking *linking, guint a, guint b)
{
	struct apart apart = { a, b };

	if (a != b)
		g_array_append_val(linking->apart, apart);
}

/* Links what a "same" line names, each to the one before it in time. */
static void link_places(struct linking *linking, GArray *places, size_t line)
{
	for (guint i = 1; i < places->len; i++) {
		guint a = g_array_index(places, guint, i - 1), b = g_array_index(places, guint, i);

		if (a != b)
			linking_add(linking, MIN(a, b), MAX(a, b), LINK_OVERRIDE, 100,
				    g_strdup_printf("line %zu of the corrections", line));
	}
}

static gint by_place(gconstpointer a, gconstpointer b)
{
	guint pa = *(const guint *)a, pb = *(const guint *)b;

	return (pa > pb) - (pa < pb);
}

static bool obey(struct linking *linking, const struct override *item)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
	bool met;

	for (char **id = item->message_ids; *id; id++) {
		int found = nodes_find(&linking->nodes, *id);
		guint place = (guint)found;

		if (found >= 0)
			g_array_append_val(places, place);
	}
	g_array_sort(places, by_place);
	met = places->len > 1;
	if (met && item->same)
		link_places(linking, places, item->line);
	else if (met)
		keep_apart(linking, g_array_index(places, guint, 0),
			   g_array_index(places, guint, 1));
	return met;
}

void link_overrides(struct linking *linking)
{
	const struct overrides *overrides = linking->options->overrides;
	size_t obeyed = 0;

	for (int same = 0; overrides && same < 2; same++)
		array_each (const struct override, item, overrides->items)
			if (item->same == same)
				obeyed += obey(linking, item);
	if (linking->options->obeyed)
		*linking->options->obeyed = obeyed;
}

static void link_change_ids(struct linking *linking)
{
	const struct node *nodes = linking->nodes.items;
	g_autoptr(GHashTable) seen = g_hash_table_new(str_hash, g_str_equal);

	for (guint i = 0; i < linking->nodes.nr; i++) {
		const char *id = series_change_id(nodes[i].series);
		guint older;

		if (!*id)
			continue;
		older = GPOINTER_TO_UINT(g_hash_table_lookup(seen, id));
		/* A backport keeps the change-id, but is another work. */
		if (older && nodes[older - 1].branch == nodes[i].branch)
			linking_add(linking, older - 1, i, LINK_CHANGE_ID, 100,
				    g_strconcat("change-id ", id, NULL));
		g_hash_table_insert(seen, (void *)id, GUINT_TO_POINTER(i + 1));
	}
}

static bool is_rfc(const struct node *node)
{
	return node->series->leader->subject.flags & SUBJECT_RFC;
}

static bool is_same(uint64_t a, uint64_t b)
{
	return a && a == b;
}

static bool is_same_person(const struct node *a, const struct node *b)
{
	return is_same(a->author, b->author) || is_same(a->sender, b->sender) ||
	       is_same(a->name, b->name);
}

/* Plainly one work, whatever numbers its author gave it. */
static bool is_same_work(const struct nodes *nodes, const struct node *a, const struct node *b)
{
	return is_same_person(a, b) &&
	       (is_same(a->title, b->title) || nodes_have_common(nodes, a, b));
}

/* A link may lead to the series that this one builds upon, or to a mail that merely mentions a
 * version. */
static bool is_credible(const struct nodes *nodes, const struct node *older,
			const struct node *newer, const struct record_link *link)
{
	int version = older->series->version;
	bool before = version < newer->series->version || (is_rfc(older) && !is_rfc(newer));

	if (older->branch != newer->branch)
		return false;
	if (link->version == LINK_SUPERSEDES)
		return true;
	if (is_same_work(nodes, older, newer))
		return true;
	if (link->version == LINK_UNNUMBERED)
		return before || (version <= 1 && newer->series->version <= 1 &&
				  is_same_person(older, newer));
	if (version != link->version && !(link->version == 1 && version <= 1))
		return version < newer->series->version && is_rfc(older);
	return before;
}

static void collect_declared(const struct linking *linking, guint newer, const struct record *rec,
			     GArray *places)
{
	for (size_t i = 0; i < rec->nr_links && places->len < MAX_DECLARED; i++) {
		int found = nodes_find(&linking->nodes, rec->posted->links[i].message_id);
		guint place = (guint)found;

		if (found >= 0 && place < newer &&
		    rec->posted->links[i].version != LINK_OBSOLETED_BY &&
		    is_credible(&linking->nodes, &linking->nodes.items[place],
				&linking->nodes.items[newer], &rec->posted->links[i]))
			g_array_append_val(places, place);
	}
}

/*
 * Whether the older series goes on in another one, too, that was posted with this one: several
 * series of one version, without a title in common, are what it was split into.
 */
static bool is_split(const struct linking *linking, guint older, guint newer)
{
	const struct node *nodes = linking->nodes.items, *b = &nodes[newer], *other;
	int64_t apart;

	if (!nodes[older].newest)
		return false;
	other = &nodes[nodes[older].newest - 1];
	apart = other->date - b->date;
	return other != b && other->series->version == b->series->version &&
	       other->series->revision == b->series->revision && apart < SPLIT_SECONDS &&
	       apart > -SPLIT_SECONDS && other->whole && b->whole && other->title != b->title &&
	       !nodes_have_common(&linking->nodes, other, b);
}

/* Whether the older series goes on in another work that was posted side by side with this one: it
 * bears the title, or is linked already. */
static bool goes_on_beside(struct linking *linking, guint older, guint newer)
{
	const struct node *nodes = linking->nodes.items;
	struct side_by_side beside;

	if (!nodes[older].title || nodes[older].title == nodes[newer].title)
		return false;
	beside_find(&linking->nodes, newer, &beside);
	for (guint i = 0; i < beside.nr; i++)
		if (nodes[beside.places[i]].title == nodes[older].title)
			return true;
	return beside_is_linked(linking, &beside, older);
}

void linking_add_split(struct linking *linking, guint older, guint newer,
		       enum link_evidence evidence, int confidence, char *why)
{
	struct node *nodes = linking->nodes.items;
	struct found_link link = {
		nodes[older].index, nodes[newer].index, evidence, confidence, why, true
	};

	nodes[newer].linked = true;
	g_array_append_val(linking->links, link);
}

/* What a series names are versions of each other too: each is tied to the one before it. */
static void link_texts(struct linking *linking, guint newer, GArray *places)
{
	const struct series *series = linking->nodes.items[newer].series;

	g_array_set_size(places, 0);
	collect_declared(linking, newer, series->leader, places);
	if (!places->len && series->patches->len && series->patches->pdata[0] != series->leader)
		collect_declared(linking, newer, series->patches->pdata[0], places);
	if (!places->len)
		return;
	g_array_append_val(places, newer);
	g_array_sort(places, by_place);
	for (guint i = 1; i < places->len; i++) {
		guint a = g_array_index(places, guint, i - 1), b = g_array_index(places, guint, i);

		char *why = g_strdup_printf("v%d names it by a link", series->version);

		if (a != b && b == newer &&
		    (is_split(linking, a, b) || goes_on_beside(linking, a, b)))
			linking_add_split(linking, a, b, LINK_DECLARED, 99, why);
		else if (a != b)
			linking_add(linking, a, b, LINK_DECLARED, 99, why);
		else
			g_free(why);
	}
}

/* What its author says in a reply about an older one. */
static void link_obsoleted(struct linking *linking, guint older)
{
	const struct record *leader = linking->nodes.items[older].series->leader;

	for (size_t i = 0; i < leader->nr_links; i++) {
		int found = nodes_find(&linking->nodes, leader->posted->links[i].message_id);

		if (leader->posted->links[i].version == LINK_OBSOLETED_BY && found > (int)older)
			linking_add(linking, older, (guint)found, LINK_DECLARED, 99,
				    g_strdup("the older one's author says so in a reply"));
	}
}

void link_declared(struct linking *linking)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));

	link_change_ids(linking);
	/* The newest ones know the most. */
	for (guint i = linking->nodes.nr; COUNT_DOWN(i);) {
		link_obsoleted(linking, i);
		link_texts(linking, i, places);
	}
}
