/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include "series/link.h"
#include "series/similar.h"
#include "series/table.h"
#include "text/hash.h"

static uint64_t work_hash(const struct posting *posting)
{
	return hash_both(posting->author, letters_hash(posting->record->subject.title));
}

/* Who sends his own patch for a stable tree works on it, unless the range has it otherwise. */
static bool is_copy(const struct authors *authors, const struct table *works,
		    const struct posting *posting)
{
	const struct table_item *item;

	if (posting->author != posting->sender)
		return true;
	for (item = table_find(works, work_hash(posting)); item; item = table_next(works, item))
		if (posting_at(authors, item->value)->topic != posting->topic)
			return true;
	return false;
}

/* Of one work, two topics are enough to find another one than any. */
static void add_work(const struct authors *authors, struct table *works, guint at)
{
	const guint topic = posting_at(authors, at)->topic;
	const uint64_t hash = work_hash(posting_at(authors, at));
	const struct table_item *newest = table_find(works, hash);

	if (!newest || (!newest->next && posting_at(authors, newest->value)->topic != topic))
		table_add(works, hash, at);
}

#define FILTER_BITS 65536

/* Where in a filter a posting stands: by its author, and by how its title ends, which tells titles
 * apart sooner than how they begin. */
static unsigned filter_bit(const struct posting *posting)
{
	const char *title = posting->record->subject.title, *at = title + strlen(title);
	uint64_t letters = 0;

	for (unsigned nr = 0; at > title && nr < sizeof(letters);) {
		if (slice_is_space(*--at))
			continue;
		letters = letters << 8 | slice_lower(*at);
		nr++;
	}
	return (unsigned)(hash_both(posting->author, letters) % FILTER_BITS);
}

/*
 * The postings that is_copy() may ask for: what is for no stable tree, and may be the work of
 * something that is. branches: which ones are.
 */
static void find_works(const struct authors *authors, const bool *branches, struct table *works)
{
	guint8 *filter = g_malloc0(FILTER_BITS / 8);

	table_init(works, authors->postings.len);
	for (guint i = 0; i < authors->postings.len; i++) {
		unsigned bit = branches[i] ? filter_bit(posting_at(authors, i)) : 0;

		if (branches[i])
			filter[bit / 8] |= (guint8)(1u << bit % 8);
	}
	for (guint i = 0; i < authors->postings.len; i++) {
		unsigned bit = branches[i] ? 0 : filter_bit(posting_at(authors, i));

		if (!branches[i] && filter[bit / 8] >> bit % 8 & 1)
			add_work(authors, works, i);
	}
	g_free(filter);
}

void authors_find_copies(struct authors *authors)
{
	bool *branches = g_new(bool, authors->postings.len + 1);
	struct table works;

	for (guint i = 0; i < authors->postings.len; i++)
		branches[i] = tags_have_branch(posting_at(authors, i)->record->subject.tags);
	find_works(authors, branches, &works);
	for (guint i = 0; i < authors->postings.len; i++) {
		struct posting *posting = posting_at(authors, i);

		if (!branches[i] || !number_of_posting(posting->record))
			continue;
		posting->copy = is_copy(authors, &works, posting);
		if (posting->copy)
			posting->newest = posting->leads = false;
	}
	table_release(&works);
	g_free(branches);
}
