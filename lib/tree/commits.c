/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/commits.h"

#include "inbox/oid.h"
#include "index/hash.h"
#include "index/lookup.h"
#include "tree/commits_private.h"
#include "text/integers.h"

#define KIND_ID 0 /* callers' begin with 1 */

static gint compare_keys(gconstpointer a, gconstpointer b)
{
	const struct commits_key *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static WRAPS_AROUND uint64_t key_hash(int kind, struct slice text)
{
	return hash_bytes(text.ptr, text.len, 0xd6e8feb86659fd93u * (uint64_t)(kind + 1));
}

static struct slice id_slice(const git_oid *id)
{
	return slice_of((const char *)id->id, GIT_OID_RAWSZ);
}

static void forget_fresh(struct commits *table)
{
	g_array_set_size(table->fresh, 0);
	g_array_set_size(table->keys, 0);
	g_hash_table_remove_all(table->fresh_ids);
	g_hash_table_remove_all(table->homes);
	g_array_set_size(table->by_hash, 0);
}

void commits_break(struct commits *table)
{
	forget_fresh(table);
	table->stored = 0;
	table->broken = true;
	g_free(table->state);
	table->state = g_strdup("");
}

struct commits *commits_open(const char *path, void (*notice)(const char *message, void *data),
			     void *data)
{
	struct commits *table = g_new0(struct commits, 1);

	table->notice = notice;
	table->data = data;
	table->path = g_strdup(path);
	table->state = g_strdup("");
	table->fresh = g_array_new(FALSE, FALSE, sizeof(struct commits_entry));
	table->keys = g_array_new(FALSE, FALSE, sizeof(struct commits_key));
	table->by_hash = g_array_new(FALSE, FALSE, sizeof(struct commits_key));
	table->fresh_ids = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, g_free, NULL);
	table->homes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	table->run = g_byte_array_new();
	table->run_first = table->notes_key = -1;
	table->notes = g_byte_array_new();
	table->fresh_notes = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
						   (GDestroyNotify)g_bytes_unref);
	commits_file_open(table);
	return table;
}

void commits_close(struct commits *table)
{
	if (!table)
		return;
	store_close(table->store);
	g_array_unref(table->fresh);
	g_array_unref(table->keys);
	g_array_unref(table->by_hash);
	g_hash_table_unref(table->fresh_ids);
	g_hash_table_unref(table->homes);
	g_byte_array_unref(table->run);
	g_byte_array_unref(table->notes);
	g_hash_table_unref(table->fresh_notes);
	g_free(table->state);
	g_free(table->file_state);
	g_free(table->path);
	g_free(table);
}

const char *commits_state(const struct commits *table)
{
	return table->state;
}

bool commits_is_broken(const struct commits *table)
{
	return table->broken;
}

int64_t commits_count(const struct commits *table)
{
	return table->stored + table->fresh->len;
}

bool commits_get(struct commits *table, int64_t number, struct commits_entry *out)
{
	const gpointer *home;

	if (number >= table->stored) {
		if (number >= commits_count(table))
			return false;
		*out = g_array_index(table->fresh, struct commits_entry, number - table->stored);
		return true;
	}
	if (!commits_file_get(table, number, out))
		return false;
	home = g_hash_table_lookup(table->homes, &number);
	if (home)
		out->home = GPOINTER_TO_UINT(home) - 1;
	return true;
}

int64_t commits_number(struct commits *table, const git_oid *id)
{
	gpointer place;
	int64_t found = -1;
	g_autoptr(GArray) numbers = NULL;

	if (g_hash_table_lookup_extended(table->fresh_ids, id, NULL, &place))
		return table->stored + GPOINTER_TO_INT(place);
	if (!table->stored)
		return -1;
	numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	commits_file_find(table, key_hash(KIND_ID, id_slice(id)), numbers);
	for (guint i = 0; i < numbers->len && found < 0; i++) {
		int64_t number = g_array_index(numbers, int64_t, i);
		struct commits_entry entry;

		if (commits_get(table, number, &entry) && oid_equal(&entry.id, id))
			found = number;
	}
	return found;
}

int64_t commits_add(struct commits *table, const struct commits_entry *entry)
{
	g_hash_table_insert(table->fresh_ids, g_memdup2(&entry->id, sizeof(entry->id)),
			    GINT_TO_POINTER((int)table->fresh->len));
	g_array_append_val(table->fresh, *entry);
	commits_add_key(table, KIND_ID, id_slice(&entry->id));
	return commits_count(table) - 1;
}

void commits_add_key(struct commits *table, int kind, struct slice text)
{
	struct commits_key key = { key_hash(kind, text), commits_count(table) - 1 };

	g_array_append_val(table->keys, key);
}

void commits_set_home(struct commits *table, int64_t number, unsigned home)
{
	if (number >= table->stored)
		g_array_index(table->fresh, struct commits_entry, number - table->stored).home =
			home;
	else
		g_hash_table_insert(table->homes, g_memdup2(&number, sizeof(number)),
				    GUINT_TO_POINTER(home + 1));
}

static void find_fresh(struct commits *table, uint64_t hash, GArray *numbers)
{
	GArray *keys = table->by_hash;
	guint low = 0, high = table->keys->len;

	if (keys->len != table->keys->len) {
		g_array_set_size(keys, 0);
		g_array_append_vals(keys, table->keys->data, table->keys->len);
		g_array_sort(keys, compare_keys);
	}
	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(keys, struct commits_key, middle).hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < keys->len; low++) {
		const struct commits_key *key = &g_array_index(keys, struct commits_key, low);

		if (key->hash != hash)
			break;
		g_array_append_val(numbers, key->number);
	}
}

GArray *commits_find(struct commits *table, int kind, struct slice text)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(int64_t));
	uint64_t hash = key_hash(kind, text);

	if (table->stored)
		commits_file_find(table, hash, numbers);
	find_fresh(table, hash, numbers);
	return numbers;
}

void commits_clear(struct commits *table)
{
	forget_fresh(table);
	table->stored = 0;
	table->renewed = true;
}

void commits_save(struct commits *table, const char *state)
{
	commits_file_save(table, state);
	g_free(table->state);
	table->state = g_strdup(state);
}

void commits_rest(struct commits *table)
{
	if (table->store && !table->renewed)
		store_end(table->store);
}
