/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark_private.h"

#include "mime/limits.h"

#define FIRST_ROOM 4
#define MAX_TEXT 200 /* bytes of a destination or URL that are kept */

struct record_remark *remarks_add(struct remarks *remarks, enum remark_kind kind, int first,
				  int last)
{
	struct remark_list *list = remarks->out;
	struct record_remark *item;

	if (list->nr == MAIL_MAX_REMARKS)
		return NULL;
	if (list->nr == remarks->room) {
		struct record_remark *items;

		remarks->room = remarks->room ? remarks->room * 2 : FIRST_ROOM;
		items = pool_alloc(remarks->pool, remarks->room * sizeof(*items));
		if (list->nr)
			memcpy(items, list->items, list->nr * sizeof(*items));
		list->items = items;
	}
	item = &list->items[list->nr++];
	*item = (struct record_remark){ kind, MIN(first, REMARK_MAX_FIRST), last, "", "" };
	return item;
}

const char *remarks_copy(struct remarks *remarks, struct slice text)
{
	text = slice_trim(text);
	text.len = MIN(text.len, MAX_TEXT);
	return text.len ? pool_copy_utf8(remarks->pool, text) : "";
}

void remarks_add_scoped(struct remarks *remarks, enum remark_kind kind, const struct scope *scope,
			struct slice text)
{
	const char *copy = remarks_copy(remarks, text);

	for (size_t i = 0; i < MAX(scope->nr, 1); i++) {
		struct record_remark *item =
			remarks_add(remarks, kind, scope->nr ? scope->ranges[i].first : 0,
				    scope->nr ? scope->ranges[i].last : 0);

		if (item)
			item->text = copy;
	}
}
