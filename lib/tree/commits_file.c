/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/commits_private.h"

#include "inbox/oid.h"
#include "index/lookup.h"

#define RUN 32	    /* entries of a row */
#define ENTRY 22    /* bytes: the id, the home, little-endian */
#define STATE_KEY 0 /* the row that says what history it is of */
#define MAX_STATE (1 << 20)

static void say(struct commits *table, const char *reason, bool worn)
{
	g_autofree char *message = NULL;

	if (table->said || !table->notice)
		return;
	table->said = true;
	message = worn ? g_strdup_printf("the commit table '%s' is no good and starts anew: %s",
					 table->path, reason)
		       : g_strdup_printf("the commit table '%s' cannot be used: %s", table->path,
					 reason);
	table->notice(message, table->data);
}

/* The file is thrown away where that is for what it holds. */
static void give_up(struct commits *table, const char *reason, bool worn)
{
	bool again;
	g_autofree char *problem = NULL;

	say(table, reason, worn);
	g_clear_pointer(&table->store, store_close);
	if (worn) {
		store_close(
			store_open(table->path, STORE_RENEW, COMMITS_SEGMENT, &again, &problem));
	}
	g_clear_pointer(&table->path, g_free);
	commits_break(table);
}

static void give_up_store(struct commits *table, const char *why)
{
	const char *problem = store_problem(table->store);
	g_autofree char *reason = g_strdup(problem ? problem : why);
	bool worn = !problem || store_is_worn(table->store);

	give_up(table, reason, worn);
}

static bool read_state(struct commits *table, char **state)
{
	struct slice row;

	*state = NULL;
	if (!store_get(table->store, STORE_STRINGS, STATE_KEY, &row))
		return false;
	if (row.len <= MAX_STATE && g_utf8_validate(row.ptr, (gssize)row.len, NULL))
		*state = g_strndup(row.len ? row.ptr : "", row.len);
	return *state;
}

/* All that is asked of the file from here to commits_rest() is of one state of it. */
bool commits_file_begin(struct commits *table)
{
	char *state;

	if (!table->store)
		return false;
	if (store_is_reading(table->store))
		return true;
	table->run_first = -1;
	if (!store_begin_read(table->store) || !read_state(table, &state)) {
		give_up_store(table, "its rows are none of a commit table");
		return false;
	}
	/* Another process may have built it anew meanwhile. */
	if (store_head(table->store)->mails < table->stored || strcmp(state, table->file_state)) {
		g_free(state);
		table->said = true;
		give_up(table, "another process changed it", false);
		return false;
	}
	g_free(state);
	return true;
}

void commits_file_open(struct commits *table)
{
	char *problem = NULL, *state;
	bool worn = false;

	if (!table->path)
		return;
	table->store = store_open(table->path, STORE_READ, COMMITS_SEGMENT, &worn, &problem);
	if (problem) {
		give_up(table, problem, worn);
		table->broken = false;
		g_free(problem);
		return;
	}
	if (!table->store)
		return;
	if (!store_begin_read(table->store) || !read_state(table, &state)) {
		give_up_store(table, "its rows are none of a commit table");
		table->broken = false;
		return;
	}
	g_free(table->state);
	table->state = state;
	table->file_state = g_strdup(state);
	table->stored = store_head(table->store)->mails;
}

static bool load_run(struct commits *table, int64_t first)
{
	struct slice row;

	if (table->run_first == first)
		return true;
	table->run_first = -1;
	if (!store_get(table->store, STORE_MAILS, first, &row) || !row.ptr || row.len % ENTRY ||
	    row.len > RUN * ENTRY)
		return false;
	g_byte_array_set_size(table->run, 0);
	g_byte_array_append(table->run, (const guint8 *)row.ptr, (guint)row.len);
	table->run_first = first;
	return true;
}

