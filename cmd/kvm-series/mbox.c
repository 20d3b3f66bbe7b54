/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include "cli/cli.h"
#include "cli/handle.h"
#include "complete.h"
#include "open.h"
#include "report/escape.h"
#include "report/mbox.h"
#include "series/pick.h"
#include "text/plural.h"

static struct {
	int trailers, sloppy, link, cover, partial;
	const char *version, *directory;
	struct series_options series;
} opt = {
	.trailers = 1,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	{ .kind = OPTION_STRING,
	  .name = "version",
	  .string = &opt.version,
	  .argument = "<version>",
	  .complete = complete_version,
	  .help = "that version, not the newest" },
	OPT_FLAG(0, "trailers", &opt.trailers, "add the trailers that replies gave"),
	OPT_FLAG(0, "sloppy-trailers", &opt.sloppy,
		 "those, too, that their senders had no right to give"),
	OPT_FLAG(0, "link", &opt.link, "add a Link trailer to each patch"),
	OPT_FLAG(0, "cover", &opt.cover, "the cover letter, too"),
	OPT_FLAG(0, "partial", &opt.partial, "what is there of an incomplete series"),
	OPT_FLAG(0, "any-author", &opt.series.any_author,
		 "what somebody else posted as a version or part"),
	OPT_STRING('o', "output-directory", &opt.directory, "<dir>", "write a file for each patch"),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series>", NULL };
static const struct command command = {
	.name = "kvm-series mbox", .usage = usage, .options = options, .complete = complete_series
};

/* What is exported, and where from. */
struct export
{
	struct source *source;
	const struct series *series;
	const struct talk *talk;
	struct mbox_options options;
};

/* Tells what is missing; whether that is reason to stop. */
static bool is_missing(const GPtrArray *patches)
{
	unsigned missing = 0;

	for (guint i = 0; i < patches->len; i++)
		missing += !patches->pdata[i];
	if (!missing)
		return false;
	if (opt.partial)
		warning("%u of %u patches %s missing:", missing, patches->len,
			plural(missing, "is", "are"));
	else
		report_error("%u of %u patches %s missing; --partial exports the others:", missing,
			     patches->len, plural(missing, "is", "are"));
	for (guint i = 0; i < patches->len; i++) {
		guint first = i;

		while (i < patches->len && !patches->pdata[i])
			i++;
		if (i - first == 1)
			fprintf(stderr, "  %u/%u\n", first + 1, patches->len);
		else if (i > first)
			fprintf(stderr, "  %u/%u to %u/%u\n", first + 1, patches->len, i,
				patches->len);
	}
	return !opt.partial;
}

/*
 * Takes the patches out that hold no diff, which git am would stop at, and tells which; whether
 * that is reason to stop.
 */
static bool lacks_diffs(GPtrArray *patches)
{
	bool any = false;

	for (guint i = 0; i < patches->len; i++) {
		const struct record *record = patches->pdata[i];

		if (!record || !(record->oddities & RECORD_NO_DIFF))
			continue;
		if (opt.partial)
			warning("%u/%u holds no diff: <%s>", i + 1, patches->len,
				record->message_id);
		else
			report_error("%u/%u holds no diff: <%s>", i + 1, patches->len,
				     record->message_id);
		patches->pdata[i] = NULL;
		any = true;
	}
	return any && !opt.partial;
}

/* What git am applies is not what the text says. */
static void warn_of_diffstats(const GPtrArray *patches)
{
	for (guint i = 0; i < patches->len; i++) {
		const struct record *record = patches->pdata[i];

		if (record && record->oddities & RECORD_OTHER_DIFFSTAT)
			warning("%u/%u: diffstat does not match: the diff has %u %s, +%u -%u",
				i + 1, patches->len, record->diffstat.files,
				record->diffstat.files == 1 ? "file" : "files",
				record->diffstat.insertions, record->diffstat.deletions);
	}
}

static GArray *trailers_of(const struct export *export, int n)
{
	GArray *trailers = g_array_new(FALSE, FALSE, sizeof(struct mbox_trailer));
	GArray *tags = n ? talk_new_tags(export->talk, n, opt.sloppy) : NULL;

	for (guint i = 0; tags && i < tags->len; i++) {
		const struct given_tag *tag = &g_array_index(tags, struct given_tag, i);
		struct mbox_trailer trailer = { tag->key, tag->value };

		g_array_append_val(trailers, trailer);
	}
	if (tags)
		g_array_unref(tags);
	return trailers;
}

/* As it is, but for a terminal. */
static void put(struct slice text, unsigned flags)
{
	GString *safe;

	if (!output_is_terminal()) {
		output_write(text);
		return;
	}
	safe = g_string_new(NULL);
	escape_terminal(safe, text.ptr, text.len, flags);
	output_write(slice_of(safe->str, safe->len));
	g_string_free(safe, TRUE);
}

static void write_file(const struct record *record, int n, const GString *entry)
{
	struct pool pool = POOL_INIT;
	char *name = mbox_file_name(n, mbox_title(&pool, record));
	char *path = g_build_filename(opt.directory, name, NULL);
	GError *error = NULL;

	if (!g_file_set_contents(path, entry->str, (gssize)entry->len, &error))
		die("unable to write '%s': %s", path, file_error_reason(error));
	put(slice_str(path), ESCAPE_LINE);
	output_puts("\n");
	g_free(path);
	g_free(name);
	pool_release(&pool);
}

static void export_patch(const struct export *export, const struct record *record, int n)
{
	GArray *trailers = trailers_of(export, n);
	GString *entry = g_string_new(NULL);
	struct mail_blob blob;
	GError *error = NULL;

	if (!source_read(export->source, record, &blob, &error))
		die("<%s>: %s", record->message_id, error->message);
	if (!mbox_append(entry, blob.raw, record, (struct mbox_trailer *)(void *)trailers->data,
			 trailers->len, &export->options, &error))
		die("<%s>: %s", record->message_id, error->message);
	mail_blob_release(&blob);
	if (opt.directory)
		write_file(record, n, entry);
	else
		put(slice_of(entry->str, entry->len), 0);
	g_string_free(entry, TRUE);
	g_array_unref(trailers);
}

/* What replies said that is not exported because of who said it. */
static void name_doubted(const struct export *export)
{
	GArray *tags = talk_doubted_tags(export->talk);
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < tags->len; i++) {
		const struct given_tag *tag = &g_array_index(tags, struct given_tag, i);
		char *line = g_strdup_printf("  %s: %s (said by %s <%s>: <%s>)", tag->key,
					     tag->value, tag->mail->sender.name,
					     tag->mail->sender.email, tag->mail->message_id);

		escape_terminal(list, line, strlen(line), ESCAPE_LINE);
		g_string_append_c(list, '\n');
		g_free(line);
	}
	if (tags->len && opt.trailers && !opt.sloppy) {
		warning("tags that are not their senders' to give are left out; --sloppy-trailers "
			"adds them:");
		fputs(list->str, stderr);
	}
	g_string_free(list, TRUE);
	g_array_unref(tags);
}

