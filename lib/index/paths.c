/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/paths.h"

#include <stdlib.h>
#include <string.h>
#include "index/packing.h"
#include "text/hash.h"

void paths_init(struct paths *paths)
{
	paths->places =
		g_hash_table_new_full(str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	paths->too_many = false;
}

void paths_release(struct paths *paths)
{
	g_hash_table_unref(paths->places);
}

static void add_place(struct paths *paths, const char *path, unsigned place)
{
	GArray *places = g_hash_table_lookup(paths->places, path);

	if (!places) {
		places = g_array_new(FALSE, FALSE, sizeof(unsigned));
		g_hash_table_insert(paths->places, g_strdup(path), places);
	}
	if (!places->len || g_array_index(places, unsigned, places->len - 1) != place)
		g_array_append_val(places, place);
}

void paths_add(struct paths *paths, unsigned place, const struct record *record)
{
	for (size_t i = 0; i < record->posted->diffstat.nr_paths; i++)
		if (strlen(record->posted->diffstat.paths[i]) <= PATHS_MAX_PATH)
			add_place(paths, record->posted->diffstat.paths[i], place);
		else
			paths->too_many = true;
}

/* One path of a row after the other; the mails that touch it are to be read behind it. */
struct reader {
	struct unpacker in;
	GString *path;
	uint64_t mails;
};

static void reader_init(struct reader *reader, struct slice row)
{
	const unsigned char *bytes = (const unsigned char *)row.ptr;

	reader->in = (struct unpacker){ bytes, bytes + row.len, false };
	reader->path = g_string_new(NULL);
}

/* False at the end, or where the row is none. */
static bool next_path(struct reader *reader)
{
	struct unpacker *in = &reader->in;
	uint64_t shared, own;

	if (in->bad || in->at == in->end)
		return false;
	shared = get_number(in);
	own = get_number(in);
	in->bad |= shared > reader->path->len || !own || own > (uint64_t)(in->end - in->at) ||
		   shared + own > PATHS_MAX_PATH || memchr(in->at, '\0', own);
	if (in->bad)
		return false;
	g_string_truncate(reader->path, shared);
	g_string_append_len(reader->path, (const char *)in->at, (gssize)own);
	in->at += own;
	reader->mails = get_number(in);
	in->bad |= !reader->mails;
	return !in->bad;
}

/* The place of the next mail of a path, behind that of the one before it; bad where it is none. */
static uint64_t next_place(struct reader *reader, uint64_t before, uint64_t nr)
{
	uint64_t step = get_number(&reader->in);

	if (step >= nr || before + step >= nr)
		reader->in.bad = true;
	return reader->in.bad ? 0 : before + step;
}

static bool is_too_many(struct slice row)
{
	return row.len == 1 && !*row.ptr;
}

static bool unpack_row(struct paths *paths, struct slice row)
{
	struct reader reader;
	bool good;

	reader_init(&reader, row);
	while (next_path(&reader))
		for (uint64_t place = 0; reader.mails && !reader.in.bad; reader.mails--) {
			place = next_place(&reader, place, UINT16_MAX + 1ull);
			add_place(paths, reader.path->str, (unsigned)place);
		}
	good = !reader.in.bad;
	g_string_free(reader.path, TRUE);
	return good;
}

bool paths_open(struct paths *paths, struct store *store, unsigned segment)
{
	struct slice row;

	if (!store_get(store, STORE_PATHS, segment, &row))
		return false;
	paths->too_many = is_too_many(row);
	return paths->too_many || !row.len || unpack_row(paths, row) ||
	       store_wear_out(store, "a row of paths is none");
}

static gint compare_paths(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t count_shared(const char *a, const char *b)
{
	size_t len = 0;

	while (a[len] && a[len] == b[len])
		len++;
	return len;
}

static void put_path(GByteArray *row, const char *before, const char *path, const GArray *places)
{
	size_t shared = count_shared(before, path), len = strlen(path);
	unsigned last = 0;

	put_number(row, shared);
	put_number(row, len - shared);
	g_byte_array_append(row, (const guint8 *)path + shared, (guint)(len - shared));
	put_number(row, places->len);
	for (guint i = 0; i < places->len; i++) {
		unsigned place = g_array_index(places, unsigned, i);

		put_number(row, place - last);
		last = place;
	}
}

/* Free with g_byte_array_unref(). */
static GByteArray *pack_row(const struct paths *paths)
{
	GByteArray *row = g_byte_array_new();
	const char *before = "";
	guint nr;
	char **sorted = (char **)g_hash_table_get_keys_as_array(paths->places, &nr);

	qsort(sorted, nr, sizeof(*sorted), compare_paths);
	for (guint i = 0; i < nr && !paths->too_many && row->len <= PATHS_MAX_ROW; i++) {
		put_path(row, before, sorted[i], g_hash_table_lookup(paths->places, sorted[i]));
		before = sorted[i];
	}
	g_free(sorted);
	if (paths->too_many || row->len > PATHS_MAX_ROW) {
		g_byte_array_set_size(row, 1);
		row->data[0] = 0;
	}
	return row;
}

bool paths_save(const struct paths *paths, struct store *store, unsigned segment)
{
	g_autoptr(GByteArray) row = pack_row(paths);

	return !row->len || store_put(store, STORE_PATHS, segment, row->data, row->len);
}

bool paths_compare(const struct paths *paths, struct store *store, unsigned segment, bool *equal)
{
	g_autoptr(GByteArray) row = pack_row(paths);
	struct slice kept;
	bool good = store_get(store, STORE_PATHS, segment, &kept);

	*equal &= good && slice_eq(kept, slice_of((const char *)row->data, row->len));
	return good;
}

enum paths_found paths_search(struct slice row, const struct pathspec *pathspec, guint8 *marks,
			      unsigned nr)
{
	struct reader reader;
	bool good;

	if (is_too_many(row))
		return PATHS_TOO_MANY;
	if (row.len > PATHS_MAX_ROW)
		return PATHS_BAD;
	reader_init(&reader, row);
	while (next_path(&reader)) {
		bool wanted = pathspec_matches(pathspec, reader.path->str);

		for (uint64_t place = 0; reader.mails && !reader.in.bad; reader.mails--) {
			place = next_place(&reader, place, nr);
			marks[place] |= wanted;
		}
	}
	good = !reader.in.bad;
	g_string_free(reader.path, TRUE);
	return good ? PATHS_FOUND : PATHS_BAD;
}
