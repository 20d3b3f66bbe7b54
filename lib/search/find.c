/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/find.h"

#include <stdio.h>
#include "cli/cli.h"
#include "search/gather.h"
#include "search/locate.h"
#include "report/escape.h"
#include "report/series-row.h"
#include "series/trust.h"
#include "search/title.h"
#include "text/plural.h"

/* Candidates shown where a name fits several topics. */
#define MAX_CANDIDATES 20

static bool is_mail(const struct record *record, const struct record *same)
{
	return record && !memcmp(record->commit, same->commit, RECORD_HASH_SIZE);
}

static bool has_posting(const struct series *series, const struct record *posting)
{
	if (is_mail(series->cover, posting))
		return true;
	for (guint i = 0; i < series->patches->len; i++)
		if (is_mail(series->patches->pdata[i], posting))
			return true;
	return false;
}

/* Finds the series that a posting belongs to; false where there is none. */
static bool choose_posting(struct found_series *out, const struct record *posting)
{
	for (guint i = 0; i < out->catalogue->topics->len; i++) {
		struct topic *topic = out->catalogue->topics->pdata[i];

		for (guint k = 0; k < topic->series->len; k++)
			if (has_posting(topic->series->pdata[k], posting)) {
				out->topic = topic;
				out->named = topic->series->pdata[k];
				return true;
			}
	}
	return false;
}

/* The series whose talk a reply is part of, though it names no mail of it. */
static bool choose_answered(struct found_series *out, const struct record *reply)
{
	for (guint i = 0; i < out->catalogue->series->len; i++) {
		const struct series *series = out->catalogue->series->pdata[i];
		const struct talk *talk = talks_of(out->catalogue->talks, series);

		for (guint k = 0; k < talk->mails->len; k++)
			if (is_mail(g_array_index(talk->mails, struct talk_mail, k).record, reply))
				return choose_posting(out, series->leader);
	}
	return false;
}

static void choose_mail(struct found_series *out, const struct record *mail, const char *name)
{
	if (!choose_posting(out, mail) && !choose_answered(out, mail))
		die("'%s' belongs to no series", name);
}

static G_NORETURN void die_ambiguous(const char *name, const GPtrArray *topics)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < topics->len && i < MAX_CANDIDATES; i++) {
		const struct record *leader = ((struct topic *)topics->pdata[i])->latest->leader;
		char *line = g_strdup_printf("<%s> %s %s", leader->message_id,
					     leader->subject.prefix, leader->subject.title);

		g_string_append(list, "hint:   ");
		escape_terminal(list, line, strlen(line), ESCAPE_LINE);
		g_string_append_c(list, '\n');
		g_free(line);
	}
	if (topics->len > MAX_CANDIDATES)
		g_string_append_printf(list, "hint:   and %u more\n", topics->len - MAX_CANDIDATES);
	report_error("'%s' fits %u topics", name, topics->len);
	fprintf(stderr, "hint: name one of them by its Message-ID:\n%s", list->str);
	g_string_free(list, TRUE);
	exit(EXIT_FATAL);
}

static bool choose_title(struct found_series *out, const char *name)
{
	GPtrArray *topics = title_find(out->catalogue->topics, name + 2);

	if (topics->len > 1)
		die_ambiguous(name, topics);
	if (topics->len) {
		out->topic = topics->pdata[0];
		out->named = out->topic->latest;
	}
	g_ptr_array_unref(topics);
	return out->topic;
}

static struct overrides *load_overrides(void)
{
	const char *path = config_path("kvm.overrides");
	struct overrides *overrides;
	GError *error = NULL;
	char *text;
	gsize len;

	if (!path)
		return NULL;
	if (!g_file_get_contents(path, &text, &len, &error))
		die("unable to read '%s', which kvm.overrides names: %s", path,
		    file_error_reason(error));
	overrides = overrides_parse(slice_of(text, len), path, &error);
	if (!overrides)
		die_gerror(error);
	g_free(text);
	return overrides;
}

static void finish(struct catalogue *catalogue, const struct overrides *overrides)
{
	struct catalogue_options options = { .overrides = overrides,
					     .talk = { .bots = config_all("kvm.bot"),
						       .committer = committer_email() } };

	catalogue_finish(catalogue, &options);
}

void finish_catalogue(struct catalogue *catalogue)
{
	struct overrides *overrides = load_overrides();

	finish(catalogue, overrides);
	overrides_free(overrides);
}

/* By the index alone; false where that cannot tell. */
static bool find_in_index(struct finder *finder, const char *name,
			  const struct overrides *overrides, struct found_series *out)
{
	struct record *posting = finder_locate(finder, name);

	if (!posting || !gather_topic(finder->source, posting, overrides, out->catalogue))
		return false;
	/* Ages count to the newest mail of the list, whatever that is about. */
	out->catalogue->now = MAX(out->catalogue->now, source_newest_written(finder->source));
	finish(out->catalogue, overrides);
	return choose_posting(out, posting);
}

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

