/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_MBOX_H
#define REPORT_MBOX_H

#include "record/record.h"
#include "report/mbox_trailers.h"

struct mbox_options {
	bool trailers; /* fold in the trailers that are given */
	/* What a Link trailer begins with, before the Message-ID: "https://lore.kernel.org/r/";
	 * NULL for none. */
	const char *link_base;
};

/*
 * Appends the posting of record, whose mail raw is, to an mbox that git am reads: a "From " line
 * with the commit, the author, date, subject and Message-ID that count (those of an in-body header,
 * a rewritten sender put right), then the message in UTF-8 and the patch byte for byte, out of
 * multiparts and transfer encodings. It goes out as 8bit, or as quoted-printable where git
 * mailsplit would change it: CRLF in the patch, lines it would take for the start of the next mail.
 * Trailers and link go where trailers_fold() puts them; a cover letter and what has no patch get
 * none. Of a mail with several attached patch mails each is a patch of its own, with its author,
 * date and subject. Returns false with a MAIL_ERROR, nothing appended, when the mail is over a
 * limit.
 */
bool mbox_append(GString *out, struct slice raw, const struct record *record,
		 const struct mbox_trailer *trailers, size_t nr, const struct mbox_options *options,
		 GError **error);

/*
 * A name for the file of patch number n as git format-patch makes it,
 * "0001-title-of-the-patch.patch": letters, digits, ".", "_" and "-" of ASCII only, never "..", at
 * most 63 bytes. Free with g_free().
 */
char *mbox_file_name(int n, const char *title);

/* The title that git am makes of a posting's subject; for mbox_file_name(). Lives in pool. */
char *mbox_title(struct pool *pool, const struct record *record);

/*
 * Appends a mail to an mbox as it came, its whole header and text byte for byte, for a mail
 * reader: behind a "From " line with its commit, with a ">" more in front of each line that is
 * "From " behind none or some of them, so that no line but ours begins a mail ("mboxrd").
 */
void mbox_append_raw(GString *out, struct slice raw, const struct record *record);

#endif
