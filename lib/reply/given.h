/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_GIVEN_H
#define REPLY_GIVEN_H

#include "patch/trailer.h"

/*
 * The trailers that a reply gives: those among its sender's own lines (own.h), as
 * trailer_take_given() takes them. At most MAIL_MAX_TRAILERS. Lives in pool.
 */
void trailer_parse_reply(struct pool *pool, struct slice text, struct trailer_list *out);

#endif
