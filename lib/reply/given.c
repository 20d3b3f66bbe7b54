/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/given.h"

#include "reply/own.h"

void trailer_parse_reply(struct pool *pool, struct slice text, struct trailer_list *out)
{
	struct trailer_collector collector = { .pool = pool, .out = out };
	struct own_text own = { .rest = text };
	struct slice line;

	*out = (struct trailer_list){ NULL, 0 };
	while (own_next_line(&own, &line))
		trailer_take_given(&collector, line, &own.rest);
}
