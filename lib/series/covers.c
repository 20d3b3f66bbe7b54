/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/covers.h"

#define DAY ((int64_t)24 * 60 * 60)
#define HOUR ((int64_t)60 * 60) /* clocks of one sender differ by less */

/* So many patches make a mail their cover letter. */
#define MIN_PATCHES 2

struct candidate {
	struct record *record;
	const struct record *patch; /* the first that answers it */
	unsigned nr;		    /* of those, with one total and version */
};

/* What begins a thread and is nothing else. */
static GHashTable *find_candidates(const GPtrArray *records)
{
	GHashTable *candidates = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

	for (guint i = 0; i < records->len; i++) {
		struct record *record = records->pdata[i];
		struct candidate *candidate;

		if (record->kind != RECORD_OTHER || *record->in_reply_to || *record->references ||
		    !*record->message_id)
			continue;
		candidate = g_new0(struct candidate, 1);
		candidate->record = record;
		g_hash_table_insert(candidates, (void *)record->message_id, candidate);
	}
	return candidates;
}

static void count_patch(GHashTable *candidates, const struct record *patch)
{
	struct candidate *candidate = g_hash_table_lookup(candidates, patch->in_reply_to);
	int64_t later = candidate ? patch->date - candidate->record->date : 0;

	if (!candidate || later < -HOUR || later > DAY ||
	    !record_same_sender(candidate->record, patch))
		return;
	if (!candidate->patch)
		candidate->patch = patch;
	candidate->nr += candidate->patch->subject.m == patch->subject.m &&
			 candidate->patch->subject.version == patch->subject.version;
}

/* Takes " v2" off the end of a title; 0 without it. */
static int take_version(struct record *record)
{
	const char *title = record->subject.title, *at = title + strlen(title);
	int version = 0, unit = 1;

	for (; at > title && g_ascii_isdigit(at[-1]) && unit < 1000; unit *= 10)
		version += unit * (*--at - '0');
	if (!version || at < title + 3 || (at[-1] | 0x20) != 'v' || at[-2] != ' ')
		return 0;
	record->subject.title = pool_copy(&record->pool, slice_of(title, (size_t)(at - 2 - title)));
	return version;
}

static void adopt(const struct candidate *candidate)
{
	struct subject *subject = &candidate->record->subject;
	int version = take_version(candidate->record);

	candidate->record->kind = RECORD_COVER;
	subject->n = 0;
	subject->m = candidate->patch->subject.m;
	subject->version = MAX(version, candidate->patch->subject.version);
	subject->tags =
		pool_copy(&candidate->record->pool, slice_str(candidate->patch->subject.tags));
	subject->flags |= SUBJECT_PATCH;
}

void covers_adopt(const GPtrArray *records)
{
	GHashTable *candidates = find_candidates(records);
	struct candidate *candidate;
	GHashTableIter iter;

	for (guint i = 0; i < records->len && g_hash_table_size(candidates); i++) {
		const struct record *record = records->pdata[i];

		if (record->kind == RECORD_PATCH && record->subject.n > 0 &&
		    record->subject.m > 1 && *record->in_reply_to)
			count_patch(candidates, record);
	}
	g_hash_table_iter_init(&iter, candidates);
	while (g_hash_table_iter_next(&iter, NULL, (void **)&candidate))
		if (candidate->nr >= MIN_PATCHES)
			adopt(candidate);
	g_hash_table_unref(candidates);
}
