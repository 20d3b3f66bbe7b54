/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/heading.h"
#include "cli/heap.h"
#include "cli/hints.h"
#include "cli/limits.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/source.h"
#include "kvm-digest/choice.h"
#include "kvm-digest/brief.h"
#include "record/mail_set.h"
#include "report/digest.h"
#include "series/similar.h"
#include "text/hash.h"

#define TOP_UNSET G_MAXUINT
#define TOP_DEFAULT 15
#define COLUMNS 80 /* of what ends on no terminal */

static struct {
	int format, tables, patches, stat, states, by_sent, colour;
	unsigned top, context;
	const char *bodies, *sections, *title, *date, *output, *subject;
	GPtrArray *to;
	struct limits limits;
	struct source_options source;
} opt = {
	.bodies = "",
	.tables = 1,
	.stat = 1,
	.states = 1,
	.context = CONTEXT_UNSET,
	.colour = COLOUR_UNSET,
	.top = TOP_UNSET,
	.limits = LIMITS_INIT,
	.source = SOURCE_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_FORMAT(&opt.format, digest_formats, "how to print the digest"),
	OPT_SET(0, "json", &opt.format, DIGEST_JSON, "the same as --format=json"),
	{ .kind = OPTION_STRING,
	  .name = "sections",
	  .string = &opt.sections,
	  .argument = "<section>[,<section>...]",
	  .complete = complete_sections,
	  .help = "only these parts" },
	OPT_FLAG(0, "tables", &opt.tables, "the tables of contributors"),
	OPT_UINT(0, "top", &opt.top, 0, "<n>", "rows of each table, 0 for all (default 15)"),
	OPT_STRING(0, "title", &opt.title, "<name>", "the list's name in the heading"),
	{ .kind = OPTION_STRING,
	  .name = "bodies",
	  .string = &opt.bodies,
	  .argument = "(all|new|none|<lines>)",
	  .complete = complete_bodies,
	  .help = "print these messages",
	  .flags = OPTION_OPTIONAL | OPTION_NEGATABLE },
	OPT_SET(0, "patches", &opt.patches, 1, "list the patches of each series"),
	OPT_FLAG(0, "stat", &opt.stat, "how many lines each patch of new versions changed"),
	OPT_FLAG(0, "states", &opt.states, "read what was said of the patches"),
	OPT_SET(0, "by-sent", &opt.by_sent, 1, "go by the mails' own dates, not their archiving"),
	OPT_UINT(0, "context", &opt.context, 0, "<days>",
		 "look back so many days before the range (default 90)"),
	OPT_LIST(0, "to", &opt.to, "<address>", "whom the mail of --format=mail is for"),
	OPT_STRING(0, "mail-subject", &opt.subject, "<text>", "its subject"),
	OPT_STRING('o', "output", &opt.output, "<file>", "write to a file, whole or not at all"),
	OPT_DATE(&opt.date),
	OPT_COLOUR(&opt.colour),
	OPT_GROUP("Limits"),
	OPTS_LIMITS_OF_SERIES(&opt.limits),
	OPT_GROUP("Reading"),
	OPTS_SOURCE(&opt.source),
	OPT_END,
};

static const char *const usage[] = { "[<options>] [<revision-range>...] [-- <path>...]", NULL };
static const struct command command = { .name = "kvm-digest", .usage = usage, .options = options };

/* Which series are wanted. */
struct choice {
	const struct filter *filter;
	unsigned left;	      /* how many more; MAX_COUNT_UNSET: all that the filter takes */
	bool made;	      /* all were asked about once */
	GHashTable *postings; /* of those that were chosen, see record/mail_set.h */
};

/* A digest on its way. */
struct run {
	struct digest *digest;
	const struct report_format *format;
	struct report *report;
	GPtrArray *held; /* of struct record *: all of them, when the last decides on the first; the
			    catalogue's where there is one */
	struct source *source;
	const struct digest_view *view;
	struct choice choice;
	bool states;		     /* replies are read */
	unsigned context;	     /* days */
	struct catalogue *catalogue; /* of the brief; NULL without, or where more is read for it */
};

static bool on_record(struct record *record, void *data)
{
	struct run *run = data;

	if (run->held) {
		if (digest_is_posting(record))
			digest_add(run->digest, record);
		if (run->catalogue)
			catalogue_add(run->catalogue, record);
		else
			g_ptr_array_add(run->held, record);
		return true;
	}
	if (run->format->mail)
		run->format->mail(run->report, record);
	digest_add(run->digest, record);
	return true;
}

static bool has_any(const struct series *series, GHashTable *postings)
{
	bool found = series->cover && mail_set_has(postings, series->cover);

	for (guint i = 0; i < series->patches->len && !found; i++)
		found = mail_set_has(postings, series->patches->pdata[i]);
	return found;
}

