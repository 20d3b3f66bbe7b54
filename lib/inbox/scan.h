/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_SCAN_H
#define INBOX_SCAN_H

#include "inbox/range.h"

/* How the commits of a range ended: the others add up to commits. */
struct scan_counts {
	uint64_t commits;
	uint64_t read;	  /* gave a record */
	uint64_t removed; /* the tree holds "d": the mail was taken off the list */
	uint64_t missing; /* no blob, no tree, or nothing named "m" in it */
	uint64_t corrupt; /* bytes that do not inflate or do not parse as the object they should be,
			   * nor as a mail: there are none */
	uint64_t unusable; /* a mail over a limit (MAIL_ERROR) */
	uint64_t replies;  /* passed over unread, where skip_replies asks for that */
};

/* Adds counts to sum. */
void scan_counts_add(struct scan_counts *sum, const struct scan_counts *counts);

struct walk_entry;
struct result;

struct scan_options {
	unsigned threads; /* 0: as many as there are processors, at most 8 */

	/*
	 * Mails whose commit's subject begins with a reply word are of no use and may stay unread:
	 * a third to a half of a list. The archive copies that subject from the mail. Those that
	 * happen to be known are handed over all the same.
	 */
	bool skip_replies;

	/* The receiver will have enough after a few mails: an index is not worth being made on the
	 * way. */
	bool stops_early;

	/*
	 * Takes a record, which is its own to free, in git log order, on the thread that called
	 * inbox_scan(). Returns false to end the scan early (no error).
	 */
	bool (*record)(struct record *record, void *data);

	/* A mail that was skipped: its commit in hex and the reason, in git log order too. May be
	 * NULL. */
	void (*problem)(const char *commit, const char *reason, void *data);

	/* Takes what became of each commit, instead of the two above, and leaves in it what it does
	 * not take over; for lib/index. */
	bool (*result)(const struct walk_entry *entry, struct result *result, void *data);

	void *data;
};

/*
 * Reads every mail of range. Memory is bounded by a window of mails in flight; the order of calls
 * does not depend on threads. Returns false with an INBOX_ERROR when the history cannot be walked.
 */
bool inbox_scan(struct inbox *inbox, const struct range *range, const struct scan_options *options,
		struct scan_counts *counts, GError **error);

/*
 * From now on scans keep the bytes of mails whose record is wanted, so that inbox_read() has them
 * at once: those that come first, up to room bytes in all. Large mails are not kept. wanted is
 * called on several threads at a time and must only look.
 */
void inbox_keep(struct inbox *inbox, size_t room, bool (*wanted)(const struct record *record));

/* The bytes of one mail. */
struct mail_blob {
	struct slice raw;
	void *object; /* libgit2's */
};

/*
 * Reads the mail of a commit (RECORD_HASH_SIZE bytes). Returns false with INBOX_ERROR_READ and the
 * reason. Release with mail_blob_release().
 */
bool inbox_read(struct inbox *inbox, const unsigned char *commit, struct mail_blob *out,
		GError **error);

void mail_blob_release(struct mail_blob *blob);

#endif
