/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: accuracy [--verbose] [--topics] <inbox> [<revision>...]
 *
 * Measures lib/series on real mails against what their authors say.
 *
 * Links between versions: change-ids and links to earlier versions in the text are withheld from
 * topics_find() and are the truth. Recall: of the series that declare an earlier version that is in
 * the range, those found in one topic with the last of them. Precision: of the links found, those
 * within what is declared, against those that what is declared rules out: the older one bears
 * another change-id, or the place of its version is taken by another series. The rest cannot be
 * judged.
 *
 * Grouping: the titles in a cover letter's shortlog are the truth. Each patch of its series must be
 * there, and each of its titles that was posted (by this sender, of this version and total, within
 * two days) must be in its series. A shortlog that has not as many titles as the prefix says is of
 * another version: it is counted, but tells nothing.
 *
 * --verbose prints each mistake, --topics all topics with their links.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inbox/scan.h"
#include "mail/body.h"
#include "series/similar.h"
#include "series/topic.h"

#define POSTED_SECONDS ((int64_t)2 * 24 * 60 * 60)

/* Percent of the words. */
#define SAME_TITLE 70

struct ratio {
	unsigned right, wrong;
};

static bool verbose;
static struct inbox *inbox;
static GPtrArray *postings, *series;
static GHashTable *by_id;     /* Message-ID -> series */
static GHashTable *component; /* series -> one of those declared to be the same work */

static bool on_record(struct record *record, void *data)
{
	(void)data;
	if (record->kind == RECORD_COVER || record->kind == RECORD_PATCH)
		g_ptr_array_add(postings, record);
	else
		record_free(record);
	return true;
}

