/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include "series/link.h"
#include "series/similar.h"
#include "series/table.h"

static uint64_t work_hash(const struct posting *posting)
{
	return hash_mix(posting->author, letters_hash(posting->record->subject.title));
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

/* The postings that is_copy() may ask for: what is for no stable tree, by those who send such, too.
 */
static void find_works(const struct authors *authors, struct table *works)
{
	bool *asks = g_new0(bool, keys_count(authors->people));

	table_init(works, authors->postings.len);
	for (guint i = 0; i < authors->postings.len; i++)
		asks[posting_at(authors, i)->author] |=
			tags_have_branch(posting_at(authors, i)->record->subject.tags);
	for (guint i = 0; i < authors->postings.len; i++)
		if (asks[posting_at(authors, i)->author] &&
		    !tags_have_branch(posting_at(authors, i)->record->subject.tags))
			table_add(works, work_hash(posting_at(authors, i)), i);
	g_free(asks);
}

void authors_find_copies(struct authors *authors)
{
	struct table works;

	find_works(authors, &works);
	for (guint i = 0; i < authors->postings.len; i++) {
		struct posting *posting = posting_at(authors, i);

		if (!tags_have_branch(posting->record->subject.tags) ||
		    !number_of_posting(posting->record))
			continue;
		posting->copy = is_copy(authors, &works, posting);
		if (posting->copy)
			posting->newest = posting->leads = false;
	}
	table_release(&works);
}
