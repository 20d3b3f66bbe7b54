/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_private.h"
#include "series/pulls.h"
#include "text/each.h"
#include "text/hash.h"

#define BUSY 5	    /* mails of a discussion that is listed */
#define MAX_BUSY 8  /* discussions */
#define MAX_TALK 20 /* where nothing was posted */

/* What is known of one thread. */
struct thread {
	struct brief_thread told;
	GHashTable *people; /* of the senders' numbers; NULL: none yet */
};

/* What is known of one mail. */
struct place {
	struct thread *thread; /* NULL until that is found */
	struct series *series; /* of a posting */
	bool on_path;	       /* of those whose thread is being found, or was */
};

struct threads {
	const struct mail_ids *ids; /* of the catalogue, newest first */
	struct place *places;	    /* the same */
	GHashTable *by_root;	    /* struct series * -> thread */
	GHashTable *by_text;	    /* Message-ID of what is above all -> thread */
	GPtrArray *list;	    /* of struct thread *, owned, in the order of finding */
	GPtrArray *path;	    /* from a mail to the first above it whose thread is known */
};

static void thread_free(void *data)
{
	struct thread *thread = data;

	g_clear_pointer(&thread->people, g_hash_table_unref);
	g_free(thread);
}

static struct thread *thread_at(struct threads *threads, GHashTable *roots, const void *key,
				const struct record *top)
{
	struct thread *thread = g_hash_table_lookup(roots, key);

	if (!thread) {
		thread = g_new0(struct thread, 1);
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
	const struct record *above = mail_ids_find(threads->ids, mail->in_reply_to);
	size_t nr = 0;

	if (above)
		return above;
	while (mail->references[nr])
		nr++;
	while (!above && nr)
		above = mail_ids_find(threads->ids, mail->references[--nr]);
	return above;
}

/* What the mails of a thread have in common whose first one is not there. */
static const char *root_id(const struct record *mail)
{
	if (*mail->references)
		return *mail->references;
	return *mail->in_reply_to ? mail->in_reply_to : mail->message_id;
}

/* Then it goes in a circle. */
static bool is_on_path(const struct place *place)
{
	return place->on_path && !place->thread;
}

/*
 * The thread of a mail: below a posting it is that of its series, be that an answer to what it may.
 * Each mail is passed once.
 */
static struct thread *thread_of(struct threads *threads, const struct record *mail)
{
	GPtrArray *path = threads->path;
	struct thread *thread = NULL;

	g_ptr_array_set_size(path, 0);
	while (!thread) {
		struct place *place = &threads->places[mail->place];
		const struct record *above;

		if (place->thread) {
			thread = place->thread;
			break;
		}
		place->on_path = true;
		g_ptr_array_add(path, place);
		above = place->series ? NULL : find_above(threads, mail);
		if (place->series) {
			thread = thread_at(threads, threads->by_root, place->series,
					   place->series->leader);
			thread->told.series = place->series;
		} else if (!above || is_on_path(&threads->places[above->place])) {
			thread = thread_at(threads, threads->by_text, root_id(mail), mail);
		} else {
			mail = above;
		}
	}
	for (guint i = 0; i < path->len; i++)
		((struct place *)path->pdata[i])->thread = thread;
	return thread;
}

/* In answer to the pull request that brings it along. */
static bool is_pulled_patch(const struct threads *threads, const struct record *mail)
{
	const struct record *above = pull_is_patch(mail) ? find_above(threads, mail) : NULL;

	return above && above->kind == RECORD_PULL && record_same_sender(above, mail);
}

static void add_mail(const struct finding *finding, struct threads *threads,
		     const struct record *mail)
{
	struct thread *thread = thread_of(threads, mail);

	if (mail->kind == RECORD_ROBOT || record_is_posting(mail) || is_pulled_patch(threads, mail))
		return;
	thread->told.mails++;
	if (!thread->told.newest)
		thread->told.newest = mail; /* newest first */
	if (!thread->people)
		thread->people = g_hash_table_new(NULL, NULL);
	g_hash_table_add(thread->people, GUINT_TO_POINTER(known_of(finding, mail)->sender));
	thread->told.people = g_hash_table_size(thread->people);
}

static void index_series(struct threads *threads, const struct catalogue *catalogue)
{
	pointers_each (struct series, series, catalogue->series) {
		if (series->cover)
			threads->places[series->cover->place].series = series;
		for (guint k = 0; k < series->patches->len; k++) {
			const struct record *patch = series->patches->pdata[k];

			threads->places[patch->place].series = series;
		}
	}
}

static void threads_init(struct threads *out, const struct catalogue *catalogue)
{
	out->ids = &catalogue->ids;
	out->places = g_new0(struct place, catalogue->records->len + 1);
	out->by_root = g_hash_table_new(NULL, NULL);
	out->by_text = g_hash_table_new(str_hash, g_str_equal);
	out->list = g_ptr_array_new_with_free_func(thread_free);
	out->path = g_ptr_array_new();
	index_series(out, catalogue);
}

static void threads_release(struct threads *threads)
{
	g_free(threads->places);
	g_hash_table_unref(threads->by_root);
	g_hash_table_unref(threads->by_text);
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

/* That a pull request was taken is told in answer to it: by a robot, or by somebody who takes. */
static bool says_merged(const struct brief *brief, const struct threads *threads,
			const struct record *mail)
{
	const struct record *pull;

	if (mail->kind == RECORD_ROBOT)
		return record_find_remark(mail, REMARK_APPLIED) ||
		       g_str_has_prefix(mail->people->sender.email, "pr-tracker-bot@");
	if (mail->kind != RECORD_REPLY || !record_find_remark(mail, REMARK_APPLIED))
		return false;
	pull = mail_ids_find(threads->ids, mail->in_reply_to);
	return pull && pull->kind == RECORD_PULL && !record_same_sender(pull, mail) &&
	       takers_know(brief->catalogue->takers, mail);
}

/* Who sends a report again, with the same subject, has one; known: subject and address -> number.
 */
static void add_report(struct brief *brief, GHashTable *known, const struct brief_mail *found)
{
	const struct record *mail = found->record;
	g_autofree char *email = g_ascii_strdown(mail->people->sender.email, -1);
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

	if (is_pulled_patch(threads, mail))
		return;
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

/* What was written below the series of an item, in this time. told: by senders, the last item that
 * counted each. */
static void tell_item(const struct finding *finding, struct brief_item *item,
		      const struct brief_item **told)
{
	array_each (const struct talk_mail, mail, item->row.talk->mails) {
		const struct brief_known *known = known_of(finding, mail->record);

		if (!known->own)
			continue;
		item->robots += mail->robot;
		if (mail->robot || mail->by_author)
			continue;
		item->mails++;
		item->people += told[known->sender] != item;
		told[known->sender] = item;
	}
}

static void tell_items(const struct finding *finding)
{
	struct brief *brief = finding->brief;
	const struct brief_item **told =
		g_new0(const struct brief_item *, keys_count(brief->keys) + 1);

	for (int section = 0; section < BRIEF_SECTIONS; section++)
		for (guint i = 0; brief->items[section] && i < brief->items[section]->len; i++)
			tell_item(finding, brief_item(brief, (enum brief_section)section, i), told);
	g_free(told);
}

struct threads *brief_begin_threads(const struct finding *finding)
{
	g_autoptr(GHashTable) merged = g_hash_table_new(str_hash, g_str_equal);
	g_autoptr(GHashTable) known = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	struct brief *brief = finding->brief;
	const GPtrArray *mails = finding->options->mails;
	struct threads *threads = g_new0(struct threads, 1);

	if (!finding->options->states)
		return threads;
	threads_init(threads, brief->catalogue);
	pointers_each (const struct record, mail, mails) {
		add_mail(finding, threads, mail);
		if (says_merged(brief, threads, mail))
			g_hash_table_add(merged, (void *)mail->in_reply_to);
	}
	for (guint i = 0; i < mails->len; i++)
		add_special(brief, threads, merged, known, mails->pdata[i]);
	return threads;
}

void brief_end_threads(const struct finding *finding, struct threads *threads)
{
	tell_items(finding);
	if (finding->options->states) {
		join_versions(threads, finding->brief);
		list_threads(finding->brief, threads);
		threads_release(threads);
	}
	g_free(threads);
}