static void name_base(const struct series *series)
{
	const char *base = series->leader->base_commit;

	for (guint i = 0; !*base && i < series->patches->len; i++)
		base = ((struct record *)series->patches->pdata[i])->base_commit;
	if (*base)
		fprintf(stderr, "base-commit: %s\n", base);
}

/* Of what was posted twice or replaced, what is not taken. */
static void name_replaced(const struct series *series, const GPtrArray *picked)
{
	const struct record *first = NULL;
	unsigned nr = 0;

	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *record = series->patches->pdata[i];
		int n = record->subject.n;

		if (n < 1 || n > (int)picked->len || subject_is_inserted(&record->subject) ||
		    picked->pdata[n - 1] == record || !series_is_own(series, record))
			continue;
		first = first ? first : record;
		nr++;
	}
	if (nr == 1)
		warning("v%d: patch %s is taken as it was posted last, not <%s>", series->version,
			first->subject.counter, first->message_id);
	else if (nr)
		warning("v%d: %u mails are not taken, since their patches were posted again; the "
			"first is <%s>",
			series->version, nr, first->message_id);
}

/* Returns whether all that was asked for is there. */
static bool export_series(const struct export *export)
{
	GPtrArray *patches = series_pick(export->series, opt.series.any_author);
	bool good = !lacks_diffs(patches) && !is_missing(patches);

	if (good && !opt.directory)
		pager_start("kvm-series");
	if (good && opt.directory && mkdir(opt.directory, 0777) && errno != EEXIST)
		die_errno("cannot create directory '%s'", opt.directory);
	if (good && opt.cover && export->series->cover)
		export_patch(export, export->series->cover, 0);
	for (guint i = 0; good && i < patches->len; i++)
		if (patches->pdata[i])
			export_patch(export, patches->pdata[i], (int)i + 1);
	warn_left_out(export->series, opt.series.any_author);
	name_replaced(export->series, patches);
	if (good) {
		warn_of_diffstats(patches);
		name_doubted(export);
		name_base(export->series);
	}
	g_ptr_array_unref(patches);
	return good;
}

int kvm_series_mbox(int argc, char **argv)
{
	struct found_series found;
	struct export export;
	struct source *source;
	bool good;

	source = open_one_series(&command, argc, argv, &opt.series, &found);
	export = (struct export){ .source = source,
				  .series = choose_version(found.topic, opt.version) };
	export.talk = talks_of(found.catalogue->talks, export.series);
	export.options.trailers = opt.trailers;
	export.options.link_base = opt.link ? link_base() : NULL;
	good = export_series(&export);
	if (!opt.version)
		warn_others(found.topic, export.series);
	output_finish();
	catalogue_free(found.catalogue);
	source_close(source);
	config_release();
	return good ? EXIT_OK : EXIT_NO;
}
