/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_private.h"
#include "text/each.h"

#include "series/similar.h"

#define BUSY 5	    /* mails of a discussion that is listed */
#define MAX_BUSY 8  /* discussions */
#define MAX_TALK 20 /* where nothing was posted */

/* What is known of one thread. */
struct thread {
	struct brief_thread told;
	GHashTable *people; /* of brief_number() */
};

struct threads {
	GHashTable *by_id;     /* Message-ID -> const struct record * */
	GHashTable *by_record; /* record -> struct thread *; NULL while that is being found */
	GHashTable *by_root;   /* struct series *, or Message-ID of what is above all -> thread */
	GHashTable *by_text;   /* the Message-IDs of these */
	GHashTable *series;    /* record -> struct series *: postings */
	GPtrArray *list;       /* of struct thread *, owned, in the order of finding */
	GPtrArray *path;       /* from a mail to the first above it whose thread is known */
};

static void thread_free(void *data)
{
	struct thread *thread = data;

	g_hash_table_unref(thread->people);
	g_free(thread);
}

static struct thread *thread_at(struct threads *threads, GHashTable *roots, const void *key,
				const struct record *top)
{
	struct thread *thread = g_hash_table_lookup(roots, key);

	if (!thread) {
		thread = g_new0(struct thread, 1);
		thread->people = g_hash_table_new(NULL, NULL);
		g_hash_table_insert(roots, (void *)key, thread);
		g_ptr_array_add(threads->list, thread);
	}
	/* Mails come newest first: of several that answer what is not there, the oldest stays. */
	thread->told.first = top;
	return thread;
}

/* The nearest mail above that is there; NULL without one. */
static const struct record *find_above(const struct threads *threads, const struct record *mail)
{
	const struct record *above = g_hash_table_lookup(threads->by_id, mail->in_reply_to);
	size_t nr = 0;

	while (mail->references[nr])
		nr++;
	while (!above && nr)
		above = g_hash_table_lookup(threads->by_id, mail->references[--nr]);
	return above;
}

/* What the mails of a thread have in common whose first one is not there. */
static const char *root_id(const struct record *mail)
{
	if (*mail->references)
		return *mail->references;
	return *mail->in_reply_to ? mail->in_reply_to : mail->message_id;
}

/*
 * The thread of a mail: below a posting it is that of its series, be that an answer to what it may.
 * Each mail is passed once.
 */
static struct thread *thread_of(struct threads *threads, const struct record *mail)
{
	GPtrArray *path = threads->path;
	struct thread *thread = NULL;
	gpointer known;

	g_ptr_array_set_size(path, 0);
	while (!thread) {
		struct series *series = g_hash_table_lookup(threads->series, mail);
		const struct record *above = series ? NULL : find_above(threads, mail);

		if (g_hash_table_lookup_extended(threads->by_record, mail, NULL, &known) && known) {
			thread = known;
			break;
		}
		g_hash_table_insert(threads->by_record, (void *)mail, NULL);
		g_ptr_array_add(path, (void *)mail);
		if (series) {
			thread = thread_at(threads, threads->by_root, series, series->leader);
			thread->told.series = series;
		} else if (!above ||
			   (g_hash_table_lookup_extended(threads->by_record, above, NULL, &known) &&
			    !known)) {
			thread = thread_at(threads, threads->by_text, root_id(mail), mail);
		} else {
			mail = above;
		}
	}
	for (guint i = 0; i < path->len; i++)
		g_hash_table_insert(threads->by_record, path->pdata[i], thread);
	return thread;
}

static void add_mail(struct brief *brief, struct threads *threads, const struct record *mail)
{
	struct thread *thread = thread_of(threads, mail);

	if (mail->kind == RECORD_ROBOT || record_is_posting(mail))
		return;
	thread->told.mails++;
	if (!thread->told.newest)
		thread->told.newest = mail; /* newest first */
	g_hash_table_add(thread->people, GUINT_TO_POINTER(brief_number(brief, mail)));
	thread->told.people = g_hash_table_size(thread->people);
}

static void index_series(struct threads *threads, const struct catalogue *catalogue)
{
	pointers_each (struct series, series, catalogue->series) {
		if (series->cover)
			g_hash_table_insert(threads->series, series->cover, series);
		for (guint k = 0; k < series->patches->len; k++)
			g_hash_table_insert(threads->series, series->patches->pdata[k], series);
	}
}

