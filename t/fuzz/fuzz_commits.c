/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of a work repository's commits, with rows that somebody wrote into a sound file. The
 * input is how many commits it says to have (16 bits, little-endian), then rows: a byte for which
 * of the store's tables, one for the key, the length (16 bits) and the bytes.
 */
#include "fuzz.h"

#include <unistd.h>

#include "index/lookup.h"
#include "tree/commits_private.h"
#include "tree/match.h"
#include "tree/private.h"

#define MAX_ROWS 8
#define LOOK_AT 70

static char *path;

static void clean_up(void)
{
	g_free(path);
}

static int64_t key_of(unsigned table, unsigned key)
{
	if (table == STORE_LOOKUP)
		return store_lookup_key(key, 0);
	return table == STORE_MAILS ? 32 * key : key;
}

/* False where the store itself refuses. */
static bool write_rows(struct slice data)
{
	struct store_head head = { 0 };
	char *problem = NULL;
	bool worn, good;
	struct store *store = store_open(path, STORE_CREATE, COMMITS_SEGMENT, &worn, &problem);

	g_free(problem);
	check(store && store_begin_write(store));
	good = store_put(store, STORE_STRINGS, 0, "x", 1);
	head = *store_head(store);
	head.mails =
		data.len < 2 ? 0 : (unsigned char)data.ptr[0] | (unsigned char)data.ptr[1] << 8;
	data = slice_skip(data, 2);
	for (int i = 0; good && i < MAX_ROWS && data.len >= 2; i++) {
		unsigned table = (unsigned char)data.ptr[0] % STORE_NR_TABLES;
		int64_t key = key_of(table, (unsigned char)data.ptr[1]);
		struct slice row;

		data = slice_skip(data, 2);
		row = fuzz_take(&data);
		good = store_put(store, table, key, row.ptr, row.len);
	}
	good = good && store_commit(store, &head);
	store_close(store);
	return good;
}

static void look_up(struct commits *table, struct slice text)
{
	for (int kind = 1; kind < 5; kind++) {
		GArray *numbers = commits_find(table, kind, text);

		for (guint i = 0; i < numbers->len; i++) {
			int64_t number = g_array_index(numbers, int64_t, i);

			check(number >= 0);
		}
		g_array_unref(numbers);
	}
}

static void look_at(struct tree *tree, int64_t number)
{
	struct commits_entry entry;
	struct matched matched;

	if (commits_get(tree->table, number, &entry)) {
		int64_t found = commits_number(tree->table, &entry.id);

		check(entry.home <= COMMITS_MAX_HOMES);
		check(found >= -1 && (found < 0 || found < commits_count(tree->table)));
	}
	if (matched_get(tree, number, 0, &matched)) {
		check(matched.match.confidence <= 100 && matched.match.same <= 100);
		check_text(matched.match.open);
		if (matched.message_id)
			check_text(matched.message_id);
		g_free(matched.message_id);
	}
}

/* What is no good is thrown away, and then it works. */
static void add_one(struct commits *table)
{
	struct commits_entry entry = { .id.id = { 1, 2, 3 } }, got;
	int64_t number = commits_number(table, &entry.id);

	if (number < 0)
		number = commits_add(table, &entry);
	commits_add_key(table, 1, SLICE("added"));
	commits_save(table, "y");
	check(!strcmp(commits_state(table), "y"));
	check(commits_is_broken(table) || !commits_get(table, number, &got) ||
	      git_oid_equal(&got.id, &entry.id));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree tree = { 0 };
	char *journal;

	if (!path) {
		path = fuzz_path("tree.sqlite");
		atexit(clean_up);
	}
	journal = g_strconcat(path, "-journal", NULL);
	unlink(path);
	unlink(journal);
	g_free(journal);
	if (!size || !write_rows(slice_of((const char *)data, size)))
		return 0;
	tree.table = commits_open(path, NULL, NULL);
	check(commits_count(tree.table) >= 0);
	for (int64_t i = 0; i < LOOK_AT; i++)
		look_at(&tree, i);
	look_up(tree.table, slice_of((const char *)data, size));
	look_up(tree.table, SLICE("x"));
	add_one(tree.table);
	commits_close(tree.table);
	return 0;
}
