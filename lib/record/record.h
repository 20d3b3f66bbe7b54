/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdint.h>
#include "mime/address.h"
#include "mime/mail.h"
#include "patch/links.h"
#include "patch/patch.h"
#include "patch/subject.h"
#include "patch/trailer.h"
#include "reply/remark.h"

enum record_kind {
	RECORD_COVER, /* n = 0 */
	RECORD_PATCH,
	RECORD_PULL, /* a pull request, with or without diffs */
	RECORD_REPLY,
	RECORD_FOLLOWUP, /* a reply that carries an unquoted diff */
	RECORD_ROBOT,	 /* build robots, syzbot, tip-bot … : not a posting, not a person */
	RECORD_OTHER,
};

/* What is unusual about a mail: nothing is lost by it, but who compares archives wants to know. */
enum record_oddity {
	RECORD_NO_SUBJECT = 1 << 0,
	RECORD_NO_DATE = 1 << 1, /* none that can be read: date is that of the archive */
	RECORD_NO_MESSAGE_ID = 1 << 2,
	RECORD_REPEATED_FIELD = 1 << 3, /* a field that may be there once is there twice */
	RECORD_BAD_CHARSET = 1 << 4,
	RECORD_BAD_ENCODING = 1 << 5,
	RECORD_HTML_ONLY = 1 << 6,
	RECORD_NO_DIFF = 1 << 7, /* of a patch */
	RECORD_BACKPORT =
		1 << 8, /* a patch that names the commit of another tree it is a copy of */
	RECORD_OTHER_DIFFSTAT = 1 << 9, /* the text's diffstat is not that of the diff */
	RECORD_STABLE_COPY = 1 << 10,	/* a copy that the scripts for stable trees send round */
	RECORD_BARE_NAMES = 1 << 11,	/* those of the diff have no prefix */
	RECORD_ALL_ODDITIES = 2 * RECORD_BARE_NAMES - 1, /* the last one */
};

#define RECORD_HASH_SIZE 20 /* bytes of a SHA-1 */

/* Whose memory a record is in. */
enum record_shelf {
	RECORD_OWN,	/* its own, */
	RECORD_SHELVED, /* or a lender's, who gets it back with its pool, see index/shelf.h, */
	RECORD_GONE,	/* and has it back */
};

/* Who a mail is from. Mails of an index share it: nobody writes to it, but gives a record another.
 */
struct record_people {
	struct person sender; /* the From field, decoded */
	struct person
		author; /* as counted: in-body From, a rewritten sender put right, else sender */
	const char *list_id; /* the id inside <> of List-Id, "kvm.vger.kernel.org" */
};

/* What most others than postings have nothing of: nobody writes to it, but gives a record another.
 */
struct record_posted {
	struct diffstat diffstat;
	const char **recipients; /* of a posting: the addresses in To and Cc, as written;
				    NULL-terminated */
	const char *change_id;	 /* b4's change-id, X-Change-ID or X-B4-Tracking */
	const char *base_commit;
	struct record_link *links; /* declared earlier versions, in the order of the text */
};

/*
 * All that later work needs of a mail without its bytes. Every command works on a stream of records
 * and cannot tell whether they came from the index or were just parsed. All strings are valid
 * UTF-8 in the record's own pool, "" where the mail has none, and may hold control characters.
 */
struct record {
	struct pool pool;
	unsigned char commit[RECORD_HASH_SIZE]; /* set by lib/inbox */
	int zone : 16;				/* minutes east of UTC */
	unsigned oddities : 16;			/* enum record_oddity */
	int64_t archived;			/* the commit's committer date, set by lib/inbox */
	int64_t date;	 /* the Date field, seconds since the epoch; archived where unreadable */
	unsigned source; /* which repository of the archive it is from, see inbox/archive.h */
	unsigned place;	 /* among the mails of the catalogue that has it, set by that */
	enum record_kind kind : 8;
	bool reply : 1;	     /* by the subject's reply word */
	unsigned char shelf; /* enum record_shelf; atomic */
	unsigned nr_links;   /* of posted->links */
	struct subject subject;
	const char *message_id; /* without <> */
	const char *in_reply_to;
	const char **references; /* oldest first, in_reply_to not among them unless the field says
				    so; NULL-terminated */
	struct record_people *people;
	struct record_posted *posted;
	struct trailer_list trailers;
	struct remark_list remarks;
};

/* Whether it is a patch or a cover letter. */
static inline bool record_is_posting(const struct record *record)
{
	return record->kind == RECORD_COVER || record->kind == RECORD_PATCH;
}

/* Its first remark of that kind, or NULL. */
static inline const struct record_remark *record_find_remark(const struct record *record,
							     enum remark_kind kind)
{
	for (size_t i = 0; i < record->remarks.nr; i++)
		if (record->remarks.items[i].kind == kind)
			return &record->remarks.items[i];
	return NULL;
}

/* Whether it says "NAK", rather than that it refuses in other words. */
static inline bool record_has_bare_nack(const struct record *record)
{
	for (size_t i = 0; i < record->remarks.nr; i++)
		if (record->remarks.items[i].kind == REMARK_NACK && !*record->remarks.items[i].text)
			return true;
	return false;
}

/* Whether one address sent both; where neither can be read, whether one name did. */
bool record_same_sender(const struct record *a, const struct record *b);

const char *record_kind_name(enum record_kind kind);

/*
 * Whether a person's address is the list's, which wrote it into the mail in place of his: by its
 * List-Id, or the name in the sender that says so ("X via list"), where the mail came by that list.
 */
bool record_is_masked(const struct record *record, const struct person *person);

/*
 * What is kept of a mail. Returns a new record, to be freed with record_free(), or NULL with a
 * MAIL_ERROR when the mail is over a limit. Safe in several threads at once.
 */
struct record *record_parse(struct slice raw, GError **error);

void record_free(struct record *record);

#endif
