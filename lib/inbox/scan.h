/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_SCAN_H
#define INBOX_SCAN_H

#include "inbox/range.h"

/* How the commits of a range ended (enum outcome): the others add up to commits. */
struct scan_counts {
	uint64_t commits;
	uint64_t read, replies, removed, missing, corrupt, unusable;
};

struct scan_options {
	unsigned threads; /* 0: as many as there are processors, at most 8 */

	/*
	 * Mails whose commit's subject begins with a reply word are of no use and may stay unread:
	 * a third to a half of a list. The archive copies that subject from the mail. Those that
	 * happen to be known are handed over all the same.
	 */
	bool skip_replies;

	/*
	 * Mails are counted: nobody asks whom they went to nor what was remarked in them, but which
	 * patches a tag is for (REMARK_SCOPE); nor for the subjects of other mails than postings.
	 * So records may come without; and those of postings alone are kept.
	 */
	bool counting;

	/* The receiver will have enough after a few mails: an index is not worth being made on the
	 * way. */
	bool stops_early;
};

/* How many those are, between 1 and 8. */
unsigned scan_threads(unsigned wanted);

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
