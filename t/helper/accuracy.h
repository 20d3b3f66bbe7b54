/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HELPER_ACCURACY_H
#define HELPER_ACCURACY_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inbox/stream.h"
#include "series/similar.h"
#include "series/topic.h"
#include "inbox/selection.h"

/* What the programs behind make accuracy share: "[<option>...] <inbox> [<revision>...]", read. */

struct ratio {
	unsigned right, wrong;
};

static bool verbose;
static struct inbox *inbox;
static GPtrArray *postings, *series; /* newest first */

static inline void on_record(struct record *record)
{
	if (record->kind == RECORD_COVER || record->kind == RECORD_PATCH)
		g_ptr_array_add(postings, record);
	else
		record_free(record);
}

static inline const char *label(const struct series *one)
{
	static char text[4][400];
	static unsigned at;
	char *out = text[at++ % 4];
	time_t date = (time_t)one->leader->date;
	char when[32];

	strftime(when, sizeof(when), "%Y-%m-%d", gmtime(&date));
	snprintf(out, sizeof(text[0]), "%s %s %.90s (%.30s) <%.80s>", when,
		 one->leader->subject.prefix, one->leader->subject.title,
		 one->leader->people->author.name, one->leader->message_id);
	/* Titles are not trusted with the terminal. */
	for (char *c = out; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	return out;
}

static inline void print_ratio(const char *what, struct ratio ratio)
{
	unsigned all = ratio.right + ratio.wrong;

	printf("%-28s %6u of %6u  %6.2f %%\n", what, ratio.right, all,
	       all ? 100.0 * ratio.right / all : 100.0);
}

static int fail(const GError *error)
{
	fprintf(stderr, "fatal: %s\n", error->message);
	return 128;
}

/* 0 when all is read; else what to exit with. */
static int read_mails(int argc, char **argv, void (*take)(struct record *))
{
	static const struct scan_options options;
	struct record_stream *stream;
	struct stream_item item;
	static const char *const head = "HEAD";
	GError *error = NULL;
	struct range *range;

	if (!argc)
		return 129;
	if (!inbox_library_init(&error) || !(inbox = inbox_open(argv[0], NULL, NULL, &error)))
		return fail(error);
	range = range_parse(inbox, argc > 1 ? (const char *const *)argv + 1 : &head,
			    argc > 1 ? (size_t)argc - 1 : 1, &error);
	if (!range || !(stream = inbox_stream(inbox, range, &options, &error)))
		return fail(error);
	while (record_stream_next(stream, &item, &error) > 0) {
		if (item.record)
			take(item.record);
		g_free(item.reason);
	}
	record_stream_close(stream);
	if (error)
		return fail(error);
	range_free(range);
	return 0;
}

static inline int read_postings(int argc, char **argv)
{
	postings = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	return read_mails(argc, argv, on_record);
}

static inline void free_postings(void)
{
	g_ptr_array_unref(series);
	g_ptr_array_unref(postings);
	inbox_close(inbox);
	inbox_library_shutdown();
}

#endif
