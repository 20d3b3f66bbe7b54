/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "index/lookup.h"
#include "record/memo.h"

/* Rows behind those of look-ups: a text's key is the first bytes of its name, the others stand in
 * front of it. */
#define KEY_BYTES 4

static int64_t key_of(const struct memo *memo)
{
	return store_lookup_key(LOOKUP_ROWS + memo->name[0], (unsigned)memo->name[1] << 16 |
								     (unsigned)memo->name[2] << 8 |
								     memo->name[3]);
}

static struct slice rest_of_name(const struct memo *memo)
{
	return slice_of((const char *)memo->name + KEY_BYTES, MEMO_NAME_SIZE - KEY_BYTES);
}

void index_recall(struct index *index, GArray *list)
{
	bool good = index_begin(index);

	for (guint i = 0; good && i < list->len; i++) {
		struct memo *memo = &g_array_index(list, struct memo, i);
		struct slice row, name = rest_of_name(memo);

		good = store_get(index->store, STORE_LOOKUP, key_of(memo), &row);
		if (!good || memo->text || !row.ptr || !slice_starts(row, name))
			continue;
		row = slice_skip(row, name.len);
		if (g_utf8_validate_len(row.ptr, row.len, NULL))
			memo->text = g_strndup(row.ptr, row.len);
	}
	if (!index_give_up_broken(index))
		index_end(index);
}

static bool put(struct store *store, const struct memo *memo)
{
	struct slice name = rest_of_name(memo);
	GByteArray *row = g_byte_array_new();
	bool good;

	g_byte_array_append(row, (const guint8 *)name.ptr, (guint)name.len);
	g_byte_array_append(row, (const guint8 *)memo->text, (guint)strlen(memo->text));
	good = store_put(store, STORE_LOOKUP, key_of(memo), row->data, row->len);
	g_byte_array_unref(row);
	return good;
}

void index_keep(struct index *index, const GArray *list)
{
	bool good = index_begin(index);

	index_end(index);
	if (!good)
		return;
	good = store_begin_write(index->store);
	for (guint i = 0; good && i < list->len; i++)
		good = put(index->store, &g_array_index(list, struct memo, i));
	if (!good || !store_commit(index->store, NULL))
		index_leave(index);
}