static void load_all(struct source *source, const struct overrides *overrides,
		     struct found_series *out)
{
	struct source_scan scan = { .record = on_record };

	catalogue_free(out->catalogue);
	out->catalogue = catalogue_new();
	scan.data = out->catalogue;
	source_scan_all(source, &scan);
	finish(out->catalogue, overrides);
}

void find_series(struct source *source, const char *name, struct found_series *out)
{
	struct overrides *overrides = load_overrides();
	struct finder finder;

	*out = (struct found_series){ .catalogue = catalogue_new() };
	finder_init(&finder, source);
	if (g_str_has_prefix(name, ":/")) {
		load_all(source, overrides, out);
		if (!choose_title(out, name))
			die("no series has '%s' in its title", name + 2);
	} else if (!find_in_index(&finder, name, overrides, out)) {
		load_all(source, overrides, out);
		finder_use_all(&finder, out->catalogue->records);
		choose_mail(out, finder_locate(&finder, name), name);
	}
	finder_release(&finder);
	overrides_free(overrides);
}

const char *nth_argument(const struct arguments *args, size_t n)
{
	if (n < args->nr_revisions)
		return args->revisions[n];
	n -= args->nr_revisions;
	return n < args->nr_paths ? args->paths[n] : NULL;
}

struct source *find_one_series(const struct command *command, int argc, char **argv,
			       const struct source_options *options, const int *any_author,
			       struct found_series *out)
{
	struct arguments args;
	struct source *source;

	options_parse(command, argc, argv, &args);
	if (args.nr_revisions + args.nr_paths != 1)
		die_usage(command, "name one series");
	config_start();
	source = source_open_whole(options);
	find_series(source, nth_argument(&args, 0), out);
	if (!*any_author)
		trust_keep_author(out->topic, out->named);
	arguments_release(&args);
	return source;
}

static const struct series *find_version(const GPtrArray *list, const char *version)
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
	for (guint i = list->len; i--;) {
		const struct series *series = list->pdata[i];

		if (series->version == number && series->revision == revision)
			return series;
	}
	return NULL;
}

const struct series *choose_version(const struct topic *topic, const char *version)
{
	const struct series *series =
		version ? find_version(topic->series, version) : topic->latest;

	if (!series && find_version(topic->others, version))
		die("version '%s' of '%s' is by somebody else; --any-author takes it", version,
		    topic->latest->leader->subject.title);
	if (!series)
		die("no version '%s' of '%s'", version, topic->latest->leader->subject.title);
	return series;
}

const struct series *version_before(const struct topic *topic, const struct series *series)
{
	const struct series *before = NULL;

	for (guint i = 0; i < topic->series->len && topic->series->pdata[i] != series; i++)
		before = topic->series->pdata[i];
	return before;
}

static const char *label(const struct person *person)
{
	return *person->name ? person->name : person->email;
}

void warn_others(const struct topic *topic, const struct series *series)
{
	for (guint i = 0; i < topic->others->len; i++) {
		const struct series *other = topic->others->pdata[i];
		const struct person *sender = &other->owner->sender;
		GString *version = g_string_new(NULL);

		series_append_version(other, version);
		if (posting_time(other->leader) > posting_time(series->leader))
			warning("a version by somebody else, which --any-author takes: %s by %s "
				"<%s>: <%s>",
				version->str, label(sender), sender->email,
				other->leader->message_id);
		g_string_free(version, TRUE);
	}
}

static void warn_strangers(const struct series *series)
{
	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *record = series->patches->pdata[i];

		if (!series_is_own(series, record))
			warning("v%d: patch %s is by somebody else, and left out without "
				"--any-author: %s <%s>: <%s>",
				series->version, record->subject.counter, label(&record->sender),
				record->sender.email, record->message_id);
	}
}

void warn_left_out(const struct series *series, bool any_author)
{
	const struct record *first = NULL;
	unsigned nr = 0;

	if (!any_author)
		warn_strangers(series);
	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *record = series->patches->pdata[i];

		if (record->subject.m < 0 ||
		    (record->subject.n <= series->total && !subject_is_inserted(&record->subject)))
			continue;
		first = first ? first : record;
		nr++;
	}
	if (nr == 1)
		warning("v%d: patch %s is left out: <%s>", series->version, first->subject.counter,
			first->message_id);
	else if (nr)
		warning("v%d: %u patches that are none of 1 to %d are left out, the first is <%s>",
			series->version, nr, series->total, first->message_id);
}
