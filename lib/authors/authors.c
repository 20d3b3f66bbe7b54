/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include "authors/tally.h"
#include "reply/robots.h"
#include "series/covers.h"
#include "series/talk.h"
#include "text/beside.h"

#define WORTH_A_THREAD 1000 /* notes */
#define MAX_TAGS 200	    /* of one reply, as in series/talk.c: more is noise */

static const char *const group_names[] = {
	[GROUP_AUTHOR] = "author",     [GROUP_SENDER] = "sender",     [GROUP_REVIEWER] = "reviewer",
	[GROUP_TESTER] = "tester",     [GROUP_REPORTER] = "reporter", [GROUP_DOMAIN] = "domain",
	[GROUP_EMPLOYER] = "employer", [GROUP_TREE] = "tree",	      [GROUP_PATH] = "path",
	[GROUP_TRAILER] = "trailer",   [GROUP_BOT] = "bot",
};

const char *author_group_name(enum author_group kind)
{
	return group_names[kind];
}

bool author_group_is_people(const struct group_spec *spec)
{
	switch (spec->kind) {
	case GROUP_AUTHOR:
	case GROUP_SENDER:
	case GROUP_REVIEWER:
	case GROUP_TESTER:
	case GROUP_REPORTER:
	case GROUP_BOT:
		return true;
	case GROUP_TRAILER: {
		size_t len = strlen(spec->key);

		return !g_ascii_strcasecmp(spec->key, "cc") ||
		       (len > 3 && !g_ascii_strcasecmp(spec->key + len - 3, "-by"));
	}
	default:
		return false;
	}
}

const char *figure_name(enum figure figure)
{
	static const char *const names[] = {
		[FIGURE_PATCHES] = "patches",	[FIGURE_POSTINGS] = "postings",
		[FIGURE_TOPICS] = "topics",	[FIGURE_REVIEWS] = "reviews",
		[FIGURE_COVERED] = "covered",	[FIGURE_REPLIES] = "replies",
		[FIGURE_TAKEN] = "taken",	[FIGURE_MAILS] = "mails",
		[FIGURE_MERGED] = "merged",	[FIGURE_SHARE] = "share",
		[FIGURE_DAYS] = "days",		[FIGURE_DAYS_90] = "days90",
		[FIGURE_VERSIONS] = "versions",
	};

	return names[figure];
}

static const struct keys *choose_keys(const struct authors *authors, struct ranking *ranking)
{
	if (author_group_is_people(&ranking->spec))
		return authors->people;
	if (ranking->spec.kind == GROUP_DOMAIN)
		return authors->domains;
	if (ranking->spec.kind == GROUP_EMPLOYER)
		return authors->employers;
	return ranking->tables->own_keys = keys_new();
}

struct authors *authors_new(const struct authors_options *options)
{
	struct authors *authors = g_new0(struct authors, 1);

	authors->options = *options;
	authors->people = keys_new();
	authors->domains = keys_new();
	authors->employers = keys_new();
	authors->who = g_array_new(FALSE, TRUE, sizeof(struct who));
	authors->postings.size = sizeof(struct posting);
	authors->records = g_ptr_array_new_with_free_func(
		options->borrow ? NULL : (GDestroyNotify)record_free);
	authors->notes.size = sizeof(struct note);
	authors->threads.size = sizeof(struct note_thread);
	authors->refs.size = sizeof(uint64_t);
	authors->tags = g_array_new(FALSE, FALSE, sizeof(struct note_tag));
	authors->periods = g_array_new(FALSE, TRUE, sizeof(struct period));
	authors->period_at = g_hash_table_new(NULL, NULL);
	authors->total = (struct figures)FIGURES_INIT;
	authors->merges = g_array_new(FALSE, FALSE, (guint)merged_size());
	authors->rankings = g_new0(struct ranking, options->nr_groups);
	for (size_t i = 0; i < options->nr_groups; i++) {
		struct ranking *ranking = &authors->rankings[i];

		ranking->spec = options->groups[i];
		ranking->figures = g_array_new(FALSE, FALSE, sizeof(struct figures));
		ranking->order = g_array_new(FALSE, FALSE, sizeof(guint));
		ranking->tables = g_new0(struct tables, 1);
		ranking->tables->period_figures = g_array_new(FALSE, FALSE, sizeof(struct figures));
		ranking->tables->merges = g_array_new(FALSE, FALSE, (guint)merged_size());
		ranking->keys = choose_keys(authors, ranking);
	}
	return authors;
}

static void ranking_release(struct ranking *ranking)
{
	g_array_unref(ranking->figures);
	g_array_unref(ranking->order);
	if (ranking->before)
		g_array_unref(ranking->before);
	keys_free(ranking->tables->own_keys);
	pairs_release(&ranking->tables->seen);
	pairs_release(&ranking->tables->in_period);
	g_array_unref(ranking->tables->period_figures);
	g_array_unref(ranking->tables->merges);
	g_free(ranking->tables);
}

