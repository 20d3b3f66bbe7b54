/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/unmarked.h"

#include "reply/given.h"
#include "reply/own.h"

static bool begins_with_quote(struct slice text)
{
	struct own_text own = { .rest = text };
	struct slice line;

	while (own_next_line(&own, &line))
		if (slice_trim(line).len)
			return own.cut;
	return own.cut;
}

static bool is_verdict(const char *key)
{
	static const char *const keys[] = { "Reviewed-by", "Acked-by", "Tested-by", "Nacked-by" };

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (!g_ascii_strcasecmp(key, keys[i]))
			return true;
	return false;
}

static bool gives_tag(struct slice text, const struct person *sender)
{
	struct trailer_list given = { .nr = 0 };
	struct pool pool = POOL_INIT;
	bool found = false;

	if (!*sender->email)
		return false;
	trailer_parse_reply(&pool, text, &given);
	for (size_t i = 0; i < given.nr && !found; i++)
		found = is_verdict(given.items[i].key) &&
			!g_ascii_strcasecmp(given.items[i].person.email, sender->email);
	pool_release(&pool);
	return found;
}

bool unmarked_reply(struct slice text, const struct person *sender)
{
	return begins_with_quote(text) || gives_tag(text, sender);
}
