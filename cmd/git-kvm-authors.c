/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include "cli/cli.h"
#include "cli/completion.h"
#include "cli/heading.h"
#include "cli/heap.h"
#include "cli/hints.h"
#include "cli/report.h"
#include "cli/source.h"
#include "cli/trees.h"
#include "inbox/file.h"
#include "report/authors.h"
#include "text/reason.h"

static const struct option_choice counts[] = {
	{ "patches", FIGURE_PATCHES },
	{ "postings", FIGURE_POSTINGS },
	{ "topics", FIGURE_TOPICS },
	{ NULL, 0 },
};

static const struct option_choice periods[] = {
	{ "day", PERIOD_DAY },	       { "week", PERIOD_WEEK }, { "month", PERIOD_MONTH },
	{ "quarter", PERIOD_QUARTER }, { "year", PERIOD_YEAR }, { NULL, 0 },
};

/* A column; figures first, then what enum sort_by has besides. */
enum { COLUMN_NUMBER = FIGURE_NR, COLUMN_FIRST, COLUMN_LAST, COLUMN_NAME };

static const struct option_choice columns[] = {
	{ "number", COLUMN_NUMBER }, { "patches", FIGURE_PATCHES }, { "postings", FIGURE_POSTINGS },
	{ "topics", FIGURE_TOPICS }, { "reviews", FIGURE_REVIEWS }, { "covered", FIGURE_COVERED },
	{ "taken", FIGURE_TAKEN },   { "replies", FIGURE_REPLIES }, { "merged", FIGURE_MERGED },
	{ "share", FIGURE_SHARE },   { "days", FIGURE_DAYS },	    { "first", COLUMN_FIRST },
	{ "last", COLUMN_LAST },     { "name", COLUMN_NAME },	    { NULL, 0 },
};

static const struct option_choice groups[] = {
	{ "author", GROUP_AUTHOR },	{ "sender", GROUP_SENDER },
	{ "reviewer", GROUP_REVIEWER }, { "tester", GROUP_TESTER },
	{ "reporter", GROUP_REPORTER }, { "domain", GROUP_DOMAIN },
	{ "employer", GROUP_EMPLOYER }, { "tree", GROUP_TREE },
	{ "path", GROUP_PATH },		{ NULL, 0 },
};

#define TOP_UNSET G_MAXUINT
#define TOP_DEFAULT 15

static struct {
	int format, count, by, sort, number, summary, email, senders, by_sent;
	int merge_names, newcomers, colour;
	unsigned top;
	const char *versus;
	GPtrArray *groups, *employers;
	struct limits limits;
	struct trees_options trees;
	struct source_options source;
} opt = {
	.count = FIGURE_PATCHES,
	.by = PERIOD_NONE,
	.sort = COLUMN_NUMBER,
	.email = -1,
	.colour = COLOUR_UNSET,
	.top = TOP_UNSET,
	.limits = LIMITS_INIT,
	.source = SOURCE_OPTIONS_INIT,
};

static void complete_groups(struct completion *completion)
{
	for (const struct option_choice *group = groups; group->name; group++)
		completion_add(completion, group->name, NULL);
	completion_add(completion, "trailer:", NULL);
}