static void add_all(const struct series *series, GHashTable *postings)
{
	if (series->cover)
		mail_set_add(postings, series->cover);
	for (guint i = 0; i < series->patches->len; i++)
		mail_set_add(postings, series->patches->pdata[i]);
}

/* The newest so many of those that the filter takes; what is asked about later is one of them. */
static bool is_wanted(const struct series *series, void *data)
{
	struct choice *choice = data;

	if (choice->left == MAX_COUNT_UNSET)
		return filter_wants_series(choice->filter, series);
	if (choice->made)
		return has_any(series, choice->postings);
	if (!choice->left || !filter_wants_series(choice->filter, series))
		return false;
	choice->left--;
	add_all(series, choice->postings);
	return true;
}

/* Of what was held, what is wanted, in the order of the output. */
static GPtrArray *choose_shown(const struct run *run)
{
	g_autoptr(GHashTable) wanted = NULL;
	guint nr = run->held->len;
	GPtrArray *shown;

	if (!run->digest->wanted && !opt.limits.reverse)
		return g_ptr_array_ref(run->held);
	shown = g_ptr_array_new();
	if (run->digest->wanted) {
		wanted = g_hash_table_new(NULL, NULL);
		for (guint i = 0; i < run->digest->postings->len; i++)
			g_hash_table_add(wanted, run->digest->postings->pdata[i]);
	}
	for (guint i = 0; i < nr; i++) {
		struct record *record = run->held->pdata[opt.limits.reverse ? nr - 1 - i : i];

		if (!wanted || g_hash_table_contains(wanted, record))
			g_ptr_array_add(shown, record);
	}
	return shown;
}

static struct brief_options brief_options(const struct run *run)
{
	const struct limits *limits = &opt.limits;

	return (struct brief_options){ .handles = run->view->handles,
				       .states = run->states,
				       .by_sent = opt.by_sent,
				       .selected = limits->authors || limits->greps ||
						   limits->subjects || limits->skip ||
						   limits->max_series != MAX_COUNT_UNSET ||
						   limits->sent_since || limits->sent_until,
				       .top = run->view->top };
}

/* Whether nothing is before what will be held, and no limit leaves out any. */
static bool has_all(const struct run *run)
{
	return source_is_whole(run->source) && !brief_options(run).selected &&
	       opt.limits.bots != BOTS_NEVER;
}

/* Hands over to the digest what was held, and shows it in order, as far as it is wanted. */
static void finish_held(struct run *run, const struct scan_counts *counts)
{
	struct brief_options options = brief_options(run);
	g_autoptr(GPtrArray) shown = NULL;

	digest_finish(run->digest, counts);
	run->choice.made = true;
	shown = choose_shown(run);
	if (run->format->answers)
		digest_find_answered(shown);
	for (guint i = 0; run->format->mail && i < shown->len; i++)
		run->format->mail(run->report, shown->pdata[i]);
	if (run->format->brief)
		run->catalogue =
			brief_find(run->source, run->digest, run->held,
				   run->states ? run->context : 0, run->catalogue, &options);
	else
		g_ptr_array_set_free_func(run->held, (GDestroyNotify)record_free);
}

static void on_unreadable(const char *commit, const char *reason, void *data)
{
	(void)data;
	warning("commit %s: %s", commit, reason);
}

static bool read_mail(const struct record *record, struct mail_blob *out, GError **error,
		      void *data)
{
	return source_read(data, record, out, error);
}

static void keep_mails(size_t room, bool (*wanted)(const struct record *record), void *data)
{
	source_keep(data, room, wanted);
}

static char *commit_author(const struct record *record, GError **error, void *data)
{
	return source_commit_author(data, record, error);
}

static void recall(GArray *list, void *data)
{
	source_recall(data, list);
}

static void retain(const GArray *list, void *data)
{
	source_retain(data, list);
}

/* The pager starts with the first output, so that progress and warnings are seen before it. */
static void write_paged(const char *bytes, size_t len, void *data)
{
	bool *paged = data;

	if (!*paged)
		pager_start(command.name);
	*paged = true;
	output_write(slice_of(bytes, len));
}

static void describe(const struct source *source, struct source_heading *heading,
		     struct digest_view *view)
{
	source_heading(source, heading);
	view->from = heading->from;
	view->to = heading->to;
	view->is_default = heading->is_default;
	view->lists = heading->lists;
	view->newest = heading->has_newest ? &heading->newest : NULL;
}

static void scan(struct run *run)
{
	struct source_scan scan = { .skip_replies = !run->format->all_mails && !run->states,
				    .record = on_record,
				    .data = run };
	const struct filter *filter = source_filter(run->source);
	struct scan_counts counts = { 0 };

	run->choice = (struct choice){ filter, opt.limits.max_series, false, mail_set_new() };
	run->digest->reverse = opt.limits.reverse;
	run->digest->listed = run->format->listed;
	if (filter_has_paths(filter) || run->choice.left != MAX_COUNT_UNSET)
		run->digest->wanted = is_wanted;
	run->digest->wanted_data = &run->choice;
	if (run->digest->reverse || run->digest->wanted || run->format->answers ||
	    run->format->brief)
		run->held = g_ptr_array_new();
	if (run->held)
		digest_borrow(run->digest);
	if (run->format->brief && has_all(run)) {
		run->catalogue = catalogue_new();
		g_ptr_array_unref(run->held);
		run->held = g_ptr_array_ref(run->catalogue->records);
	}
	source_scan(run->source, &scan, &counts);
	if (run->held)
		finish_held(run, &counts);
	else
		digest_finish(run->digest, &counts);
}

