/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_DRAFT_H
#define REPORT_DRAFT_H

#include "record/record.h"

/* Who answers a mail, and how. */
struct draft_options {
	struct person from;
	const GPtrArray *me; /* of const char *: more addresses of his, which get no copy */
	bool patch;	     /* quote the diff, too */
};

/*
 * Appends a mail that answers another one, of which record was made and which raw is: the header
 * (From, To, Cc, Subject, In-Reply-To, References, MIME), and the text quoted below a line that
 * says who wrote it. It goes to whom Reply-To names, else to the sender, put right where a list
 * rewrote him, with copies to whom To and Cc name, each address once; the answer to a mail of one's
 * own goes to whom that went. Of a patch the message and notes are quoted; signatures are not, nor
 * control characters. Whatever the mail holds, each field is one field. False with a MAIL_ERROR,
 * nothing appended, when the mail is over a limit.
 */
bool draft_append(GString *out, struct slice raw, const struct record *record,
		  const struct draft_options *options, GError **error);

#endif
