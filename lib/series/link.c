/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/link.h"

/* How many older series are compared with one, found by one key or in all: a list where thousands
 * bear one title costs no more for it. */
#define TITLE_TRIES 12
#define PATCH_TRIES 6
#define AUTHOR_TRIES 100
#define MAX_CANDIDATES 48
#define MAX_PATCHES 100

/* An author's older work is looked through for similar titles back to here. */
#define AUTHOR_SECONDS ((int64_t)365 * 24 * 60 * 60)

/* For what bears no version it is only looked for among what he sent lately. */
#define LATELY_SECONDS ((int64_t)30 * 24 * 60 * 60)

struct candidate {
	guint place, common;
	guint last, times; /* which title it had last, and how often so far */
	bool reply;
};

struct search {
	struct linking *linking;
	/* -> place of older series */
	struct table by_title, by_tail, by_patch, by_author, by_name, by_bug;
	struct candidate found[MAX_CANDIDATES];
	guint nr;
	guint place; /* of the series whose older version is looked for */
	struct side_by_side beside;
};

static struct candidate *add_candidate(struct search *search, guint place)
{
	for (guint i = 0; i < search->nr; i++)
		if (search->found[i].place == place)
			return &search->found[i];
	if (search->nr == MAX_CANDIDATES)
		return NULL;
	search->found[search->nr] = (struct candidate){ .place = place };
	return &search->found[search->nr++];
}

static void add_answered(struct search *search, const char *message_id)
{
	int place = *message_id ? nodes_find(&search->linking->nodes, message_id) : -1;
	struct candidate *candidate;

	if (place < 0 || (guint)place >= search->place)
		return;
	candidate = add_candidate(search, (guint)place);
	if (candidate)
		candidate->reply = true;
}

static void add_thread(struct search *search, const struct record *rec)
{
	add_answered(search, rec->in_reply_to);
	for (size_t i = 0; rec->references[i] && i < 8; i++)
		add_answered(search, rec->references[i]);
}

static void add_title(struct search *search, const struct table *table, uint64_t title)
{
	const struct table_item *item = title ? table_find(table, title) : NULL;

	for (guint tries = 0; item && tries < TITLE_TRIES; tries++) {
		add_candidate(search, item->value);
		item = table_next(table, item);
	}
}

/* How often the title at that place stands in a series; 0 where it stood before. */
static guint count_title(const uint64_t *titles, guint nr, guint at)
{
	guint times = 1;

	for (guint i = 0; i < at; i++)
		if (titles[i] == titles[at])
			return 0;
	for (guint i = at + 1; i < nr; i++)
		times += titles[i] == titles[at];
	return times;
}

/* What stands twice in one series is twice in common where it does so in the other, too. */
static void add_patch(struct search *search, uint64_t title, guint number, guint times)
{
	const struct table_item *item =
		title && times ? table_find(&search->by_patch, title) : NULL;

	for (guint tries = 0; item && tries < PATCH_TRIES; tries++) {
		struct candidate *candidate = add_candidate(search, item->value);

		if (candidate && candidate->last != number + 1) {
			candidate->last = number + 1;
			candidate->times = 0;
		}
		if (candidate && candidate->times++ < times)
			candidate->common++;
		item = table_next(&search->by_patch, item);
	}
}

static void collect(struct search *search, const struct node *node)
{
	const uint64_t *titles = search->linking->nodes.titles + node->first;
	const struct series *series = node->series;
	const guint nr = MIN(node->nr, MAX_PATCHES);

	search->nr = 0;
	add_thread(search, series->leader);
	if (series->cover && series->patches->len)
		add_thread(search, series->patches->pdata[0]);
	add_title(search, &search->by_title, node->title);
	add_title(search, &search->by_tail, node->tail);
	add_title(search, &search->by_bug, node->bug);
	for (guint i = 0; i < nr; i++)
		add_patch(search, titles[i], i, count_title(titles, nr, i));
}

