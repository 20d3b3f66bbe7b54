/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "open.h"

#include <stdlib.h>
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "report/series_row.h"
#include "search/commits.h"
#include "search/error.h"
#include "search/locate.h"
#include "search/find.h"
#include "series/trust.h"
#include "text/numbers.h"
#include "text/each.h"

void die_search(const GError *error)
{
	bool usage = g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_USAGE);

	if (!usage && !g_error_matches(error, SEARCH_ERROR, SEARCH_ERROR_AMBIGUOUS))
		die_gerror(error);
	report_error("%s", error->message);
	exit(usage ? EXIT_USAGE : EXIT_FATAL);
}

const char *nth_argument(const struct arguments *args, size_t n)
{
	if (n < args->nr_revisions)
		return args->revisions[n];
	n -= args->nr_revisions;
	return n < args->nr_paths ? args->paths[n] : NULL;
}

/* "3", "2,4-5": no commit is abbreviated to less than 4 digits. */
static bool looks_like_patches(const char *word)
{
	struct numbers *numbers = numbers_parse(word);
	bool found = numbers && (strlen(word) < 4 || strpbrk(word, ",-"));

	numbers_free(numbers);
	return found;
}

void check_one_series(const struct command *command, const struct arguments *args)
{
	const char *word;

	for (size_t i = 0; option_parsed("patch") && (word = nth_argument(args, i)); i++)
		if (looks_like_patches(word))
			die_usage(command, "'%s' is no series; patches of one are --patch=%s", word,
				  word);
	if (args->nr_revisions + args->nr_paths != 1)
		die_usage(command, "name one series");
}

static int title_syntax(const char *name, int wanted)
{
	return g_str_has_prefix(name, ":/") && wanted == PATTERN_UNSET ? limits_configured_syntax()
								       : wanted;
}

/*
 * A commit of a work repository stands for the mail that it was made of. What names a mail, or a
 * commit of the inbox, comes first. Free with g_free().
 */
static char *meant(const struct series_options *options, struct source *source, const char *name)
{
	char *found = locate_message_id(name);
	unsigned char commit[RECORD_HASH_SIZE];
	GError *error = NULL;
	g_autoptr(GPtrArray) trees = NULL;
	unsigned inbox;

	if (found || g_str_has_prefix(name, ":/") || source_resolve(source, name, &inbox, commit)) {
		g_free(found);
		return g_strdup(name);
	}
	trees = trees_open(&options->trees, &options->source);
	found = commits_message_id(source, trees, name, &error);
	if (error)
		die_search(error);
	return found ? found : g_strdup(name);
}

struct source *open_series(const struct series_options *options, const char *name,
			   struct found_series *out)
{
	struct overrides *overrides = overrides_configured();
	struct catalogue_options catalogue = catalogue_configured(overrides);
	GError *error = NULL;
	struct source *source;
	g_autofree char *mail = NULL;

	catalogue.stateless = options->stateless;
	catalogue.silent = options->compares;
	source = source_open_whole(&options->source);
	mail = meant(options, source, name);
	if (!find_series(source, mail, title_syntax(name, options->syntax), &catalogue, out,
			 &error))
		die_search(error);
	if (!options->any_author)
		trust_keep_author(out->topic, out->named);
	overrides_free(overrides);
	return source;
}

struct source *open_one_series(const struct command *command, int argc, char **argv,
			       const struct series_options *options, struct found_series *out)
{
	struct arguments args;
	struct source *source;

	options_parse(command, argc, argv, &args);
	check_one_series(command, &args);
	config_start();
	source = open_series(options, nth_argument(&args, 0), out);
	arguments_release(&args);
	return source;
}

const struct series *choose_version(const struct topic *topic, const char *version)
{
	GError *error = NULL;
	const struct series *series = version_find(topic, version, &error);

	if (!series)
		die_search(error);
	return series;
}

static const char *label(const struct person *person)
{
	return *person->name ? person->name : person->email;
}

void warn_others(const struct topic *topic, const struct series *series)
{
	pointers_each (const struct series, other, topic->others) {
		const struct person *sender = &other->owner->people->sender;
		g_autoptr(GString) version = g_string_new(NULL);

		series_append_version(other, version);
		if (posting_time(other->leader) > posting_time(series->leader))
			warning("a version by somebody else, which --any-author takes: %s by %s "
				"<%s>: <%s>",
				version->str, label(sender), sender->email,
				other->leader->message_id);
	}
}

void warn_newer(const struct topic *topic, const struct series *series)
{
	g_autoptr(GString) version = g_string_new(NULL);

	if (topic->latest != series) {
		series_append_version(topic->latest, version);
		warning("%s is newer: <%s>", version->str, topic->latest->leader->message_id);
	}
}

static void warn_strangers(const struct series *series)
{
	pointers_each (const struct record, record, series->patches)
		if (!series_is_own(series, record))
			warning("v%d: patch %s is by somebody else, and left out without "
				"--any-author: %s <%s>: <%s>",
				series->version, record->subject.counter,
				label(&record->people->sender), record->people->sender.email,
				record->message_id);
}

void warn_left_out(const struct series *series, bool any_author)
{
	const struct record *first = NULL;
	unsigned nr = 0;

	if (!any_author)
		warn_strangers(series);
	pointers_each (const struct record, record, series->patches) {
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
