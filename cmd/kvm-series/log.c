/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/me.h"
#include "cli/dates.h"
#include "complete.h"
#include "open.h"
#include "reading.h"
#include "search/mails.h"

#define DAY ((int64_t)24 * 60 * 60)

static struct {
	int all_versions, bots, new_mails;
	const char *version, *patches, *by, *since;
	struct reading_options reading;
	struct series_options series;
} opt = {
	.bots = 1,
	.reading = READING_OPTIONS_INIT,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_VERSION(&opt.version, "what is about that version"),
	OPT_FLAG(0, "all-versions", &opt.all_versions, "what is about any version, oldest first"),
	OPT_STRING('p', "patch", &opt.patches, "<numbers>",
		   "what is about these patches; 0 is the cover"),
	OPT_WHO("by", &opt.by, "what somebody wrote, about any version"),
	OPT_STRING(0, "since", &opt.since, "<date>", "what was archived then or later"),
	OPT_SET(0, "new", &opt.new_mails, 1, "what 'list --new' told about last, and newer"),
	OPT_FLAG(0, "bots", &opt.bots, "what robots wrote, too"),
	OPT_CHOICE(0, "quotes", &opt.reading.quotes, quotes_choices,
		   "how much is shown of what mails quote"),
	OPT_FLAG(0, "any-author", &opt.series.any_author, "versions by somebody else, too"),
	OPT_DATE(&opt.reading.date),
	OPT_COLOUR(&opt.reading.colour),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] [<series>]", NULL };
static const struct command command = {
	.name = "kvm-series log", .usage = usage, .options = options, .complete = complete_series
};

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

/* All topics of the list; of the last days where nothing says how much is wanted, and nothing was
 * seen before. */
static struct catalogue *read_all(struct source *source, struct mails_options *mails)
{
	struct catalogue *catalogue = catalogue_new();
	struct source_scan scan = { .record = on_record, .data = catalogue };
	bool everything;

	source_scan_all(source, &scan);
	catalogue_finish_configured(catalogue, source_threads(source));
	everything = !mails->fresh || g_hash_table_size(mails->fresh) >= catalogue->records->len;
	if (!opt.since && everything)
		mails->since = catalogue->now - LIST_DAYS * DAY;
	return catalogue;
}

static void read_options(struct mails_options *mails, struct source *source)
{
	struct date_words since = { opt.since, INT64_MIN };
	GError *error = NULL;

	*mails = (struct mails_options){ .bots = opt.bots };
	if (!who_parse(opt.by, "by", my_addresses, &mails->by, &error))
		die_search(error);
	who_put_right(mails->by, source);
	patches_parse(&mails->patches, opt.patches, "patch");
	dates_resolve(source_git_dir(source), &since, 1);
	mails->since = since.when;
	mails->fresh = opt.new_mails ? source_unread(source) : NULL;
}

static void release_options(struct mails_options *mails)
{
	patch_choice_release(&mails->patches);
	g_clear_pointer(&mails->fresh, g_hash_table_unref);
	who_free(mails->by);
}

/* Reads the whole conversation, or what the options leave of it. */
static void print_mails(struct source *source, const struct catalogue *catalogue,
			const GArray *mails)
{
	if (mails->len)
		reading_print(source, mails, catalogue->talks, &opt.reading);
	output_finish();
}

static void read_series(const char *name)
{
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct mails_options mails;
	struct found_series found;
	struct source *source;

	opt.series.stateless = 1;
	source = open_series(&opt.series, name, &found);
	read_options(&mails, source);
	if (opt.version)
		mails.version = choose_version(found.topic, opt.version);
	else if (!opt.all_versions && !opt.by && !opt.since && !opt.new_mails)
		mails.version = found.named;
	if (mails.version)
		patches_check(&mails.patches, mails.version);
	mails_append(list, found.catalogue, found.topic, &mails);
	print_mails(source, found.catalogue, list);
	if (mails.version && !opt.version)
		warn_newer(found.topic, mails.version);
	release_options(&mails);
	catalogue_free(found.catalogue);
	source_close(source);
}

static void read_list(void)
{
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct source *source = source_open_whole(&opt.series.source);
	struct catalogue *catalogue;
	struct mails_options mails;

	read_options(&mails, source);
	catalogue = read_all(source, &mails);
	for (guint i = 0; i < catalogue->topics->len; i++)
		mails_append(list, catalogue, catalogue->topics->pdata[i], &mails);
	print_mails(source, catalogue, list);
	release_options(&mails);
	catalogue_free(catalogue);
	source_close(source);
}

int kvm_series_log(int argc, char **argv)
{
	struct arguments args;
	const char *name;

	options_parse(&command, argc, argv, &args);
	name = nth_argument(&args, 0);
	if (name)
		check_one_series(&command, &args);
	if (!name && (opt.version || opt.all_versions || (!opt.by && !opt.since && !opt.new_mails)))
		die_usage(&command,
			  "name one series, or what is wanted of all: --by, --since, --new");
	config_start();
	if (name)
		read_series(name);
	else
		read_list();
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
