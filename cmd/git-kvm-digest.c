/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/cli.h"
#include "cli/index.h"
#include "inbox/mailmap.h"
#include "report/digest.h"

enum format { FORMAT_TEXT, FORMAT_CLASSIC, FORMAT_JSON };

static const struct option_choice formats[] = {
	{ "text", FORMAT_TEXT },
	{ "classic", FORMAT_CLASSIC },
	{ "json", FORMAT_JSON },
	{ NULL, 0 },
};

static const struct digest_renderer *const renderers[] = {
	[FORMAT_TEXT] = &digest_text,
	[FORMAT_CLASSIC] = &digest_classic,
	[FORMAT_JSON] = &digest_json,
};

#define TOP_UNSET G_MAXUINT
#define TOP_DEFAULT 15
#define THREADS_UNSET G_MAXUINT

static struct {
	int format, bodies, mailmap, index, colour, progress;
	unsigned top, threads;
	const char *title;
} opt = {
	.format = FORMAT_TEXT,
	.bodies = 1,
	.mailmap = 1,
	.index = INDEX_USE_UNSET,
	.colour = COLOUR_UNSET,
	.progress = -1,
	.top = TOP_UNSET,
	.threads = THREADS_UNSET,
};

static const struct option_def options[] = {
	OPT_CHOICE(0, "format", &opt.format, formats, "how to print the digest"),
	OPT_UINT(0, "top", &opt.top, 0, "<n>", "rows of each table, 0 for all (default 15)"),
	OPT_STRING(0, "title", &opt.title, "<name>", "the list's name in the heading"),
	OPT_FLAG(0, "bodies", &opt.bodies, "print the commit messages"),
	OPT_FLAG(0, "mailmap", &opt.mailmap, "put names and addresses right by the mailmap"),
	OPT_INDEX(&opt.index),
	OPT_UINT(0, "threads", &opt.threads, 0, "<n>",
		 "read with so many threads, 0 for one a processor"),
	OPT_COLOUR(&opt.colour),
	OPT_PROGRESS(&opt.progress),
	OPT_END,
};

static const char *const usage[] = { "[<options>] [<revision-range>...]", NULL };
static const struct command command = { "kvm-digest", usage, options };

/* What the scan's callbacks need. */
struct run {
	struct digest *digest;
	const struct digest_renderer *renderer;
	void *renderer_self;
	struct mailmap *mailmap;
	struct progress *progress;
	uint64_t seen;
};

static bool on_record(struct record *record, void *data)
{
	struct run *run = data;

	progress_update(run->progress, ++run->seen);
	if (run->mailmap) {
		mailmap_apply(run->mailmap, &record->pool, &record->author);
		mailmap_apply(run->mailmap, &record->pool, &record->sender);
	}
	if (run->renderer->mail)
		run->renderer->mail(run->renderer_self, record);
	digest_add(run->digest, record);
	return true;
}

static void on_problem(const char *commit, const char *reason, void *data)
{
	struct run *run = data;

	progress_update(run->progress, ++run->seen);
	warning("commit %s: %s", commit, reason);
}

static void on_unreadable(const char *commit, const char *reason, void *data)
{
	(void)data;
	warning("commit %s: %s", commit, reason);
}

/* One closing line for all that was skipped; a run that could read nothing has failed. */
static void report_skipped(const struct scan_counts *counts)
{
	uint64_t skipped = counts->commits - counts->read - counts->replies;

	if (!skipped)
		return;
	warning("skipped %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " mails: %" G_GUINT64_FORMAT
		" removed, %" G_GUINT64_FORMAT " missing, %" G_GUINT64_FORMAT
		" corrupt, %" G_GUINT64_FORMAT " over a limit",
		skipped, counts->commits, counts->removed, counts->missing, counts->corrupt,
		counts->unusable);
	if (!counts->read && !counts->replies && skipped > counts->removed)
		die("no mail of the range could be read");
}

static struct mailmap *load_mailmap(struct inbox *inbox)
{
	const char *file = config_path("mailmap.file"), *blob = config_string("mailmap.blob");
	GError *error = NULL;
	struct mailmap *mailmap;

	if (!opt.mailmap || (!file && !blob))
		return NULL;
	mailmap = mailmap_load(inbox, file, blob, &error);
	if (!mailmap)
		die_gerror(error);
	return mailmap;
}

static void scan(struct inbox *inbox, const struct range *range, struct run *run)
{
	struct scan_options scan_options = { .threads = opt.threads,
					     .skip_replies = !run->renderer->all_mails,
					     .record = on_record,
					     .problem = on_problem,
					     .data = run };
	struct index *index = index_start(inbox, opt.index, opt.threads, opt.progress);
	struct scan_counts counts = { 0 };
	GError *error = NULL;

	run->progress = progress_start("Reading mails", 0, opt.progress);
	if (!scan_records(index, inbox, range, &scan_options, &counts, &error))
		die_gerror(error);
	progress_stop(run->progress);
	if (index)
		index_close(index);
	report_skipped(&counts);
	digest_finish(run->digest, &counts);
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

static void print_digest(struct inbox *inbox, const struct range *range)
{
	struct palette palette;
	bool paged = false;
	struct digest_view view = { .inbox = inbox,
				    .range = range,
				    .palette = &palette,
				    .title = opt.title,
				    .top = opt.top,
				    .bodies = opt.bodies,
				    .sink = { write_paged, &paged },
				    .problem = on_unreadable };
	struct run run = { .digest = digest_new(), .renderer = renderers[opt.format] };
	GError *error = NULL;

	run.mailmap = load_mailmap(inbox);
	run.renderer_self = run.renderer->begin(&view);
	scan(inbox, range, &run);
	write_paged("", 0, &paged);
	view.terminal = output_is_terminal();
	colour_palette(opt.colour, &palette);
	if (!run.renderer->finish(run.renderer_self, run.digest, &error))
		die_gerror(error);
	digest_free(run.digest);
	mailmap_free(run.mailmap);
}

static void read_config(void)
{
	if (opt.top == TOP_UNSET)
		opt.top = config_uint("kvm.top", TOP_DEFAULT);
	if (opt.threads == THREADS_UNSET)
		opt.threads = config_uint("kvm.threads", 0);
	if (!opt.title)
		opt.title = config_string("kvm.title");
}

int main(int argc, char **argv)
{
	struct arguments args;
	struct inbox *inbox;
	struct range *range;
	GError *error = NULL;

	cli_init();
	options_parse(&command, argc, argv, &args);
	config_start();
	if (args.nr_paths)
		die_usage(&command, "paths are not supported: '%s'", args.paths[0]);
	if (!inbox_library_init(&error) ||
	    !(inbox = inbox_open(NULL, cli_git_dir(), cli_ceilings(), &error)))
		die_gerror(error);
	range = range_parse(inbox, args.revisions, args.nr_revisions, &error);
	if (!range)
		die_gerror(error);
	read_config();
	print_digest(inbox, range);
	output_finish();
	range_free(range);
	inbox_close(inbox);
	inbox_library_shutdown();
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
