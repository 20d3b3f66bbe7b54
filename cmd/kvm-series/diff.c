/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/report.h"
#include "complete.h"
#include "open.h"
#include "report/rangediff.h"
#include "search/version.h"
#include "search/committed.h"
#include "series/pick.h"
#include "text/plural.h"

/* In the place of a version: what it became in a work repository. */
#define TREE "tree"

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

/* The two versions to compare. */
struct versions {
	const struct series *before, *after;
};

static void check_order(const struct topic *topic, const struct versions *versions)
{
	if (!versions->before)
		die("there is no version before v%d of '%s'", versions->after->version,
		    topic->latest->leader->subject.title);
}

/* "v1..v3", "v1.." or "..v3" */
static void choose_range(const struct topic *topic, const char *range, struct versions *out)
{
	const char *dots = strstr(range, "..");
	char *before = g_strndup(range, (gsize)(dots - range));

	if (dots[2] == '.' || strstr(dots + 2, ".."))
		die("'%s' is no range of versions such as v1..v2", range);
	out->after = choose_version(topic, dots[2] ? dots + 2 : NULL);
	out->before = *before ? choose_version(topic, before) : version_before(topic, out->after);
	g_free(before);
}

/*
 * A range, two versions, one against that before it, or the newest against the one before.
 */
static void choose_versions(const struct topic *topic, const char *one, const char *two,
			    struct versions *out)
{
	if (one && !two && strstr(one, "..")) {
		choose_range(topic, one, out);
	} else if (two) {
		out->before = choose_version(topic, one);
		out->after = choose_version(topic, two);
	} else {
		out->after = choose_version(topic, one);
		out->before = version_before(topic, out->after);
	}
	check_order(topic, out);
}

/* "v3..tree", "v3 tree", "tree": what a version, or that which was taken, became. */
static bool asks_tree(const char *one, const char *two)
{
	const char *last = two ? two : one;

	return last && (!strcmp(last, TREE) || (!two && g_str_has_suffix(last, ".." TREE)));
}

static const struct series *choose_committed(struct merges *merges, const struct topic *topic,
					     const char *one, const char *two)
{
	size_t len = two ? strlen(one) : strlen(one) - MIN(strlen(one), strlen(".." TREE));
	char *version = g_strndup(one, len);
	const struct series *series = committed_version(merges, topic);

	if (!series)
		die("no patch of '%s' is in a work repository",
		    topic->latest->leader->subject.title);
	if (*version)
		series = choose_version(topic, version);
	g_free(version);
	return series;
}

static struct patch_text *read_patch(struct source *source, const struct record *record, int n)
{
	struct patch_text *text = NULL;
	struct mail_blob blob;
	GError *error = NULL;

	if (!record)
		return NULL;
	if (!source_read(source, record, &blob, &error))
		die("<%s>: %s", record->message_id, error->message);
	text = patch_text_new(blob.raw, record, n, &error);
	if (!text)
		die("<%s>: %s", record->message_id, error->message);
	mail_blob_release(&blob);
	return text;
}

static GPtrArray *read_patches(struct source *source, const struct series *series)
{
	GPtrArray *patches = series_pick(series, opt.series.any_author), *texts = g_ptr_array_new();
	unsigned missing = 0;

	for (guint i = 0; i < patches->len; i++)
		if (patches->pdata[i])
			g_ptr_array_add(texts, read_patch(source, patches->pdata[i], (int)i + 1));
		else
			missing++;
	if (missing)
		warning("v%d: %u of %u patches %s missing", series->version, missing, patches->len,
			plural(missing, "is", "are"));
	warn_left_out(series, opt.series.any_author);
	g_ptr_array_unref(patches);
	return texts;
}

static GPtrArray *read_commits(struct merges *merges, const struct series *series)
{
	GPtrArray *patches = series_pick(series, opt.series.any_author), *texts = g_ptr_array_new();

	for (guint i = 0; i < patches->len; i++) {
		GError *error = NULL;
		struct patch_text *text =
			patches->pdata[i]
				? committed_text(merges, patches->pdata[i], (int)i + 1, &error)
				: NULL;

		if (error)
			die_gerror(error);
		if (text)
			g_ptr_array_add(texts, text);
	}
	g_ptr_array_unref(patches);
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

static void compare_versions(struct source *source, const struct versions *versions)
{
	const struct series *before = versions->before, *after = versions->after;

	compare(rangediff_new(read_patches(source, before), read_patches(source, after),
			      opt.cover ? read_patch(source, before->cover, 0) : NULL,
			      opt.cover ? read_patch(source, after->cover, 0) : NULL, opt.factor));
}

static void compare_with_tree(struct source *source, const struct found_series *found,
			      const char *one, const char *two)
{
	GPtrArray *trees = trees_open(&opt.series.trees, &opt.series.source);
	struct merges *merges = trees_merges(trees, source);
	const struct series *series;

	if (!merges)
		die("there is no work repository to compare with\n"
		    "hint: name one with --tree-repo=<path>, or set kvm.tree");
	merges_add(merges, found->catalogue->records);
	series = choose_committed(merges, found->topic, one, two);
	compare(rangediff_new(read_patches(source, series), read_commits(merges, series), NULL,
			      NULL, opt.factor));
	merges_free(merges);
	g_ptr_array_unref(trees);
}

/* "<series>..tree" is one argument for two. */
static char *cut_tree(const char *name, const char **one)
{
	if (*one || !g_str_has_suffix(name, ".." TREE))
		return g_strdup(name);
	*one = ".." TREE;
	return g_strndup(name, strlen(name) - strlen(".." TREE));
}

int kvm_series_diff(int argc, char **argv)
{
	struct found_series found;
	struct versions versions;
	struct arguments args;
	struct source *source;
	const char *one, *two;
	char *name;

	options_parse(&command, argc, argv, &args);
	if (!nth_argument(&args, 0) || nth_argument(&args, 3))
		die_usage(&command, "name one series, and versions of it");
	opt.series.stateless = opt.series.silent = 1;
	config_start();
	one = nth_argument(&args, 1);
	two = nth_argument(&args, 2);
	name = cut_tree(nth_argument(&args, 0), &one);
	source = open_series(&opt.series, name, &found);
	if (asks_tree(one, two)) {
		if (opt.cover)
			die_incompatible("--cover", TREE);
		compare_with_tree(source, &found, one, two);
	} else {
		choose_versions(found.topic, one, two, &versions);
		compare_versions(source, &versions);
	}
	output_finish();
	catalogue_free(found.catalogue);
	source_close(source);
	arguments_release(&args);
	config_release();
	g_free(name);
	return EXIT_OK;
}