struct choice {
	struct comparison comparison;
	struct link_verdict verdict;
	guint place;
	guint same_place; /* how many candidates only have the files in common */
};

/* Of those with the title the one with most of the patches, else the latest. */
static bool is_better(const struct choice *a, const struct choice *b)
{
	if (a->verdict.confidence != b->verdict.confidence)
		return a->verdict.confidence > b->verdict.confidence;
	return a->verdict.same_title && b->verdict.same_title &&
			       a->comparison.common != b->comparison.common
		       ? a->comparison.common > b->comparison.common
		       : a->place > b->place;
}

/* Whether the older series is that of another work, which was posted side by side with this one. Of
 * what it goes on with already, only patches can be a part. */
static bool is_anothers(struct search *search, const struct choice *choice)
{
	return search->beside.nr &&
	       (choice->verdict.confidence >= LINK_ENOUGH || choice->verdict.same_place) &&
	       (beside_is_nearer(&search->linking->nodes, &search->beside, &choice->comparison,
				 &choice->verdict) ||
		(!choice->comparison.common &&
		 beside_is_linked(search->linking, &search->beside, choice->place)));
}

static void try_candidate(struct search *search, const struct candidate *candidate,
			  struct choice *best)
{
	const struct node *nodes = search->linking->nodes.items;
	struct choice choice = { .place = candidate->place };

	choice.comparison = (struct comparison){ &nodes[candidate->place], &nodes[search->place],
						 candidate->reply, candidate->common };
	link_judge(&choice.comparison, &choice.verdict);
	if (linking_is_apart(search->linking, candidate->place, search->place) ||
	    is_anothers(search, &choice))
		return;
	choice.same_place = best->same_place + choice.verdict.same_place;
	if (choice.verdict.same_place && !best->verdict.confidence)
		*best = choice;
	best->same_place = choice.same_place;
	if (choice.verdict.confidence >= LINK_ENOUGH && is_better(&choice, best))
		*best = choice;
}

/* What else was sent before from the author's address, without a title in common; or by his name
 * from another one. */
static void try_sent(struct search *search, const struct node *node, int64_t seconds, bool by_name,
		     struct choice *best)
{
	const struct table *table = by_name ? &search->by_name : &search->by_author;
	const struct table_item *item = table_find(table, by_name ? node->name : node->author);

	for (guint tries = 0; item && tries < AUTHOR_TRIES; tries++) {
		struct candidate candidate = { .place = item->value };
		const struct node *older = &search->linking->nodes.items[item->value];

		if (node->date - older->date > seconds)
			return;
		if (!by_name || older->author != node->author)
			try_candidate(search, &candidate, best);
		item = table_next(table, item);
	}
}

static void try_author(struct search *search, const struct node *node, int64_t seconds,
		       struct choice *best)
{
	try_sent(search, node, seconds, false, best);
	try_sent(search, node, seconds, true, best);
}

/* Whether the older series went on in another one of the same version, which shares nothing with
 * this one: it was split. */
static bool is_split(struct search *search, const struct choice *choice)
{
	const struct node *node = &search->linking->nodes.items[search->place];
	const struct node *older = choice->comparison.older, *other;

	if (!choice->comparison.common)
		return false;
	if (beside_is_linked(search->linking, &search->beside, choice->place))
		return true;
	if (!older->newest || choice->verdict.same_title)
		return false;
	other = &search->linking->nodes.items[older->newest - 1];
	return other->series->version == node->series->version && other->nr &&
	       !nodes_have_common(&search->linking->nodes, node, other);
}

static void add_choice(struct search *search, const struct choice *choice)
{
	char *why;

	if (choice->verdict.confidence < LINK_ENOUGH)
		return;
	why = link_describe(&choice->comparison, &choice->verdict);
	if (is_split(search, choice))
		linking_add_split(search->linking, choice->place, search->place,
				  choice->verdict.evidence, choice->verdict.confidence, why);
	else
		linking_add(search->linking, choice->place, search->place, choice->verdict.evidence,
			    choice->verdict.confidence, why);
}

