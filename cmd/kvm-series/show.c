/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>

#include "subcommands.h"

#include "cli/cli.h"
#include "cli/heap.h"
#include "cli/dates.h"
#include "cli/report.h"
#include "complete.h"
#include "open.h"
#include "reading.h"
#include "search/show.h"
#include "text/plural.h"
#include "cli/attest.h"
#include "export.h"
#include "report/escape.h"
#include "cli/source.h"
#include "report/series_show.h"

static struct {
	int why, format, check_dkim;
	const char *version, *patches;
	struct reading_options reading; /* its diff and stat are of -p and --stat */
	struct series_options series;
} opt = {
	.reading = READING_OPTIONS_INIT,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_VERSION(&opt.version, "the patches of that version"),
	{ .kind = OPTION_STRING,
	  .letter = 'p',
	  .name = "patch",
	  .string = &opt.patches,
	  .argument = "<numbers>",
	  .help = "print the patches themselves, or these",
	  .flags = OPTION_OPTIONAL },
	OPT_SET(0, "stat", &opt.reading.stat, 1, "print them with diffstats in place of diffs"),
	OPT_FLAG(0, "why", &opt.why, "tell what says that the versions belong together"),
	OPT_FLAG(0, "check-dkim", &opt.check_dkim, "check the signatures of senders' domains, too"),
	OPT_FLAG(0, "any-author", &opt.series.any_author,
		 "count versions by somebody else as others"),
	OPT_FORMAT(&opt.format, series_show_formats, "how to print it"),
	OPT_SET(0, "json", &opt.format, 1, "the same as --format=json"),
	OPT_DATE(&opt.reading.date),
	OPT_COLOUR(&opt.reading.colour),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series>", NULL };
const struct command kvm_series_show_command = {
	.name = "kvm-series show", .usage = usage, .options = options, .complete = complete_series
};

static void print_show(const struct series_show *show)
{
	struct series_show_view view = { .show = show, .why = opt.why };

	view.date = date_format(opt.reading.date, (struct when_format){ 0 });
	report_print(&series_show_formats[opt.format], &view.report, "kvm-series",
		     opt.reading.colour);
}

/* As log and mbox have it, an older version is what is meant where a mail of it is named. */
static void print_patches(struct source *source, const struct found_series *found)
{
	g_autoptr(GArray) mails = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	const struct series *series =
		opt.version ? choose_version(found->topic, opt.version) : found->named;
	struct patch_choice choice;
	unsigned missing;

	patches_parse(&choice, opt.patches && *opt.patches ? opt.patches : NULL, "patch");
	patches_check(&choice, series);
	opt.reading.diff = opt.patches != NULL;
	opt.reading.given = 1;
	missing = mails_append_patches(mails, series, opt.series.any_author, &choice);
	reading_print(source, mails, found->catalogue->talks, &opt.reading);
	if (missing)
		warning("v%d: %u %s missing", series->version, missing,
			plural(missing, "patch is", "patches are"));
	warn_left_out(series, opt.series.any_author);
	if (!opt.version)
		warn_newer(found->topic, series);
	patch_choice_release(&choice);
}

/* What was found of all mails that are asked about. */
struct tally {
	enum attest_policy policy;
	GString *list; /* lines for a terminal */
	unsigned good, bad, none;
};

/* False where the mail cannot be read, which is told elsewhere. */
static bool check(struct source *source, const struct record *record, bool dkim,
		  struct attest_signatures *out)
{
	struct mail_blob blob;

	if (!source_read(source, record, &blob, NULL))
		return false;
	attest_mail(blob.raw, dkim, out);
	mail_blob_release(&blob);
	return true;
}

static bool is_told(enum attest_policy policy, enum attest_verdict verdict)
{
	return verdict == ATTEST_GOOD || policy > ATTEST_POLICY_CHECK;
}

static void add(struct tally *tally, unsigned n, unsigned total,
		const struct attest_signatures *signatures)
{
	enum attest_verdict verdict = signatures->verdict;
	g_autofree char *text = attest_signatures_text(signatures),
			*line = g_strdup_printf("  %u/%u %s", n, total, text);

	if (verdict == ATTEST_GOOD)
		tally->good++;
	else if (verdict == ATTEST_NONE)
		tally->none++;
	else
		tally->bad++;
	if (is_told(tally->policy, verdict)) {
		escape_terminal(tally->list, line, strlen(line), ESCAPE_LINE);
		g_string_append_c(tally->list, '\n');
	}
}

static bool allows_export(const struct tally *tally, bool quiet)
{
	bool refused = tally->policy == ATTEST_POLICY_HARDFAIL && (tally->bad || tally->none);
	bool doubted = tally->policy > ATTEST_POLICY_CHECK && tally->bad;

	if (refused)
		report_error("without a good signature of each patch nothing is exported, as "
			     "kvm.attestationPolicy has it:");
	else if (doubted)
		warning("signatures that are not good:");
	else if (tally->good && !quiet)
		fputs("signatures:\n", stderr);
	if (refused || doubted || (tally->good && !quiet))
		fputs(tally->list->str, stderr);
	return !refused;
}

bool export_signatures(const struct export *export, const GPtrArray *patches)
{
	struct tally tally = { .policy = attest_policy(), .list = g_string_new(NULL) };
	struct attest_signatures signatures;
	bool good = true;

	for (guint i = 0; tally.policy != ATTEST_POLICY_OFF && i < patches->len; i++) {
		if (!patches->pdata[i] ||
		    !check(export->source, patches->pdata[i], export->check_dkim, &signatures))
			continue;
		add(&tally, i + 1, patches->len, &signatures);
		attest_signatures_release(&signatures);
	}
	if (tally.policy != ATTEST_POLICY_OFF)
		good = allows_export(&tally, export->quiet);
	g_string_free(tally.list, TRUE);
	return good;
}

static void free_signatures(void *data)
{
	attest_signatures_release(data);
	g_free(data);
}

/* Adds to the model of show what is to be told of the signatures of a version's mails. */
static void show_signatures(struct series_show *show, struct source *source,
			    const struct series *series, bool dkim)
{
	enum attest_policy policy = attest_policy();
	struct attest_signatures *signatures;
	bool any = false;

	if (policy == ATTEST_POLICY_OFF)
		return;
	show->signatures = g_hash_table_new_full(NULL, NULL, NULL, free_signatures);
	for (guint i = 0; i <= series->patches->len; i++) {
		struct record *record =
			i ? series->patches->pdata[i - 1] : (struct record *)series->cover;

		if (!record)
			continue;
		signatures = g_new0(struct attest_signatures, 1);
		if (check(source, record, dkim, signatures)) {
			any |= signatures->verdict != ATTEST_NONE;
			if (is_told(policy, signatures->verdict)) {
				g_hash_table_insert(show->signatures, record, signatures);
				continue;
			}
		}
		free_signatures(signatures);
	}
	/* Where nobody signs there is nothing to miss. */
	if (!any)
		g_clear_pointer(&show->signatures, g_hash_table_unref);
}

static void print_summary(struct source *source, const struct found_series *found)
{
	struct handles handles = handles_of(source);
	g_autoptr(GPtrArray) trees = trees_open(&opt.series.trees, &opt.series.source);
	struct merges *merges = trees_merges(trees, source);
	struct series_show show;

	show_init(&show, source, found, choose_version(found->topic, opt.version), &handles);
	show_signatures(&show, source, choose_version(found->topic, opt.version), opt.check_dkim);
	if (merges) {
		show_merge(&show, found, merges);
		merges_rest(merges);
	}
	print_show(&show);
	series_show_release(&show);
	merges_free(merges);
}

int kvm_series_show(int argc, char **argv)
{
	struct found_series found;
	struct arguments args;
	struct source *source;

	options_parse(&kvm_series_show_command, argc, argv, &args);
	check_one_series(&kvm_series_show_command, &args);
	opt.series.stateless = opt.patches || opt.reading.stat;
	if (opt.series.stateless && (opt.format || opt.why))
		die_incompatible(opt.format ? "--json" : "--why",
				 opt.patches ? "--patch" : "--stat");
	config_start();
	source = open_series(&opt.series, nth_argument(&args, 0), &found);
	if (opt.series.stateless)
		print_patches(source, &found);
	else
		print_summary(source, &found);
	output_finish();
	if (heap_is_emptied())
		catalogue_free(found.catalogue);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
