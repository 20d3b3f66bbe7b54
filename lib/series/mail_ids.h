/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_MAIL_IDS_H
#define SERIES_MAIL_IDS_H

#include "record/record.h"
#include "series/similar.h"
#include "series/table.h"

/*
 * Mails by their Message-IDs, whose hashes are made once: the texts of a whole list are in no
 * cache.
 */
struct mail_ids {
	GPtrArray *records; /* of const struct record *, in the order in which they came */
	GArray *hashes;	    /* of uint64_t, of the same; 0 of a mail without one */
	struct table table; /* hash -> place */
};

static inline void mail_ids_init(struct mail_ids *ids)
{
	ids->records = g_ptr_array_new();
	ids->hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	table_init(&ids->table, 0);
}

static inline void mail_ids_release(struct mail_ids *ids)
{
	g_ptr_array_unref(ids->records);
	g_array_unref(ids->hashes);
	table_release(&ids->table);
}

static inline void mail_ids_add(struct mail_ids *ids, const struct record *record)
{
	uint64_t hash = person_hash(record->message_id);

	if (hash)
		table_add(&ids->table, hash, ids->records->len);
	g_array_append_val(ids->hashes, hash);
	g_ptr_array_add(ids->records, (gpointer)record);
}

/* Of those that share an id the one that came last; NULL without one. */
static inline const struct record *mail_ids_find(const struct mail_ids *ids, const char *id)
{
	const struct table_item *item = *id ? table_find(&ids->table, person_hash(id)) : NULL;

	for (; item; item = table_next(&ids->table, item)) {
		const struct record *record = ids->records->pdata[item->value];

		if (!strcmp(record->message_id, id))
			return record;
	}
	return NULL;
}

#endif