/* Other work that ended in this series. */
static void add_merged(struct search *search)
{
	const struct node *nodes = search->linking->nodes.items;

	for (guint i = 0; i < search->nr; i++) {
		struct choice other = { .verdict.confidence = 0 };

		if (nodes[search->found[i].place].newest)
			continue;
		try_candidate(search, &search->found[i], &other);
		if (other.verdict.absorbs)
			add_choice(search, &other);
	}
}

static void find_older(struct search *search)
{
	const struct node *node = &search->linking->nodes.items[search->place];
	struct choice best = { .verdict.confidence = 0 };

	collect(search, node);
	beside_find(&search->linking->nodes, search->place, &search->beside);
	for (guint i = 0; i < search->nr && !node->linked; i++)
		try_candidate(search, &search->found[i], &best);
	/* The author's work is tried anew, all of it. */
	if (best.verdict.confidence < LINK_ENOUGH && node->series->version > 1 && !node->linked) {
		best = (struct choice){ .verdict.confidence = 0 };
		try_author(search, node, AUTHOR_SECONDS, &best);
		if (!best.verdict.confidence && best.same_place == 1) {
			best.verdict.confidence = LINK_ENOUGH;
			best.verdict.evidence = LINK_PATHS;
		}
	}
	if (best.verdict.confidence < LINK_ENOUGH && node->series->version <= 1 && !node->linked &&
	    node->nr == 1) {
		best = (struct choice){ .verdict.confidence = 0 };
		try_author(search, node, LATELY_SECONDS, &best);
	}
	add_choice(search, &best);
	if (node->nr > 1)
		add_merged(search);
}

/* From now on the series can be found as an older one. */
static void remember(struct search *search)
{
	const struct node *node = &search->linking->nodes.items[search->place];
	const uint64_t *titles = search->linking->nodes.titles + node->first;

	if (node->title)
		table_add(&search->by_title, node->title, search->place);
	if (node->tail)
		table_add(&search->by_tail, node->tail, search->place);
	if (node->author)
		table_add(&search->by_author, node->author, search->place);
	if (node->name)
		table_add(&search->by_name, node->name, search->place);
	if (node->bug)
		table_add(&search->by_bug, node->bug, search->place);
	for (guint i = 0; i < node->nr; i++)
		if (titles[i])
			table_add(&search->by_patch, titles[i], search->place);
}

static void link_by_looks(struct linking *linking)
{
	struct search search = { .linking = linking };
	guint nr = linking->nodes.nr;

	table_init(&search.by_title, nr);
	table_init(&search.by_tail, nr);
	table_init(&search.by_author, nr);
	table_init(&search.by_name, nr);
	table_init(&search.by_bug, nr);
	table_init(&search.by_patch, linking->nodes.nr_titles);
	for (search.place = 0; search.place < nr; search.place++) {
		find_older(&search);
		remember(&search);
	}
	table_release(&search.by_title);
	table_release(&search.by_tail);
	table_release(&search.by_author);
	table_release(&search.by_name);
	table_release(&search.by_bug);
	table_release(&search.by_patch);
}

GArray *find_links(const GPtrArray *series, const struct topic_options *options)
{
	struct linking linking = { .options = options };

	linking.links = g_array_new(FALSE, FALSE, sizeof(struct found_link));
	linking.apart = g_array_new(FALSE, FALSE, sizeof(struct apart));
	nodes_init(&linking.nodes, series, options->threads);
	linking.parents = g_new(guint, series->len + 1);
	for (guint i = 0; i < series->len; i++)
		linking.parents[i] = i;
	link_overrides(&linking);
	if (!options->withhold_declared)
		link_declared(&linking);
	link_by_looks(&linking);
	nodes_release(&linking.nodes);
	g_array_unref(linking.apart);
	g_free(linking.parents);
	return linking.links;
}
