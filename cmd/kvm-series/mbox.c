/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <errno.h>
#include <sys/stat.h>
#include "cli/cli.h"
#include "report/escape.h"
#include "report/mbox.h"
#include "take.h"
#include "text/reason.h"
#include "search/mails.h"

static struct {
	struct take_options take;
	int cover, thread;
	const char *directory;
} opt = {
	.take = TAKE_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPTS_TAKE(&opt.take),
	OPT_FLAG(0, "cover", &opt.cover, "the cover letter, too"),
	OPT_SET(0, "thread", &opt.thread, 1, "the whole conversation, for a mail reader"),
	OPT_STRING('o', "output-directory", &opt.directory, "<dir>", "write a file for each patch"),
	OPTS_SERIES_LONG(&opt.take.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series>", NULL };
static const struct command command = {
	.name = "kvm-series mbox", .usage = usage, .options = options, .complete = complete_series
};

/* As it is, but for a terminal. */
static void put(struct slice text, unsigned flags)
{
	g_autoptr(GString) safe = NULL;

	if (!output_is_terminal()) {
		output_write(text);
		return;
	}
	safe = g_string_new(NULL);
	escape_terminal(safe, text.ptr, text.len, flags);
	output_write(slice_of(safe->str, safe->len));
}

static void write_file(const struct record *record, int n, const GString *entry)
{
	struct pool pool = POOL_INIT;
	g_autofree char *name = mbox_file_name(n, mbox_title(&pool, record));
	g_autofree char *path = g_build_filename(opt.directory, name, NULL);
	GError *error = NULL;

	if (!g_file_set_contents(path, entry->str, (gssize)entry->len, &error))
		die("unable to write '%s': %s", path, reason_of_file_error(error));
	put(slice_str(path), ESCAPE_LINE);
	output_puts("\n");
	pool_release(&pool);
}

static void on_begin(void *data)
{
	(void)data;
	if (!opt.directory)
		pager_start("kvm-series");
	else if (mkdir(opt.directory, 0777) && errno != EEXIST)
		die_errno("cannot create directory '%s'", opt.directory);
}

static void on_entry(const struct record *record, int n, const GString *entry, void *data)
{
	(void)data;
	if (opt.directory)
		write_file(record, n, entry);
	else
		put(slice_of(entry->str, entry->len), 0);
}

static void put_mail(const GString *entry)
{
	put(slice_of(entry->str, entry->len), 0);
}

/* What says something of patches is of no use to a mail reader. */
static void check_options(const struct take_options *options)
{
	const struct {
		bool given;
		const char *name;
	} others[] = { { options->numbers, "-P" },
		       { options->only, "--only" },
		       { options->link, "--link" },
		       { options->sloppy, "--sloppy-trailers" },
		       { options->partial, "--partial" } };

	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i].given)
			die_incompatible("--thread", others[i].name);
}

static void export_mail(struct source *source, const struct record *record,
			void (*entry)(const GString *entry))
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct mail_blob blob;
	GError *error = NULL;

	if (!source_read(source, record, &blob, &error))
		die("<%s>: %s", record->message_id, error->message);
	mbox_append_raw(text, blob.raw, record);
	mail_blob_release(&blob);
	entry(text);
}

/*
 * Finds the series of that name and hands over each mail of the conversation about it, as it came,
 * in the order in which one reads: about any version, or that of the options. Returns the exit
 * status.
 */
static int export_thread(const struct take_options *options, const char *name,
			 void (*entry)(const GString *entry))
{
	g_autoptr(GArray) mails = g_array_new(FALSE, FALSE, sizeof(struct thread_mail));
	struct mails_options wanted = { .since = INT64_MIN, .bots = true };
	struct found_series found;
	struct source *source;

	check_options(options);
	config_start();
	source = open_series(&options->series, name, &found);
	if (options->version)
		wanted.version = choose_version(found.topic, options->version);
	mails_append(mails, found.catalogue, found.topic, &wanted);
	pager_start("kvm-series");
	for (guint i = 0; i < mails->len; i++)
		export_mail(source, g_array_index(mails, struct thread_mail, i).record, entry);
	catalogue_free(found.catalogue);
	source_close(source);
	return EXIT_OK;
}

static int export_whole(const char *name)
{
	if (opt.cover || opt.directory)
		die_incompatible("--thread", opt.cover ? "--cover" : "-o");
	return export_thread(&opt.take, name, put_mail);
}

int kvm_series_mbox(int argc, char **argv)
{
	struct export export = { .begin = on_begin, .entry = on_entry };
	struct arguments args;
	int status;

	options_parse(&command, argc, argv, &args);
	check_one_series(&command, &args);
	export.cover = opt.cover;
	opt.take.series.source.output = &opt.directory;
	status = opt.thread ? export_whole(nth_argument(&args, 0))
			    : take_series(&opt.take, nth_argument(&args, 0), &export);
	output_finish();
	arguments_release(&args);
	config_release();
	return status;
}
