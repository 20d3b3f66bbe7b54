/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODY_TEXT_H
#define BODY_TEXT_H

#include "mime/content.h"

/* What was found on the way to the text of a mail. */
enum body_flag {
	BODY_MULTIPART = 1 << 0,
	BODY_ATTACHED = 1 << 1,	    /* the text includes an attached patch */
	BODY_HTML = 1 << 2,	    /* only text/html was there: the text is empty */
	BODY_FLOWED = 1 << 3,	    /* format=flowed was undone */
	BODY_BAD_CHARSET = 1 << 4,  /* bytes that are none of the charset, or it is not known */
	BODY_BAD_ENCODING = 1 << 5, /* broken base64 or quoted-printable */
	BODY_MANY_PATCHES = 1 << 6, /* more attached patch mails than are told apart */
};

/* Valid UTF-8 with LF line ends: a slice of somebody else's bytes, or of owned. */
struct text {
	struct slice slice;
	char *owned;
};

/*
 * Decodes the bytes of one part or mail: transfer encoding, charset, line ends, format=flowed.
 * Uncopied where nothing had to be done. Adds to *flags what enum body_flag says of it. Never
 * fails: what is broken is decoded as far as it goes. Of a content that is "exact", only what
 * stands before the patch is converted to UTF-8, and CRs at line ends go only where the first line
 * of the diff has one, or there is no diff.
 */
void text_decode(const struct content *content, struct slice bytes, struct text *out,
		 unsigned *flags);

void text_release(struct text *text);

#endif
