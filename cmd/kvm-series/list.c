/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <stdlib.h>
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/handle.h"
#include "cli/past.h"
#include "complete.h"
#include "notes.h"
#include "open.h"
#include "print.h"
#include "search/query.h"

static struct {
	struct query_options query;
	struct print_options print;
	struct limits limits;
	struct source_options source;
} opt = {
	.query.limits = &opt.limits,
	.query.me = my_addresses,
	.print.colour = COLOUR_UNSET,
	.limits = LIMITS_INIT,
	.source = SOURCE_OPTIONS_INIT,
};

static const struct option_def options[] = {
	{ .kind = OPTION_STRING,
	  .name = "state",
	  .string = &opt.query.states,
	  .argument = "<state>[,<state>...]",
	  .complete = complete_states,
	  .help = "only topics in these states" },
	OPT_STRING(0, "reviewer", &opt.query.reviewer, "<who>",
		   "only what waits for <who> to answer"),
	OPT_STRING(0, "waiting-for", &opt.query.waiting_for, "<who>",
		   "what waits for <who>, as reviewer or author"),
	OPT_SET(0, "ready", &opt.query.ready, 1, "reviewed and complete"),
	OPT_SET(0, "needs-review", &opt.query.needs_review, 1, "new, or waiting for review"),
	OPT_SET(0, "stalled", &opt.query.stalled, 1, "not applied, and silent for 30 days"),
	OPT_UINT(0, "idle", &opt.query.idle, 0, "<days>", "only what is silent for so many days"),
	OPT_STRING(0, "tree", &opt.query.tree, "<tree>", "only what is for that tree"),
	OPT_FLAG(0, "all-versions", &opt.query.all_versions, "older versions, too"),
	{ .kind = OPTION_STRING,
	  .name = "sort",
	  .string = &opt.query.sort,
	  .argument = "<key>",
	  .complete = complete_sort,
	  .help = "order by a field, from the greatest with '-'" },
	{ .kind = OPTION_STRING,
	  .name = "format",
	  .string = &opt.print.format,
	  .argument = "<format>",
	  .complete = complete_format,
	  .help = "print that, or as table, oneline, medium, json" },
	OPT_SET(0, "json", &opt.print.json, 1, "the same as --format=json"),
	OPT_SET('z', NULL, &opt.print.nul, 1, "end lines with a NUL"),
	OPT_DATE(&opt.print.date),
	OPT_COLOUR(&opt.print.colour),
	OPT_GROUP("Limits"),
	OPTS_LIMITS_OF("lines", &opt.limits),
	OPT_GROUP("Reading"),
	OPTS_SOURCE(&opt.source),
	OPT_END,
};

static const char *const usage[] = {
	"[list] [<options>] [<revision-range>...] [-- <path>...]",
	"show [<options>] <series>",
	"log [<options>] <series>",
	"mbox [<options>] <series>",
	"am [<options>] <series> [-- <git-am-options>...]",
	"diff [<options>] <series> [<versions>]",
	"find [<options>] [<commit>|<range>...]",
	NULL,
};
static const struct subcommand subcommands[] = {
	{ "list", "list series, with their state" },
	{ "show", "show a series, its versions and what was said" },
	{ "log", "read the conversation about a series" },
	{ "mbox", "export a series for git am, with the tags of its replies" },
	{ "am", "apply a series by git am in this work tree, with the tags of its replies" },
	{ "diff", "compare two versions of a series" },
	{ "find", "find the postings that commits of a work repository were made of" },
	{ NULL, NULL },
};
static const struct command command = {
	.name = "kvm-series",
	.usage = usage,
	.options = options,
	.subcommands = subcommands,
	.append_notes = append_list_notes,
};

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

static struct catalogue *read_catalogue(struct source *source)
{
	struct catalogue *catalogue = catalogue_new();
	struct source_scan scan = { .record = on_record, .data = catalogue };
	struct scan_counts counts = { 0 };

	source_scan(source, &scan, &counts);
	catalogue_finish_configured(catalogue);
	return catalogue;
}

/*
 * What says which mails there are limits the reading of mails, replies and robots' among them; what
 * says which series, the list of topics.
 */
static struct source *open_source(const struct arguments *args, struct query *query)
{
	static struct limits mails = LIMITS_INIT;
	static const char *head[] = { "HEAD", NULL };
	struct limits topics = opt.limits;
	struct arguments range = *args;
	struct source *source;

	mails.since = opt.limits.since;
	mails.until = opt.limits.until;
	mails.all = opt.limits.all;
	mails.branches = opt.limits.branches;
	topics.since = topics.until = NULL;
	topics.bots = BOTS_UNSET;
	opt.source.limits = &mails;
	opt.source.days = LIST_DAYS;
	opt.source.meant = similar_subcommand;
	/* Dates of mails say how much of the list is wanted: all that can have them. */
	if (!args->nr_revisions && !mails.all && !mails.branches && !opt.source.new_mails &&
	    (topics.sent_since || topics.sent_until)) {
		range.revisions = head;
		range.nr_revisions = 1;
	}
	source = source_open(&opt.source, &range);
	query_set_filter(query, limits_compile(&topics, args, source_git_dir(source)));
	return source;
}

/* Behind options it would be taken for a revision. */
static void check_subcommand(const struct arguments *args)
{
	for (size_t i = 0; i < args->nr_revisions; i++)
		for (const struct subcommand *sub = subcommands; sub->name; sub++)
			if (!strcmp(sub->name, args->revisions[i])) {
				report_error(
					"the subcommand comes first: git kvm-series %s [<options>]",
					sub->name);
				exit(EXIT_USAGE);
			}
}

int kvm_series_list(int argc, char **argv)
{
	struct past past = { 0 };
	struct arguments args;
	struct source *source;
	struct handles handles;
	struct query *query;
	struct print *print;
	GError *error = NULL;
	GArray *rows;

	options_parse(&command, argc, argv, &args);
	check_subcommand(&args);
	if (opt.print.json && opt.print.format)
		die_incompatible("--json", "--format");
	config_start();
	query = query_new(&opt.query, &error);
	if (!query)
		die_search(error);
	print = print_new(&opt.print);
	source = open_source(&args, query);
	if (source_has_news(source)) {
		past_read(source, &past);
		query_set_news(query, past.news);
	} else {
		past.now = read_catalogue(source);
	}
	handles = handles_of(source);
	rows = query_rows(query, past.now, source, &handles);
	print_rows(print, rows, command.name);
	output_finish();
	source_seen(source);
	g_array_unref(rows);
	query_free(query);
	print_free(print);
	past_release(&past);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