void authors_free(struct authors *authors)
{
	if (!authors)
		return;
	for (size_t i = 0; i < authors->options.nr_groups; i++)
		ranking_release(&authors->rankings[i]);
	g_free(authors->rankings);
	g_array_unref(authors->merges);
	g_clear_pointer(&authors->first_sent, g_array_unref);
	if (authors->topics)
		g_ptr_array_unref(authors->topics);
	if (authors->series)
		g_ptr_array_unref(authors->series);
	keys_free(authors->people);
	keys_free(authors->domains);
	keys_free(authors->employers);
	g_array_unref(authors->who);
	chunks_clear(&authors->postings);
	g_ptr_array_unref(authors->records);
	chunks_clear(&authors->notes);
	chunks_clear(&authors->threads);
	chunks_clear(&authors->refs);
	g_array_unref(authors->tags);
	g_array_unref(authors->periods);
	g_hash_table_unref(authors->period_at);
	pairs_release(&authors->people_of_periods);
	pairs_release(&authors->covered);
	g_free(authors);
}

/* With merged names the first one of a name stands for all. */
static guint merge(struct authors *authors, const char *name, guint number)
{
	return authors->options.merge_names ? keys_namesake(authors->people, name, number) : number;
}

/* Robots put an id behind a "+": one robot all the same. */
static guint robot_number(struct authors *authors, const struct person *person, enum keys_how how)
{
	const char *plus = strchr(person->email, '+'), *at = strrchr(person->email, '@');
	struct person plain = *person;
	g_autofree char *email = NULL;

	if (plus && at && plus < at) {
		email = g_strdup_printf("%.*s%s", (int)(plus - person->email), person->email, at);
		plain.email = email;
	}
	return keys_person(authors->people, &plain, how);
}

static void append_who(struct authors *authors, guint number)
{
	struct who who = { .same = number, .first_posted = INT64_MAX };

	g_array_append_val(authors->who, who);
}

/* Whether it is a robot at the address of who runs it; its name tells them apart. */
static bool shares_address(const struct person *person)
{
	const struct person address = { "", person->email };

	return robot_name(person->name) && !robot_person(&address);
}

static void find_same(struct authors *authors, guint number, const struct person *person,
		      enum keys_how how)
{
	guint same;

	who_at(authors, number)->robot = tally_is_robot(person, authors->options.bots);
	if (who_at(authors, number)->robot) {
		same = robot_number(authors, person, how);
		if (same == authors->who->len) {
			append_who(authors, same);
			who_at(authors, same)->robot = true;
		}
	} else {
		same = merge(authors, person->name, number);
	}
	who_at(authors, number)->same = same;
}

guint authors_who(struct authors *authors, const struct person *person, enum keys_how how)
{
	guint number;

	if (shares_address(person))
		how = KEYS_NAMED;
	number = keys_person(authors->people, person, how);
	if (number < authors->who->len) {
		/* Of several names of his, each may be that of another address. */
		merge(authors, person->name, who_at(authors, number)->same);
		return who_at(authors, number)->same;
	}
	append_who(authors, number);
	find_same(authors, number, person, how);
	return who_at(authors, number)->same;
}

/* Who wrote or sent a mail. */
static guint who_of(struct authors *authors, const struct record *record,
		    const struct person *person)
{
	bool masked = record_is_masked(record, person);
	guint number = authors_who(authors, person, masked ? KEYS_NAMED : KEYS_OWN);

	who_at(authors, number)->masked |= masked;
	return number;
}

unsigned note_tag_kinds(const char *key)
{
	static const struct {
		const char *key;
		unsigned kinds;
	} keys[] = {
		{ "Reviewed-by", NOTE_REVIEWED },
		{ "Acked-by", NOTE_ACKED },
		{ "Tested-by", NOTE_TESTED },
		{ "Reported-by", NOTE_REPORTED },
		{ "Reviewed-and-tested-by", NOTE_REVIEWED | NOTE_TESTED },
		{ "Tested-and-reviewed-by", NOTE_REVIEWED | NOTE_TESTED },
		{ "Reported-and-tested-by", NOTE_REPORTED | NOTE_TESTED },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!g_ascii_strcasecmp(key, keys[i].key))
			return keys[i].kinds;
	return 0;
}

/* The number of the sender, who nearly always is the author. */
static guint sender_of(struct authors *authors, const struct record *record, guint author)
{
	const struct person *sender = &record->people->sender;

	return strcmp(sender->email, record->people->author.email) ||
			       strcmp(sender->name, record->people->author.name)
		       ? who_of(authors, record, sender)
		       : author;
}

/* When a mail was archived; when it was written, where the archive got it later, as by an import.
 */
static int64_t time_of(struct authors *authors, const struct record *record, bool counts)
{
	int64_t written = posting_time(record);

	if (authors->options.by_sent)
		return record->date;
	if (written >= record->archived - LATE_SECONDS)
		return record->archived;
	authors->own_dates += counts;
	return written;
}