static const struct option_def options[] = {
	OPT_SET('n', "numbered", &opt.sort, COLUMN_NUMBER, "sort by number, which is the default"),
	OPT_SET('s', "summary", &opt.summary, 1, "only number and name, as git shortlog -s"),
	OPT_FLAG('e', "email", &opt.email, "show addresses"),
	OPT_SET('c', "senders", &opt.senders, 1, "the same as --group=sender"),
	{ .kind = OPTION_LIST,
	  .name = "group",
	  .list = &opt.groups,
	  .argument = "<what>",
	  .complete = complete_groups,
	  .help = "what a row is for; may be given again" },
	OPT_CHOICE(0, "count", &opt.count, counts, "what is counted"),
	{ .kind = OPTION_CHOICE,
	  .name = "sort",
	  .number = &opt.sort,
	  .choices = columns,
	  .argument = "<column>",
	  .help = "sort by a column" },
	OPT_UINT(0, "top", &opt.top, 0, "<n>", "rows of each table, 0 for all"),
	OPT_FLAG(0, "merge-names", &opt.merge_names, "one name is one person"),
	OPT_LIST(0, "employers", &opt.employers, "<file>", "who works for whom"),
	OPT_CHOICE(0, "by", &opt.by, periods, "figures of each period, too"),
	OPT_SET(0, "by-sent", &opt.by_sent, 1, "by the date in the mail, not of archiving"),
	OPT_FLAG(0, "newcomers", &opt.newcomers, "only authors who had never posted before"),
	OPT_STRING(0, "versus", &opt.versus, "<range>", "the change since another range"),
	OPT_FORMAT(&opt.format, authors_formats, "how to print it"),
	OPT_SET(0, "json", &opt.format, AUTHORS_JSON, "the same as --format=json"),
	OPT_COLOUR(&opt.colour),
	OPT_GROUP("Limits"),
	{ .kind = OPTION_UINT,
	  .name = "max-count",
	  .count = &opt.limits.max_count,
	  .argument = "<number>",
	  .flags = OPTION_DIGITS,
	  .help = "count at most so many mails" },
	OPT_UINT(0, "skip", &opt.limits.skip, 0, "<number>", "pass over so many mails first"),
	OPTS_WHICH(&opt.limits),
	OPT_GROUP("Reading"),
	OPT_TREE_REPO(&opt.trees),
	OPTS_SOURCE(&opt.source),
	OPT_END,
};

static const char *const usage[] = { "[<options>] [<revision-range>...] [-- <path>...]", NULL };
static const struct command command = { .name = "kvm-authors", .usage = usage, .options = options };

/* One range: the first one, or that of --versus. */
struct run {
	struct source *source;
	struct filter *counted; /* which of those that come are counted; NULL: all */
	struct authors *authors;
	struct merges *merges; /* NULL: there is no work repository */
	struct limits limits;  /* of which mails are read */
};

static bool on_record(struct record *record, void *data)
{
	struct run *run = data;
	bool counts = !run->counted || filter_next(run->counted, record, NULL, NULL) == FILTER_TAKE;

	authors_add(run->authors, record, counts);
	return true;
}

static bool on_older(struct record *record, void *data)
{
	authors_see_older(((struct run *)data)->authors, record);
	record_free(record);
	return true;
}

static bool touches(const struct record *record, void *data)
{
	return filter_wants_paths(source_filter(((struct run *)data)->source), record);
}

static void put_right(struct pool *pool, struct person *person, void *data)
{
	source_put_right(((struct run *)data)->source, pool, person);
}

static void look(const GPtrArray *records, void *data)
{
	merges_add(((struct run *)data)->merges, records);
}

static bool merged(const struct record *record, int64_t *committed, int *version, void *data)
{
	const struct merge *merge = merges_of(((struct run *)data)->merges, record);

	if (!merge || merge->reverted)
		return false;
	*committed = merge->made.hit->commit.committed;
	*version = merge->match.later ? 0 : merge->match.record->subject.version;
	return true;
}

/* Work repositories, opened behind the first source. */
static GPtrArray *trees;

static struct group_spec read_group(const char *name)
{
	int kind;

	if (g_str_has_prefix(name, "trailer:") && name[strlen("trailer:")])
		return (struct group_spec){ GROUP_TRAILER, name + strlen("trailer:") };
	if (!option_choice_find(groups, name, &kind)) {
		char *names = option_choice_names(groups);

		report_error("option `group' expects trailer:<key>, %s", names);
		g_free(names);
		exit(EXIT_USAGE);
	}
	return (struct group_spec){ (enum author_group)kind, NULL };
}

static GArray *read_groups(void)
{
	GArray *list = g_array_new(FALSE, TRUE, sizeof(struct group_spec));

	for (guint i = 0; opt.groups && i < opt.groups->len; i++) {
		struct group_spec spec = read_group(opt.groups->pdata[i]);

		g_array_append_val(list, spec);
	}
	if (opt.senders || !list->len) {
		struct group_spec spec = { opt.senders ? GROUP_SENDER : GROUP_AUTHOR, NULL };

		g_array_prepend_val(list, spec);
	}
	if (opt.limits.bots == BOTS_TOO) {
		struct group_spec spec = { GROUP_BOT, NULL };

		g_array_append_val(list, spec);
	}
	return list;
}

