/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/batch.h"

#include "inbox/private.h"
#include "mime/error.h"

bool batch_fill(struct batch *batch, struct walk *walk, bool skip_replies, bool *end,
		GError **error)
{
	int got = 1;

	batch->nr = 0;
	batch->bytes = batch->replies = 0;
	while (batch->nr < BATCH_SIZE &&
	       (got = walk_next_early(walk, &batch->entries[batch->nr], error)) > 0) {
		if (skip_replies && batch->entries[batch->nr].reply)
			batch->replies++;
		else
			batch->nr++;
	}
	memset(batch->results, 0, batch->nr * sizeof(*batch->results));
	*end = got <= 0;
	return got >= 0;
}

static void parse(struct result *result, const struct walk_entry *entry, struct slice raw)
{
	GError *error = NULL;
	struct record *record = record_parse(raw, &error);

	if (!record) {
		result->problem = g_strdup(error ? error->message : "cannot parse mail");
		if (g_error_matches(error, MAIL_ERROR, MAIL_ERROR_INVALID))
			result->status = OBJECT_CORRUPT;
		g_clear_error(&error);
		return;
	}
	memcpy(record->commit, entry->commit.id, RECORD_HASH_SIZE);
	record->archived = entry->date;
	if (!record->date)
		record->date = record->archived;
	result->record = record;
}

static size_t read_one(struct result *result, const struct walk_entry *entry,
		       struct mail_place *place, struct objects *objects, const struct kept *kept)
{
	struct object *object;
	size_t size;

	result->status = object_read_mail(objects, place, &object);
	if (result->status != OBJECT_OK) {
		result->problem = object_describe(result->status, &place->id);
		return 0;
	}
	size = object_size(object);
	parse(result, entry, slice_of(object_data(object), size));
	if (result->record && kept_wants(kept, result->record, size))
		result->mail = object;
	else
		object_free(object);
	return size;
}

/* The next mail is looked up before one is read, so that it takes no time to get there. */
void batch_read(struct batch *batch, struct objects *objects, const struct kept *kept)
{
	struct mail_place place, next;

	for (unsigned i = 0; i < batch->nr; i++)
		object_expect(objects, &batch->entries[i].tree);
	if (batch->nr)
		object_find_mail(objects, &batch->entries[0].tree, &next);
	for (unsigned i = 0; i < batch->nr; i++) {
		place = next;
		if (i + 1 < batch->nr)
			object_find_mail(objects, &batch->entries[i + 1].tree, &next);
		batch->bytes +=
			read_one(&batch->results[i], &batch->entries[i], &place, objects, kept);
	}
}

void batch_clear(struct batch *batch)
{
	for (unsigned i = 0; i < batch->nr; i++) {
		struct result *result = &batch->results[i];

		if (result->record)
			record_free(result->record);
		g_free(result->problem);
		object_free(result->mail);
		*result = (struct result){ .status = OBJECT_OK };
	}
	batch->nr = 0;
}
