/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "take.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/report.h"

static struct numbers *parse_numbers(const struct take_options *options)
{
	struct numbers *numbers;

	if (!options->numbers)
		return NULL;
	if (options->only)
		die_incompatible("-P", "--only");
	numbers = numbers_parse(options->numbers);
	if (!numbers) {
		report_error("switch `P' expects numbers of patches, such as -P 2,4-5");
		exit(EXIT_USAGE);
	}
	return numbers;
}

/* An older version is taken where it is what was named; of any author it is the newest. */
static const struct series *choose_series(const struct take_options *options,
					  const struct found_series *found)
{
	if (options->version || !found->posting || (options->series.any_author && !options->only))
		return choose_version(found->topic, options->version);
	return found->named;
}

static const struct record *choose_patch(const struct take_options *options,
					 const struct found_series *found, const char *name)
{
	if (!options->only)
		return NULL;
	if (options->version)
		die_incompatible("--version", "--only");
	if (!found->posting)
		die("--only wants a patch by its Message-ID, URL or commit, not '%s'", name);
	return found->posting;
}

int take_series(const struct take_options *options, const char *name, struct export *export)
{
	struct numbers *numbers = parse_numbers(options);
	struct found_series found;
	struct source *source;
	g_autoptr(GPtrArray) trees = NULL;
	bool good;

	config_start();
	source = open_series(&options->series, name, &found);
	export->source = source;
	export->catalogue = found.catalogue;
	export->topic = found.topic;
	export->only = choose_patch(options, &found, name);
	export->series = choose_series(options, &found);
	export->numbers = numbers;
	export->trailers = options->trailers;
	export->sloppy = options->sloppy;
	export->partial = options->partial;
	export->check_dkim = options->check_dkim;
	export->any_author = options->series.any_author;
	export->quiet = options->quiet;
	export->link_base = options->link ? link_base() : NULL;
	export->unmerged = options->unmerged;
	trees = trees_open(&options->series.trees, &options->series.source);
	export->merges = trees_merges(trees, source);
	if (export->merges)
		merges_add(export->merges, found.catalogue->records);
	good = export_series(export);
	merges_free(export->merges);
	if (!options->version) {
		warn_newer(found.topic, export->series);
		warn_others(found.topic, export->series);
	}
	catalogue_free(found.catalogue);
	source_close(source);
	numbers_free(numbers);
	return good ? EXIT_OK : EXIT_NO;
}
