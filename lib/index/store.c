/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/store_private.h"

#include <unistd.h>
#include "index/lookup.h"
#include "index/vfs.h"

static const char *const statements[] = {
	[GET_MAILS] = "SELECT packed FROM mails WHERE first = ?",
	[GET_STRINGS] = "SELECT packed FROM strings WHERE key = ?",
	[GET_LOOKUP] = "SELECT packed FROM lookup WHERE key = ?",
	[GET_SUBJECTS] = "SELECT packed FROM subjects WHERE key = ?",
	[GET_PATHS] = "SELECT packed FROM paths WHERE segment = ?",
	[GET_BUCKET] = "SELECT key, packed FROM lookup WHERE key BETWEEN ? AND ? ORDER BY key DESC",
	[PUT_MAILS] = "REPLACE INTO mails VALUES (?, ?)",
	[PUT_STRINGS] = "REPLACE INTO strings VALUES (?, ?)",
	[PUT_LOOKUP] = "REPLACE INTO lookup VALUES (?, ?)",
	[PUT_SUBJECTS] = "REPLACE INTO subjects VALUES (?, ?)",
	[PUT_PATHS] = "REPLACE INTO paths VALUES (?, ?)",
	[GET_HEAD] = "SELECT mails, segment, root, tip FROM head",
	[PUT_HEAD] = "REPLACE INTO head VALUES (1, ?, ?, ?, ?)",
};

static bool is_wear(int code)
{
	return code == SQLITE_IOERR_DATA || code == SQLITE_IOERR_SHORT_READ ||
	       (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB ||
	       (code & 0xff) == SQLITE_ERROR || (code & 0xff) == SQLITE_MISMATCH ||
	       (code & 0xff) == SQLITE_INTERRUPT || (code & 0xff) == SQLITE_TOOBIG;
}

static const char *reason_of(struct store *store, int code)
{
	if (store->vfs && vfs_reason(store->vfs))
		return vfs_reason(store->vfs);
	switch (code & 0xff) {
	case SQLITE_BUSY:
		return "another process is using it";
	case SQLITE_INTERRUPT:
		return "its tables come to no end";
	case SQLITE_TOOBIG:
		return "a row is longer than the file";
	default:
		return store->db ? sqlite3_errmsg(store->db) : "SQLite does not start";
	}
}

bool store_break(struct store *store, int code, const char *what)
{
	if (store->problem)
		return false;
	store->worn = is_wear(code);
	store->problem = g_strdup(what ? what : reason_of(store, code));
	return false;
}

bool store_wear_out(struct store *store, const char *why)
{
	return store_break(store, SQLITE_CORRUPT, why);
}

/* How many bytes the file has. */
static int64_t store_size(const struct store *store)
{
	sqlite3_file *file = NULL;
	sqlite3_int64 size = 0;

	if (!sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) && file &&
	    file->pMethods)
		file->pMethods->xFileSize(file, &size);
	return size;
}

void store_allow(struct store *store)
{
	store->steps = 1000 * STORE_STEPS + store->size;
}

bool store_run(struct store *store, const char *sql)
{
	int code;

	if (store->problem)
		return false;
	store_allow(store);
	code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || store_break(store, sqlite3_extended_errcode(store->db), NULL);
}

/* Prepared when first used: a small run needs few of them. NULL when that fails. */
static sqlite3_stmt *statement(struct store *store, enum statement which)
{
	sqlite3_stmt **prepared = &store->statements[which];

	if (store->problem)
		return NULL;
	store_allow(store);
	if (!*prepared && sqlite3_prepare_v3(store->db, statements[which], -1,
					     SQLITE_PREPARE_PERSISTENT, prepared, NULL)) {
		store_break(store, sqlite3_extended_errcode(store->db), NULL);
		return NULL;
	}
	return *prepared;
}

/* Returns SQLITE_ROW, SQLITE_DONE, or another code after breaking the store. */
static int step(struct store *store, sqlite3_stmt *prepared)
{
	int code = sqlite3_step(prepared);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		store_break(store, sqlite3_extended_errcode(store->db), NULL);
	return code;
}

