/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/ancestors.h"

#include "mime/limits.h"
#include "series/similar.h"
#include "series/table.h"

/* How many replies a posting is followed through: who answers the hundredth mail says what it is
 * about. */
#define MAX_STEPS 32

static size_t count_references(const struct record *record)
{
	size_t nr = 0;

	while (record->references[nr])
		nr++;
	return nr;
}

static const char *above(const struct record *record)
{
	size_t nr = count_references(record);

	if (*record->in_reply_to)
		return record->in_reply_to;
	return nr ? record->references[nr - 1] : "";
}

static bool has_reference(const struct record *record, const char *id)
{
	for (size_t i = 0; record->references[i]; i++)
		if (!strcmp(record->references[i], id))
			return true;
	return false;
}

/* The root comes first, as in the field. */
static void add_reference(struct record *record, const char *id)
{
	size_t nr = count_references(record);
	const char **references;

	if (nr >= MAIL_MAX_REFERENCES)
		return;
	references = pool_alloc(&record->pool, (nr + 2) * sizeof(*references));
	references[0] = pool_copy(&record->pool, slice_str(id));
	memcpy(references + 1, record->references, (nr + 1) * sizeof(*references));
	record->references = references;
}

/* The mails by their Message-IDs; the last one of those that share one. */
struct ids {
	const GPtrArray *records;
	struct table table;
};

static const struct record *find_record(const struct ids *ids, const char *id)
{
	const struct table_item *item = *id ? table_find(&ids->table, person_hash(id)) : NULL;

	for (; item; item = table_next(&ids->table, item)) {
		const struct record *record = ids->records->pdata[item->value];

		if (!strcmp(record->message_id, id))
			return record;
	}
	return NULL;
}

/* The posting that the replies above a mail lead to; NULL where there is none, or in a circle. */
static const struct record *climb(const struct ids *ids, const struct record *record)
{
	for (int steps = 0; steps < MAX_STEPS; steps++) {
		const char *id = above(record);

		record = find_record(ids, id);
		if (!record || record_is_posting(record))
			return record;
	}
	return NULL;
}

void ancestors_adopt(const GPtrArray *records)
{
	struct ids ids = { .records = records };

	table_init(&ids.table, records->len);
	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		if (*record->message_id)
			table_add(&ids.table, person_hash(record->message_id), i);
	}
	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];
		const struct record *parent, *root;

		if (!record_is_posting(record))
			continue;
		parent = find_record(&ids, above(record));
		root = parent && !record_is_posting(parent) ? climb(&ids, parent) : NULL;
		if (root && root != record && !has_reference(record, root->message_id))
			add_reference(record, root->message_id);
	}
	table_release(&ids.table);
}
