/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/batch.h"

#include "inbox/private.h"
#include "mime/error.h"

bool batch_fill(struct batch *batch, struct walk *walk, uint64_t *skipped, bool *end,
		GError **error)
{
	int got = 1;

	batch->nr = 0;
	batch->bytes = 0;
	while (batch->nr < BATCH_SIZE &&
	       (got = walk_next_early(walk, &batch->entries[batch->nr], error)) > 0) {
		if (skipped && batch->entries[batch->nr].reply)
			++*skipped;
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

static size_t read_one(struct result *result, const struct walk_entry *entry, git_odb *odb,
		       const struct kept *kept)
{
	git_odb_object *object;
	git_oid culprit;
	size_t size;

	result->status = object_read_mail(odb, &entry->tree, &object, &culprit);
	if (result->status != OBJECT_OK) {
		result->problem = object_describe(result->status, &culprit);
		return 0;
	}
	size = git_odb_object_size(object);
	parse(result, entry, slice_of(git_odb_object_data(object), size));
	if (result->record && kept_wants(kept, result->record, size))
		result->mail = object;
	else
		git_odb_object_free(object);
	return size;
}

void batch_read(struct batch *batch, git_odb *odb, const struct kept *kept)
{
	for (unsigned i = 0; i < batch->nr; i++)
		batch->bytes += read_one(&batch->results[i], &batch->entries[i], odb, kept);
}

void result_count(const struct result *result, struct scan_counts *counts)
{
	counts->commits++;
	switch (result->status) {
	case OBJECT_OK:
		if (result->record)
			counts->read++;
		else
			counts->unusable++;
		break;
	case OBJECT_REMOVED:
		counts->removed++;
		break;
	case OBJECT_MISSING:
	case OBJECT_NO_MAIL:
		counts->missing++;
		break;
	case OBJECT_CORRUPT:
		counts->corrupt++;
		break;
	case OBJECT_TOO_LARGE:
		counts->unusable++;
		break;
	}
}

static void tell_problem(const struct result *result, const git_oid *commit, struct inbox *inbox,
			 const struct scan_options *options)
{
	const char *hint = result->status == OBJECT_MISSING ? inbox_missing_hint(inbox) : "";
	char hex[GIT_OID_HEXSZ + 1], *reason = g_strconcat(result->problem, hint, NULL);

	options->problem(git_oid_tostr(hex, sizeof(hex), commit), reason, options->data);
	g_free(reason);
}

bool batch_emit(struct batch *batch, struct inbox *inbox, const struct scan_options *options,
		struct scan_counts *counts)
{
	for (unsigned i = 0; i < batch->nr; i++) {
		struct result *result = &batch->results[i];

		result_count(result, counts);
		if (result->mail)
			kept_add(&inbox->kept, &batch->entries[i].commit,
				 g_steal_pointer(&result->mail));
		if (options->result) {
			if (!options->result(&batch->entries[i], result, options->data))
				return false;
		} else if (result->record) {
			struct record *record = g_steal_pointer(&result->record);

			if (!options->record(record, options->data))
				return false;
		} else if (result->problem && options->problem) {
			tell_problem(result, &batch->entries[i].commit, inbox, options);
		}
	}
	return true;
}

void batch_clear(struct batch *batch)
{
	for (unsigned i = 0; i < batch->nr; i++) {
		struct result *result = &batch->results[i];

		if (result->record)
			record_free(result->record);
		g_free(result->problem);
		git_odb_object_free(result->mail);
		*result = (struct result){ .status = OBJECT_OK };
	}
	batch->nr = 0;
}
