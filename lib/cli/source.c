/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/source.h"

#include "cli/cli.h"

struct source {
	struct source_options options;
	struct inbox *inbox;
	struct range *range;
	struct mailmap *mailmap; /* NULL: none */
	struct index *index;	 /* NULL: not wanted */
	bool index_started;
};

static struct mailmap *load_mailmap(const struct source *source)
{
	const char *file = config_path("mailmap.file"), *blob = config_string("mailmap.blob");
	GError *error = NULL;
	struct mailmap *mailmap;

	if (!source->options.mailmap || (!file && !blob))
		return NULL;
	mailmap = mailmap_load(source->inbox, file, blob, &error);
	if (!mailmap)
		die_gerror(error);
	return mailmap;
}

struct source *source_open(const struct source_options *options, const struct arguments *args)
{
	struct source *source = g_new0(struct source, 1);
	GError *error = NULL;

	source->options = *options;
	if (!inbox_library_init(&error) ||
	    !(source->inbox = inbox_open(NULL, cli_git_dir(), cli_ceilings(), &error)))
		die_gerror(error);
	source->range = range_parse(source->inbox, args->revisions, args->nr_revisions, &error);
	if (!source->range)
		die_gerror(error);
	if (options->threads == THREADS_UNSET)
		source->options.threads = config_uint("kvm.threads", 0);
	source->mailmap = load_mailmap(source);
	return source;
}

void source_close(struct source *source)
{
	if (source->index)
		index_close(source->index);
	mailmap_free(source->mailmap);
	range_free(source->range);
	inbox_close(source->inbox);
	inbox_library_shutdown();
	g_free(source);
}

const struct range *source_range(const struct source *source)
{
	return source->range;
}

struct inbox *source_inbox(const struct source *source)
{
	return source->inbox;
}

static struct index *start_index(struct source *source)
{
	if (!source->index_started)
		source->index = index_start(source->inbox, source->options.index,
					    source->options.threads, source->options.progress);
	source->index_started = true;
	return source->index;
}

static void apply_mailmap(const struct source *source, struct record *record)
{
	if (!source->mailmap)
		return;
	mailmap_apply(source->mailmap, &record->pool, &record->author);
	mailmap_apply(source->mailmap, &record->pool, &record->sender);
}

/* A scan under way. */
struct run {
	const struct source *source;
	const struct source_scan *scan;
	struct progress *progress;
	uint64_t seen;
};

static bool on_record(struct record *record, void *data)
{
	struct run *run = data;

	progress_update(run->progress, ++run->seen);
	apply_mailmap(run->source, record);
	return run->scan->record(record, run->scan->data);
}

static void on_problem(const char *commit, const char *reason, void *data)
{
	struct run *run = data;

	progress_update(run->progress, ++run->seen);
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

static void scan_range(struct source *source, const struct range *range,
		       struct scan_options *options, struct run *run, struct scan_counts *counts)
{
	struct index *index = start_index(source);
	GError *error = NULL;

	options->threads = source->options.threads;
	options->skip_replies = run->scan->skip_replies;
	options->record = on_record;
	options->data = run;
	run->progress = progress_start("Reading mails", 0, source->options.progress);
	if (!scan_records(index, source->inbox, range, options, counts, &error))
		die_gerror(error);
	progress_stop(run->progress);
}

void source_scan(struct source *source, const struct source_scan *scan, struct scan_counts *counts)
{
	struct scan_options options = { .problem = on_problem };
	struct run run = { .source = source, .scan = scan };

	scan_range(source, source->range, &options, &run, counts);
	report_skipped(counts);
}

void source_scan_all(struct source *source, const struct source_scan *scan)
{
	static const char *const newest[] = { "HEAD" };
	struct scan_options options = { 0 };
	struct scan_counts counts = { 0 };
	struct run run = { .source = source, .scan = scan };
	GError *error = NULL;
	struct range *all = range_parse(source->inbox, newest, 1, &error);

	if (!all)
		die_gerror(error);
	scan_range(source, all, &options, &run, &counts);
	range_free(all);
}

bool source_find(struct source *source, enum index_key key, const char *text,
		 bool (*each)(struct record *record, void *data), void *data)
{
	struct index *index = start_index(source);
	struct source_scan scan = { .record = each, .data = data };
	struct run run = { .source = source, .scan = &scan };

	return index && index_state(index) == INDEX_FRESH &&
	       index_find(index, key, text, on_record, &run);
}

bool source_read(struct source *source, const struct record *record, struct mail_blob *out,
		 GError **error)
{
	return inbox_read(source->inbox, record->commit, out, error);
}