/* Whether series, topics and threads are needed. */
static bool needs_topics(const GArray *list, const struct arguments *args)
{
	if (args->nr_paths || !opt.summary || opt.count != FIGURE_POSTINGS || opt.sort < FIGURE_NR)
		return true;
	for (guint i = 0; i < list->len; i++) {
		enum author_group kind = g_array_index(list, struct group_spec, i).kind;

		if (kind == GROUP_REVIEWER || kind == GROUP_TESTER || kind == GROUP_REPORTER ||
		    kind == GROUP_TREE)
			return true;
	}
	return false;
}

static void add_employers(struct employers *employers, const char *path)
{
	GError *error = NULL;
	g_autofree char *text = NULL;
	gsize len;

	if (!file_read_named(path, &text, &len, &error))
		die("unable to read '%s': %s", path, reason_of_file_error(error));
	if (!employers_add(employers, path, text, len, &error))
		die_gerror(error);
}

static struct employers *read_employers(void)
{
	struct employers *employers = employers_new();

	for (guint i = 0; opt.employers && i < opt.employers->len; i++)
		add_employers(employers, opt.employers->pdata[i]);
	if (!opt.employers && config_has("kvm.employers"))
		add_employers(employers, config_path("kvm.employers"));
	return employers;
}

static void rank(struct run *run, struct rank_options *out)
{
	*out = (struct rank_options){ .by = SORT_FIGURE,
				      .figure = (enum figure)opt.count,
				      .count = (enum figure)opt.count,
				      .by_name = opt.summary,
				      .newcomers = opt.newcomers };
	if (opt.sort < FIGURE_NR)
		out->figure = (enum figure)opt.sort;
	else if (opt.sort == COLUMN_FIRST)
		out->by = SORT_FIRST;
	else if (opt.sort == COLUMN_LAST)
		out->by = SORT_LAST;
	else if (opt.sort == COLUMN_NAME)
		out->by = SORT_NAME;
	authors_rank(run->authors, out);
}

/*
 * Others' mails are read with --author, too: of a patch, that somebody reviewed it. Not with
 * --max-count and --skip, which count mails that all limits leave.
 */
static bool wants_others(const struct limits *limits)
{
	return limits->authors && limits->max_count == MAX_COUNT_UNSET && !limits->skip;
}

static void open_range(struct run *run, struct source_options *options,
		       const struct arguments *args)
{
	static const struct arguments no_paths = { .nr_paths = 0 };
	struct limits authors = LIMITS_INIT;

	run->limits = *options->limits;
	if (!wants_others(&run->limits)) {
		run->source = source_open(options, args);
		return;
	}
	authors.authors = run->limits.authors;
	authors.ignore_case = run->limits.ignore_case;
	authors.syntax = run->limits.syntax;
	run->limits.authors = NULL;
	options->limits = &run->limits;
	run->source = source_open(options, args);
	run->counted = limits_compile(&authors, &no_paths, source_git_dir(run->source),
				      source_mailmap(run->source));
}

static void read_range(struct run *run, struct authors_options *how, struct source_options options,
		       const struct arguments *args)
{
	struct source_scan scan = { .counting = true, .record = on_record, .data = run };
	struct scan_counts seen = { 0 };

	how->data = run;
	how->touches = args->nr_paths ? touches : NULL;
	open_range(run, &options, args);
	if (!trees)
		trees = trees_open(&opt.trees, &opt.source);
	run->merges = trees_merges(trees, run->source);
	how->merged = run->merges ? merged : NULL;
	how->look = run->merges ? look : NULL;
	how->threads = source_threads(run->source);
	run->authors = authors_new(how);
	source_scan(run->source, &scan, &seen);
	authors_finish(run->authors);
	if (opt.newcomers) {
		scan.record = on_older;
		source_scan_all(run->source, &scan);
	}
}

