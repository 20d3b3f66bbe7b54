/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/heap.h"
#include "cli/report.h"
#include "complete.h"
#include "open.h"
#include "report/rangediff.h"
#include "search/sides.h"
#include "text/plural.h"

static struct {
	int detail, cover, format, colour, ignore_space, dual;
	unsigned factor, abbrev, context;
	struct series_options series;
} opt = {
	.detail = RANGEDIFF_PATCH,
	.colour = COLOUR_UNSET,
	.factor = PAIRING_CREATION_FACTOR,
	.abbrev = RANGEDIFF_ABBREV,
	.context = LINE_DIFF_CONTEXT,
	.dual = 1,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_UINT(0, "creation-factor", &opt.factor, 0, "<percent>",
		 "what a patch without partner costs (default 60)"),
	OPT_UINT('U', "unified", &opt.context, 0, "<n>", "lines of context (default 3)"),
	OPT_SET('w', "ignore-all-space", &opt.ignore_space, 1, "ignore white space in the diffs"),
	OPT_SET(0, "stat", &opt.detail, RANGEDIFF_STAT, "a diffstat in place of the diffs"),
	OPT_SET('s', "no-patch", &opt.detail, RANGEDIFF_NONE, "the pairs alone"),
	OPT_FLAG(0, "cover", &opt.cover, "compare the cover letters, too"),
	OPT_FLAG(0, "any-author", &opt.series.any_author,
		 "versions and patches by somebody else, too"),
	OPT_UINT(0, "abbrev", &opt.abbrev, 4, "<n>", "digits of commit ids (default 12)"),
	OPT_FORMAT(&opt.format, rangediff_formats, "how to print it"),
	OPT_SET(0, "json", &opt.format, 1, "the same as --format=json"),
	OPT_COLOUR(&opt.colour),
	OPT_FLAG(0, "dual-color", &opt.dual, "color what the patches do, too"),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series> [<versions>]", NULL };
static const struct command command = { .name = "kvm-series diff",
					.usage = usage,
					.options = options,
					.complete = complete_series_range };

static struct patch_text *read_cover(struct source *source, const struct series *series)
{
	GError *error = NULL;
	struct patch_text *text = NULL;

	if (opt.cover)
		text = sides_read_mail(source, series->cover, 0, &error);
	if (error)
		die_gerror(error);
	return text;
}

static GPtrArray *read_patches(struct source *source, const struct series *series)
{
	unsigned missing, total;
	GError *error = NULL;
	GPtrArray *texts =
		sides_read(source, series, opt.series.any_author, &missing, &total, &error);

	if (!texts)
		die_gerror(error);
	if (missing)
		warning("v%d: %u of %u patches %s missing", series->version, missing, total,
			plural(missing, "is", "are"));
	warn_left_out(series, opt.series.any_author);
	return texts;
}

static void print_rangediff(const struct rangediff *rangediff)
{
	struct rangediff_view view = { .rangediff = rangediff,
				       .detail = (enum rangediff_detail)opt.detail,
				       .diff = { opt.context, opt.ignore_space },
				       .plain = !opt.dual,
				       .abbrev = MIN(opt.abbrev, 2 * RECORD_HASH_SIZE) };

	report_print(&rangediff_formats[opt.format], &view.report, "kvm-series", opt.colour);
}

static void compare(struct rangediff *rangediff)
{
	if (rangediff->limit != PAIRING_WHOLE)
		warning("%s", pairing_limit_reason(rangediff->limit));
	print_rangediff(rangediff);
	rangediff_free(rangediff);
}

static void compare_versions(struct source *source, const struct topic *topic, const char *one,
			     const char *two)
{
	GPtrArray *before, *after;
	GError *error = NULL;
	struct sides sides;

	if (!sides_choose(topic, one, two, &sides, &error))
		die_search(error);
	before = read_patches(source, sides.before);
	after = read_patches(source, sides.after);
	compare(rangediff_new(before, after, read_cover(source, sides.before),
			      read_cover(source, sides.after), opt.factor));
}

/* What it became; *trees goes behind it. NULL without a work repository. */
static struct merges *open_merges(struct source *source, const struct found_series *found,
				  GPtrArray **trees)
{
	struct merges *merges;

	*trees = trees_open(&opt.series.trees, &opt.series.source);
	merges = trees_merges(*trees, source);
	if (merges)
		merges_add(merges, found->catalogue->records);
	return merges;
}

/* Of a version without one before it all that can have changed is what was committed. */
static bool is_about_tree(struct source *source, const struct found_series *found)
{
	g_autoptr(GPtrArray) trees = NULL;
	struct merges *merges;
	struct sides sides;
	bool is;

	if (opt.cover || sides_choose(found->topic, NULL, NULL, &sides, NULL))
		return false;
	merges = open_merges(source, found, &trees);
	is = merges && committed_version(merges, found->topic);
	merges_free(merges);
	return is;
}

static void compare_with_tree(struct source *source, const struct found_series *found,
			      const char *one, const char *two)
{
	GPtrArray *trees, *before, *after;
	struct merges *merges = open_merges(source, found, &trees);
	const struct series *series;
	GError *error = NULL;

	if (!merges)
		die("there is no work repository to compare with\n"
		    "hint: name one with --tree-repo=<path>, or set kvm.tree");
	series = sides_choose_committed(merges, found->topic, one, two, &error);
	if (!series)
		die_search(error);
	before = read_patches(source, series);
	after = sides_read_commits(merges, series, opt.series.any_author, &error);
	if (!after)
		die_gerror(error);
	compare(rangediff_new(before, after, NULL, NULL, opt.factor));
	merges_free(merges);
	g_ptr_array_unref(trees);
}

int kvm_series_diff(int argc, char **argv)
{
	struct found_series found;
	struct arguments args;
	struct source *source;
	const char *one, *two;
	g_autofree char *name = NULL;

	options_parse(&command, argc, argv, &args);
	if (!nth_argument(&args, 0) || nth_argument(&args, 3))
		die_usage(&command, "name one series, and versions of it");
	opt.series.stateless = opt.series.compares = 1;
	config_start();
	one = nth_argument(&args, 1);
	two = nth_argument(&args, 2);
	name = sides_cut_tree(nth_argument(&args, 0), &one);
	source = open_series(&opt.series, name, &found);
	if (!one && is_about_tree(source, &found))
		one = "tree";
	if (sides_ask_tree(one, two)) {
		if (opt.cover)
			die_incompatible("--cover", "tree");
		compare_with_tree(source, &found, one, two);
	} else {
		compare_versions(source, found.topic, one, two);
	}
	output_finish();
	if (heap_is_emptied())
		catalogue_free(found.catalogue);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
