/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MAIL_TRAILER_H
#define MAIL_TRAILER_H

#include "mail/address.h"

/* A line "Key: value" that a person put under a message: unquoted, never from a diff. */
struct trailer {
	const char *key;      /* as written, "Reviewed-by" */
	const char *value;    /* one line, continuation lines joined by a space */
	struct person person; /* of keys that end in -by, and Cc: else both "" */
};

struct trailer_list {
	struct trailer *items;
	size_t nr;
};

/*
 * Of a patch: the trailers of its message (patch.trailers). Of a reply: every line of its
 * sender's own (see mail/own.h) that is a known person trailer (…-by:, Cc:) or Fixes:, Link:,
 * Closes:.
 * The key must be an RFC 5322 name that begins at the line's start. At most MAIL_MAX_TRAILERS.
 * Lives in pool.
 */
void trailer_parse_patch(struct pool *pool, struct slice trailers, struct trailer_list *out);
void trailer_parse_reply(struct pool *pool, struct slice text, struct trailer_list *out);

/*
 * Whether an own line of a reply is a trailer as trailer_parse_reply() takes it; *key is its key.
 */
bool trailer_is_given(struct slice line, struct slice *key);

/*
 * The last paragraph of a message where it is a block of trailers: it holds one of the well-known
 * ones, or nothing but trailers, their continuation lines and "[name: note]" lines. Else "not
 * there".
 */
struct slice trailer_block(struct slice message);

#endif