bool commits_file_get(struct commits *table, int64_t number, struct commits_entry *out)
{
	int64_t first = number / RUN * RUN;
	size_t at = (size_t)(number - first) * ENTRY;

	if (!commits_file_begin(table))
		return false;
	if (!load_run(table, first) || at + ENTRY > table->run->len) {
		give_up_store(table, "a row of commits is none");
		return false;
	}
	oid_from_raw(&out->id, table->run->data + at);
	out->home = table->run->data[at + GIT_OID_RAWSZ] |
		    (unsigned)table->run->data[at + GIT_OID_RAWSZ + 1] << 8;
	return true;
}

void commits_file_find(struct commits *table, uint64_t hash, GArray *numbers)
{
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(unsigned));
	bool good = commits_file_begin(table);

	for (int64_t segment = 0; good && segment * COMMITS_SEGMENT < table->stored; segment++) {
		struct slice row;

		g_array_set_size(places, 0);
		good = store_get(table->store, STORE_LOOKUP,
				 store_lookup_key(lookup_bucket(hash), (unsigned)segment), &row) &&
		       (!row.ptr || lookup_search(row.ptr, row.len, hash, places));
		for (guint i = 0; good && i < places->len; i++) {
			int64_t number =
				segment * COMMITS_SEGMENT + g_array_index(places, unsigned, i);

			if (number < table->stored)
				g_array_append_val(numbers, number);
		}
		if (!good)
			give_up_store(table, "a row of look-ups is none");
	}
}

static void pack_entry(GByteArray *row, const struct commits_entry *entry)
{
	guint8 bytes[ENTRY];

	memcpy(bytes, entry->id.id, GIT_OID_RAWSZ);
	bytes[GIT_OID_RAWSZ] = (guint8)entry->home;
	bytes[GIT_OID_RAWSZ + 1] = (guint8)(entry->home >> 8);
	g_byte_array_append(row, bytes, sizeof(bytes));
}

/* A row goes on where it was. */
static bool load_row(struct store *store, enum store_table table, int64_t key, GByteArray *row)
{
	struct slice bytes;

	g_byte_array_set_size(row, 0);
	if (!store_get(store, table, key, &bytes))
		return false;
	g_byte_array_append(row, (const guint8 *)bytes.ptr, (guint)bytes.len);
	return true;
}

static bool save_entries(struct commits *table)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	guint at = 0;
	bool good = true;

	while (good && at < table->fresh->len) {
		int64_t number = table->stored + at, first = number / RUN * RUN;

		good = load_row(table->store, STORE_MAILS, first, row) &&
		       row->len == (guint)(number - first) * ENTRY;
		for (; at < table->fresh->len && table->stored + at < first + RUN; at++)
			pack_entry(row, &g_array_index(table->fresh, struct commits_entry, at));
		good = good && store_put(table->store, STORE_MAILS, first, row->data, row->len);
	}
	return good;
}

static bool save_homes(struct commits *table)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	GHashTableIter iter;
	gpointer number, home;
	bool good = true;

	g_hash_table_iter_init(&iter, table->homes);
	while (good && g_hash_table_iter_next(&iter, &number, &home)) {
		int64_t first = *(int64_t *)number / RUN * RUN;
		size_t at = (size_t)(*(int64_t *)number - first) * ENTRY + GIT_OID_RAWSZ;
		unsigned value = GPOINTER_TO_UINT(home) - 1;

		good = load_row(table->store, STORE_MAILS, first, row) && at + 2 <= row->len;
		if (good) {
			row->data[at] = (guint8)value;
			row->data[at + 1] = (guint8)(value >> 8);
			good = store_put(table->store, STORE_MAILS, first, row->data, row->len);
		}
	}
	return good;
}

static unsigned row_of(const struct commits_key *key)
{
	return (unsigned)(key->number / COMMITS_SEGMENT) * LOOKUP_BUCKETS +
	       lookup_bucket(key->hash);
}

