/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/dates.h"
#include "complete.h"
#include "open.h"
#include "report/conversation.h"
#include "cli/handle.h"
#include "search/mails.h"

static const struct option_choice quotes[] = {
	{ "full", QUOTES_FULL }, { "fold", QUOTES_FOLD }, { "none", QUOTES_NONE }, { NULL, 0 }
};

#define ANY_PATCH G_MAXUINT

static struct {
	int all_versions, bots, quotes, colour;
	unsigned patch;
	const char *version, *by, *since, *date;
	struct series_options series;
} opt = {
	.bots = 1,
	.quotes = QUOTES_FOLD,
	.colour = COLOUR_UNSET,
	.patch = ANY_PATCH,
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
	OPT_UINT(0, "patch", &opt.patch, 0, "<n>", "what is about that patch, or 0, the cover"),
	OPT_STRING(0, "by", &opt.by, "<who>", "what somebody wrote, about any version"),
	OPT_STRING(0, "since", &opt.since, "<date>", "what was archived then or later"),
	OPT_FLAG(0, "bots", &opt.bots, "what robots wrote, too"),
	OPT_CHOICE(0, "quotes", &opt.quotes, quotes, "how much is shown of what mails quote"),
	OPT_FLAG(0, "any-author", &opt.series.any_author, "versions by somebody else, too"),
	OPT_DATE(&opt.date),
	OPT_COLOUR(&opt.colour),
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
	mails->patch = opt.patch == ANY_PATCH ? -1 : (int)MIN(opt.patch, SUBJECT_MAX_NUMBER);
	if (opt.version)
		mails->version = choose_version(found->topic, opt.version);
	else if (!opt.all_versions && !some)
		mails->version = found->named;
	dates_resolve(source_git_dir(source), &since, 1);
	mails->since = since.when;
}

static void put_mail(const struct conversation_view *view, struct source *source,
		     const struct thread_mail *mail, const struct thread_mail *before)
{
	struct mail_blob blob;
	struct body body;
	struct mail parsed;
	GError *error = NULL;

	if (!source_read(source, mail->record, &blob, &error)) {
		conversation_put(view, mail, before, NULL, error->message);
	} else {
		if (mail_parse(&parsed, blob.raw, &error) && body_decode(&parsed, &body, &error)) {
			conversation_put(view, mail, before, &body, NULL);
			body_release(&body);
		} else {
			conversation_put(view, mail, before, NULL, error->message);
		}
		mail_blob_release(&blob);
	}
	g_clear_error(&error);
}

static void print_mails(struct source *source, const GArray *mails)
{
	const struct when_format standard = { .kind = WHEN_DEFAULT };
	struct handles handles = handles_of(source);
	struct palette palette;
	struct conversation_view view = { .palette = &palette,
					  .handles = &handles,
					  .quotes = (enum conversation_quotes)opt.quotes,
					  .sink = { output_write_data, NULL } };
	const struct thread_mail *before = NULL;

	pager_start("kvm-series");
	view.columns = output_columns();
	view.date = date_format(opt.date, standard);
	colour_palette(opt.colour, &palette);
	for (guint i = 0; i < mails->len; i++) {
		const struct thread_mail *mail = &g_array_index(mails, struct thread_mail, i);

		put_mail(&view, source, mail, before);
		before = mail;
	}
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
	print_mails(source, list);
	output_finish();
	g_array_unref(list);
	who_free(by);
	catalogue_free(found.catalogue);
	source_close(source);
	config_release();
	return EXIT_OK;
}
