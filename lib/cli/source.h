/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "cli/index.h"
#include "cli/progress.h"
#include "inbox/mailmap.h"

/*
 * Where a command's mails come from: the inbox, its index, the mailmap and the range, for all
 * commands in one way. What is wrong with them is fatal here; one bad mail is a warning.
 */
struct source;

#define THREADS_UNSET G_MAXUINT

/* The options that all commands share; begin with SOURCE_OPTIONS_INIT. */
struct source_options {
	int index, mailmap, progress;
	unsigned threads;
};

#define SOURCE_OPTIONS_INIT                                                                        \
	{                                                                                          \
		.index = INDEX_USE_UNSET, .mailmap = 1, .progress = -1, .threads = THREADS_UNSET   \
	}

/* Their entries of the table of options; v points to a struct source_options. */
#define OPTS_SOURCE(v)                                                                             \
	OPT_FLAG(0, "mailmap", &(v)->mailmap, "put names and addresses right by the mailmap"),     \
		OPT_INDEX(&(v)->index),                                                            \
		OPT_UINT(0, "threads", &(v)->threads, 0, "<n>",                                    \
			 "read with so many threads, 0 for one a processor"),                      \
		OPT_PROGRESS(&(v)->progress)

/* Opens what the options, the configuration and the arguments name. Close with source_close(). */
struct source *source_open(const struct source_options *options, const struct arguments *args);

void source_close(struct source *source);

/* What the arguments asked for; the source's. */
const struct range *source_range(const struct source *source);
struct inbox *source_inbox(const struct source *source);

/* What source_scan() does with the mails of the range. */
struct source_scan {
	bool skip_replies; /* as in struct scan_options */

	/* Takes a record, which is its own to free, newest first as git log has them, names put
	 * right by the mailmap. Returns false to end the scan early. */
	bool (*record)(struct record *record, void *data);
	void *data;
};

/*
 * Reads the range, with progress; warns of mails that cannot be read, sums them up in one line, and
 * dies when that was all of them.
 */
void source_scan(struct source *source, const struct source_scan *scan, struct scan_counts *counts);

/* The same over all mails there are, whatever the range; silently. */
void source_scan_all(struct source *source, const struct source_scan *scan);

/*
 * index_find() over all mails, whatever the range, names put right by the mailmap. False when there
 * is no index that holds the newest mails: source_scan_all() it is then, which makes one.
 */
bool source_find(struct source *source, enum index_key key, const char *text,
		 bool (*each)(struct record *record, void *data), void *data);

/* inbox_read() of the mail that a record was made of. */
bool source_read(struct source *source, const struct record *record, struct mail_blob *out,
		 GError **error);

#endif
