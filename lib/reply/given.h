/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_GIVEN_H
#define REPLY_GIVEN_H

#include "patch/trailer.h"

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

/*
 * The trailers that a reply gives: those among its sender's own lines (lexer_own_lines(); text is
 * the whole) whose values are of the kind
 * that their keys ask for (trailer_value()), wrapped ones joined. One that does not stand at the
 * start of its line is not given where the sentence around it makes it conditional: "once that is
 * fixed". At most MAIL_MAX_TRAILERS. Lives in pool.
 */
void trailer_parse_reply(struct pool *pool, struct slice text, const GArray *own,
			 struct trailer_list *out);

#endif