static bool bind_row(struct store *store, sqlite3_stmt *prepared, int at, const void *bytes,
		     size_t len)
{
	return !sqlite3_bind_blob64(prepared, at, bytes, len, SQLITE_STATIC) ||
	       store_break(store, SQLITE_FULL, "a row would be too long");
}

static bool finish(struct store *store, sqlite3_stmt *prepared)
{
	int code = step(store, prepared);

	sqlite3_reset(prepared);
	sqlite3_clear_bindings(prepared);
	return code == SQLITE_DONE;
}

static bool read_id(sqlite3_stmt *prepared, int column, unsigned char *out)
{
	const void *bytes = sqlite3_column_blob(prepared, column);

	if (sqlite3_column_bytes(prepared, column) != RECORD_HASH_SIZE || !bytes)
		return false;
	memcpy(out, bytes, RECORD_HASH_SIZE);
	return true;
}

static bool read_head(struct store *store)
{
	sqlite3_stmt *prepared = statement(store, GET_HEAD);
	struct store_head *head = &store->head;
	bool good = false;

	if (!prepared)
		return false;
	if (step(store, prepared) == SQLITE_ROW) {
		/* Its lock is held from here on: what was looked at before, another process may
		 * have made grow since. */
		store->size = store_size(store);
		head->mails = sqlite3_column_int64(prepared, 0);
		head->segment = (unsigned)sqlite3_column_int(prepared, 1);
		good = read_id(prepared, 2, head->root) && read_id(prepared, 3, head->tip) &&
		       head->segment && head->segment <= LOOKUP_MAX_SEGMENT &&
		       head->segment % MAILS_OF_RUN == 0 && head->mails >= 0 &&
		       head->mails <= store->size / RECORD_HASH_SIZE &&
		       head->mails / head->segment < 1 << STORE_SEGMENT_BITS;
	}
	sqlite3_reset(prepared);
	return good || store_wear_out(store, "it has no proper head");
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_end(store);
	for (int i = 0; i < NR_STATEMENTS; i++)
		sqlite3_finalize(store->statements[i]);
	sqlite3_close(store->db);
	vfs_free(store->vfs);
	if (store->folder >= 0)
		close(store->folder);
	if (store->lock >= 0)
		close(store->lock);
	g_free(store->problem);
	g_free(store);
}

const char *store_problem(const struct store *store)
{
	return store->problem;
}

bool store_is_worn(const struct store *store)
{
	return store->problem && store->worn;
}

const struct store_head *store_head(const struct store *store)
{
	return &store->head;
}

static bool begin(struct store *store, const char *sql, int64_t longest)
{
	if (store->beginning && store->open_transaction)
		return true;
	store_end(store);
	store->size = store_size(store);
	sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, (int)MIN(longest, STORE_MAX_ROW));
	store->open_transaction = store_run(store, sql);
	return store->open_transaction && read_head(store);
}

bool store_is_reading(const struct store *store)
{
	return store->open_transaction && !store->problem;
}

bool store_begin_read(struct store *store)
{
	return begin(store, "BEGIN", store_size(store));
}

bool store_begin_write(struct store *store)
{
	return begin(store, "BEGIN IMMEDIATE", STORE_MAX_ROW);
}

/* Reads in the middle of a row would hold on to the file. */
static void reset_reads(struct store *store)
{
	for (int i = GET_MAILS; i <= GET_BUCKET; i++)
		sqlite3_reset(store->statements[i]);
}

bool store_commit(struct store *store, const struct store_head *head)
{
	reset_reads(store);
	if (head) {
		sqlite3_stmt *prepared = statement(store, PUT_HEAD);

		if (!prepared)
			return false;
		sqlite3_bind_int64(prepared, 1, head->mails);
		sqlite3_bind_int64(prepared, 2, head->segment);
		sqlite3_bind_blob(prepared, 3, head->root, RECORD_HASH_SIZE, SQLITE_STATIC);
		sqlite3_bind_blob(prepared, 4, head->tip, RECORD_HASH_SIZE, SQLITE_STATIC);
		if (!finish(store, prepared))
			return false;
	}
	if (!store_run(store, "COMMIT"))
		return false;
	store->open_transaction = false;
	if (head)
		store->head = *head;
	if (!store->beginning)
		return true;
	store->beginning = false;
	return store_run(store, STORE_SYNCED);
}

