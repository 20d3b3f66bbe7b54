/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/dictionary.h"

#include "index/hash.h"
#include "index/lookup.h"

static guint text_hash(gconstpointer text)
{
	return (guint)((const struct dictionary_text *)text)->hash;
}

static gboolean text_equal(gconstpointer a, gconstpointer b)
{
	const struct dictionary_text *left = a, *right = b;

	return left->hash == right->hash && left->len == right->len &&
	       !memcmp(left->text, right->text, left->len);
}

void dictionary_init(struct dictionary *dictionary)
{
	dictionary->pool = (struct pool)POOL_INIT;
	dictionary->numbers = g_hash_table_new(text_hash, text_equal);
	dictionary->texts = g_ptr_array_new();
	dictionary->stored = 0;
}

void dictionary_release(struct dictionary *dictionary)
{
	g_hash_table_unref(dictionary->numbers);
	g_ptr_array_unref(dictionary->texts);
	pool_release(&dictionary->pool);
}

uint32_t dictionary_add(struct dictionary *dictionary, const char *text, size_t len)
{
	struct dictionary_text key = { hash_bytes(text, len, 0), text, (uint32_t)len, 0 }, *kept;

	if (!len)
		return 0;
	kept = g_hash_table_lookup(dictionary->numbers, &key);
	if (kept)
		return kept->number;
	kept = pool_alloc(&dictionary->pool, sizeof(*kept));
	*kept = key;
	kept->text = pool_copy(&dictionary->pool, slice_of(text, len));
	kept->number = dictionary->texts->len + 1;
	g_ptr_array_add(dictionary->texts, kept);
	g_hash_table_add(dictionary->numbers, kept);
	return kept->number;
}

bool dictionary_load(struct dictionary *dictionary, struct store *store, unsigned segment)
{
	struct strings strings;
	struct slice text;

	strings_init(&strings, store);
	strings_use(&strings, segment);
	while (strings_get(&strings, dictionary->texts->len + 1, &text)) {
		guint before = dictionary->texts->len;

		dictionary_add(dictionary, text.ptr, text.len);
		if (dictionary->texts->len == before)
			break; /* twice the same, or nothing: not written by us */
	}
	dictionary->stored = dictionary->texts->len;
	strings_release(&strings);
	return !store_problem(store);
}

void dictionary_pack_run(const struct dictionary *dictionary, guint run, GByteArray *out)
{
	guint first = run * STRINGS_OF_RUN;
	guint nr = MIN(STRINGS_OF_RUN, dictionary->texts->len - first);
	uint32_t end = (nr + 1) * (guint)sizeof(end), count = GUINT32_TO_LE(nr);

	g_byte_array_set_size(out, 0);
	g_byte_array_append(out, (const guint8 *)&count, sizeof(count));
	for (guint i = first; i < first + nr; i++) {
		const struct dictionary_text *text = dictionary->texts->pdata[i];
		uint32_t stored;

		end += text->len + 1;
		stored = GUINT32_TO_LE(end);
		g_byte_array_append(out, (const guint8 *)&stored, sizeof(stored));
	}
	for (guint i = first; i < first + nr; i++) {
		const struct dictionary_text *text = dictionary->texts->pdata[i];

		g_byte_array_append(out, (const guint8 *)text->text, text->len + 1);
	}
}

bool dictionary_save(struct dictionary *dictionary, struct store *store, unsigned segment)
{
	GByteArray *row = g_byte_array_new();
	bool good = true;

	for (guint run = dictionary->stored / STRINGS_OF_RUN;
	     good && run * STRINGS_OF_RUN < dictionary->texts->len; run++) {
		dictionary_pack_run(dictionary, run, row);
		good = store_put(store, STORE_STRINGS, store_string_key(segment, run), row->data,
				 row->len);
	}
	dictionary->stored = dictionary->texts->len;
	g_byte_array_unref(row);
	return good;
}

static void unref_bytes(void *bytes)
{
	if (bytes)
		g_byte_array_unref(bytes);
}

void strings_init(struct strings *strings, struct store *store)
{
	strings->store = store;
	strings->segment = 0;
	strings->runs = g_ptr_array_new_with_free_func(unref_bytes);
}

void strings_release(struct strings *strings)
{
	g_ptr_array_unref(strings->runs);
}

void strings_forget(struct strings *strings)
{
	g_ptr_array_set_size(strings->runs, 0);
}

void strings_use(struct strings *strings, unsigned segment)
{
	if (strings->segment != segment)
		strings_forget(strings);
	strings->segment = segment;
}

static GByteArray *load_run(struct strings *strings, guint run)
{
	struct slice row;
	GByteArray *bytes;

	if (run >= 1u << STORE_RUN_BITS ||
	    !store_get(strings->store, STORE_STRINGS, store_string_key(strings->segment, run),
		       &row) ||
	    !row.ptr)
		return NULL;
	if (strings->runs->len <= run)
		g_ptr_array_set_size(strings->runs, (gint)run + 1);
	bytes = g_byte_array_sized_new((guint)row.len);
	g_byte_array_append(bytes, (const guint8 *)row.ptr, (guint)row.len);
	strings->runs->pdata[run] = bytes;
	return bytes;
}

static uint32_t row_number(const char *row, size_t at)
{
	uint32_t value;

	memcpy(&value, row + at * sizeof(value), sizeof(value));
	return GUINT32_FROM_LE(value);
}

static bool cut_text(const GByteArray *run, guint at, struct slice *text)
{
	uint32_t nr, start, end;
	const char *row = (const char *)run->data;
	gsize len = run->len;

	nr = len >= sizeof(nr) ? row_number(row, 0) : 0;
	if (at >= nr || nr > STRINGS_OF_RUN || (nr + 1) * sizeof(nr) > len)
		return false;
	start = at ? row_number(row, at) : (nr + 1) * (uint32_t)sizeof(nr);
	end = row_number(row, at + 1);
	if (start >= end || end > len)
		return false;
	*text = slice_of(row + start, end - start - 1);
	return true;
}

bool strings_get(struct strings *strings, uint64_t number, struct slice *text)
{
	guint run = (guint)((number - 1) / STRINGS_OF_RUN), at = (number - 1) % STRINGS_OF_RUN;
	GByteArray *bytes;

	*text = SLICE("");
	if (!number)
		return true;
	if (number > UINT32_MAX)
		return false;
	bytes = run < strings->runs->len ? strings->runs->pdata[run] : NULL;
	if (!bytes)
		bytes = load_run(strings, run);
	if (!bytes)
		return false;
	return cut_text(bytes, at, text);
}
