/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_GATHER_H
#define CLI_GATHER_H

#include "inbox/selection.h"
#include "index/index.h"

/*
 * inbox_stream() of an archive: the epochs of a list as one history, several lists as one stream,
 * by the dates of archiving, newest first. A mail that was sent to several lists is taken from
 * where it is met first, and is nowhere else. indexes has one for each inbox, or NULL. Records are
 * told their source. All that is given must outlive the stream.
 */
struct record_stream *gather(const struct archive *archive, struct index *const *indexes,
			     const struct selection *selection, const struct scan_options *options);

/*
 * index_find() in all of them, the newest epochs first; of several lists by the dates of archiving,
 * and what was sent to several of them once. False when one of the inboxes with mails has no index
 * that holds its newest one.
 */
bool gather_find(const struct archive *archive, struct index *const *indexes, enum index_key key,
		 const char *text, bool (*each)(struct record *record, void *data), void *data);

/* The same of index_find_new(); of several lists, mails may come again. */
bool gather_find_new(const struct archive *archive, struct index *const *indexes,
		     enum index_key key, const char *text,
		     bool (*each)(struct record *record, void *data), void *data);

/* The same of index_find_paths(). */
bool gather_find_paths(const struct archive *archive, struct index *const *indexes,
		       const struct pathspec *paths,
		       bool (*each)(struct record *record, void *data), void *data);

/*
 * Whether the mail, of the list of that number, was met in another list before: in known, a hash
 * table of Message-IDs (its own to free), to which it is added.
 */
bool gather_is_copy(GHashTable *known, const struct record *record, size_t list);

#endif