static void run_release(struct run *run)
{
	if (heap_is_emptied())
		authors_free(run->authors);
	merges_free(run->merges);
	filter_free(run->counted);
	source_close(run->source);
}

/* How ranks were in the range of --versus: what is no matter of time holds there, too. */
static void compare(struct run *run, const struct authors_options *how, struct arguments args)
{
	const char *revisions[] = { opt.versus, NULL };
	struct limits limits = opt.limits;
	struct source_options options = opt.source;
	struct authors_options theirs = *how;
	struct rank_options ranks;
	struct run other = { .authors = NULL };

	limits.max_count = MAX_COUNT_UNSET;
	limits.skip = 0;
	limits.all = limits.branches = 0;
	limits.since = limits.until = limits.sent_since = limits.sent_until = NULL;
	options.limits = &limits;
	options.new_mails = NEW_UNSET;
	args.revisions = revisions;
	args.nr_revisions = 1;
	read_range(&other, &theirs, options, &args);
	rank(&other, &ranks);
	authors_compare(run->authors, other.authors);
	run_release(&other);
}

static char *find_title(const struct source *source, const struct arguments *args)
{
	struct heading heading;
	char *title;

	heading_init(&heading, source, &opt.limits, args);
	title = g_strconcat(heading.title, heading.limits, NULL);
	heading_release(&heading);
	return title;
}

static void print_report(struct run *run, const struct authors_options *how,
			 const struct rank_options *ranks, const struct arguments *args)
{
	g_autofree char *title = find_title(run->source, args),
			*list = heading_list_name(run->source);
	struct authors_view view = { .authors = run->authors,
				     .options = how,
				     .rank = ranks,
				     .list = list,
				     .title = title,
				     .versus = opt.versus,
				     .top = opt.top,
				     .only_news = opt.source.new_mails != NEW_UNSET,
				     .summary = opt.summary,
				     .email = opt.email == -1 ? !opt.summary : opt.email,
				     .topics = how->figures_of_topics };

	if (!authors_total(run->authors)->n[FIGURE_POSTINGS] &&
	    !authors_total(run->authors)->n[FIGURE_REPLIES])
		hint_old_inbox(run->source);
	report_print(&authors_formats[opt.format], &view.report, command.name, opt.colour);
}

static void read_config(void)
{
	if (opt.top != TOP_UNSET)
		return;
	opt.top = opt.format == AUTHORS_TEXT && !opt.summary ? config_uint("kvm.top", TOP_DEFAULT)
							     : 0;
}

/* The short form is a list of numbers and names, and nothing else. */
static void check_options(void)
{
	if (!opt.summary)
		return;
	if (opt.format != AUTHORS_TEXT)
		die_incompatible("--summary", "--format");
	if (opt.by != PERIOD_NONE)
		die_incompatible("--summary", "--by");
	if (opt.versus)
		die_incompatible("--summary", "--versus");
}

int main(int argc, char **argv)
{
	struct authors_options how = { .put_right = put_right };
	struct employers *employers;
	struct rank_options ranks;
	struct arguments args;
	static struct run run;
	g_autoptr(GArray) list = NULL;

	cli_init();
	options_parse(&command, argc, argv, &args);
	check_options();
	list = read_groups();
	config_start();
	opt.source.limits = &opt.limits;
	employers = read_employers();
	how.groups = (const struct group_spec *)(void *)list->data;
	how.nr_groups = list->len;
	how.count = (enum figure)opt.count;
	how.by = (enum period_kind)opt.by;
	how.by_sent = opt.by_sent;
	how.merge_names = opt.merge_names;
	how.employers = employers;
	how.bots = config_all("kvm.bot");
	how.figures_of_topics = needs_topics(list, &args);
	read_range(&run, &how, opt.source, &args);
	read_config();
	rank(&run, &ranks);
	if (opt.versus)
		compare(&run, &how, args);
	print_report(&run, &how, &ranks, &args);
	output_finish();
	source_seen(run.source);
	run_release(&run);
	g_ptr_array_unref(trees);
	employers_free(employers);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
