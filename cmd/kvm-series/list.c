/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <stdio.h>
#include <stdlib.h>
#include <glib.h>
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/report.h"
#include "cli/heap.h"
#include "cli/hints.h"
#include "cli/me.h"
#include "cli/trees.h"
#include "complete.h"
#include "open.h"
#include "print.h"
#include "site.h"
#include "search/locate.h"
#include "search/query.h"
#include "search/who.h"
#include "search/touching.h"
#include "cli/options.h"
#include "report/series_field.h"
#include "report/wrap.h"

static struct {
	struct query_options query;
	const char *active_since, *folder;
	struct print_options print;
	struct limits limits;
	const char *applies_to;
	struct trees_options trees;
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
	OPT_WHO("reviewer", &opt.query.reviewer, "only what waits for <who> to answer"),
	OPT_WHO("waiting-for", &opt.query.waiting_for,
		"what waits for <who>, as reviewer or author"),
	OPT_SET(0, "mine", &opt.query.mine, 1, "what I posted: the same as --author=me"),
	OPT_WHO("for", &opt.query.addressed, "whose newest version went to <who>, by To or Cc"),
	OPT_WHO("cc", &opt.query.addressed, "the same as --for"),
	OPT_SET(0, "ready", &opt.query.ready, 1, "reviewed and complete"),
	OPT_SET(0, "needs-review", &opt.query.needs_review, 1, "new, or waiting for review"),
	OPT_SET(0, "stalled", &opt.query.stalled, 1, "not applied, and silent for 30 days"),
	OPT_UINT(0, "idle", &opt.query.idle, 0, "<days>", "only what is silent for so many days"),
	OPT_STRING(0, "active-since", &opt.active_since, "<date>",
		   "only what somebody posted or answered then or later"),
	OPT_STRING(0, "tree", &opt.query.tree, "<tree>", "only what is for that tree"),
	OPT_STRING(0, "applies-to", &opt.applies_to, "<rev>", "only what applies to that commit"),
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
	  .help = "print that, or as table, oneline, medium, json, html" },
	OPT_SET(0, "json", &opt.print.json, 1, "the same as --format=json"),
	OPT_STRING('o', "output", &opt.folder, "<folder>", "where --format=html writes its pages"),
	OPT_SET('z', NULL, &opt.print.nul, 1, "end lines with a NUL"),
	OPT_DATE(&opt.print.date),
	OPT_COLOUR(&opt.print.colour),
	OPT_GROUP("Limits"),
	OPTS_LIMITS("lines", &opt.limits),
	OPT_GROUP("Reading"),
	OPT_TREE_REPO(&opt.trees),
	OPTS_SOURCE(&opt.source),
	OPT_END,
};

static const char *const usage[] = {
	"[list] [<options>] [<revision-range>...] [-- <path>...]",
	"show [<options>] <series>",
	"log [<options>] [<series>]",
	"reply [<options>] <mail>",
	"mbox [<options>] <series>",
	"am [<options>] <series> [-- <git-am-options>...]",
	"diff [<options>] <series> [<versions>]",
	"find [<options>] [<commit>|<range>...]",
	"base [<options>] <series>",
	NULL,
};
static const struct subcommand subcommands[] = {
	{ "list", "list series, with their state" },
	{ "show", "show a series, its versions and what was said" },
	{ "log", "read the conversation about a series, or what somebody wrote" },
	{ "reply", "draft an answer to a mail, for git send-email or mutt" },
	{ "mbox", "export a series for git am, with the tags of its replies" },
	{ "am", "apply a series by git am in this work tree, with the tags of its replies" },
	{ "diff", "compare two versions of a series" },
	{ "base", "tell what commit a series is for, and where it applies" },
	{ "find", "find the postings that commits of a work repository were made of" },
	{ NULL, NULL },
};

#define HELP_COLUMNS 80

static void append_wrapped(GString *out, const char *heading, GString *text)
{
	g_string_append_printf(out, "%s\n", heading);
	wrap_lines(out, text->str, HELP_COLUMNS);
	g_string_append_c(out, '\n');
	g_string_free(text, TRUE);
}

static void append_name(GString *text, const char *name)
{
	g_string_append_printf(text, "%s %s", text->len ? "," : "   ", name);
}

/* Appends, for -h of the list, which states, fields and formats there are, and the defaults. */
static void append_list_notes(GString *out)
{
	GString *states = g_string_new(NULL), *fields = g_string_new(NULL);
	GString *formats = g_string_new(NULL), *columns = g_string_new(NULL);

	for (int i = 0; i < STATE_NR; i++)
		append_name(states, state_name((enum series_state)i));
	append_name(states, INCOMPLETE);
	append_name(states, LOST);
	g_string_append(states, "; \"!\" in front of one leaves it out\n");
	append_wrapped(out, "States, for --state", states);
	for (int i = 0; i < SERIES_FIELDS; i++)
		append_name(fields, series_field_names[i]);
	g_string_append_c(fields, '\n');
	append_wrapped(out, "Fields, for --sort, and as %(field) for --format", fields);
	g_string_append(
		columns,
		"    VER version; N/M patches that are there, of how many; R, A, T patches with a "
		"Reviewed-by, Acked-by, Tested-by; RE replies of other people\n");
	append_wrapped(out, "Columns of the table", columns);
	for (const struct report_format *f = series_list_formats; f->name; f++)
		append_name(formats, f->name);
	g_string_append(formats, "; or a text with %(field)\n");
	append_wrapped(out, "Formats, for --format", formats);
	g_string_append(out, "Defaults\n"
			     "    the last " LIST_DAYS_TEXT
			     " days; what was posted last comes first\n\n");
}

