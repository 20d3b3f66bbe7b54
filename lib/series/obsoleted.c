/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/obsoleted.h"

#include "mime/limits.h"
#include "series/talk.h"

static bool says_so(const struct record *record)
{
	return record->nr_links && !record_is_posting(record) && *record->in_reply_to;
}

static bool has_link(const struct record *record, const struct record_link *link)
{
	for (size_t i = 0; i < record->nr_links; i++)
		if (record->links[i].version == link->version &&
		    !strcmp(record->links[i].message_id, link->message_id))
			return true;
	return false;
}

static void add_link(struct record *record, const struct record_link *link)
{
	struct record_link *links;

	if (record->nr_links >= MAIL_MAX_LINKS || has_link(record, link))
		return;
	links = pool_alloc(&record->pool, (record->nr_links + 1) * sizeof(*links));
	for (size_t i = 0; i < record->nr_links; i++)
		links[i] = record->links[i];
	links[record->nr_links] =
		(struct record_link){ link->version,
				      pool_copy(&record->pool, slice_str(link->message_id)) };
	record->links = links;
	record->nr_links++;
}

static bool is_own(const struct record *reply, const struct record *posting)
{
	return same_person(&reply->author, &posting->author) ||
	       same_person(&reply->author, &posting->sender);
}

void obsoleted_adopt(const GPtrArray *records)
{
	GHashTable *answered = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		if (says_so(record))
			g_hash_table_insert(answered, (void *)record->in_reply_to, (void *)record);
	}
	for (guint i = 0; i < records->len && g_hash_table_size(answered); i++) {
		struct record *posting = records->pdata[i];
		const struct record *reply =
			record_is_posting(posting) && *posting->message_id
				? g_hash_table_lookup(answered, posting->message_id)
				: NULL;

		for (size_t k = 0; reply && is_own(reply, posting) && k < reply->nr_links; k++)
			add_link(posting, &reply->links[k]);
	}
	g_hash_table_unref(answered);
}