static const char *label(const struct series *one)
{
	static char text[4][400];
	static unsigned at;
	char *out = text[at++ % 4];
	time_t date = (time_t)one->leader->date;
	char when[32];

	strftime(when, sizeof(when), "%Y-%m-%d", gmtime(&date));
	snprintf(out, sizeof(text[0]), "%s %s %.90s (%.30s) <%.80s>", when,
		 one->leader->subject.prefix, one->leader->subject.title, one->leader->author.name,
		 one->leader->message_id);
	/* Titles are not trusted with the terminal. */
	for (char *c = out; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	return out;
}

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

/* What a link leads to, if it is what the link says that it is. */
static struct series *declared_target(const struct series *one, const struct record_link *link)
{
	struct series *target = g_hash_table_lookup(by_id, link->message_id);

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
	GHashTable *change_ids = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = series->len; i--;) {
		struct series *one = series->pdata[i], *last = NULL;
		const struct record *rec = one->leader;

		if (*rec->change_id) {
			last = g_hash_table_lookup(change_ids, rec->change_id);
			g_hash_table_insert(change_ids, (void *)rec->change_id, one);
			if (last)
				unite(one, last);
		}
		for (size_t j = 0; j < rec->nr_links; j++) {
			struct series *target = declared_target(one, &rec->links[j]);

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
	       !g_ascii_strcasecmp(a->leader->author.email, b->leader->author.email);
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

static bool is_ruled_out(const struct topic_link *link)
{
	const char *a = link->older->leader->change_id, *b = link->newer->leader->change_id;

	if (*a && *b && strcmp(a, b))
		return true;
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

static struct ratio measure_recall(const GPtrArray *topics, GHashTable *truth)
{
	GHashTable *map = topics_of_series(topics);
	struct ratio recall = { 0, 0 };

	for (guint i = 0; i < series->len; i++) {
		struct series *one = series->pdata[i], *last = g_hash_table_lookup(truth, one);

		if (!last)
			continue;
		if (g_hash_table_lookup(map, one) == g_hash_table_lookup(map, last)) {
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

static struct ratio measure_precision(const GPtrArray *topics, unsigned *unknown)
{
	struct ratio precision = { 0, 0 };

	for (guint i = 0; i < topics->len; i++) {
		const struct topic *topic = topics->pdata[i];

		for (guint j = 0; j < topic->links->len; j++) {
			const struct topic_link *link = topic->links->pdata[j];

			if (root_of(link->older) == root_of(link->newer)) {
				precision.right++;
			} else if (is_ruled_out(link)) {
				precision.wrong++;
				if (verbose)
					printf("wrong (%s, %d %%):\n\t%s\n\t%s\n", link->why,
					       link->confidence, label(link->older),
					       label(link->newer));
			} else {
				(*unknown)++;
				if (verbose)
					printf("unknown (%s, %d %%):\n\t%s\n\t%s\n", link->why,
					       link->confidence, label(link->older),
					       label(link->newer));
			}
		}
	}
	return precision;
}

/* Shortlogs. */

/* "Ada Lindqvist (3):" -> 3 */
static unsigned author_line(struct slice line)
{
	size_t at = line.len;
	unsigned nr = 0, unit = 1;

	if (line.len < 5 || g_ascii_isspace(line.ptr[0]) || line.ptr[at - 1] != ':' ||
	    line.ptr[at - 2] != ')')
		return 0;
	for (at -= 2; at && g_ascii_isdigit(line.ptr[at - 1]) && unit < 10000; at--, unit *= 10)
		nr += unit * (unsigned)(line.ptr[at - 1] - '0');
	return at > 1 && line.ptr[at - 1] == '(' && line.ptr[at - 2] == ' ' ? nr : 0;
}

static size_t indent_of(struct slice line)
{
	size_t indent = 0;

	while (indent < line.len && g_ascii_isspace(line.ptr[indent]))
		indent++;
	return indent;
}

/* The titles below an author's line, wrapped ones put together. False unless there are nr. */
static bool read_titles(struct slice *text, unsigned nr, GPtrArray *titles)
{
	struct slice line, rest = *text;
	size_t base = 0;
	guint before = titles->len;

	while (slice_next_line(&rest, &line) && slice_trim(line).len &&
	       g_ascii_isspace(line.ptr[0])) {
		size_t indent = indent_of(line);
		char *part = g_strndup(slice_trim(line).ptr, slice_trim(line).len);

		base = base ? base : indent;
		if (indent > base && titles->len > before) {
			char **last = (char **)&titles->pdata[titles->len - 1];
			char *whole = g_strconcat(*last, " ", part, NULL);

			g_free(*last);
			g_free(part);
			*last = whole;
		} else {
			g_ptr_array_add(titles, part);
		}
		*text = rest;
	}
	return titles->len - before == nr;
}

/* The titles that a cover letter lists; NULL where it has no shortlog that adds up. */
static GPtrArray *read_shortlog(struct slice text)
{
	GPtrArray *titles = g_ptr_array_new_with_free_func(g_free);
	struct slice line;
	bool good = true;

	while (good && slice_next_line(&text, &line)) {
		unsigned nr = author_line(line);

		if (nr)
			good = read_titles(&text, nr, titles);
	}
	if (good && titles->len)
		return titles;
	g_ptr_array_unref(titles);
	return NULL;
}

static GPtrArray *shortlog_of(const struct record *cover)
{
	GPtrArray *titles = NULL;
	struct mail_blob blob;
	struct mail mail;
	struct body body;

	if (!inbox_read(inbox, cover->commit, &blob, NULL))
		return NULL;
	if (mail_parse(&mail, blob.raw, NULL) && body_decode(&mail, &body, NULL)) {
		titles = read_shortlog(body.text);
		body_release(&body);
	}
	mail_blob_release(&blob);
	return titles;
}

/* Grouping. */

static char *patch_key(const struct record *rec, const char *title)
{
	char *sender = g_ascii_strdown(rec->sender.email, -1);
	char *key = g_strdup_printf("%s %d.%d/%d %" PRIx64, sender, rec->subject.version,
				    rec->subject.revision, rec->subject.m, title_hash(title));

	g_free(sender);
	return key;
}

/* Who sent what: key -> patches of series without a cover. */
static GHashTable *index_patches(void)
{
	GHashTable *map = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
						(GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < series->len; i++) {
		const struct series *one = series->pdata[i];

		for (guint j = 0; !one->cover && j < one->patches->len; j++) {
			struct record *rec = one->patches->pdata[j];
			char *key = patch_key(rec, rec->subject.title);
			GPtrArray *list = g_hash_table_lookup(map, key);

			if (!list)
				g_hash_table_insert(map, g_strdup(key), list = g_ptr_array_new());
			g_ptr_array_add(list, rec);
			g_free(key);
		}
	}
	return map;
}

static bool was_posted(GHashTable *patches, const struct record *cover, const char *title)
{
	char *key = patch_key(cover, title);
	const GPtrArray *list = g_hash_table_lookup(patches, key);
	bool found = false;

	for (guint i = 0; list && i < list->len; i++) {
		const struct record *rec = list->pdata[i];

		found |= rec->subject.n > 0 && llabs(rec->date - cover->date) < POSTED_SECONDS;
	}
	g_free(key);
	return found;
}

/* People mend a title in one place and forget the other. */
static bool is_title(const char *a, const char *b)
{
	struct title_words wa, wb;

	if (title_hash(a) == title_hash(b))
		return true;
	title_words(a, &wa);
	title_words(b, &wb);
	return title_similarity(&wa, &wb) >= SAME_TITLE;
}

static bool has_title(const GPtrArray *titles, const char *title)
{
	for (guint i = 0; i < titles->len; i++)
		if (is_title(titles->pdata[i], title))
			return true;
	return false;
}

static bool has_patch(const struct series *one, const char *title)
{
	for (guint i = 0; i < one->patches->len; i++) {
		const struct record *rec = one->patches->pdata[i];

		if (rec->subject.n && is_title(rec->subject.title, title))
			return true;
	}
	return false;
}

static void mistake(const struct series *one, const char *what, const char *title)
{
	if (verbose)
		printf("%s: %s\n\t%s\n", what, title, label(one));
}

static bool check_series(const struct series *one, const GPtrArray *titles, GHashTable *patches,
			 struct ratio *members)
{
	struct ratio here = { 0, 0 };

	for (guint i = 0; i < one->patches->len; i++) {
		const struct record *rec = one->patches->pdata[i];

		if (!rec->subject.n || has_title(titles, rec->subject.title)) {
			here.right += rec->subject.n > 0;
			continue;
		}
		here.wrong++;
		mistake(one, "not in the shortlog", rec->subject.text);
	}
	for (guint i = 0; i < titles->len; i++) {
		const char *title = titles->pdata[i];

		if (!has_patch(one, title) && was_posted(patches, one->cover, title)) {
			here.wrong++;
			mistake(one, "in the shortlog alone", title);
		}
	}
	members->right += here.right;
	members->wrong += here.wrong;
	return !here.wrong;
}

static unsigned measure_grouping(struct ratio *whole, struct ratio *members)
{
	unsigned stale = 0;
	GHashTable *patches = index_patches();

	for (guint i = 0; i < series->len; i++) {
		const struct series *one = series->pdata[i];
		GPtrArray *titles = one->cover ? shortlog_of(one->cover) : NULL;

		if (!titles)
			continue;
		if ((int)titles->len != one->total)
			stale++;
		else if (check_series(one, titles, patches, members))
			whole->right++;
		else
			whole->wrong++;
		g_ptr_array_unref(titles);
	}
	g_hash_table_unref(patches);
	return stale;
}

/* The rest. */

static void print_ratio(const char *what, struct ratio ratio)
{
	unsigned all = ratio.right + ratio.wrong;

	printf("%-28s %6u of %6u  %6.2f %%\n", what, ratio.right, all,
	       all ? 100.0 * ratio.right / all : 100.0);
}

static void print_topics(const GPtrArray *topics)
{
	for (guint i = 0; i < topics->len; i++) {
		const struct topic *topic = topics->pdata[i];

		for (guint j = 0; j < topic->series->len; j++) {
			const struct series *one = topic->series->pdata[j];
			const struct topic_link *link = topic_link_of(topic, one);

			printf("%s %s\n", j ? " " : "*", label(one));
			if (link)
				printf("      %s: %s (%d %%)\n", link_evidence_name(link->evidence),
				       link->why, link->confidence);
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
	struct ratio recall, precision, whole = { 0, 0 }, members = { 0, 0 };
	int64_t start = g_get_monotonic_time(), grouped, linked;
	GPtrArray *topics;
	GHashTable *truth;
	unsigned unknown = 0, stale;

	series = series_group(postings);
	grouped = g_get_monotonic_time();
	topics = topics_find(series, &options);
	linked = g_get_monotonic_time();
	index_ids();
	truth = read_declared();
	recall = measure_recall(topics, truth);
	precision = measure_precision(topics, &unknown);
	stale = measure_grouping(&whole, &members);
	printf("%u postings, %u series (%.1f ms), %u topics (%.1f ms)\n", postings->len,
	       series->len, (double)(grouped - start) / 1000, topics->len,
	       (double)(linked - grouped) / 1000);
	print_ratio("links: precision", precision);
	print_ratio("links: recall", recall);
	printf("%-28s %6u\n", "links: not to be judged", unknown);
	print_ratio("grouping: series", whole);
	print_ratio("grouping: patches", members);
	printf("%-28s %6u\n", "shortlogs of another total", stale);
	g_hash_table_unref(truth);
	g_ptr_array_unref(topics);
}

static int fail(const GError *error)
{
	fprintf(stderr, "fatal: %s\n", error->message);
	return 128;
}

int main(int argc, char **argv)
{
	struct scan_options options = { .record = on_record };
	struct scan_counts counts = { 0 };
	const char *head = "HEAD";
	GError *error = NULL;
	struct range *range;
	bool list = false;
	int at = 1;

	for (; at < argc && g_str_has_prefix(argv[at], "--"); at++) {
		verbose |= !strcmp(argv[at], "--verbose");
		list |= !strcmp(argv[at], "--topics");
	}
	if (at >= argc)
		return 129;
	postings = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	by_id = g_hash_table_new(g_str_hash, g_str_equal);
	component = g_hash_table_new(NULL, NULL);
	if (!inbox_library_init(&error) || !(inbox = inbox_open(argv[at], NULL, NULL, &error)))
		return fail(error);
	range = at + 1 < argc ? range_parse(inbox, (const char *const *)argv + at + 1,
					    (size_t)(argc - at - 1), &error)
			      : range_parse(inbox, &head, 1, &error);
	if (!range || !inbox_scan(inbox, range, &options, &counts, &error))
		return fail(error);
	measure();
	if (list) {
		GPtrArray *topics = topics_build(series, NULL);

		print_topics(topics);
		g_ptr_array_unref(topics);
	}
	g_ptr_array_unref(series);
	g_hash_table_unref(by_id);
	g_hash_table_unref(component);
	g_ptr_array_unref(postings);
	range_free(range);
	inbox_close(inbox);
	inbox_library_shutdown();
	return 0;
}
