/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_TRAILER_H
#define PATCH_TRAILER_H

#include "mime/address.h"

/* A line "Key: value" that a person put under a message: unquoted, never from a diff. */
struct trailer {
	const char *key;      /* as written, "Reviewed-by" */
	const char *value;    /* one line, continuation lines joined by a space */
	struct person person; /* of keys that end in -by, and Cc: else both ""; trailer_value.h */
};

struct POOL_TIGHT trailer_list {
	struct trailer *items;
	unsigned nr;
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

/* "Reviewed-by: …", "Cc : …" at the start of a line; not "https://…". */
bool trailer_read(struct slice line, struct slice *key, struct slice *value);

/* A new item of the list with that key, the rest "". NULL where the list is full. */
struct trailer *trailer_add(struct trailer_collector *collector, struct slice key);

/*
 * The last paragraph of a message where it is a block of trailers: it holds one of the well-known
 * ones, or nothing but trailers, their continuation lines and "[name: note]" lines. Else "not
 * there".
 */
struct slice trailer_block(struct slice message);

/* The title in a Fixes trailer; empty for another trailer, or without one. */
struct slice trailer_fixes_title(const struct trailer *trailer);

#endif
