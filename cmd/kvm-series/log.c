/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/me.h"
#include "cli/dates.h"
#include "complete.h"
#include "open.h"
#include "reading.h"
#include "search/mails.h"

static struct {
	int all_versions, bots;
	const char *version, *patches, *by, *since;
	struct reading_options reading;
	struct series_options series;
} opt = {
	.bots = 1,
	.reading = READING_OPTIONS_INIT,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	{ .kind = OPTION_STRING,
	  .name = "version",
	  .string = &opt.version,
	  .argument = "<version>",
	  .complete = complete_version,
	  .help = "what is about that version" },
	OPT_FLAG(0, "all-versions", &opt.all_versions, "what is about any version, oldest first"),
	OPT_STRING(0, "patch", &opt.patches, "<numbers>",
		   "what is about these patches; 0 is the cover"),
	OPT_STRING(0, "by", &opt.by, "<who>", "what somebody wrote, about any version"),
	OPT_STRING(0, "since", &opt.since, "<date>", "what was archived then or later"),
	OPT_FLAG(0, "bots", &opt.bots, "what robots wrote, too"),
	OPT_CHOICE(0, "quotes", &opt.reading.quotes, quotes_choices,
		   "how much is shown of what mails quote"),
	OPT_FLAG(0, "any-author", &opt.series.any_author, "versions by somebody else, too"),
	OPT_DATE(&opt.reading.date),
	OPT_COLOUR(&opt.reading.colour),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series>", NULL };
static const struct command command = {
	.name = "kvm-series log", .usage = usage, .options = options, .complete = complete_series
};

static void choose_mails(struct mails_options *mails, struct source *source,
			 const struct found_series *found)
{
	struct date_words since = { opt.since, INT64_MIN };
	bool some = opt.by || opt.since;

	mails->bots = opt.bots;
	patches_parse(&mails->patches, opt.patches, "patch");
	if (opt.version)
		mails->version = choose_version(found->topic, opt.version);
	else if (!opt.all_versions && !some)
		mails->version = found->named;
	dates_resolve(source_git_dir(source), &since, 1);
	mails->since = since.when;
}

int kvm_series_log(int argc, char **argv)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct mails_options mails = { 0 };
	struct found_series found;
	struct source *source;
	struct who *by = NULL;
	GError *error = NULL;

	source = open_one_series(&command, argc, argv, &opt.series, &found);
	if (!who_parse(opt.by, "by", my_addresses, &by, &error))
		die_search(error);
	who_put_right(by, source);
	mails.by = by;
	choose_mails(&mails, source, &found);
	mails_append(list, found.catalogue, found.topic, &mails);
	reading_print(source, list, NULL, &opt.reading);
	output_finish();
	if (mails.version && !opt.version)
		warn_newer(found.topic, mails.version);
	g_array_unref(list);
	patch_choice_release(&mails.patches);
	who_free(by);
	catalogue_free(found.catalogue);
	source_close(source);
	config_release();
	return EXIT_OK;
}
