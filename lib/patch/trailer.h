/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_TRAILER_H
#define PATCH_TRAILER_H

#include "mime/address.h"

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

/* A list that grows in pool, up to MAIL_MAX_TRAILERS. Start with .room = 0 and an empty *out. */
struct trailer_collector {
	struct pool *pool;
	struct trailer_list *out;
	size_t room; /* private */
};

/*
 * The trailers of a patch's message (patch.trailers). The key must be an RFC 5322 name that begins
 * at the line's start. At most MAIL_MAX_TRAILERS. Lives in pool.
 */
void trailer_parse_patch(struct pool *pool, struct slice trailers, struct trailer_list *out);

/*
 * Adds line, one of a reply's own (reply/own.h), when it is a known person trailer (…-by:, Cc:) or
 * Fixes:, Link:, Closes: with a value; what continues it is cut off *rest, the lines behind it.
 */
void trailer_take_given(struct trailer_collector *collector, struct slice line, struct slice *rest);

/*
 * Whether an own line of a reply is a trailer as trailer_take_given() takes it; *key is its key.
 */
bool trailer_is_given(struct slice line, struct slice *key);

/*
 * The last paragraph of a message where it is a block of trailers: it holds one of the well-known
 * ones, or nothing but trailers, their continuation lines and "[name: note]" lines. Else "not
 * there".
 */
struct slice trailer_block(struct slice message);

#endif
