/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/gather.h"

#include "cli/heap.h"
#include "patch/subject.h"
#include "record/mail_set.h"
#include "record/taking.h"
#include "search/who.h"
#include "series/catalogue.h"
#include "series/covers.h"
#include "text/each.h"
#include "text/hash.h"

/* How often what was found may lead to more: versions passed from one sender to another. */
#define MAX_ROUNDS 8

/* For how many postings the rest of their series is looked up. */
#define MAX_COMPLETED 2000

/* Behind so many mails a page fault for each of their pages takes longer than one for a large page.
 */
#define MANY 300

/*
 * What a person posted is looked up by periods (index_period()). Within one of a posting, all of it
 * may belong to its topic, by the files alone too. Farther away, up to a year, what is like it by
 * its title may, which the leaders of series tell: the rest of one that is follows. What lies
 * farther apart is tied by what is looked up by itself: titles, links, change-ids, threads.
 */
#define NEAR_PERIODS 1
#define FAR_PERIODS 6

#define DAY ((int64_t)24 * 60 * 60)

/* How many mails are followed to their answers. */
#define MAX_THREAD_MAILS 20000

struct gathering {
	struct source *source;
	const struct overrides *overrides;
	const GPtrArray *postings; /* whose topics are wanted */
	GHashTable *wanted;	   /* their commits */
	guint most;
	GHashTable *by_commit;		      /* of struct record * */
	GPtrArray *all;			      /* the same in the order in which they came, owned */
	GPtrArray *lone;		      /* those of all that a title led to */
	guint whole;			      /* so many of lone had their series asked for */
	GHashTable *asked;		      /* "key text" that was looked up */
	GHashTable *windows;		      /* "period address": what ask_person() was asked */
	GPtrArray *fresh;		      /* records that the last look-ups brought */
	GPtrArray *sorted;		      /* all, see in_order() */
	GPtrArray *records, *series, *topics; /* the postings as they were grouped last */
	guint grouped;			      /* so many mails were there then */
	size_t obeyed;			      /* overrides that met their mails then */
	bool mailmap;			      /* puts addresses right, see ask_person() */
	const char *person; /* whose mails are looked up; NULL: it is something else */
	bool by_title;	    /* titles are */
	bool by_id;	    /* one mail is */
	bool postings_only;
	bool failed;
};

/* Others' addresses may have led here, too. */
static bool is_sender(const char *email, const struct record *record)
{
	return text_ieq(record->people->sender.email, email) ||
	       text_ieq(record->people->author.email, email);
}

/* What was asked for by its id; postings, what may be the cover letter or pull request above them,
 * and who calls one obsolete. */
static bool is_wanted(const struct gathering *g, const struct record *record)
{
	return !g->postings_only || g->by_id || record_is_posting(record) ||
	       record->kind == RECORD_PULL || cover_may_be(record) || record->nr_links;
}

static bool on_found(struct record *record, void *data)
{
	struct gathering *g = data;
	struct record *known = g_hash_table_lookup(g->by_commit, record->commit);

	if (known || !is_wanted(g, record) || (g->person && !is_sender(g->person, record))) {
		record_free(record);
	} else {
		known = record;
		g_hash_table_insert(g->by_commit, record->commit, record);
		g_ptr_array_add(g->all, record);
		g_ptr_array_add(g->fresh, record);
		if (g->all->len == MANY)
			heap_expect_many(false);
	}
	if (known && g->by_title && record_is_posting(known))
		g_ptr_array_add(g->lone, known);
	g->failed = g->most && g->all->len > g->most;
	return !g->failed;
}

/* From so many records on those of a large series are to be expected. */
#define MANY_RECORDS 48

static char *question_of(enum index_key key, const char *text)
{
	const char prefix[] = { (char)('A' + key), '\0' };

	return g_strconcat(prefix, text, NULL);
}

static bool was_asked(const struct gathering *g, enum index_key key, const char *text)
{
	g_autofree char *question = question_of(key, text);
	bool asked = g_hash_table_contains(g->asked, question);

	return asked;
}

/*
 * Looks up what on_found() has not seen, where it would do nothing with the rest: it makes a
 * difference who asks for what was found by an id, or by a person that a mailmap puts right.
 */
