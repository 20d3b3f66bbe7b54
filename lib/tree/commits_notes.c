/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/commits_private.h"

/*
 * Notes of commits: rows of 32 of them, each with its place, its length in two bytes, and its
 * bytes.
 */
#define RUN 32
#define HEAD 3
#define FIRST_KEY 1 /* behind the state */

static int64_t key_of(int64_t number)
{
	return FIRST_KEY + number / RUN;
}

/* Cuts the next note off a row; false at its end, and where it is none. */
static bool next_note(struct slice *row, unsigned *place, struct slice *note)
{
	const unsigned char *head = (const unsigned char *)row->ptr;
	size_t len;

	if (row->len < HEAD)
		return false;
	len = head[1] | (size_t)head[2] << 8;
	if (head[0] >= RUN || len > row->len - HEAD)
		return false;
	*place = head[0];
	*note = slice_of(row->ptr + HEAD, len);
	*row = slice_skip(*row, HEAD + len);
	return true;
}

static void load(struct commits *table, int64_t number)
{
	struct slice row;

	if (table->notes_key == key_of(number))
		return;
	g_byte_array_set_size(table->notes, 0);
	table->notes_key = key_of(number);
	if (commits_file_begin(table) &&
	    store_get(table->store, STORE_STRINGS, key_of(number), &row) && row.ptr)
		g_byte_array_append(table->notes, (const guint8 *)row.ptr, (guint)row.len);
}

bool commits_note(struct commits *table, int64_t number, struct slice *note)
{
	struct slice row;
	unsigned place;

	if (number < 0 || number >= table->stored)
		return false;
	load(table, number);
	row = slice_of((const char *)table->notes->data, table->notes->len);
	while (next_note(&row, &place, note))
		if (place == number % RUN)
			return true;
	return false;
}

void commits_put_note(struct commits *table, int64_t number, const GByteArray *bytes)
{
	if (number < table->stored && bytes->len <= 0xffff)
		g_hash_table_insert(table->fresh_notes, g_memdup2(&number, sizeof(number)),
				    g_bytes_new(bytes->data, bytes->len));
}

static void append_note(GByteArray *row, unsigned place, const void *bytes, size_t len)
{
	guint8 head[HEAD] = { (guint8)place, (guint8)len, (guint8)(len >> 8) };

	g_byte_array_append(row, head, sizeof(head));
	g_byte_array_append(row, bytes, (guint)len);
}

/* The row with what is new in it. */
static bool save_row(struct commits *table, int64_t first)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	struct slice before, note;
	unsigned place;
	bool good = store_get(table->store, STORE_STRINGS, key_of(first), &before);

	while (good && next_note(&before, &place, &note)) {
		int64_t number = first + place;

		if (!g_hash_table_contains(table->fresh_notes, &number))
			append_note(row, place, note.ptr, note.len);
	}
	for (place = 0; place < RUN; place++) {
		int64_t number = first + place;
		GBytes *bytes = g_hash_table_lookup(table->fresh_notes, &number);
		gsize len;

		if (bytes)
			append_note(row, place, g_bytes_get_data(bytes, &len),
				    g_bytes_get_size(bytes));
	}
	good = good && store_put(table->store, STORE_STRINGS, key_of(first), row->data, row->len);
	return good;
}

static bool save_rows(struct commits *table)
{
	GHashTable *rows = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	GHashTableIter iter;
	gpointer number;
	bool good = true;

	g_hash_table_iter_init(&iter, table->fresh_notes);
	while (good && g_hash_table_iter_next(&iter, &number, NULL)) {
		int64_t first = *(int64_t *)number / RUN * RUN;

		if (g_hash_table_add(rows, g_memdup2(&first, sizeof(first))))
			good = save_row(table, first);
	}
	g_hash_table_unref(rows);
	return good;
}

/* What cannot be written is found out again the next time. */
void commits_save_notes(struct commits *table)
{
	table->notes_key = -1;
	if (table->store && !table->fresh->len && g_hash_table_size(table->fresh_notes)) {
		if (commits_file_begin_write(table) && save_rows(table))
			store_commit(table->store, NULL);
		store_end(table->store);
	}
	g_hash_table_remove_all(table->fresh_notes);
}
