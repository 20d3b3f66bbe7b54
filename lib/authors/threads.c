/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include "series/table.h"
#include "series/talk.h"
#include "text/hash.h"
#include "text/integers.h"

void authors_thread(struct authors *authors, const struct record *record)
{
	struct note_thread thread = { .id = text_hash(record->message_id),
				      .parent = text_hash(record->in_reply_to),
				      .refs = authors->refs.len };

	for (size_t i = 0; record->references[i]; i++) {
		uint64_t hash = text_hash(record->references[i]);

		if (hash != thread.parent)
			chunks_add(&authors->refs, &hash);
	}
	thread.nr_refs = authors->refs.len - thread.refs;
	chunks_add(&authors->threads, &thread);
}

static struct note_thread *thread_at(const struct authors *authors, guint i)
{
	return chunks_at(&authors->threads, i);
}

/* The mails by their ids: postings first, then notes. */
static void fill(const struct authors *authors, struct table *ids)
{
	guint nr = authors->postings.len;

	table_init(ids, nr + authors->notes.len);
	for (guint i = 0; i < authors->notes.len; i++)
		if (thread_at(authors, i)->id)
			table_add(ids, thread_at(authors, i)->id, nr + i);
	/* Of a mail that came twice, the one that is a posting counts. */
	for (guint i = 0; i < nr; i++) {
		uint64_t hash = text_hash(posting_at(authors, i)->record->message_id);

		if (hash)
			table_add(ids, hash, i);
	}
}

/* The place of the nearest mail above a note that is there, or NOWHERE. */
static guint find_parent(const struct authors *authors, const struct table *ids,
			 const struct note_thread *note)
{
	const struct table_item *item = note->parent ? table_find(ids, note->parent) : NULL;

	for (guint i = note->nr_refs; !item && COUNT_DOWN(i);) {
		const uint64_t *ref = chunks_at(&authors->refs, note->refs + i);

		item = table_find(ids, *ref);
	}
	return item ? item->value : NOWHERE;
}

#define UNKNOWN (NOWHERE - 1)
#define ON_PATH (NOWHERE - 2) /* being looked at: who meets it again goes in a circle */

static void attach(const struct authors *authors, const struct table *ids, guint at, GArray *path)
{
	guint nr = authors->postings.len, found = NOWHERE;

	g_array_set_size(path, 0);
	while (at != NOWHERE && at >= nr && note_at(authors, at - nr)->posting == UNKNOWN) {
		struct note *note = note_at(authors, at - nr);

		g_array_append_val(path, at);
		note->posting = ON_PATH;
		at = find_parent(authors, ids, thread_at(authors, at - nr));
	}
	if (at != NOWHERE)
		found = at < nr ? at : note_at(authors, at - nr)->posting;
	if (found == ON_PATH)
		found = NOWHERE;
	for (guint i = 0; i < path->len; i++)
		note_at(authors, g_array_index(path, guint, i) - nr)->posting = found;
}

void authors_attach(struct authors *authors)
{
	g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(guint));
	struct table ids;

	fill(authors, &ids);
	for (guint i = 0; i < authors->notes.len; i++)
		note_at(authors, i)->posting = UNKNOWN;
	for (guint i = 0; i < authors->notes.len; i++)
		if (note_at(authors, i)->posting == UNKNOWN)
			attach(authors, &ids, authors->postings.len + i, path);
	table_release(&ids);
	chunks_clear(&authors->threads);
	chunks_clear(&authors->refs);
}

bool note_is_by_author(const struct authors *authors, const struct note *note,
		       const struct posting *posting)
{
	const struct person *person = keys_get(authors->people, note->author);
	const struct record *leader;

	if (note->author == posting->author || note->author == posting->sender)
		return true;
	if (same_person(person, keys_get(authors->people, posting->author)) ||
	    (posting->sender != posting->author &&
	     same_person(person, keys_get(authors->people, posting->sender))))
		return true;
	leader = posting->series ? posting->series->leader : posting->record;
	return leader != posting->record && (same_person(person, &leader->people->author) ||
					     same_person(person, &leader->people->sender));
}
