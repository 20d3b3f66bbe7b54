/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_STREAM_H
#define INBOX_STREAM_H

#include "inbox/scan.h"

/*
 * Records that are pulled, one after the other: of a range of an inbox, of an index, of epochs one
 * after the other, of lists that are merged. Most streams stand on others. Whoever has enough
 * closes the stream; what it read ahead was never there.
 */

/* What became of a commit. */
enum outcome {
	OUTCOME_READ,	  /* it gave a record */
	OUTCOME_REPLIES,  /* replies that are passed over, see skip_replies: so many in a row */
	OUTCOME_REMOVED,  /* the tree holds "d": the mail was taken off the list */
	OUTCOME_MISSING,  /* no blob, no tree, or nothing named "m" in it */
	OUTCOME_CORRUPT,  /* bytes that do not inflate or do not parse as the object they should be,
			   * nor as a mail: there are none */
	OUTCOME_UNUSABLE, /* a mail over a limit (MAIL_ERROR) */
};

struct stream_item {
	enum outcome outcome;
	uint64_t nr;	       /* how many commits it is about: 1, but for replies */
	struct record *record; /* of OUTCOME_READ, the receiver's to free */
	char commit[2 * RECORD_HASH_SIZE + 1]; /* of what is to be told: its commit in hex, */
	char *reason;			       /* and why; NULL: nothing. Free with g_free(). */
};

/* Counts what an item is about. */
void scan_counts_take(struct scan_counts *counts, const struct stream_item *item);

struct record_stream;

struct record_stream_type {
	/* Fills *out, which is zeroed; 1, 0 at the end, -1 with an INBOX_ERROR. */
	int (*next)(struct record_stream *stream, struct stream_item *out, GError **error);
	void (*close)(struct record_stream *stream); /* frees it */
};

struct record_stream {
	const struct record_stream_type *type;
	bool too_old;	   /* at the end: there are more commits, but before range.since */
	uint64_t expected; /* about so many items come; 0: who knows, as before the first one */
};

/*
 * Returns 1 with the next item, in the order of git log, 0 at the end, -1 with an INBOX_ERROR when
 * the history cannot be walked.
 */
int record_stream_next(struct record_stream *stream, struct stream_item *out, GError **error);

/* At any time; NULL is fine. */
void record_stream_close(struct record_stream *stream);

/*
 * Every mail of range, which must outlive the stream, as the options must. Memory is bounded by a
 * window of mails in flight; the order does not depend on threads. NULL with an INBOX_ERROR.
 */
struct record_stream *inbox_stream(struct inbox *inbox, const struct range *range,
				   const struct scan_options *options, GError **error);

/* The same of these commits (of struct walk_entry, which must outlive it) in this order. */
struct record_stream *inbox_stream_list(struct inbox *inbox, const GArray *entries,
					const struct scan_options *options);

/*
 * A part of a stream comes from another one: the next item of *inner. At its end (0) that is
 * closed, *inner is NULL, and *too_old as it was there; so it is when *inner is NULL already.
 */
int record_stream_pass(struct record_stream **inner, struct stream_item *out, bool *too_old,
		       GError **error);

#endif