static void threads_init(struct threads *out, const struct catalogue *catalogue)
{
	out->by_id = g_hash_table_new(name_hash, g_str_equal);
	out->by_record = g_hash_table_new(NULL, NULL);
	out->by_root = g_hash_table_new(NULL, NULL);
	out->by_text = g_hash_table_new(name_hash, g_str_equal);
	out->list = g_ptr_array_new_with_free_func(thread_free);
	out->path = g_ptr_array_new();
	out->series = g_hash_table_new(NULL, NULL);
	pointers_each (const struct record, mail, catalogue->records)
		if (*mail->message_id)
			g_hash_table_insert(out->by_id, (void *)mail->message_id, (void *)mail);
	index_series(out, catalogue);
}

static void threads_release(struct threads *threads)
{
	g_hash_table_unref(threads->by_id);
	g_hash_table_unref(threads->by_record);
	g_hash_table_unref(threads->by_root);
	g_hash_table_unref(threads->by_text);
	g_hash_table_unref(threads->series);
	g_ptr_array_unref(threads->list);
	g_ptr_array_unref(threads->path);
}

/* By its subject, a person's report of a bug. */
static bool is_report(const struct record *mail)
{
	static const char *const marks[] = { "[bug", "[regression", "[syzbot",	    "regression:",
					     "bug:", "bug in ",	    "build failure" };
	g_autofree char *text = subject_text(&mail->subject);
	g_autofree char *subject = g_ascii_strdown(text, -1);
	bool found = false;

	for (size_t i = 0; !found && i < G_N_ELEMENTS(marks); i++)
		found = strstr(subject, marks[i]) != NULL;
	return found;
}

/* That a pull request was taken is told by a robot, in answer to it. */
static bool says_merged(const struct record *mail)
{
	for (size_t i = 0; i < mail->remarks.nr; i++)
		if (mail->remarks.items[i].kind == REMARK_APPLIED)
			return true;
	return g_str_has_prefix(mail->sender.email, "pr-tracker-bot@");
}

/* Who sends a report again, with the same subject, has one; known: subject and address -> number.
 */
static void add_report(struct brief *brief, GHashTable *known, const struct brief_mail *found)
{
	const struct record *mail = found->record;
	g_autofree char *email = g_ascii_strdown(mail->sender.email, -1);
	g_autofree char *subject = subject_text(&mail->subject);
	char *key = g_strconcat(email, " ", subject, NULL);
	gpointer at;

	if (g_hash_table_lookup_extended(known, key, NULL, &at)) {
		struct brief_mail *first =
			&g_array_index(brief->reports, struct brief_mail, GPOINTER_TO_UINT(at));

		first->again++;
		first->answers += found->answers;
		g_free(key);
	} else {
		g_hash_table_insert(known, key, GUINT_TO_POINTER(brief->reports->len));
		g_array_append_val(brief->reports, *found);
	}
}

static void add_special(struct brief *brief, struct threads *threads, GHashTable *merged,
			GHashTable *known, const struct record *mail)
{
	struct brief_mail found = { .record = mail };
	bool begins = !mail->reply && !*mail->in_reply_to && !*mail->references;

	if (mail->kind == RECORD_PULL && !mail->reply) {
		found.answers = thread_of(threads, mail)->told.mails;
		found.answers -= found.answers > 0; /* itself */
		found.merged = g_hash_table_contains(merged, mail->message_id);
		g_array_append_val(brief->pulls, found);
	} else if (begins && (mail->kind == RECORD_ROBOT ||
			      (mail->kind == RECORD_OTHER && is_report(mail)))) {
		found.answers = thread_of(threads, mail)->told.mails;
		found.answers -= found.answers > 0 && mail->kind == RECORD_OTHER;
		add_report(brief, known, &found);
	}
}

static bool is_newer(const struct series *a, const struct series *b)
{
	if (a->version != b->version)
		return a->version > b->version;
	return posting_time(a->leader) > posting_time(b->leader);
}

static void join(struct thread *into, const struct thread *other)
{
	struct brief_thread *told = &into->told;
	GHashTableIter iter;
	gpointer number;

	g_hash_table_iter_init(&iter, other->people);
	while (g_hash_table_iter_next(&iter, &number, NULL))
		g_hash_table_add(into->people, number);
	told->mails += other->told.mails;
	told->people = g_hash_table_size(into->people);
	told->versions++;
	if (other->told.newest->archived > told->newest->archived)
		told->newest = other->told.newest;
	if (is_newer(other->told.series, told->series)) {
		told->series = other->told.series;
		told->first = other->told.first;
	}
}