static bool look_up(struct gathering *g, enum index_key key, const char *text)
{
	if (g->by_id || key == INDEX_PERSON || (g->by_title && g->postings_only))
		return source_find(g->source, key, text, on_found, g);
	return source_find_new(g->source, key, text, on_found, g);
}

/* Looks a text up, once. */
static void ask(struct gathering *g, enum index_key key, const char *text)
{
	if (!*text || g->failed)
		return;
	/* A small series needs no room for hundreds. */
	if (g->all->len >= MANY_RECORDS)
		heap_expect_some();
	g->by_title = key == INDEX_TITLE;
	g->by_id = key == INDEX_MESSAGE_ID;
	g->person = key == INDEX_PERSON ? text : NULL;
	if (g_hash_table_add(g->asked, question_of(key, text)) && !look_up(g, key, text))
		g->failed = true;
}

static void ask_poster(struct gathering *g, enum index_key key, const char *email, int64_t period)
{
	g_autofree char *text = index_poster(email, period);

	ask(g, key, text);
}

static char *window_of(const char *email, int64_t period)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %s", period, email);
}

/*
 * What somebody posted around a time. The index has addresses as mails have them: where a mailmap
 * puts these right, one in a trailer may lead to what its owner sent from another.
 */
static void ask_person(struct gathering *g, const char *email, int64_t period)
{
	if (g->mailmap) {
		ask(g, INDEX_PERSON, email);
		return;
	}
	if (!*email || !g_hash_table_add(g->windows, window_of(email, period)))
		return;
	for (int64_t i = period - NEAR_PERIODS; i <= period + NEAR_PERIODS; i++)
		ask_poster(g, INDEX_MEMBER, email, i);
	for (int64_t i = period - FAR_PERIODS; i <= period + FAR_PERIODS; i++)
		ask_poster(g, INDEX_LEADER, email, i);
}

/* Whether all that somebody posted in a period is there. */
static bool has_period(const struct gathering *g, const char *email, int64_t period)
{
	g_autofree char *text = index_poster(email, period);

	return was_asked(g, INDEX_MEMBER, text);
}

/* Whether all that its sender posted with a posting is there. */
static bool has_surroundings(const struct gathering *g, const struct record *posting)
{
	const char *email = posting->people->sender.email;
	int64_t time = posting_time(posting);

	return g->mailmap ? was_asked(g, INDEX_PERSON, email)
			  : has_period(g, email, index_period(time - DAY)) &&
				    has_period(g, email, index_period(time + DAY));
}

/* All that can lead from one posting to other versions of its work. */
static void ask_about(struct gathering *g, const struct record *posting)
{
	ask_person(g, posting->people->sender.email, index_period(posting_time(posting)));
	ask(g, INDEX_CHANGE_ID, posting->posted->change_id);
	ask(g, INDEX_TITLE, posting->subject.title);
	ask(g, INDEX_MESSAGE_ID, posting->in_reply_to);
	for (size_t i = 0; i < posting->nr_links; i++)
		ask(g, INDEX_MESSAGE_ID, posting->posted->links[i].message_id);
	ask(g, INDEX_THREAD, posting->message_id);
}

/*
 * The rest of the series of each posting that was found by itself, such as a patch that bears the
 * title of one of ours: whether two series are versions of one work hangs on all of their patches.
 */
static void complete_series(struct gathering *g)
{
	for (; g->whole < g->lone->len && g->whole < MAX_COMPLETED; g->whole++) {
		const struct record *posting = g->lone->pdata[g->whole];
		const char *above = *posting->references ? *posting->references : "";

		if (has_surroundings(g, posting))
			continue;
		ask(g, INDEX_MESSAGE_ID, above);
		ask(g, INDEX_MESSAGE_ID, posting->in_reply_to);
		ask(g, INDEX_THREAD, *posting->in_reply_to ? posting->in_reply_to : above);
		ask(g, INDEX_THREAD, posting->message_id);
	}
}

/* The mails above the replies that postings answer. */
static void ask_above(struct gathering *g)
{
	for (guint i = 0; i < g->all->len; i++) {
		const struct record *record = g->all->pdata[i];

		if (!record_is_posting(record))
			ask(g, INDEX_MESSAGE_ID, record->in_reply_to);
	}
}