static void release(struct run *run)
{
	digest_free(run->digest);
	catalogue_free(run->catalogue);
	g_clear_pointer(&run->choice.postings, g_hash_table_unref);
	if (run->held)
		g_ptr_array_unref(run->held);
}

/* What is wanted of it; with everything that needs no replies alone, they are not read. */
static void choose(struct run *run, struct digest_view *view)
{
	unsigned tables = 1u << BRIEF_PEOPLE | 1u << BRIEF_DOMAINS | 1u << BRIEF_MESSAGES;

	choose_bodies(opt.bodies, view);
	view->sections = choose_sections(opt.sections, opt.tables);
	run->states = opt.states && run->format->brief && (view->sections & ~tables);
	run->context = opt.context;
	if (run->context == CONTEXT_UNSET)
		run->context = config_uint("kvm.digest.context",
					   source_may_index(run->source) ? CONTEXT_DAYS : 0);
}

static void print_digest(struct source *source, const struct arguments *args)
{
	const struct report_format *format = &digest_formats[opt.format];
	struct source_heading ends;
	struct heading heading;
	g_autofree char *limits = limits_text(&opt.limits, args);
	struct handles handles = handles_of(source);
	struct digest_mail mail = { 0 };
	bool paged = false;
	struct digest_view view = { .read = read_mail,
				    .keep = keep_mails,
				    .commit_author = commit_author,
				    .recall = recall,
				    .retain = retain,
				    .read_data = source,
				    .threads = source_threads(source),
				    .limits = limits,
				    .title = opt.title,
				    .top = opt.top,
				    .patches = opt.patches,
				    .stat = opt.stat,
				    .handles = &handles,
				    .mail = &mail,
				    .only_news = opt.source.new_mails != NEW_UNSET,
				    .report.sink = { write_paged, &paged },
				    .problem = on_unreadable };
	struct run run = { .digest = digest_new(),
			   .format = format,
			   .report = &view.report,
			   .source = source,
			   .view = &view };

	choose(&run, &view);
	if (opt.format == DIGEST_MAIL)
		address_mail(&mail, opt.to, opt.subject);
	run.digest->bots = config_all("kvm.bot");
	describe(source, &ends, &view);
	heading_init(&heading, source, &opt.limits, args);
	view.heading = heading.title;
	view.range = heading.range;
	view.besides = heading.limits;
	view.digest = run.digest;
	format->begin(&view.report);
	scan(&run);
	if (!run.digest->counts.commits)
		hint_old_inbox(source);
	write_paged("", 0, &paged);
	view.date = date_format(opt.date, (struct when_format){ 0 });
	report_open(&view.report, opt.colour);
	view.columns = view.report.columns ? view.report.columns : COLUMNS;
	format->print(&view.report);
	if (view.report.error)
		die_gerror(view.report.error);
	if (heap_is_emptied())
		release(&run);
	heading_release(&heading);
}

/* With --by-sent all dates are the mails' own. */
static void take_dates(void)
{
	struct limits *limits = &opt.limits;

	if (!opt.by_sent)
		return;
	if (limits->since && !limits->sent_since) {
		limits->sent_since = limits->since;
		limits->since = NULL;
	}
	if (limits->until && !limits->sent_until) {
		limits->sent_until = limits->until;
		limits->until = NULL;
	}
}

static void read_config(void)
{
	if (opt.top == TOP_UNSET)
		opt.top = config_uint("kvm.top", TOP_DEFAULT);
	if (!opt.title)
		opt.title = config_string("kvm.title");
	if (opt.title && !*opt.title)
		opt.title = NULL;
}

/* Where -o makes its file, if that is there. */
static void let_write(void)
{
	static const char *folder;

	if (!opt.output || !strcmp(opt.output, "-"))
		return;
	folder = g_path_get_dirname(opt.output);
	if (g_file_test(folder, G_FILE_TEST_IS_DIR))
		opt.source.output = &folder;
}

int main(int argc, char **argv)
{
	struct arguments args;
	struct source *source;

	cli_init();
	options_parse(&command, argc, argv, &args);
	config_start();
	take_dates();
	opt.source.limits = &opt.limits;
	let_write();
	source = source_open(&opt.source, &args);
	read_config();
	output_file_start(opt.output);
	print_digest(source, &args);
	output_finish();
	output_file_finish();
	source_seen(source);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
