/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_GIVEN_H
#define REPLY_GIVEN_H

#include "patch/trailer.h"
#include "mime/address.h"

/*
 * The trailers that a reply gives: those among its sender's own lines (lexer_own_lines(); text is
 * the whole) whose values are of the kind that their keys ask for (trailer_value()), wrapped ones
 * joined. One that does not stand at the start of its line is not given where the sentence around
 * it makes it conditional: "once that is fixed". At most MAIL_MAX_TRAILERS. Lives in pool.
 */
void trailer_parse_reply(struct pool *pool, struct slice text, const GArray *own,
			 struct trailer_list *out);

/*
 * Whether a text reads as a reply though no "Re:" says so: it begins with a quotation, or gives a
 * tag in the sender's own name that nobody gives his own patch. One pass.
 */
bool unmarked_reply(struct slice text, const struct person *sender);

#endif
