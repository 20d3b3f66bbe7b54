/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: accuracy-links [--verbose] [--topics] <inbox> [<revision>...]
 *
 * Measures the links between versions that lib/series finds in real mails. Change-ids and links to
 * earlier versions in the text are withheld from topics_find() and are the truth. Recall: of the
 * series that declare an earlier version that is in the range, those found in one topic with the
 * last of them, or split off from it. Precision: of the links found, those within what is declared,
 * against those that what is declared rules out: the older one bears another change-id, or the
 * place of its version is taken by another series, which is no repost. The rest cannot be judged.
 *
 * --verbose prints each mistake, and each link that cannot be judged; --topics all topics with
 * their links, nothing withheld.
 */
#include "accuracy.h"
#include "text/hash.h"
#include "text/integers.h"

static GHashTable *by_id;     /* Message-ID -> series */
static GHashTable *component; /* series -> one of those declared to be the same work */

/* Who declares what. */

static struct series *root_of(struct series *one)
{
	struct series *above;

	while ((above = g_hash_table_lookup(component, one)) && above != one)
		one = above;
	return one;
}

static void unite(struct series *a, struct series *b)
{
	a = root_of(a);
	b = root_of(b);
	if (a != b)
		g_hash_table_insert(component, a, b);
}

static bool is_rfc(const struct series *one)
{
	return one->leader->subject.flags & SUBJECT_RFC;
}

/* What a link leads to, if it is what the link says that it is: an earlier version, by its number.
 */
static struct series *declared_target(const struct series *one, const struct record_link *link)
{
	struct series *target = g_hash_table_lookup(by_id, link->message_id);

	if (link->version < 1 || link->version >= one->leader->subject.version)
		return NULL;
	if (!target || target == one || target->leader->date >= one->leader->date)
		return NULL;
	return MAX(target->version, 1) == MAX(link->version, 1) ? target : NULL;
}

static bool is_later(const struct series *a, const struct series *b)
{
	if (!b)
		return true;
	return a->version != b->version ? a->version > b->version
					: a->leader->date > b->leader->date;
}

/* The last earlier version that each series declares. */
static GHashTable *read_declared(void)
{
	GHashTable *truth = g_hash_table_new(NULL, NULL);
	GHashTable *change_ids = g_hash_table_new(str_hash, g_str_equal);

	for (guint i = series->len; COUNT_DOWN(i);) {
		struct series *one = series->pdata[i], *last = NULL;
		const struct record *rec = one->leader;

		if (*rec->posted->change_id) {
			last = g_hash_table_lookup(change_ids, rec->posted->change_id);
			g_hash_table_insert(change_ids, (void *)rec->posted->change_id, one);
			if (last)
				unite(one, last);
		}
		for (size_t j = 0; j < rec->nr_links; j++) {
			struct series *target = declared_target(one, &rec->posted->links[j]);

			if (!target)
				continue;
			unite(one, target);
			if (is_later(target, last))
				last = target;
		}
		if (last)
			g_hash_table_insert(truth, one, last);
	}
	g_hash_table_unref(change_ids);
	return truth;
}

/* The same version, posted twice. */
static bool is_repost(const struct series *a, const struct series *b)
{
	return title_hash(a->leader->subject.title) == title_hash(b->leader->subject.title) &&
	       !g_ascii_strcasecmp(a->leader->people->author.email,
				   b->leader->people->author.email);
}

/* Whether what is declared has another series in the place of one: the same version of its work. */
static bool is_taken(const struct series *place, struct series *root, const struct series *but)
{
	for (guint i = 0; i < series->len; i++) {
		struct series *one = series->pdata[i];

		if (one != but && root_of(one) == root && one->version == place->version &&
		    one->revision == place->revision && is_rfc(one) == is_rfc(place) &&
		    !is_repost(one, place))
			return true;
	}
	return false;
}

/* A series may go on with two works, whose versions bear the same numbers. */
static bool is_ruled_out(const struct topic_link *link, bool merges)
{
	const char *a = link->older->leader->posted->change_id,
		   *b = link->newer->leader->posted->change_id;

	if (*a && *b && strcmp(a, b))
		return true;
	if (merges)
		return false;
	return is_taken(link->older, root_of(link->newer), link->newer) ||
	       is_taken(link->newer, root_of(link->older), link->older);
}

static GHashTable *topics_of_series(const GPtrArray *topics)
{
	GHashTable *map = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < topics->len; i++) {
		struct topic *topic = topics->pdata[i];

		for (guint j = 0; j < topic->series->len; j++)
			g_hash_table_insert(map, topic->series->pdata[j], topic);
	}
	return map;
}

/* What was split off from a work counts as found in it. */
static bool is_found(GHashTable *map, struct series *one, struct series *last)
{
	const struct topic *topic = g_hash_table_lookup(map, one);
	const struct topic *wanted = g_hash_table_lookup(map, last);

	while (topic != wanted && topic->origin)
		topic = g_hash_table_lookup(map, topic->origin->older);
	return topic == wanted;
}

