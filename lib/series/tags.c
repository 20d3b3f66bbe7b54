/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/tags.h"

#include "patch/subject.h"
#include "text/each.h"
#include "text/hash.h"
#include "text/slice.h"

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
	return !tag->by_author && !tag->doubted && !tag->taken_back &&
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
		g_hash_table_new_full(str_hash, g_str_equal, NULL, (GDestroyNotify)g_queue_free);

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

#define MAX_LEFT 200

static bool has(const GArray *list, const struct given_tag *tag)
{
	for (guint i = 0; i < list->len; i++) {
		const struct given_tag *had = g_array_index(list, struct left_tag, i).tag;

		if (had->mail == tag->mail && had->value == tag->value)
			return true;
	}
	return false;
}

static void add(GArray *list, const struct given_tag *tag, int patch, enum left_reason reason)
{
	struct left_tag left = { tag, patch, reason };

	if (list->len < MAX_LEFT && !has(list, tag))
		g_array_append_val(list, left);
}

static void add_of_patch(GArray *list, const struct talk_patch *patch)
{
	array_each (const struct given_tag, tag, patch->tags) {
		unsigned flags = tag_key_flags(tag->key);

		if (tag->taken_back)
			add(list, tag, patch->n, LEFT_TAKEN_BACK);
		if (tag->posted || tag->taken_back)
			continue;
		if (flags & KEY_NACKED)
			add(list, tag, patch->n, LEFT_OBJECTION);
		else if (tag->by_author && !tag->doubted && flags & KEY_JUDGES)
			add(list, tag, patch->n, LEFT_AUTHOR);
	}
}

GArray *tags_left(const struct talk *talk)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct left_tag));

	talk_need_tags(talk);
	for (guint i = 0; i < talk->patches->len; i++)
		add_of_patch(list, &g_array_index(talk->patches, struct talk_patch, i));
	array_each (const struct given_tag, tag, talk->loose)
		if (!tag->doubted && strcmp(tag->key, "Cc"))
			add(list, tag, 0, *tag->part ? LEFT_PART : LEFT_WHOLE);
	return list;
}

static const struct tag_key {
	struct slice key;
	unsigned flags;
} keys[] = {
	{ SLICE("Reviewed-by"), KEY_REVIEWED | KEY_OWN | KEY_FOLD },
	{ SLICE("Acked-by"), KEY_ACKED | KEY_OWN | KEY_FOLD },
	{ SLICE("Tested-by"), KEY_TESTED | KEY_OWN | KEY_FOLD },
	{ SLICE("Nacked-by"), KEY_NACKED | KEY_OWN },
	{ SLICE("Signed-off-by"), KEY_OWN | KEY_FOLD | KEY_BINDS },
	{ SLICE("Reported-by"), KEY_FOLD | KEY_BUG },
	{ SLICE("Suggested-by"), KEY_FOLD },
	{ SLICE("Co-developed-by"), KEY_FOLD | KEY_BINDS },
	{ SLICE("Reported-and-tested-by"), KEY_TESTED | KEY_OWN | KEY_FOLD },
	{ SLICE("Bisected-by"), KEY_FOLD | KEY_BUG },
	{ SLICE("Fixes"), KEY_FOLD | KEY_BUG | KEY_BINDS },
	{ SLICE("Closes"), KEY_FOLD | KEY_BUG | KEY_BINDS },
	{ SLICE("Link"), KEY_BUG | KEY_BINDS },
	{ SLICE("Cc"), 0 },
};

/* What words that begin so make of a key that is not in the table: "Acked-and-merged-by". */
static const struct tag_key key_words[] = {
	{ SLICE("reviewed"), KEY_REVIEWED }, { SLICE("acked"), KEY_ACKED },
	{ SLICE("tested"), KEY_TESTED },     { SLICE("nack"), KEY_NACKED },
	{ SLICE("nak"), KEY_NACKED },	     { SLICE("not-"), KEY_NACKED },
	{ SLICE("reject"), KEY_NACKED },     { SLICE("object"), KEY_NACKED },
	{ SLICE("veto"), KEY_NACKED },	     { SLICE("refus"), KEY_NACKED },
	{ SLICE("sign"), KEY_BINDS },	     { SLICE("develop"), KEY_BINDS },
	{ SLICE("codevelop"), KEY_BINDS },   { SLICE("author"), KEY_BINDS },
	{ SLICE("writ"), KEY_BINDS },	     { SLICE("merg"), KEY_BINDS },
	{ SLICE("commit"), KEY_BINDS },	     { SLICE("appli"), KEY_BINDS },
	{ SLICE("pick"), KEY_BINDS },	     { SLICE("pull"), KEY_BINDS },
	{ SLICE("push"), KEY_BINDS },	     { SLICE("queu"), KEY_BINDS },
	{ SLICE("taken"), KEY_BINDS },
};

static const struct tag_key *find_in(const struct tag_key *table, size_t nr, struct slice key)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_ieq(key, table[i].key))
			return &table[i];
	return NULL;
}

static unsigned flags_of_words(struct slice key)
{
	unsigned flags = KEY_OWN | KEY_FOLD;

	while (key.len) {
		const char *dash = memchr(key.ptr, '-', key.len);
		size_t len = dash ? (size_t)(dash - key.ptr) : key.len;

		for (size_t i = 0; i < G_N_ELEMENTS(key_words); i++)
			if (slice_istarts(key, key_words[i].key))
				flags |= key_words[i].flags;
		key = slice_skip(key, len + 1);
	}
	return flags & KEY_NACKED ? flags & ~(unsigned)KEY_FOLD : flags;
}

unsigned tag_key_flags(const char *key)
{
	const struct tag_key *known = find_in(keys, G_N_ELEMENTS(keys), slice_str(key));

	return known ? known->flags : flags_of_words(slice_str(key));
}

const char *tag_key_name(const char *written)
{
	const struct tag_key *known = find_in(keys, G_N_ELEMENTS(keys), slice_str(written));

	return known ? known->key.ptr : written;
}
