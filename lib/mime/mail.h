/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_MAIL_H
#define MIME_MAIL_H

#include "text/slice.h"

/*
 * The header fields that are looked for in every mail; others are found by mail_find_field(). Those
 * behind FIELD_MORE may be there more than once.
 */
enum field_id {
	FIELD_FROM,
	FIELD_SENDER,
	FIELD_REPLY_TO,
	FIELD_X_ORIGINAL_FROM,
	FIELD_SUBJECT,
	FIELD_DATE,
	FIELD_MESSAGE_ID,
	FIELD_IN_REPLY_TO,
	FIELD_REFERENCES,
	FIELD_LIST_ID,
	FIELD_MIME_VERSION,
	FIELD_CONTENT_TYPE,
	FIELD_CONTENT_TRANSFER_ENCODING,
	FIELD_AUTO_SUBMITTED,
	FIELD_X_MAILER,
	FIELD_USER_AGENT,
	FIELD_X_CHANGE_ID,
	FIELD_X_B4_TRACKING,
	FIELD_MORE,
	FIELD_TO = FIELD_MORE,
	FIELD_CC,
	FIELD_X_STABLE,
	FIELD_X_STABLE_BASE,
	FIELD_NR,
	FIELD_NONE = FIELD_NR,
};

/*
 * One mail as slices of its raw bytes, which must outlive it: nothing is copied or decoded.
 * field[i] is the body of the first field of that name, of From, Subject, Date, Content-Type and
 * Content-Transfer-Encoding of the last one, as git mailinfo takes it: behind the colon, folds
 * still in, white space at both ends cut; "not there" where the mail has none. repeated has bit i
 * set where the mail has more than one, below FIELD_MORE.
 */
struct mail {
	struct slice raw;
	struct slice header; /* with the line ends, without the blank line */
	struct slice body;   /* behind the blank line; empty where there is none */
	struct slice field[FIELD_NR];
	unsigned repeated;
};

/*
 * Makes GMime ready, once in the process and safe from any thread: call it before any use of GMime.
 * (g_mime_init() alone lets a second thread go on before the first has finished.)
 */
void mail_library_init(void);

/*
 * Reads the header of a mail (RFC 5322, section 2.2): one pass, bounded by the header's length.
 * Tolerated: a leading mbox "From " line, CRLF, NUL and 8-bit bytes, white space before the colon,
 * lines that are no field (skipped), no body, no blank line. Returns false with a MAIL_ERROR when
 * the mail is empty or over MAIL_MAX_BYTES or MAIL_MAX_HEADER.
 */
bool mail_parse(struct mail *mail, struct slice raw, GError **error);

/*
 * The first field of any name (ASCII case ignored, "X-Foo" without colon), from *from on, which is
 * moved behind it: start with a copy of mail->header to visit all fields of that name.
 */
bool mail_find_field(struct slice *from, const char *name, struct slice *value);

/* The first physical line of a field body, without what follows its first line end. */
struct slice mail_first_line(struct slice field);

#endif
