/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/tags.h"

#include "patch/titlekey.h"
#include "text/each.h"

static const char *const fate_names[] = {
	[TAG_CARRIED] = "carried", [TAG_DROPPED] = "dropped", [TAG_KEPT] = "kept",
	[TAG_EXPIRED] = "expired", [TAG_GONE] = "gone",
};

const char *tag_fate_name(enum tag_fate fate)
{
	return fate_names[fate];
}

static bool counts(const struct given_tag *tag)
{
	return !tag->by_author && !tag->doubted &&
	       (!strcmp(tag->key, "Reviewed-by") || !strcmp(tag->key, "Acked-by") ||
		!strcmp(tag->key, "Tested-by"));
}

static const struct talk_patch *patch_at(const struct talk *talk, guint i)
{
	return &g_array_index(talk->patches, struct talk_patch, i);
}

/* Of equal titles the patch of the lowest number is found, and then the next. */
static GHashTable *by_title(const struct talk *talk, struct pool *pool)
{
	GHashTable *table =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_queue_free);

	for (guint i = 0; i < talk->patches->len; i++) {
		const struct talk_patch *patch = patch_at(talk, i);
		const char *key = title_key(pool, patch->patch->subject.title);
		GQueue *equals = g_hash_table_lookup(table, key);

		if (!equals) {
			equals = g_queue_new();
			g_hash_table_insert(table, (void *)key, equals);
		}
		g_queue_push_tail(equals, (void *)patch);
	}
	return table;
}

static bool has_tag(const struct talk_patch *patch, const struct given_tag *tag)
{
	array_each (const struct given_tag, other, patch->tags)
		if (other->posted && !strcmp(other->key, tag->key) &&
		    (same_person(&other->named, &tag->named) ||
		     same_person(&other->named, &tag->who)))
			return true;
	return false;
}

static void compare_patch(GArray *list, const struct talk_patch *older,
			  const struct talk_patch *newer, same_patch_fn *same, void *data)
{
	bool asked = false, unchanged = false;

	array_each (struct given_tag, tag, older->tags) {
		struct tag_history history = { tag, older->n, newer ? newer->n : 0, TAG_GONE };

		if (!counts(tag))
			continue;
		if (newer && !asked) {
			unchanged = same(older->patch, newer->patch, data);
			asked = true;
		}
		if (newer && has_tag(newer, tag))
			history.fate = unchanged ? TAG_CARRIED : TAG_KEPT;
		else if (newer)
			history.fate = unchanged ? TAG_DROPPED : TAG_EXPIRED;
		g_array_append_val(list, history);
	}
}

GArray *tags_compare(const struct talk *older, const struct talk *newer, same_patch_fn *same,
		     void *data)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct tag_history));
	struct pool pool = POOL_INIT;
	g_autoptr(GHashTable) table = by_title(newer, &pool);

	talk_need_tags(older);
	talk_need_tags(newer);
	for (guint i = 0; i < older->patches->len; i++) {
		const struct talk_patch *patch = patch_at(older, i);
		const char *key = title_key(&pool, patch->patch->subject.title);
		GQueue *equals = *key ? g_hash_table_lookup(table, key) : NULL;

		compare_patch(list, patch, equals ? g_queue_pop_head(equals) : NULL, same, data);
	}
	pool_release(&pool);
	return list;
}
