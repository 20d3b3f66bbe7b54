/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/fixed.h"

#include "series/similar.h"
#include "series/table.h"
#include "series/talk.h"

/* A shorter title may be another patch's. */
#define MIN_TITLE 16

/* The newest posting that names a title. */
struct named {
	const char *title;
	const struct record *posting;
};

/* letters_hash() of a title -> its place in a list of struct named. */
struct titles {
	struct table table;
	GArray *list;
};

struct fixed {
	struct pool pool;
	struct titles fixes, copies, patches;
};

static void titles_init(struct titles *titles)
{
	table_init(&titles->table, 0);
	titles->list = g_array_new(FALSE, FALSE, sizeof(struct named));
}

static void titles_release(struct titles *titles)
{
	table_release(&titles->table);
	g_array_unref(titles->list);
}

static struct named *find_title(const struct titles *titles, const char *title, uint64_t hash)
{
	const struct table_item *item = table_find(&titles->table, hash);

	for (; item; item = table_next(&titles->table, item)) {
		struct named *named = &g_array_index(titles->list, struct named, item->value);

		if (letters_equal(named->title, title))
			return named;
	}
	return NULL;
}

/* The title must stay. */
static void add_title(struct titles *titles, const char *title, const struct record *posting)
{
	struct named new = { title, posting }, *known;
	uint64_t hash = letters_hash(title);

	known = find_title(titles, title, hash);
	if (!known) {
		table_add(&titles->table, hash, titles->list->len);
		g_array_append_val(titles->list, new);
	} else if (talk_time(known->posting) < talk_time(posting)) {
		known->posting = posting;
	}
}

static void add_fixed(struct fixed *fixed, struct slice title, const struct record *posting)
{
	if (title.len >= MIN_TITLE)
		add_title(&fixed->fixes, pool_copy_utf8(&fixed->pool, title), posting);
}

static bool is_copy(const struct record *posting)
{
	return posting->oddities & (RECORD_BACKPORT | RECORD_STABLE_COPY);
}

static void add_titles(struct fixed *fixed, const struct record *posting)
{
	const char *title = posting->subject.title;

	for (size_t i = 0; i < posting->trailers.nr; i++)
		add_fixed(fixed, trailer_fixes_title(&posting->trailers.items[i]), posting);
	if (strlen(title) < MIN_TITLE)
		return;
	if (is_copy(posting))
		add_title(&fixed->copies, title, posting);
	else if (posting->kind == RECORD_PATCH)
		add_title(&fixed->patches, title, posting);
}

struct fixed *fixed_read(const GPtrArray *postings)
{
	struct fixed *fixed = g_new0(struct fixed, 1);

	titles_init(&fixed->fixes);
	titles_init(&fixed->copies);
	titles_init(&fixed->patches);
	for (guint i = 0; i < postings->len; i++)
		add_titles(fixed, postings->pdata[i]);
	return fixed;
}

void fixed_free(struct fixed *fixed)
{
	if (!fixed)
		return;
	titles_release(&fixed->fixes);
	titles_release(&fixed->copies);
	titles_release(&fixed->patches);
	pool_release(&fixed->pool);
	g_free(fixed);
}

static const struct record *find_later(const struct titles *titles, const struct record *patch)
{
	const char *title = patch->subject.title;
	const struct named *found =
		titles->list->len ? find_title(titles, title, letters_hash(title)) : NULL;

	return found && talk_time(found->posting) > talk_time(patch) ? found->posting : NULL;
}

const struct record *fixed_find(const struct fixed *fixed, const struct record *patch)
{
	return find_later(&fixed->fixes, patch);
}

const struct record *fixed_find_copy(const struct fixed *fixed, const struct record *patch)
{
	const struct record *copy = is_copy(patch) ? NULL : find_later(&fixed->copies, patch);

	return copy && same_author(copy, patch) ? copy : NULL;
}

const struct record *fixed_find_again(const struct fixed *fixed, const struct record *patch)
{
	const struct record *again = is_copy(patch) ? NULL : find_later(&fixed->patches, patch);

	return again && record_same_sender(again, patch) ? again : NULL;
}
