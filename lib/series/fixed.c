/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/fixed.h"

#include "patch/subject.h"
#include "series/talk.h"

/* A shorter title may be another patch's. */
#define MIN_TITLE 16

struct fixed {
	struct pool pool;
	GHashTable *by_title; /* title_key() -> the newest posting that names it */
	GHashTable *copies;   /* the same of the title's copies */
};

static void add_title(struct fixed *fixed, GHashTable *table, struct slice title,
		      const struct record *posting)
{
	const struct record *known;
	const char *key;

	if (title.len < MIN_TITLE)
		return;
	key = title_key(&fixed->pool, pool_copy_utf8(&fixed->pool, title));
	known = g_hash_table_lookup(table, key);
	if (!known || talk_time(known) < talk_time(posting))
		g_hash_table_insert(table, (void *)key, (void *)posting);
}

static bool is_copy(const struct record *posting)
{
	return posting->oddities & (RECORD_BACKPORT | RECORD_STABLE_COPY);
}

static void add_titles(struct fixed *fixed, const struct record *posting)
{
	for (size_t i = 0; i < posting->trailers.nr; i++)
		add_title(fixed, fixed->by_title, trailer_fixes_title(&posting->trailers.items[i]),
			  posting);
	if (is_copy(posting))
		add_title(fixed, fixed->copies, slice_str(posting->subject.title), posting);
}

struct fixed *fixed_read(const GPtrArray *postings)
{
	struct fixed *fixed = g_new0(struct fixed, 1);

	fixed->by_title = g_hash_table_new(g_str_hash, g_str_equal);
	fixed->copies = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < postings->len; i++)
		add_titles(fixed, postings->pdata[i]);
	return fixed;
}

void fixed_free(struct fixed *fixed)
{
	if (!fixed)
		return;
	g_hash_table_unref(fixed->by_title);
	g_hash_table_unref(fixed->copies);
	pool_release(&fixed->pool);
	g_free(fixed);
}

static const struct record *find_later(GHashTable *table, const struct record *patch)
{
	struct pool pool = POOL_INIT;
	const struct record *found =
		g_hash_table_lookup(table, title_key(&pool, patch->subject.title));

	pool_release(&pool);
	return found && talk_time(found) > talk_time(patch) ? found : NULL;
}

const struct record *fixed_find(const struct fixed *fixed, const struct record *patch)
{
	return find_later(fixed->by_title, patch);
}

const struct record *fixed_find_copy(const struct fixed *fixed, const struct record *patch)
{
	const struct record *copy = is_copy(patch) ? NULL : find_later(fixed->copies, patch);

	return copy && same_person(&copy->author, &patch->author) ? copy : NULL;
}
