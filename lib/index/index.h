/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_INDEX_H
#define INDEX_INDEX_H

#include "inbox/pathspec.h"
#include "inbox/stream.h"
#include "index/key.h"

/*
 * The records of an inbox in one file, so that nothing has to be read twice: derived, disposable,
 * never the only copy of anything. It holds the mails of one line of commits, from its first one
 * (number 0) to the indexed tip, in the order of archiving. Whatever is wrong with it, answers come
 * from the inbox itself then: at worst slower, and told once. gitkvm-index(5) documents the file.
 *
 * An index is for one thread.
 */

#define INDEX_ERROR (g_quark_from_static_string("gitkvm-index"))

struct index;

struct index_options {
	/* Where the index is when the inbox cannot be written to; NULL: nowhere. */
	const char *cache_dir;

	/* Mails of a segment of a new file, a multiple of 32; 0 for what is best. For tests. */
	unsigned segment;

	/*
	 * Mails that a scan must have to read before it updates the index on its way; 0 for what
	 * is best, UINT_MAX for never.
	 */
	unsigned threshold;

	unsigned threads; /* of updates, as in struct scan_options */

	/* Why the index is not used or not written, at most once. May be NULL. */
	void (*notice)(const char *message, void *data);

	/* While mails are read for an update; done = total at the end. May be NULL. */
	void (*progress)(uint64_t done, uint64_t total, void *data);

	void *data;
};

/*
 * The index of an inbox, which must outlive it; what is there is looked at when it is needed.
 * Never NULL. Close with index_close().
 */
struct index *index_open(struct inbox *inbox, const struct index_options *options);

void index_close(struct index *index);

/*
 * Opens the folder that the index of an inbox is in or would be made in, and makes it where it is
 * not there: then *made is its path, else NULL; free with g_free(). A descriptor, or -1 where there
 * can be none.
 */
int index_folder(const char *git_dir, const char *cache_dir, char **made);

/* The file, whether it is there or not; NULL when there is no place for one. */
const char *index_path(const struct index *index);

enum index_state {
	INDEX_NONE,  /* no file, or none that can be used */
	INDEX_STALE, /* does not hold the newest mail of HEAD */
	INDEX_FRESH,
};

enum index_state index_state(struct index *index);

/* How many mails it holds. */
int64_t index_count(struct index *index);

/*
 * Adds the mails of HEAD that it does not hold. What is left of it when the history was rewritten
 * goes first, and all of it when it is damaged or of another version. A killed update goes on where
 * it was. False with an INDEX_ERROR when it could not be brought up to date (what it holds is
 * right, still), or with an INBOX_ERROR.
 */
bool index_update(struct index *index, GError **error);

/* The same, from nothing. */
bool index_rebuild(struct index *index, GError **error);

/*
 * Reads all mails once more and compares every byte of the index with what they give. False with an
 * INDEX_ERROR that names the first difference.
 */
bool index_check(struct index *index, GError **error);

/*
 * inbox_stream(), from the index as far as it goes: the same items in the same order. Mails that
 * gave no record are tried again. A stream that would read many mails which continue the index
 * updates it first. The index is held until it is closed.
 */
struct record_stream *index_stream(struct index *index, const struct range *range,
				   const struct scan_options *options, GError **error);

/*
 * Until index_let_go() look-ups share one view of the index, and keep what they read of it: many of
 * them take half the time. Others cannot add to it meanwhile, so not for long. Called again, it has
 * index_find_new() begin anew.
 */
void index_hold(struct index *index);
void index_let_go(struct index *index);

/*
 * Calls each with the mails that have this text, newest first (as archived); the record is its own
 * to free; it returns false when it has seen enough, and must not use the index meanwhile. Only
 * what is indexed is found: see index_state(). Returns false when the index cannot be used: what
 * was found by then is right, but may not be all.
 */
bool index_find(struct index *index, enum index_key key, const char *text,
		bool (*each)(struct record *record, void *data), void *data);

/*
 * The same while the index is held, but without mails that an index_find_new() has brought since:
 * many look-ups about one thread meet the same ones.
 */
bool index_find_new(struct index *index, enum index_key key, const char *text,
		    bool (*each)(struct record *record, void *data), void *data);

/* The same with the mails that touch a path which the pathspec means. False, too, where they touch
 * so many that the index does not keep them. */
bool index_find_paths(struct index *index, const struct pathspec *pathspec,
		      bool (*each)(struct record *record, void *data), void *data);

/*
 * What is kept beside the mails: fills in the texts of a list (struct memo, see record/memo.h) that
 * are known; and keeps those of a list, as far as nobody else is writing and there is a file. An
 * index that is made anew has none.
 */
void index_recall(struct index *index, GArray *list);
void index_keep(struct index *index, const GArray *list);

/*
 * inbox_raise_written() of what is indexed, without reading mails. False, and *newest as it was,
 * where the index does not hold the newest mail of HEAD or cannot be used.
 */
bool index_raise_written(struct index *index, int64_t *newest);

#endif
