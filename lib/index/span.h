/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_SPAN_H
#define INDEX_SPAN_H

#include "index/private.h"

/* Mails of the index from one number down to another: what of them is in a range. */
struct span {
	struct index *index;
	const struct range *range;
	const struct scan_options *options;
	int64_t last, first; /* numbers; none when last < first */
	unsigned older;	     /* mails in a row that are before range->since */
	struct run run;
};

enum span_kind {
	SPAN_END,
	SPAN_BROKEN, /* the index is no good; nothing comes behind it */
	SPAN_RECORD,
	SPAN_REPLIES, /* passed over, as the options want */
	SPAN_RETRY,   /* a mail without a record: it may have been fetched, or mended */
};

struct span_item {
	enum span_kind kind;
	struct record *record; /* of SPAN_RECORD, the receiver's */
	bool too_old;	       /* nothing comes behind it, but mails before range->since */
	unsigned older;	       /* the span's, behind this */
	bool has_commit;
	git_oid commit; /* of the mail, or of the last one that was looked at in vain */
};

void span_init(struct span *span, struct index *index, const struct range *range,
	       const struct scan_options *options);
void span_release(struct span *span);

void span_next(struct span *span, struct span_item *out);

/*
 * The same on a thread of its own, which reads ahead: what was read is in memory meanwhile, some
 * thousand mails at most. Until ahead_stop() nobody else uses the span or its index. NULL
 * where the system has no thread left.
 */
struct ahead *ahead_start(struct span *span);
void ahead_next(struct ahead *ahead, struct span_item *out);
void ahead_stop(struct ahead *ahead); /* NULL is fine */

#endif