/* Corrections may join what has nothing in common. */
static void ask_about_overrides(struct gathering *g)
{
	for (guint i = 0; g->overrides && i < g->overrides->items->len; i++) {
		char **ids = g_array_index(g->overrides->items, struct override, i).message_ids;

		for (; *ids; ids++)
			ask(g, INDEX_MESSAGE_ID, *ids);
	}
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
	const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;

	if (x->archived != y->archived)
		return x->archived < y->archived ? 1 : -1;
	return (x->date < y->date) - (x->date > y->date);
}

/*
 * What was gathered, in the order of the archive as far as the records tell it. Of one look-up the
 * newest comes first, and GLib's sort of pointer arrays is stable.
 */
static const GPtrArray *in_order(const struct gathering *g)
{
	guint known = g->sorted->len;

	for (guint i = known; i < g->all->len; i++)
		g_ptr_array_add(g->sorted, g->all->pdata[i]);
	if (known < g->all->len)
		g_ptr_array_sort(g->sorted, newest_first);
	return g->sorted;
}

static GPtrArray *postings_of(const GPtrArray *records)
{
	GPtrArray *postings = g_ptr_array_sized_new(records->len);

	pointers_each (struct record, record, records)
		if (record_is_posting(record))
			g_ptr_array_add(postings, record);
	return postings;
}

static bool is_one(const struct gathering *g, const struct record *record)
{
	return g_hash_table_contains(g->wanted, record->commit);
}

static bool is_wanted_topic(const struct gathering *g, const struct topic *topic)
{
	for (guint i = 0; i < topic->series->len; i++) {
		const struct series *series = topic->series->pdata[i];

		if (series->cover && is_one(g, series->cover))
			return true;
		for (guint k = 0; k < series->patches->len; k++)
			if (is_one(g, series->patches->pdata[k]))
				return true;
	}
	return false;
}

static void visit_topic(struct gathering *g, const struct topic *topic,
			void (*visit)(struct gathering *g, const struct record *posting))
{
	for (guint i = 0; i < topic->series->len; i++) {
		const struct series *version = topic->series->pdata[i];

		if (version->cover)
			visit(g, version->cover);
		for (guint k = 0; k < version->patches->len; k++)
			visit(g, version->patches->pdata[k]);
	}
}

static void forget_groups(struct gathering *g)
{
	g_clear_pointer(&g->topics, g_ptr_array_unref);
	g_clear_pointer(&g->series, g_ptr_array_unref);
	g_clear_pointer(&g->records, g_ptr_array_unref);
}

/* Whether nothing came since. */
static bool is_grouped(const struct gathering *g)
{
	return g->topics && g->grouped == g->all->len;
}

/* As catalogue_finish() does. */
static void group(struct gathering *g)
{
	struct topic_options options = { .overrides = g->overrides, .obeyed = &g->obeyed };
	struct mail_ids ids;
	const GPtrArray *all;

	if (is_grouped(g))
		return;
	forget_groups(g);
	g->grouped = g->all->len;
	all = in_order(g);
	covers_adopt(all);
	obsoleted_adopt(all);
	mail_ids_init(&ids, all);
	mail_ids_add(&ids);
	ancestors_adopt(&ids);
	mail_ids_release(&ids);
	g->records = postings_of(all);
	g->series = series_group(g->records);
	g->topics = topics_find(g->series, &options);
}

/* Calls each posting of the topics that are wanted, by what was gathered so far. */
static void visit_topics(struct gathering *g,
			 void (*visit)(struct gathering *g, const struct record *posting))
{
	group(g);
	for (guint i = 0; i < g->topics->len; i++)
		if (is_wanted_topic(g, g->topics->pdata[i]))
			visit_topic(g, g->topics->pdata[i], visit);
}

static void ask_thread(struct gathering *g, const struct record *posting)
{
	ask(g, INDEX_THREAD, posting->message_id);
	ask(g, INDEX_TITLE, posting->subject.title); /* a pull request may bring it along */
	ask(g, INDEX_LISTED, posting->subject.title);
	/* Where it was given another title; what fixes it was found by its own. */
	if (posting->subject.m <= 1)
		ask(g, INDEX_LISTED, posting->people->author.name);
}

