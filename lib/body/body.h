/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODY_BODY_H
#define BODY_BODY_H

#include "mime/mail.h"

enum body_flag {
	BODY_MULTIPART = 1 << 0,
	BODY_ATTACHED = 1 << 1,	    /* the text includes an attached patch */
	BODY_HTML = 1 << 2,	    /* only text/html was there: the text is empty */
	BODY_FLOWED = 1 << 3,	    /* format=flowed was undone */
	BODY_BAD_CHARSET = 1 << 4,  /* bytes that are none of the charset, or it is not known */
	BODY_BAD_ENCODING = 1 << 5, /* broken base64 or quoted-printable */
};

/*
 * The text of a mail as valid UTF-8 with LF line ends, NULs as U+FFFD. A plain UTF-8 or ASCII body
 * with 7bit or 8bit encoding that is valid as it stands is text = a slice of the mail itself,
 * uncopied.
 */
#define BODY_MAX_PATCHES 64

struct body {
	struct slice text;
	unsigned flags;
	char *owned;	 /* text's memory where it had to be decoded; else NULL */
	size_t patch_at; /* where in text an attached patch mail begins; 0 without one */
	/* Where each attached patch mail begins; more than there is room for belong to the last. */
	size_t patches[BODY_MAX_PATCHES];
	unsigned nr_patches;
	/* The names of attached text files that hold no diff and are not in the text, as written,
	 * ", " between them; NULL without any. */
	char *left_out;
};

/* The patch mail in the text: an attached one without the words before it, else all there is. */
static inline struct slice body_patch(const struct body *body)
{
	return slice_skip(body->text, body->patch_at);
}

/*
 * Decodes what a reader would see: transfer encoding (7bit, 8bit, binary, quoted-printable, base64,
 * uuencode), charset (any that iconv knows), format=flowed with DelSp (RFC 3676; never the
 * signature line "-- "). What is broken is decoded as far as it goes. Bytes that the charset does
 * not allow: the whole is UTF-8 where it is valid as that; else, under a label of UTF-8, ASCII or
 * nothing known, each byte that is no UTF-8 is taken as Windows-1252; under another label it
 * becomes U+FFFD.
 *
 * Of a multipart mail: the text/plain parts in order, of alternatives the first with text, of
 * signed and encrypted ones the first part; then files that hold a diff (text/x-patch, text/x-diff,
 * anything named *.patch or *.diff, attached text/plain). Other attached text/plain only where
 * there is no text else. Each part ends with LF. A file of git format-patch loses its "From <hash>
 * <date>" line, its From/Subject/Date header becomes an in-body header as git mailinfo reads it. A
 * mail inside (message/rfc822) that holds a diff is such a file; one inside of that is not entered.
 *
 * Returns false with a MAIL_ERROR over MAIL_MAX_DEPTH or MAIL_MAX_PARTS. Release with
 * body_release().
 */
bool body_decode(const struct mail *mail, struct body *out, GError **error);

/*
 * The same for git am, which takes a patch as the bytes of files: text is UTF-8 only up to where
 * git mailinfo sees the patch begin (mailinfo_message_length()). What follows is decoded from its
 * transfer encoding, else it is as it came, CRs in front of LFs and NULs too; only where the first
 * line of the diff of a part or mail ends with CRLF, these count as line ends.
 */
bool body_decode_exact(const struct mail *mail, struct body *out, GError **error);

/* The same as body_decode() by GMime alone, whatever the mail: slow; the tests hold both ways
 * against each other. */
bool body_decode_gmime(const struct mail *mail, struct body *out, GError **error);

void body_release(struct body *body);

#endif
