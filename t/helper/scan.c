/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: scan [--threads=<n>] <inbox> [<revision>...]
 *
 * Reads a range to records and prints what became of its commits: the reading path alone, for
 * measuring it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "inbox/stream.h"
#include "inbox/selection.h"
#include "late.h"

struct sums {
	uint64_t postings, references, paths;
};

static void on_record(struct sums *sums, struct record *record)
{
	sums->postings += record->kind == RECORD_COVER || record->kind == RECORD_PATCH;
	sums->paths += record->posted->diffstat.nr_paths;
	for (size_t i = 0; record->references[i]; i++)
		sums->references++;
	record_free(record);
}

static int fail(const GError *error)
{
	fprintf(stderr, "fatal: %s\n", error->message);
	return 128;
}

int main(int argc, char **argv)
{
	struct scan_options options = { 0 };
	struct scan_counts counts = { 0 };
	struct sums sums = { 0 };
	struct record_stream *stream;
	struct stream_item item;
	GError *error = NULL;
	struct inbox *inbox;
	struct range *range;
	int at = 1;

	helper_late_start();
	if (at < argc && g_str_has_prefix(argv[at], "--threads="))
		options.threads = (unsigned)strtoul(argv[at++] + strlen("--threads="), NULL, 10);
	if (at >= argc)
		return 129;
	if (!inbox_library_init(&error) || !(inbox = inbox_open(argv[at], NULL, NULL, &error)))
		return fail(error);
	range = range_parse(inbox, (const char *const *)argv + at + 1, (size_t)(argc - at - 1),
			    &error);
	if (!range || !(stream = inbox_stream(inbox, range, &options, &error)))
		return fail(error);
	while (record_stream_next(stream, &item, &error) > 0) {
		scan_counts_take(&counts, &item);
		if (item.record)
			on_record(&sums, item.record);
		g_free(item.reason);
	}
	record_stream_close(stream);
	if (error)
		return fail(error);
	printf("%" PRIu64 " commits, %" PRIu64 " read, %" PRIu64 " postings, %" PRIu64
	       " references, %" PRIu64 " paths\n",
	       counts.commits, counts.read, sums.postings, sums.references, sums.paths);
	range_free(range);
	inbox_close(inbox);
	inbox_library_shutdown();
	return 0;
}