static bool fixes_something(const struct record *record)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		if (trailer_fixes_title(&record->trailers.items[i]).len)
			return true;
	return false;
}

/*
 * What else was taken by who took something of the topic, or says that he fixes it: a word of a
 * stranger does not count.
 */
static void gather_takers(struct gathering *g, struct catalogue *catalogue)
{
	g_autoptr(GHashTable) asked = g_hash_table_new(str_hash, g_str_equal);

	for (guint i = 0; i < g->all->len && !g->failed; i++) {
		const struct record *record = g->all->pdata[i];

		if ((record_takes(record) || fixes_something(record)) &&
		    *record->people->sender.email &&
		    g_hash_table_add(asked, (void *)record->people->sender.email))
			g->failed = !taker_look_up(g->source, catalogue->takers,
						   record->people->sender.email);
	}
}

/* What answers the topic's mails, directly or not. */
static void gather_answers(struct gathering *g)
{
	g->postings_only = false;
	source_hold(g->source);
	g_hash_table_remove_all(g->asked);
	g_ptr_array_set_size(g->fresh, 0);
	visit_topics(g, ask_thread);
	for (guint i = 0; i < g->fresh->len && i < MAX_THREAD_MAILS; i++)
		ask(g, INDEX_THREAD, ((struct record *)g->fresh->pdata[i])->message_id);
}

/* Nothing is grouped twice. */
static void hand_over_groups(struct gathering *g, struct catalogue *catalogue)
{
	if (!g->failed && is_grouped(g)) {
		g_ptr_array_unref(catalogue->postings);
		catalogue->postings = g_steal_pointer(&g->records);
		catalogue->series = g_steal_pointer(&g->series);
		catalogue->topics = g_steal_pointer(&g->topics);
		catalogue->obeyed = g->obeyed;
	}
	forget_groups(g);
}

static void hand_over(struct gathering *g, struct catalogue *catalogue)
{
	pointers_each (struct record, record, in_order(g))
		if (g->failed)
			record_free(record);
		else
			catalogue_add(catalogue, record);
}

/* What leads to other versions, until nothing new does. */
static void gather_versions(struct gathering *g)
{
	guint known = 0;

	for (guint i = 0; i < g->postings->len; i++) {
		const struct record *posting = g->postings->pdata[i];

		g_hash_table_add(g->wanted, (void *)posting->commit);
		ask(g, INDEX_MESSAGE_ID, posting->message_id);
		ask_about(g, posting);
	}
	ask_about_overrides(g);
	for (int i = 0; i < MAX_ROUNDS && known != g->all->len && !g->failed; i++) {
		known = g->all->len;
		complete_series(g);
		ask_above(g);
		visit_topics(g, ask_about);
	}
}

bool gather_topics(struct source *source, const GPtrArray *postings, guint most,
		   const struct catalogue_options *options, struct catalogue *catalogue)
{
	struct gathering g = { .source = source,
			       .overrides = options->overrides,
			       .postings = postings,
			       .wanted = g_hash_table_new(commit_hash, commit_equal),
			       .most = most,
			       .by_commit = g_hash_table_new(commit_hash, commit_equal),
			       .all = g_ptr_array_new(),
			       .lone = g_ptr_array_new(),
			       .sorted = g_ptr_array_new(),
			       .asked = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL),
			       .fresh = g_ptr_array_new(),
			       .windows =
				       g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL),
			       .mailmap = source_mailmap(source),
			       .postings_only = true };

	source_hold(source);
	gather_versions(&g);
	if (!options->silent && !g.failed)
		gather_answers(&g);
	if (!options->stateless && !g.failed)
		gather_takers(&g, catalogue);
	if (!options->silent && !g.failed)
		g.failed = !witnesses_find(source, g.all, catalogue->witnesses);
	source_let_go(source);
	hand_over_groups(&g, catalogue);
	hand_over(&g, catalogue);
	g_hash_table_unref(g.wanted);
	g_hash_table_unref(g.by_commit);
	g_ptr_array_unref(g.all);
	g_ptr_array_unref(g.lone);
	g_ptr_array_unref(g.sorted);
	g_hash_table_unref(g.asked);
	g_hash_table_unref(g.windows);
	g_ptr_array_unref(g.fresh);
	return !g.failed;
}
