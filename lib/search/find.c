/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/find.h"

#include <stdlib.h>

#include "cli/die.h"
#include "mime/address.h"
#include "report/escape.h"
#include "search/error.h"
#include "search/gather.h"
#include "search/locate.h"
#include "search/title.h"
#include "text/each.h"
#include "text/integers.h"

/* Candidates shown where a name fits several topics. */
#define MAX_CANDIDATES 20

/* How many mails may bear a text, and how many these may lead to: of more, reading all is faster.
 */
#define MAX_BEARING 1000
#define MAX_GATHERED 20000

static bool is_mail(const struct record *record, const struct record *same)
{
	return record && !memcmp(record->commit, same->commit, RECORD_HASH_SIZE);
}

/* The series' own record of a mail; NULL where it has none. */
static const struct record *find_posting(const struct series *series, const struct record *posting)
{
	if (is_mail(series->cover, posting))
		return series->cover;
	for (guint i = 0; i < series->patches->len; i++)
		if (is_mail(series->patches->pdata[i], posting))
			return series->patches->pdata[i];
	return NULL;
}

/* Finds the series that a posting belongs to; false where there is none. */
static bool choose_posting(struct found_series *out, const struct record *posting)
{
	pointers_each (struct topic, topic, out->catalogue->topics) {
		for (guint k = 0; k < topic->series->len; k++) {
			out->named = topic->series->pdata[k];
			out->posting = find_posting(out->named, posting);
			out->topic = topic;
			if (out->posting)
				return true;
		}
	}
	return false;
}

/* The series whose talk a reply is part of, though it names no mail of it. */
static bool choose_answered(struct found_series *out, const struct record *reply)
{
	pointers_each (const struct series, series, out->catalogue->series) {
		const struct talk *talk = talks_of(out->catalogue->talks, series);

		for (guint k = 0; k < talk->mails->len; k++)
			if (is_mail(g_array_index(talk->mails, struct talk_mail, k).record, reply))
				return choose_posting(out, series->leader);
	}
	return false;
}

static bool choose_mail(struct found_series *out, const struct record *mail, const char *name,
			GError **error)
{
	if (mail && (choose_posting(out, mail) || choose_answered(out, mail)))
		return true;
	if (mail)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING, "'%s' belongs to no series",
			    name);
	return false;
}

static void set_ambiguous(GError **error, const char *name, const GPtrArray *topics,
			  struct source *source)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < topics->len && i < MAX_CANDIDATES; i++) {
		const struct record *leader = ((struct topic *)topics->pdata[i])->latest->leader;
		char id[SHORTEN_SIZE], *line;

		source_shorten(source, leader, id);
		line = g_strdup_printf("%s %s %s", id, leader->subject.prefix,
				       leader->subject.title);
		g_string_append(list, "\nhint:   ");
		escape_terminal(list, line, strlen(line), ESCAPE_LINE);
		g_free(line);
	}
	if (topics->len > MAX_CANDIDATES)
		g_string_append_printf(list, "\nhint:   and %u more", topics->len - MAX_CANDIDATES);
	g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_AMBIGUOUS,
		    "'%s' fits %u topics\nhint: name one of them by its id:%s", name, topics->len,
		    list->str);
}

static bool choose_title(struct found_series *out, struct source *source, const char *name,
			 int syntax, GError **error)
{
	GPtrArray *topics = title_find(out->catalogue->topics, name + 2, syntax, error);

	if (!topics)
		return false;
	if (topics->len == 1) {
		out->topic = topics->pdata[0];
		out->named = out->topic->latest;
	} else if (topics->len) {
		set_ambiguous(error, name, topics, source);
	} else {
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "no series has '%s' in its title", name + 2);
	}
	g_ptr_array_unref(topics);
	return out->topic;
}

/* Those of some postings, out of the index alone. */
static bool load_topics(struct source *source, const GPtrArray *postings, guint most,
			const struct catalogue_options *options, struct found_series *out)
{
	if (!gather_topics(source, postings, most, options, out->catalogue))
		return false;
	/* Ages count to the newest mail of the list, whatever that is about. */
	out->catalogue->now = MAX(out->catalogue->now, source_newest_written(source));
	catalogue_finish(out->catalogue, options);
	return true;
}

/* By the index alone; false where that cannot tell. */
static bool find_in_index(struct finder *finder, const char *name,
			  const struct catalogue_options *options, struct found_series *out,
			  GError **error)
{
	struct record *posting = finder_locate(finder, name, error);
	g_autoptr(GPtrArray) one = g_ptr_array_new();

	g_ptr_array_add(one, posting);
	return posting && load_topics(finder->source, one, 0, options, out) &&
	       choose_posting(out, posting);
}

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

