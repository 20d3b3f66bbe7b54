/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/me.h"
#include "complete.h"
#include "open.h"
#include "report/draft.h"
#include "report/escape.h"
#include "search/locate.h"

static struct {
	int patch;
	struct series_options series;
} opt = {
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_SET(0, "patch", &opt.patch, 1, "quote the diff, too"),
	OPT_SET('E', "extended-regexp", &opt.series.syntax, PATTERN_EXTENDED,
		"':/' is followed by an extended regular expression"),
	OPT_SET('P', "perl-regexp", &opt.series.syntax, PATTERN_PERL,
		"':/' is followed by a Perl regular expression"),
	OPTS_INBOX(&opt.series.source),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <mail>", NULL };
static const struct command command = {
	.name = "kvm-series reply", .usage = usage, .options = options, .complete = complete_series
};

static struct person myself(void)
{
	struct person me = { config_string("user.name"), config_string("user.email") };

	if (!me.email || !*me.email)
		die("user.email is not set, and an answer needs a From");
	if (!me.name)
		me.name = "";
	return me;
}

/* As it is, but for a terminal. */
static void put(const GString *draft)
{
	g_autoptr(GString) safe = NULL;

	if (!output_is_terminal()) {
		output_write(slice_of(draft->str, draft->len));
		return;
	}
	safe = g_string_new(NULL);
	escape_terminal(safe, draft->str, draft->len, 0);
	output_write(slice_of(safe->str, safe->len));
}

static void print_draft(struct source *source, const struct record *record)
{
	g_autoptr(GPtrArray) me = my_addresses();
	struct draft_options draft = { .from = myself(), .me = me, .patch = opt.patch };
	g_autoptr(GString) out = g_string_new(NULL);
	struct mail_blob blob;
	GError *error = NULL;

	if (!source_read(source, record, &blob, &error) ||
	    !draft_append(out, blob.raw, record, &draft, &error))
		die("<%s>: %s", record->message_id, error->message);
	mail_blob_release(&blob);
	pager_start("kvm-series");
	put(out);
}

/* Of a title, it is the cover letter of the newest version, or its first patch. */
static void answer_series(const char *name)
{
	struct found_series found;
	struct source *source = open_series(&opt.series, name, &found);

	print_draft(source, found.named->leader);
	catalogue_free(found.catalogue);
	source_close(source);
}

static void answer_mail(const char *name)
{
	struct source *source = source_open_whole(&opt.series.source);
	struct found_mail mail;
	GError *error = NULL;

	if (!found_mail_find(&mail, source, name, &error))
		die_search(error);
	print_draft(source, mail.record);
	found_mail_release(&mail);
	source_close(source);
}

int kvm_series_reply(int argc, char **argv)
{
	struct arguments args;
	const char *name;

	options_parse(&command, argc, argv, &args);
	name = nth_argument(&args, 0);
	if (!name || nth_argument(&args, 1))
		die_usage(&command, "name one mail");
	config_start();
	if (g_str_has_prefix(name, ":/"))
		answer_series(name);
	else
		answer_mail(name);
	output_finish();
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
