/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/gather.h"
#include "text/each.h"
#include "text/hash.h"

struct finding {
	enum index_key key;
	const char *text;
	const struct pathspec *paths; /* in place of these; else NULL */
	unsigned source;
	bool only_new; /* where index_find_new() may be asked */
	bool stopped;
	GPtrArray *found; /* of struct record *; NULL: they are handed over at once */
	bool (*each)(struct record *record, void *data);
	void *data;
};

static bool on_found(struct record *record, void *data)
{
	struct finding *finding = data;

	record->source = finding->source;
	if (finding->found)
		g_ptr_array_add(finding->found, record);
	else
		finding->stopped = !finding->each(record, finding->data);
	return !finding->stopped;
}

static bool all_fresh(const struct archive *archive, struct index *const *indexes)
{
	for (guint i = 0; i < archive->inboxes->len; i++)
		if (!indexes[i] || (inbox_has_mails(archive_inbox(archive, i)) &&
				    index_state(indexes[i]) != INDEX_FRESH))
			return false;
	return true;
}

static bool find_in(struct index *index, struct finding *finding)
{
	if (finding->paths)
		return index_find_paths(index, finding->paths, on_found, finding);
	if (finding->only_new)
		return index_find_new(index, finding->key, finding->text, on_found, finding);
	return index_find(index, finding->key, finding->text, on_found, finding);
}

static bool find_in_all(const struct archive *archive, struct index *const *indexes,
			struct finding *finding)
{
	for (guint i = 0; !finding->stopped && i < archive->inboxes->len; i++) {
		finding->source = i;
		if (inbox_has_mails(archive_inbox(archive, i)) && !find_in(indexes[i], finding))
			return false;
	}
	return true;
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
	const struct record *left = *(struct record *const *)a, *right = *(struct record *const *)b;

	if (left->archived != right->archived)
		return left->archived > right->archived ? -1 : 1;
	return left->source < right->source ? -1 : left->source > right->source;
}

static size_t list_of(const struct archive *archive, const struct record *record)
{
	size_t list = 0;

	while (record->source >=
	       archive_list(archive, list)->first + archive_list(archive, list)->nr)
		list++;
	return list;
}

/* Of several lists; what is not handed over is freed. */
static void hand_over(struct finding *finding, const struct archive *archive)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);

	g_ptr_array_sort(finding->found, newest_first);
	pointers_each (struct record, record, finding->found) {
		if (finding->stopped || gather_is_copy(known, record, list_of(archive, record)))
			record_free(record);
		else
			finding->stopped = !finding->each(record, finding->data);
	}
}

static bool find_all(const struct archive *archive, struct index *const *indexes,
		     struct finding *finding)
{
	bool good;

	if (!all_fresh(archive, indexes))
		return false;
	if (archive->lists->len > 1)
		finding->found = g_ptr_array_new();
	good = find_in_all(archive, indexes, finding);
	if (finding->found) {
		hand_over(finding, archive);
		g_ptr_array_unref(finding->found);
	}
	return good;
}

bool gather_find(const struct archive *archive, struct index *const *indexes, enum index_key key,
		 const char *text, bool (*each)(struct record *record, void *data), void *data)
{
	struct finding finding = { .key = key, .text = text, .each = each, .data = data };

	return find_all(archive, indexes, &finding);
}

/* Which of the copies of a mail is taken hangs on all that are found. */
bool gather_find_new(const struct archive *archive, struct index *const *indexes,
		     enum index_key key, const char *text,
		     bool (*each)(struct record *record, void *data), void *data)
{
	struct finding finding = { .key = key,
				   .text = text,
				   .only_new = archive->lists->len == 1,
				   .each = each,
				   .data = data };

	return find_all(archive, indexes, &finding);
}

bool gather_find_paths(const struct archive *archive, struct index *const *indexes,
		       const struct pathspec *paths,
		       bool (*each)(struct record *record, void *data), void *data)
{
	struct finding finding = { .paths = paths, .each = each, .data = data };

	return find_all(archive, indexes, &finding);
}
