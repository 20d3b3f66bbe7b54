/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/fixed.h"

#include "patch/titlekey.h"
#include "series/talk.h"

/* A shorter title may be another patch's. */
#define MIN_TITLE 16

struct fixed {
	struct pool pool;
	GHashTable *by_title; /* title_key() -> the newest posting that names it */
};

static void add_titles(struct fixed *fixed, const struct record *posting)
{
	for (size_t i = 0; i < posting->trailers.nr; i++) {
		struct slice title = trailer_fixes_title(&posting->trailers.items[i]);
		const struct record *known;
		const char *key;

		if (title.len < MIN_TITLE)
			continue;
		key = title_key(&fixed->pool, pool_copy_utf8(&fixed->pool, title));
		known = g_hash_table_lookup(fixed->by_title, key);
		if (!known || talk_time(known) < talk_time(posting))
			g_hash_table_insert(fixed->by_title, (void *)key, (void *)posting);
	}
}

struct fixed *fixed_read(const GPtrArray *postings)
{
	struct fixed *fixed = g_new0(struct fixed, 1);

	fixed->by_title = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < postings->len; i++)
		add_titles(fixed, postings->pdata[i]);
	return fixed;
}

void fixed_free(struct fixed *fixed)
{
	if (!fixed)
		return;
	g_hash_table_unref(fixed->by_title);
	pool_release(&fixed->pool);
	g_free(fixed);
}

const struct record *fixed_find(const struct fixed *fixed, const struct record *patch)
{
	struct pool pool = POOL_INIT;
	const struct record *found =
		g_hash_table_lookup(fixed->by_title, title_key(&pool, patch->subject.title));

	pool_release(&pool);
	return found && talk_time(found) > talk_time(patch) ? found : NULL;
}
