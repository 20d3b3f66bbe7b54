/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODY_TEXT_H
#define BODY_TEXT_H

#include "mime/content.h"

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
