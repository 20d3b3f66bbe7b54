/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/tags_left.h"

#include "series/tag_keys.h"
#include "text/each.h"

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

		if (tag->posted)
			continue;
		if (flags & KEY_NACKED)
			add(list, tag, patch->n, LEFT_OBJECTION);
		else if (tag->by_author && flags & KEY_JUDGES)
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