/* The keys by rows; those of a row stay in the order of commits, in which they were added. */
static struct commits_key *sort_by_rows(const struct commits *table)
{
	const struct commits_key *keys = (const struct commits_key *)(void *)table->keys->data;
	struct commits_key *sorted = g_new0(struct commits_key, table->keys->len);
	unsigned first = (unsigned)(table->stored / COMMITS_SEGMENT) * LOOKUP_BUCKETS;
	unsigned rows =
		(unsigned)(commits_count(table) / COMMITS_SEGMENT + 1) * LOOKUP_BUCKETS - first;
	guint *starts = g_new0(guint, rows + 1);

	for (guint i = 0; i < table->keys->len; i++)
		starts[row_of(&keys[i]) - first + 1]++;
	for (unsigned row = 0; row < rows; row++)
		starts[row + 1] += starts[row];
	for (guint i = 0; i < table->keys->len; i++)
		sorted[starts[row_of(&keys[i]) - first]++] = keys[i];
	g_free(starts);
	return sorted;
}

static bool save_keys(struct commits *table)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	struct commits_key *keys = sort_by_rows(table);
	guint at = 0;
	bool good = true;

	while (good && at < table->keys->len) {
		const struct commits_key *key = &keys[at];
		unsigned which = row_of(key);
		int64_t place = store_lookup_key(which % LOOKUP_BUCKETS, which / LOOKUP_BUCKETS);

		good = load_row(table->store, STORE_LOOKUP, place, row);
		for (; at < table->keys->len; at++) {
			key = &keys[at];
			if (row_of(key) != which)
				break;
			lookup_append(row, key->hash, (unsigned)(key->number % COMMITS_SEGMENT));
		}
		good = good && store_put(table->store, STORE_LOOKUP, place, row->data, row->len);
	}
	g_free(keys);
	return good;
}

/* Whether it still is as it was read. */
bool commits_file_begin_write(struct commits *table)
{
	g_autofree char *state = NULL;

	return store_begin_write(table->store) && read_state(table, &state) &&
	       !g_strcmp0(state, table->file_state ? table->file_state : "") &&
	       (table->renewed || store_head(table->store)->mails == table->stored);
}

static bool write_all(struct commits *table, const char *state)
{
	struct store_head head;

	if (!commits_file_begin_write(table) || (table->renewed && !store_cut(table->store, 0)))
		return false;
	head = *store_head(table->store);
	head.mails = table->stored + table->fresh->len;
	memset(head.root, 0, sizeof(head.root));
	memset(head.tip, 0, sizeof(head.tip));
	return save_homes(table) && save_entries(table) && save_keys(table) &&
	       store_put(table->store, STORE_STRINGS, STATE_KEY, state, strlen(state)) &&
	       store_commit(table->store, &head);
}

/* Where it cannot be written, what is read of it stays right, and the rest is in memory. */
void commits_file_save(struct commits *table, const char *state)
{
	char *problem = NULL;
	bool worn = false;

	if (!table->path || strlen(state) > MAX_STATE)
		return;
	if (!table->store)
		table->store =
			store_open(table->path, STORE_BEGIN, COMMITS_SEGMENT, &worn, &problem);
	if (!table->store) {
		say(table, problem ? problem : "it cannot be made", worn);
		g_free(problem);
		return;
	}
	table->run_first = -1;
	if (write_all(table, state)) {
		table->stored += table->fresh->len;
		g_array_set_size(table->fresh, 0);
		g_array_set_size(table->keys, 0);
		g_array_set_size(table->by_hash, 0);
		g_hash_table_remove_all(table->fresh_ids);
		g_hash_table_remove_all(table->homes);
		table->renewed = false;
		g_free(table->file_state);
		table->file_state = g_strdup(state);
		return;
	}
	if (store_problem(table->store)) {
		say(table, store_problem(table->store), false);
		/* Nothing was read of it, so nothing is lost. */
		if (!table->stored)
			g_clear_pointer(&table->store, store_close);
	} else {
		store_end(table->store);
	}
}
