/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_GIVEN_LINE_H
#define REPLY_GIVEN_LINE_H

#include "text/slice.h"

/* Where a trailer stands in an own line of a reply. */
struct given_line {
	struct slice before; /* what is said in front of it; may be empty */
	bool at_start;	     /* of the line */
	struct slice tag;    /* from its key on */
	struct slice key;
	struct slice value; /* as far as this line has it */
};

/*
 * Whether an own line of a reply (lexer.h) holds a trailer of a person (…-by:, Cc:), or Fixes:,
 * Link:, Closes:, at its start or behind blanks, U+00A0 among them; or one of a person with an
 * address behind a sentence ("LGTM. Reviewed-by: …").
 */
bool given_find(struct slice line, struct given_line *out);

/* Without blanks in front, U+00A0 among them. */
struct slice given_skip_blanks(struct slice s);

static inline bool given_has_address(struct slice s)
{
	return s.len && memchr(s.ptr, '@', s.len);
}

#endif