const struct command kvm_series_list_command = {
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

/* Only what belongs to the paths, where the index knows what does: a site has other pages, too. */
static bool read_touching(struct source *source, const struct filter *filter,
			  struct catalogue *catalogue)
{
	struct overrides *overrides;
	struct catalogue_options options;
	bool good;

	if (!filter_has_paths(filter) || opt.folder || !source_is_whole(source))
		return false;
	overrides = overrides_configured();
	options = catalogue_configured(overrides);
	good = touching_gather(source, filter_paths(filter), &options, catalogue);
	overrides_free(overrides);
	return good;
}

static struct catalogue *read_catalogue(struct source *source, const struct filter *filter)
{
	struct catalogue *catalogue = catalogue_new();
	struct source_scan scan = { .record = on_record, .data = catalogue };
	struct scan_counts counts = { 0 };

	if (!read_touching(source, filter, catalogue))
		source_scan(source, &scan, &counts);
	catalogue_finish_configured(catalogue, source_threads(source));
	taker_ask_all(source, catalogue->takers);
	return catalogue;
}

static void resolve_activity(const struct source *source)
{
	struct date_words date = { opt.active_since, INT64_MIN };

	dates_resolve(source_git_dir(source), &date, 1);
	opt.query.active_since = date.when;
}

/* A name of a series is no range, though it may be a path. */
static const char *meant_subcommand(const char *word)
{
	return names_series(word) == NAMES_SERIES ? "show" : similar_subcommand(word);
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
	opt.source.output = &opt.folder;
	opt.source.days = LIST_DAYS;
	opt.source.meant = meant_subcommand;
	/* Dates of mails say how much of the list is wanted: all that can have them. */
	if (!args->nr_revisions && !mails.all && !mails.branches && !opt.source.new_mails &&
	    (topics.sent_since || topics.sent_until || opt.active_since)) {
		range.revisions = head;
		range.nr_revisions = 1;
	}
	source = source_open(&opt.source, &range);
	resolve_activity(source);
	query_set_filter(query, limits_compile(&topics, args, source_git_dir(source),
					       source_mailmap(source)));
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

/* In the first of the work repositories that knows it. */
static void find_target(const GPtrArray *trees)
{
	GError *error = NULL;

	for (guint i = 0; i < trees->len && !opt.query.applies_in; i++) {
		g_clear_error(&error);
		if (tree_resolve(trees->pdata[i], opt.applies_to, &opt.query.applies_to, &error))
			opt.query.applies_in = trees->pdata[i];
	}
	if (error)
		die_gerror(error);
	if (!trees->len)
		die("--applies-to: there is no work repository that it could apply to\n"
		    "hint: name one with --tree-repo=<path>, or set kvm.tree");
}

/* Those with what became of the mails, for the query. */
static GPtrArray *open_trees(const struct query *query, struct source *source,
			     const struct catalogue *catalogue)
{
	GPtrArray *trees = trees_open(&opt.trees, &opt.source);

	if (!trees->len && query_asks_lost(query))
		die("--state=" LOST ": there is no work repository to look for commits in\n"
		    "hint: name one with --tree-repo=<path>, or set kvm.tree");
	if (opt.applies_to)
		find_target(trees);
	opt.query.merges = trees_merges(trees, source);
	if (opt.query.merges)
		merges_add(opt.query.merges, catalogue->records);
	return trees;
}

/* A site needs its folder, and has no use for what changes lines. */
static void check_site(bool site)
{
	if (site && !opt.folder) {
		report_error("--format=html writes files: say where with -o <folder>");
		exit(EXIT_USAGE);
	}
	if (!site && opt.folder) {
		report_error("-o is for --format=html");
		exit(EXIT_USAGE);
	}
	if (site && opt.query.all_versions)
		die_incompatible("--format=html", "--all-versions");
	if (site && opt.print.nul)
		die_incompatible("--format=html", "-z");
}

int kvm_series_list(int argc, char **argv)
{
	struct past past = { 0 };
	struct arguments args;
	struct source *source;
	struct handles handles;
	struct query *query;
	struct print *print;
	GPtrArray *trees;
	GError *error = NULL;
	g_autoptr(GArray) rows = NULL;

	options_parse(&kvm_series_list_command, argc, argv, &args);
	check_subcommand(&args);
	if (opt.print.json && opt.print.format)
		die_incompatible("--json", "--format");
	config_start();
	query = query_new(&opt.query, &error);
	if (!query)
		die_search(error);
	print = print_new(&opt.print);
	check_site(print_is_site(print));
	source = open_source(&args, query);
	if (source_has_news(source)) {
		past_read(source, &past);
		query_set_news(query, past.news);
	} else {
		past.now = read_catalogue(source, query_filter(query));
	}
	handles = handles_of(source);
	trees = open_trees(query, source, past.now);
	rows = query_rows(query, past.now, source, &handles);
	hint_old_inbox(source);
	if (!rows->len && !query_touches(query, past.now))
		hint_no_path(&args);
	if (opt.query.merges)
		merges_rest(opt.query.merges);
	if (print_is_site(print))
		write_site(source, past.now, rows, opt.folder);
	else
		print_rows(print, rows, kvm_series_list_command.name);
	output_finish();
	source_seen(source);
	merges_free(opt.query.merges);
	g_ptr_array_unref(trees);
	query_free(query);
	print_free(print);
	if (heap_is_emptied())
		past_release(&past);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
