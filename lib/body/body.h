/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODY_BODY_H
#define BODY_BODY_H

#include "body/parts.h"
#include "mime/mail.h"

/*
 * Decodes what a reader would see: transfer encoding (7bit, 8bit, binary, quoted-printable, base64,
 * uuencode), charset (any that iconv knows), format=flowed with DelSp (RFC 3676; never the
 * signature line "-- ", nor a diff that its sender did not stuff). What is broken is decoded as far
 * as it goes. Bytes that the charset does not allow: the whole is UTF-8 where it is valid as that;
 * else, under a label of UTF-8, ASCII or nothing known, each byte that is no UTF-8 is taken as
 * Windows-1252; under another label it becomes U+FFFD.
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

void body_release(struct body *body);

#endif
