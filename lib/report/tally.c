/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/tally.h"

#include <string.h>

struct tally {
	GHashTable *rows; /* key -> struct tally_row, owned */
};

static void row_free(void *data)
{
	struct tally_row *row = data;

	g_free((char *)row->label);
	g_free(row);
}

struct tally *tally_new(void)
{
	struct tally *tally = g_new0(struct tally, 1);

	tally->rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, row_free);
	return tally;
}

void tally_free(struct tally *tally)
{
	if (!tally)
		return;
	g_hash_table_unref(tally->rows);
	g_free(tally);
}

void tally_add(struct tally *tally, const char *key, const char *label)
{
	struct tally_row *row = g_hash_table_lookup(tally->rows, key);

	if (!row) {
		row = g_new0(struct tally_row, 1);
		row->label = g_strdup(label);
		g_hash_table_insert(tally->rows, g_strdup(key), row);
	}
	row->count++;
}

static gint most_first(gconstpointer a, gconstpointer b)
{
	const struct tally_row *ra = a, *rb = b;

	if (ra->count != rb->count)
		return ra->count < rb->count ? 1 : -1;
	return strcmp(rb->label, ra->label);
}

GArray *tally_top(const struct tally *tally, unsigned top)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct tally_row));
	GHashTableIter iter;
	void *row;

	g_hash_table_iter_init(&iter, tally->rows);
	while (g_hash_table_iter_next(&iter, NULL, &row))
		g_array_append_vals(rows, row, 1);
	g_array_sort(rows, most_first);
	if (top && rows->len > top)
		g_array_set_size(rows, top);
	return rows;
}