static void add_posting(struct authors *authors, struct record *record, bool counts)
{
	struct posting posting = { .record = record,
				   .counts = counts,
				   .when = time_of(authors, record, counts),
				   .sent = talk_time(record),
				   .topic = NOWHERE };
	struct who *who;

	posting.author = who_of(authors, record, &record->people->author);
	posting.sender = sender_of(authors, record, posting.author);
	who = who_at(authors, posting.author);
	who->first_posted = MIN(who->first_posted, record->archived);
	chunks_add(&authors->postings, &posting);
	g_ptr_array_add(authors->records, record);
}

/* A tag for each remark that says which patches it is for. */
static void add_tag(struct authors *authors, const struct record *record, const char *key,
		    struct note_tag *tag)
{
	bool scoped = false;

	for (size_t i = 0; i < record->remarks.nr; i++) {
		const struct record_remark *remark = &record->remarks.items[i];

		if (remark->kind != REMARK_SCOPE ||
		    (*remark->text && g_ascii_strcasecmp(remark->text, key)))
			continue;
		tag->first = remark->first;
		tag->last = remark->last;
		g_array_append_val(authors->tags, *tag);
		scoped = true;
	}
	if (!scoped)
		g_array_append_val(authors->tags, *tag);
}

static void add_tags(struct authors *authors, struct record *record, struct note *note)
{
	note->tags = authors->tags->len;
	for (size_t i = 0; i < MIN(record->trailers.nr, MAX_TAGS); i++) {
		const struct trailer *trailer = &record->trailers.items[i];
		struct person person = trailer->person; /* the list may be others', too */
		struct note_tag tag = { .kinds = note_tag_kinds(trailer->key) };

		if (!tag.kinds || authors->tags->len - note->tags >= MAX_TAGS)
			continue;
		if (authors->options.put_right)
			authors->options.put_right(&record->pool, &person, authors->options.data);
		tag.own = same_person(&person, &record->people->author);
		tag.person = authors_who(authors, &person, KEYS_MENTION);
		add_tag(authors, record, trailer->key, &tag);
	}
	note->nr_tags = authors->tags->len - note->tags;
}

static void add_note(struct authors *authors, struct record *record, bool counts)
{
	struct note note = { .when = time_of(authors, record, counts),
			     .sent = talk_time(record),
			     .counts = counts,
			     .posting = NOWHERE };

	note.author = who_of(authors, record, &record->people->author);
	note.sender = sender_of(authors, record, note.author);
	note.reply = (record->kind == RECORD_REPLY || record->kind == RECORD_FOLLOWUP) &&
		     !who_at(authors, note.author)->robot;
	note.program = record->kind == RECORD_ROBOT || who_at(authors, note.author)->robot;
	if (authors->options.figures_of_topics)
		authors_thread(authors, record);
	if (note.reply && record->trailers.nr)
		add_tags(authors, record, &note);
	chunks_add(&authors->notes, &note);
}

void authors_add(struct authors *authors, struct record *record, bool counts)
{
	if (record_is_posting(record)) {
		add_posting(authors, record, counts);
		return;
	}
	add_note(authors, record, counts);
	if (!authors->options.borrow)
		record_free(record);
}

static void attach(void *authors)
{
	authors_attach(authors);
}

/* What answers postings is found beside their series. */
static void find_topics(struct authors *authors)
{
	struct topic_options options = { .threads = authors->options.threads };
	bool many = options.threads > 1 && authors->notes.len >= WORTH_A_THREAD;
	struct beside beside;

	beside_start(&beside, many, attach, authors);
	covers_adopt(authors->records);
	authors->series = series_group(authors->records);
	authors->topics = topics_find(authors->series, &options);
	beside_wait(&beside);
}

void authors_finish(struct authors *authors)
{
	if (authors->options.figures_of_topics)
		find_topics(authors);
	if (authors->options.look && authors->topics)
		authors->options.look(authors->records, authors->options.data);
	authors_count(authors);
	merged_fill(authors);
	authors_order_periods(authors);
	if (authors->topics)
		authors_measure(authors);
}

void authors_see_older(struct authors *authors, const struct record *record)
{
	int number;

	if (!tally_counts(record, authors->options.bots))
		return;
	number = keys_find(authors->people, &record->people->author,
			   record_is_masked(record, &record->people->author) ? KEYS_NAMED
									     : KEYS_OWN);
	if (number < 0)
		return;
	number = (int)who_at(authors, (guint)number)->same;
	if (record->archived < who_at(authors, (guint)number)->first_posted)
		who_at(authors, (guint)number)->older = true;
}

const struct ranking *authors_ranking(const struct authors *authors, size_t group)
{
	return &authors->rankings[group];
}

const struct figures *authors_total(const struct authors *authors)
{
	return &authors->total;
}

unsigned authors_people(const struct authors *authors)
{
	return authors->total_people;
}

unsigned authors_own_dates(const struct authors *authors)
{
	return authors->own_dates;
}

const struct delays *authors_delays(const struct authors *authors)
{
	return &authors->delays;
}

const GArray *authors_periods(const struct authors *authors)
{
	return authors->periods;
}
