/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/dictionary.h"

#include "index/lookup.h"
#include "index/strings.h"
#include "text/hash.h"

static guint hash_of(gconstpointer text)
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
	dictionary->numbers = g_hash_table_new(hash_of, text_equal);
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
	struct dictionary_text key = { slice_hash(slice_of(text, len)), text, (uint32_t)len, 0 };
	struct dictionary_text *kept;

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
	strings_use(&strings, segment, false);
	while ((text = strings_get(&strings, dictionary->texts->len + 1)).ptr) {
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
	g_autoptr(GByteArray) row = g_byte_array_new();
	bool good = true;

	for (guint run = dictionary->stored / STRINGS_OF_RUN;
	     good && run * STRINGS_OF_RUN < dictionary->texts->len; run++) {
		dictionary_pack_run(dictionary, run, row);
		good = store_put(store, STORE_STRINGS, store_string_key(segment, run), row->data,
				 row->len);
	}
	dictionary->stored = dictionary->texts->len;
	return good;
}
