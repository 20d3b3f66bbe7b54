/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/unmarked.h"

#include "reply/given.h"
#include "reply/lexer.h"

static bool begins_with_quote(struct slice text)
{
	struct lexer lexer = { .rest = text };
	struct text_line line;
	bool cut = false;

	while (lexer_next(&lexer, &line) && line.kind != LINE_SIGNATURE) {
		if (line.own && slice_trim(line.line).len)
			return line.cut;
		cut = !line.own;
	}
	return cut;
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
	GArray *own;

	if (!*sender->email)
		return false;
	own = lexer_own_lines(text);
	trailer_parse_reply(&pool, text, own, &given);
	for (size_t i = 0; i < given.nr && !found; i++)
		found = is_verdict(given.items[i].key) &&
			!g_ascii_strcasecmp(given.items[i].person.email, sender->email);
	g_array_unref(own);
	pool_release(&pool);
	return found;
}

bool unmarked_reply(struct slice text, const struct person *sender)
{
	return begins_with_quote(text) || gives_tag(text, sender);
}