static GHashTable *listed_topics(const struct brief *brief)
{
	static const enum brief_section sections[] = { BRIEF_APPLIED, BRIEF_SERIES,
						       BRIEF_VERSIONS };
	GHashTable *topics = g_hash_table_new(NULL, NULL);

	for (size_t s = 0; s < G_N_ELEMENTS(sections); s++)
		for (guint i = 0; i < brief->items[sections[s]]->len; i++)
			g_hash_table_add(topics,
					 (void *)brief_item(brief, sections[s], i)->row.topic);
	return topics;
}

/* What was written about several versions of a topic is one thread. */
static void join_versions(struct threads *threads, const struct brief *brief)
{
	const struct catalogue *catalogue = brief->catalogue;
	g_autoptr(GHashTable) listed = listed_topics(brief);
	g_autoptr(GHashTable) topics = g_hash_table_new(NULL, NULL),
			      by_topic = g_hash_table_new(NULL, NULL);

	pointers_each (const struct topic, topic, catalogue->topics)
		for (guint k = 0; k < topic->series->len; k++)
			g_hash_table_insert(topics, topic->series->pdata[k], (void *)topic);
	for (guint i = 0; i < threads->list->len; i++) {
		struct thread *thread = threads->list->pdata[i], *first;
		struct topic *topic = g_hash_table_lookup(topics, thread->told.series);

		thread->told.versions = 1;
		if (!topic || !thread->told.mails)
			continue;
		thread->told.listed = g_hash_table_contains(listed, topic);
		first = g_hash_table_lookup(by_topic, topic);
		if (!first) {
			g_hash_table_insert(by_topic, topic, thread);
		} else {
			join(first, thread);
			thread->told.mails = 0; /* it is no longer one of its own */
		}
	}
}

static gint most_first(gconstpointer a, gconstpointer b)
{
	const struct brief_thread *x = a, *y = b;

	return (x->mails < y->mails) - (x->mails > y->mails);
}

static void list_threads(struct brief *brief, const struct threads *threads)
{
	bool postings = brief->nr_postings > 0;

	pointers_each (const struct thread, thread, threads->list)
		if (thread->told.mails >= (postings ? BUSY : 1)) /* 0 where it was joined */
			g_array_append_val(brief->threads, thread->told);
	g_array_sort(brief->threads, most_first);
	brief->threads_all = brief->threads->len;
	g_array_set_size(brief->threads, MIN(brief->threads_all, postings ? MAX_BUSY : MAX_TALK));
}

/* What was written below the series of an item, in this time. */
static void tell_item(struct brief *brief, struct brief_item *item, const GHashTable *mails)
{
	g_autoptr(GHashTable) people = g_hash_table_new(NULL, NULL);

	array_each (const struct talk_mail, mail, item->row.talk->mails) {
		if (!g_hash_table_contains((GHashTable *)mails, mail->record))
			continue;
		item->robots += mail->robot;
		if (mail->robot || mail->by_author)
			continue;
		item->mails++;
		g_hash_table_add(people, GUINT_TO_POINTER(brief_number(brief, mail->record)));
	}
	item->people = g_hash_table_size(people);
}

static void tell_items(struct brief *brief, const GPtrArray *mails)
{
	g_autoptr(GHashTable) set = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < mails->len; i++)
		g_hash_table_add(set, mails->pdata[i]);
	for (int section = 0; section < BRIEF_SECTIONS; section++)
		for (guint i = 0; brief->items[section] && i < brief->items[section]->len; i++)
			tell_item(brief, brief_item(brief, (enum brief_section)section, i), set);
}

void brief_find_threads(struct brief *brief, const struct brief_options *options)
{
	g_autoptr(GHashTable) merged = g_hash_table_new(g_str_hash, g_str_equal);
	const GPtrArray *mails = options->mails;
	struct threads threads;
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	tell_items(brief, mails);
	if (options->states) {
		threads_init(&threads, brief->catalogue);
		pointers_each (const struct record, mail, mails) {
			add_mail(brief, &threads, mail);
			if (mail->kind == RECORD_ROBOT && says_merged(mail))
				g_hash_table_add(merged, (void *)mail->in_reply_to);
		}
		for (guint i = 0; i < mails->len; i++)
			add_special(brief, &threads, merged, known, mails->pdata[i]);
		join_versions(&threads, brief);
		list_threads(brief, &threads);
		threads_release(&threads);
	}
}