/* Whose word counts matters to states alone. */
static struct catalogue *new_catalogue(const struct catalogue_options *options)
{
	struct catalogue *catalogue = catalogue_new();

	if (options->stateless)
		g_clear_pointer(&catalogue->takers, takers_free);
	return catalogue;
}

/* Of what answers no mail, talks tell what series it is about: see choose_answered(). */
static void load_all(struct source *source, const struct catalogue_options *options,
		     struct found_series *out)
{
	struct catalogue_options telling = *options;
	struct source_scan scan = { .record = on_record };

	catalogue_free(out->catalogue);
	out->catalogue = new_catalogue(options);
	scan.data = out->catalogue;
	source_scan_all(source, &scan);
	telling.silent = false;
	catalogue_finish(out->catalogue, &telling);
}

/* Without the index, among all mails of the list. */
static bool find_in_all(struct finder *finder, const char *name,
			const struct catalogue_options *options, struct found_series *out,
			GError **error)
{
	load_all(finder->source, options, out);
	finder_use_all(finder, out->catalogue->records);
	return choose_mail(out, finder_locate(finder, name, error), name, error);
}

/*
 * By the index alone: every topic that has the text in a title holds one of the mails that bear it.
 * False without an error where that cannot tell, as where nothing bears it and it may be a regular
 * expression.
 */
static bool find_title_in_index(struct source *source, const char *name, int syntax,
				const struct catalogue_options *options, struct found_series *out,
				GError **error)
{
	g_autoptr(GPtrArray) bearing = title_bearing(source, name + 2, MAX_BEARING);
	bool found = false;

	if (bearing && load_topics(source, bearing, MAX_GATHERED, options, out))
		found = choose_title(out, source, name, PATTERN_FIXED, error);
	if (!found && title_may_match(syntax) &&
	    g_error_matches(*error, SEARCH_ERROR, SEARCH_ERROR_MISSING))
		g_clear_error(error);
	return found;
}

/* Who repeats an id could have his mail taken for the one that is asked for. */
static void warn_of_rival(struct finder *finder, const struct record *posting)
{
	const struct record *rival = posting ? finder_rival(finder, posting) : NULL;
	struct pool pool = POOL_INIT;

	if (rival)
		warning("<%s> is by %s; another mail with this Message-ID, '%s', is by %s",
			posting->message_id, address_format(&pool, &posting->people->sender),
			rival->subject.title, address_format(&pool, &rival->people->sender));
	pool_release(&pool);
}

bool find_series(struct source *source, const char *name, int syntax,
		 const struct catalogue_options *options, struct found_series *out, GError **error)
{
	GError *reason = NULL;
	struct finder finder;
	bool found;

	*out = (struct found_series){ .catalogue = new_catalogue(options) };
	finder_init(&finder, source);
	if (g_str_has_prefix(name, ":/")) {
		found = find_title_in_index(source, name, syntax, options, out, &reason);
		if (!found && !reason) {
			load_all(source, options, out);
			found = choose_title(out, source, name, syntax, &reason);
		}
	} else {
		found = find_in_index(&finder, name, options, out, &reason) ||
			(!reason && find_in_all(&finder, name, options, out, &reason));
		if (found)
			warn_of_rival(&finder, out->posting);
	}
	finder_release(&finder);
	if (reason)
		g_propagate_error(error, reason);
	if (!found)
		g_clear_pointer(&out->catalogue, catalogue_free);
	return found;
}

static const struct series *numbered(const GPtrArray *list, const char *version)
{
	char *end;
	long number, revision = 0;

	if (*version == 'v' || *version == 'V')
		version++;
	number = strtol(version, &end, 10);
	if (*end == '.')
		revision = strtol(end + 1, &end, 10);
	if (end == version || *end)
		return NULL;
	for (guint i = list->len; COUNT_DOWN(i);) {
		const struct series *series = list->pdata[i];

		if (series->version == number && series->revision == revision)
			return series;
	}
	return NULL;
}

const struct series *version_find(const struct topic *topic, const char *version, GError **error)
{
	const struct series *series = version ? numbered(topic->series, version) : topic->latest;

	if (!series && numbered(topic->others, version))
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "version '%s' of '%s' is by somebody else; --any-author takes it",
			    version, topic->latest->leader->subject.title);
	else if (!series)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING, "no version '%s' of '%s'",
			    version, topic->latest->leader->subject.title);
	return series;
}

const struct series *version_before(const struct topic *topic, const struct series *series)
{
	const struct series *before = NULL;

	for (guint i = 0; i < topic->series->len && topic->series->pdata[i] != series; i++)
		before = topic->series->pdata[i];
	return before;
}