static struct ratio measure_recall(const GPtrArray *topics, GHashTable *truth)
{
	GHashTable *map = topics_of_series(topics);
	struct ratio recall = { 0, 0 };

	for (guint i = 0; i < series->len; i++) {
		struct series *one = series->pdata[i], *last = g_hash_table_lookup(truth, one);

		if (!last)
			continue;
		if (is_found(map, one, last)) {
			recall.right++;
			continue;
		}
		recall.wrong++;
		if (verbose)
			printf("not found:\n\t%s\n\t%s\n", label(last), label(one));
	}
	g_hash_table_unref(map);
	return recall;
}

static void judge_link(const struct topic_link *link, bool merges, struct ratio *precision,
		       unsigned *unknown)
{
	const char *verdict = "unknown";

	if (root_of(link->older) == root_of(link->newer)) {
		precision->right++;
		return;
	}
	if (is_ruled_out(link, merges)) {
		verdict = "wrong";
		precision->wrong++;
	} else {
		(*unknown)++;
	}
	if (verbose)
		printf("%s (%s, %d %%):\n\t%s\n\t%s\n", verdict, link->why, link->confidence,
		       label(link->older), label(link->newer));
}

static struct ratio measure_precision(const GPtrArray *topics, unsigned *unknown)
{
	struct ratio precision = { 0, 0 };

	for (guint i = 0; i < topics->len; i++) {
		const struct topic *topic = topics->pdata[i];

		for (guint j = 0; j < topic->links->len; j++) {
			const struct topic_link *link = topic->links->pdata[j];

			judge_link(link, topic_link_of(topic, link->newer) != link, &precision,
				   unknown);
		}
		if (topic->origin)
			judge_link(topic->origin, true, &precision, unknown);
	}
	return precision;
}

static void print_joins(const struct series *one)
{
	for (guint i = 0; i < one->nr_joins; i++) {
		char *why = series_join_why(&one->joins[i]);

		if (one->joins[i].evidence > JOIN_MISSING)
			printf("      %s %s: %s (%d %%)\n", one->joins[i].record->subject.counter,
			       one->joins[i].record->message_id, why, one->joins[i].confidence);
		g_free(why);
	}
}

static void print_topics(const GPtrArray *topics)
{
	for (guint i = 0; i < topics->len; i++) {
		const struct topic *topic = topics->pdata[i];

		for (guint j = 0; j < topic->series->len; j++) {
			const struct series *one = topic->series->pdata[j];
			const struct topic_link *link = topic_link_of(topic, one);

			printf("%s %s\n", j ? " " : "*", label(one));
			if (!j && topic->origin)
				printf("      split off from %s: %s (%d %%)\n",
				       label(topic->origin->older), topic->origin->why,
				       topic->origin->confidence);
			if (link)
				printf("      %s: %s (%d %%)\n", link_evidence_name(link->evidence),
				       link->why, link->confidence);
			print_joins(one);
		}
	}
}

static void index_ids(void)
{
	for (guint i = 0; i < series->len; i++) {
		struct series *one = series->pdata[i];

		for (guint j = 0; j < one->patches->len; j++)
			g_hash_table_insert(
				by_id,
				(void *)((struct record *)one->patches->pdata[j])->message_id, one);
		if (one->cover)
			g_hash_table_insert(by_id, (void *)one->cover->message_id, one);
	}
}

static void measure(void)
{
	struct topic_options options = { .withhold_declared = true };
	int64_t start = g_get_monotonic_time(), grouped, linked;
	GPtrArray *topics;
	GHashTable *truth;
	unsigned unknown = 0;

	series = series_group(postings);
	grouped = g_get_monotonic_time();
	topics = topics_find(series, &options);
	linked = g_get_monotonic_time();
	index_ids();
	truth = read_declared();
	printf("%u postings, %u series (%.1f ms), %u topics (%.1f ms)\n", postings->len,
	       series->len, (double)(grouped - start) / 1000, topics->len,
	       (double)(linked - grouped) / 1000);
	print_ratio("links: recall", measure_recall(topics, truth));
	print_ratio("links: precision", measure_precision(topics, &unknown));
	printf("%-28s %6u\n", "links: not to be judged", unknown);
	g_hash_table_unref(truth);
	g_ptr_array_unref(topics);
}

int main(int argc, char **argv)
{
	bool list = false;
	int at = 1, status;

	for (; at < argc && g_str_has_prefix(argv[at], "--"); at++) {
		verbose |= !strcmp(argv[at], "--verbose");
		list |= !strcmp(argv[at], "--topics");
	}
	status = read_postings(argc - at, argv + at);
	if (status)
		return status;
	by_id = g_hash_table_new(str_hash, g_str_equal);
	component = g_hash_table_new(NULL, NULL);
	measure();
	if (list) {
		GPtrArray *topics = topics_build(series, NULL);

		print_topics(topics);
		g_ptr_array_unref(topics);
	}
	g_hash_table_unref(by_id);
	g_hash_table_unref(component);
	free_postings();
	return 0;
}
