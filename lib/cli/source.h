/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "cli/index.h"
#include "cli/limits.h"
#include "cli/progress.h"
#include "cli/seen.h"
#include "inbox/mailmap.h"
#include "inbox/shorten.h"

/*
 * Where a command's mails come from: the inboxes, their indexes, the mailmap and the range, for all
 * commands in one way. What is wrong with them is fatal here; one bad mail is a warning.
 */
struct source;

#define THREADS_UNSET G_MAXUINT

/* The options that all commands share; begin with SOURCE_OPTIONS_INIT. */
struct source_options {
	int index, progress;
	const char *mailmap; /* a file; "": as configured; NULL: none */
	unsigned threads;
	GPtrArray *inboxes;			/* of const char *: paths and names, or NULL */
	int new_mails;				/* enum new_mails */
	const struct limits *limits;		/* NULL: none */
	const char *(*meant)(const char *word); /* the subcommand that is no revision; NULL: none */
	const char *const *output;		/* NULL, or a folder that is written to, or NULL */
	unsigned days; /* the range where none is typed; 0: RANGE_DEFAULT_DAYS */
};

#define SOURCE_OPTIONS_INIT                                                                        \
	{                                                                                          \
		.index = INDEX_USE_UNSET, .mailmap = "", .progress = -1, .threads = THREADS_UNSET  \
	}

/* Their entries of the table of options; v points to a struct source_options. OPTS_INBOX() is for
 * what looks at the whole list. */
#define OPTS_SOURCE(v) OPT_NEW(&(v)->new_mails), OPTS_INBOX(v)
#define OPTS_INBOX(v)                                                                              \
	OPT_LIST(0, "inbox", &(v)->inboxes, "<path|name>", "read this inbox"),                     \
		{ .kind = OPTION_STRING,                                                           \
		  .name = "mailmap",                                                               \
		  .string = &(v)->mailmap,                                                         \
		  .argument = "<file>",                                                            \
		  .help = "put names and addresses right by the mailmap",                          \
		  .flags = OPTION_OPTIONAL | OPTION_NEGATABLE },                                   \
		OPT_INDEX(&(v)->index),                                                            \
		OPT_UINT(0, "threads", &(v)->threads, 0, "<n>",                                    \
			 "read with so many threads, 0 for one a processor"),                      \
		OPT_PROGRESS(&(v)->progress)

/* Opens what the options, the configuration and the arguments name. Close with source_close(). */
struct source *source_open(const struct source_options *options, const struct arguments *args);

/* The same of all mails, for who asks for single ones: no limits, and no time to find a range. */
struct source *source_open_whole(const struct source_options *options);

void source_close(struct source *source);

/* What the arguments asked for, for a heading; the strings are the source's. */
struct source_heading {
	const char *from, *to; /* as typed, or abbreviated ids; "" is the beginning */
	bool is_default;       /* nothing was typed: the last days */
	unsigned lists;	       /* how many are read as one */
	bool has_newest;
	struct record newest; /* of the newest commit asked for, the commit and its source alone */
};

void source_heading(const struct source *source, struct source_heading *out);

/* The List-Id of the newest mail asked for; "" where it has none or cannot be read. A source_scan()
 * that begins with it keeps it. */
const char *source_list_id(struct source *source);

/* The limits in use, for what is asked of whole series (filter_wants_series()); NULL without any.
 */
const struct filter *source_filter(const struct source *source);

/* What names and addresses are put right by; NULL: nothing. For limits_compile(). */
const struct mailmap *source_mailmap(const struct source *source);

/* Whether an index may be used, by the options and the configuration. */
bool source_may_index(const struct source *source);

/* A repository that git can be asked in, see limits_compile(). */
const char *source_git_dir(const struct source *source);

/* What source_scan() does with the mails of the range. */
struct source_scan {
	bool skip_replies, counting; /* as in struct scan_options */

	/* Takes a record within the limits, which is its own to free, newest first as git log has
	 * them, names put right by the mailmap. Returns false to end the scan early. */
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

/* The same over what was archived from since through until, whatever the range and the limits;
 * silently. The walk ends where git log's does. */
void source_scan_dates(struct source *source, const struct source_scan *scan, int64_t since,
		       int64_t until);

/*
 * index_find() over all mails, whatever the range, names put right by the mailmap. False when there
 * is an inbox without an index that holds its newest mails: source_scan_all() it is then, which
 * makes one.
 */
bool source_find(struct source *source, enum index_key key, const char *text,
		 bool (*each)(struct record *record, void *data), void *data);

/* The same of index_find_new(); of several lists, mails may come again. */
bool source_find_new(struct source *source, enum index_key key, const char *text,
		     bool (*each)(struct record *record, void *data), void *data);

/* The same of index_find_paths(). */
bool source_find_paths(struct source *source, const struct pathspec *paths,
		       bool (*each)(struct record *record, void *data), void *data);

/* How many mails the indexes hold. */
int64_t source_count_indexed(struct source *source);

/* Whether the range is all mails there are, none left out by a limit. */
bool source_is_whole(const struct source *source);

/* When the newest mail of all was written, whatever the range, see archive_newest_written(). */
int64_t source_newest_written(struct source *source);

/*
 * A number that is another one when mails came to the inboxes, other inboxes are read, or the
 * mailmap is another: for what was found out by all mails, and is remembered.
 */
uint64_t source_stamp(const struct source *source);

/* index_hold() and index_let_go() for a number of source_find(). */
void source_hold(struct source *source);
void source_let_go(struct source *source);

/* The commit that a name of one commit means, and its inbox: a record's source. False for others.
 */
bool source_resolve(struct source *source, const char *name, unsigned *inbox,
		    unsigned char *commit);

/* Abbreviates the commit of a record as git does: core.abbrev, or as many digits as the number of
 * objects asks for, so that it is unique. */
void source_shorten(struct source *source, const struct record *record, char out[SHORTEN_SIZE]);

/* Puts a person right by the mailmap; new strings live in pool. Records come with that done. */
void source_put_right(const struct source *source, struct pool *pool, struct person *person);

/* How many threads may work at a time. */
unsigned source_threads(const struct source *source);

/* inbox_keep(), room being shared by the inboxes of the range. */
void source_keep(struct source *source, size_t room, bool (*wanted)(const struct record *record));

/* index_recall() and index_keep(), in the index of the newest epoch. */
void source_recall(struct source *source, GArray *list);
void source_retain(struct source *source, const GArray *list);

/* inbox_read() of the mail that a record was made of; what is no fault of the mail is fatal. */
bool source_read(struct source *source, const struct record *record, struct mail_blob *out,
		 GError **error);

/* inbox_commit_author() of its commit. */
char *source_commit_author(struct source *source, const struct record *record, GError **error);

/* Whether the range is what came since an earlier run with --new: neither without --new, nor the
 * first time. */
bool source_has_news(const struct source *source);

/*
 * The mails that `list --new` told about when it last had any news, and those that came since: a
 * set of their commits (RECORD_HASH_SIZE bytes each). All mails where it was never run. For a
 * source of source_open_whole(). Free with g_hash_table_unref().
 */
GHashTable *source_unread(struct source *source);

/* For --new: what was read counts as seen from now on. To be called behind output_finish(). */
void source_seen(struct source *source);

#endif
