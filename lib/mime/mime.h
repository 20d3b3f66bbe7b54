/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_MIME_H
#define MIME_MIME_H

#include "mime/content.h"

/* A part that is no multipart, not decoded. */
struct mime_part {
	struct content content;
	enum content_role role;
	struct slice bytes;
	bool apart; /* the line end of the boundary behind it would be an empty line of it */
};

/*
 * The parts of a multipart mail that a reader would see, in order, appended to parts (of struct
 * mime_part): of alternatives the first that has text, of signed and encrypted ones the first part;
 * a mail inside is one part; of role CONTENT_OTHER none. A multipart without any part is text.
 * Strings of the contents live in pool. One pass over the body: a line costs at most MAIL_MAX_DEPTH
 * comparisons, and nothing is done twice. (GMime takes seconds for 3 MB with 1,000 boundaries
 * inside each other.) Returns false with a MAIL_ERROR over MAIL_MAX_DEPTH or MAIL_MAX_PARTS.
 */
bool mime_split(const struct mail *mail, const struct content *content, struct pool *pool,
		GArray *parts, GError **error);

/* What a multipart does with its parts; shared with the reading by GMime. */
enum mime_kind {
	MIME_MIXED,
	MIME_ALTERNATIVE,
	MIME_FIRST,  /* signed, encrypted: the first part counts */
	MIME_DIGEST, /* parts are messages */
};

enum mime_kind mime_kind(const struct content *content);

#endif