void store_end(struct store *store)
{
	reset_reads(store);
	if (store->open_transaction)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	store->open_transaction = false;
}

/* The row that a statement has come to; *bytes is NULL where there was none. */
static bool get_row(struct store *store, sqlite3_stmt *prepared, int column, struct slice *bytes)
{
	int code = step(store, prepared);

	*bytes = slice_of(NULL, 0);
	if (code == SQLITE_ROW) {
		bytes->ptr = sqlite3_column_blob(prepared, column);
		bytes->len = (size_t)sqlite3_column_bytes(prepared, column);
		/* An error while reading the rest of a long row shows as a NULL. */
		return bytes->ptr || store_wear_out(store, "a row is empty");
	}
	return code == SQLITE_DONE;
}

bool store_get(struct store *store, enum store_table table, int64_t key, struct slice *bytes)
{
	sqlite3_stmt *prepared = statement(store, GET_MAILS + (enum statement)table);

	*bytes = slice_of(NULL, 0);
	if (!prepared)
		return false;
	sqlite3_reset(prepared);
	sqlite3_bind_int64(prepared, 1, key);
	return get_row(store, prepared, 0, bytes);
}

bool store_seek_bucket(struct store *store, unsigned bucket)
{
	sqlite3_stmt *prepared = statement(store, GET_BUCKET);

	if (!prepared)
		return false;
	sqlite3_reset(prepared);
	sqlite3_bind_int64(prepared, 1, store_lookup_key(bucket, 0));
	sqlite3_bind_int64(prepared, 2, store_lookup_key(bucket + 1, 0) - 1);
	return true;
}

bool store_next_of_bucket(struct store *store, unsigned *segment, struct slice *bytes)
{
	sqlite3_stmt *prepared = store->statements[GET_BUCKET];

	if (!get_row(store, prepared, 1, bytes))
		return false;
	if (bytes->ptr)
		*segment = (unsigned)sqlite3_column_int64(prepared, 0) &
			   ((1u << STORE_SEGMENT_BITS) - 1);
	return true;
}

bool store_put(struct store *store, enum store_table table, int64_t key, const void *bytes,
	       size_t len)
{
	sqlite3_stmt *prepared = statement(store, PUT_MAILS + (enum statement)table);

	if (!prepared)
		return false;
	sqlite3_bind_int64(prepared, 1, key);
	return bind_row(store, prepared, 2, bytes, len) && finish(store, prepared);
}

bool store_cut(struct store *store, unsigned segment)
{
	g_autofree char *sql = g_strdup_printf(
		"DELETE FROM mails WHERE first >= %" G_GINT64_FORMAT ";"
		"DELETE FROM strings WHERE key >= %" G_GINT64_FORMAT ";"
		"DELETE FROM subjects WHERE key >= %" G_GINT64_FORMAT ";"
		"DELETE FROM paths WHERE segment >= %u;"
		"DELETE FROM lookup WHERE (key & %d) >= %u;",
		(int64_t)segment * store->head.segment, store_string_key(segment, 0),
		store_string_key(segment, 0), segment, (1 << STORE_SEGMENT_BITS) - 1, segment);

	return store_run(store, sql);
}

bool store_check(struct store *store)
{
	sqlite3_stmt *prepared = NULL;
	bool good = false;

	if (store->problem)
		return false;
	if (!sqlite3_prepare_v2(store->db, "PRAGMA integrity_check(1)", -1, &prepared, NULL) &&
	    sqlite3_step(prepared) == SQLITE_ROW)
		good = !g_strcmp0((const char *)sqlite3_column_text(prepared, 0), "ok");
	sqlite3_finalize(prepared);
	return good || store_wear_out(store, "SQLite finds it damaged");
}
