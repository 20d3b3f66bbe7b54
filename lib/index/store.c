/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "index/lookup.h"
#include "index/vfs.h"

#define APPLICATION_ID 0x676b766d /* "gkvm" */
#define FORMAT 7		  /* raised with every change of what rows hold */
#define BUSY_MS 200		  /* a commit of somebody else takes a tenth of that */
#define CACHE_KIB 512		  /* most rows are read once; room for look-ups */

enum statement {
	GET_MAILS,
	GET_STRINGS,
	GET_LOOKUP,
	PUT_MAILS,
	PUT_STRINGS,
	PUT_LOOKUP,
	GET_HEAD,
	PUT_HEAD,
	FIND_DATES,
	NR_STATEMENTS
};

static const char *const statements[] = {
	[GET_MAILS] = "SELECT packed FROM mails WHERE first = ?",
	[GET_STRINGS] = "SELECT packed FROM strings WHERE key = ?",
	[GET_LOOKUP] = "SELECT packed FROM lookup WHERE key = ?",
	[PUT_MAILS] = "REPLACE INTO mails VALUES (?, ?, ?, ?)",
	[PUT_STRINGS] = "REPLACE INTO strings VALUES (?, ?)",
	[PUT_LOOKUP] = "REPLACE INTO lookup VALUES (?, ?)",
	[GET_HEAD] = "SELECT mails, segment, root, tip FROM head",
	[PUT_HEAD] = "REPLACE INTO head VALUES (1, ?, ?, ?, ?)",
	[FIND_DATES] = ("SELECT first FROM mails WHERE newest >= ? AND oldest <= ? "
			"ORDER BY first DESC"),
};

static const char schema[] =
	"CREATE TABLE head (id INTEGER PRIMARY KEY, mails INTEGER, segment INTEGER, root BLOB, "
	"tip BLOB);"
	"CREATE TABLE mails (first INTEGER PRIMARY KEY, oldest INTEGER, newest INTEGER, packed "
	"BLOB);"
	"CREATE TABLE strings (key INTEGER PRIMARY KEY, packed BLOB);"
	"CREATE TABLE lookup (key INTEGER PRIMARY KEY, packed BLOB);"
	"CREATE INDEX mails_dates ON mails (newest, oldest);";

struct store {
	sqlite3 *db;
	sqlite3_stmt *statements[NR_STATEMENTS];
	int lock; /* of who has the file open; -1 where no lock can be had */
	struct store_head head;
	char *problem;
	bool worn, empty, open_transaction;
};

static bool is_wear(int code)
{
	return code == SQLITE_IOERR_DATA || code == SQLITE_IOERR_SHORT_READ ||
	       (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB ||
	       (code & 0xff) == SQLITE_ERROR || (code & 0xff) == SQLITE_MISMATCH;
}

/* Returns false, for the caller to return. */
static bool broken(struct store *store, int code, const char *what)
{
	if (store->problem)
		return false;
	store->worn = is_wear(code);
	if (!what)
		what = (code & 0xff) == SQLITE_BUSY ? "another process is using it"
						    : sqlite3_errmsg(store->db);
	store->problem = g_strdup(what);
	return false;
}

static bool worn_out(struct store *store, const char *what)
{
	return broken(store, SQLITE_CORRUPT, what);
}

static bool run(struct store *store, const char *sql)
{
	int code;

	if (store->problem)
		return false;
	code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || broken(store, sqlite3_extended_errcode(store->db), NULL);
}

/* Prepared when first used: a small run needs few of them. NULL when that fails. */
static sqlite3_stmt *statement(struct store *store, enum statement which)
{
	sqlite3_stmt **prepared = &store->statements[which];

	if (store->problem)
		return NULL;
	if (!*prepared && sqlite3_prepare_v3(store->db, statements[which], -1,
					     SQLITE_PREPARE_PERSISTENT, prepared, NULL)) {
		broken(store, sqlite3_extended_errcode(store->db), NULL);
		return NULL;
	}
	return *prepared;
}

/* Returns SQLITE_ROW, SQLITE_DONE, or another code after breaking the store. */
static int step(struct store *store, sqlite3_stmt *prepared)
{
	int code = sqlite3_step(prepared);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		broken(store, sqlite3_extended_errcode(store->db), NULL);
	return code;
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
		head->mails = sqlite3_column_int64(prepared, 0);
		head->segment = (unsigned)sqlite3_column_int(prepared, 1);
		good = read_id(prepared, 2, head->root) && read_id(prepared, 3, head->tip) &&
		       head->segment && head->segment <= LOOKUP_MAX_SEGMENT &&
		       head->segment % MAILS_OF_RUN == 0 && head->mails >= 0 &&
		       head->mails / head->segment < 1 << STORE_SEGMENT_BITS;
	}
	sqlite3_reset(prepared);
	return good || worn_out(store, "it has no proper head");
}

static int64_t pragma(struct store *store, const char *sql)
{
	sqlite3_stmt *prepared = NULL;
	int64_t value = -1;

	if (!sqlite3_prepare_v2(store->db, sql, -1, &prepared, NULL) &&
	    sqlite3_step(prepared) == SQLITE_ROW)
		value = sqlite3_column_int64(prepared, 0);
	if (value < 0)
		broken(store, sqlite3_extended_errcode(store->db), NULL);
	sqlite3_finalize(prepared);
	return value;
}

static bool make_schema(struct store *store, unsigned segment)
{
	struct store_head head = { .segment = segment };
	char *version = g_strdup_printf("PRAGMA application_id=%d; PRAGMA user_version=%d;",
					APPLICATION_ID, FORMAT);
	bool good = run(store, "BEGIN EXCLUSIVE") && run(store, version);

	g_free(version);
	store->open_transaction = good;
	return good && run(store, schema) && store_commit(store, &head);
}

static bool is_empty(struct store *store)
{
	return pragma(store, "PRAGMA schema_version") == 0;
}

static bool check_version(struct store *store)
{
	if (pragma(store, "PRAGMA application_id") != APPLICATION_ID && !store->problem)
		return worn_out(store, "it is no index of git-kvm");
	if (pragma(store, "PRAGMA user_version") != FORMAT && !store->problem)
		return worn_out(store, "it was made by another version");
	return !store->problem;
}

static bool open_database(struct store *store, const char *path, enum store_mode mode,
			  unsigned segment)
{
	int flags = mode == STORE_READ ? 0 : SQLITE_OPEN_CREATE, reserve = VFS_RESERVED;

	if (!vfs_register() ||
	    sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | flags,
			    VFS_NAME))
		return broken(store, SQLITE_CANTOPEN, store->db ? NULL : "SQLite does not start");
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
	/* No spilling: others may read until the commit. */
	if (!run(store, "PRAGMA page_size=" G_STRINGIFY(
				VFS_PAGE) ";"
					  "PRAGMA cache_size=-" G_STRINGIFY(
						  CACHE_KIB) ";"
							     "PRAGMA cache_spill=0; PRAGMA "
							     "trusted_schema=0;"))
		return false;
	if (mode != STORE_READ && is_empty(store))
		return !store->problem && make_schema(store, segment);
	store->empty = is_empty(store);
	return check_version(store);
}

/*
 * Everybody who has the file open holds the lock shared, so that nobody replaces it under him: a
 * journal is found by name, and that of a new file must not be played back into the old one.
 */
static bool lock_file(struct store *store, const char *path, enum store_mode mode)
{
	char *name = g_strconcat(path, ".lock", NULL);
	int how = (mode == STORE_RENEW ? LOCK_EX : LOCK_SH) | LOCK_NB;
	bool good;

	store->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (store->lock < 0)
		store->lock = open(name, O_RDONLY | O_CLOEXEC);
	g_free(name);
	if (store->lock < 0)
		return mode == STORE_READ || broken(store, SQLITE_CANTOPEN, g_strerror(errno));
	good = !flock(store->lock, how);
	return good || broken(store, SQLITE_BUSY, "another process is using it");
}

static void remove_file(const char *path)
{
	char *journal = g_strconcat(path, "-journal", NULL);

	unlink(path);
	unlink(journal);
	g_free(journal);
}

struct store *store_open(const char *path, enum store_mode mode, unsigned segment, bool *worn,
			 char **problem)
{
	struct store *store;
	struct stat info;

	*problem = NULL;
	*worn = false;
	if (mode == STORE_READ && stat(path, &info))
		return NULL;
	store = g_new0(struct store, 1);
	store->lock = -1;
	if (lock_file(store, path, mode)) {
		if (mode == STORE_RENEW)
			remove_file(path);
		if (open_database(store, path, mode, segment) && mode == STORE_RENEW)
			flock(store->lock, LOCK_SH);
	}
	if (!store->problem)
		return store;
	/* Who made it was killed before there was anything in it. */
	if (!store->empty) {
		*worn = store->worn;
		*problem = g_strdup(store->problem);
	}
	store_close(store);
	return NULL;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_end(store);
	for (int i = 0; i < NR_STATEMENTS; i++)
		sqlite3_finalize(store->statements[i]);
	sqlite3_close(store->db);
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

static bool begin(struct store *store, const char *sql)
{
	store_end(store);
	store->open_transaction = run(store, sql);
	return store->open_transaction && read_head(store);
}

bool store_is_reading(const struct store *store)
{
	return store->open_transaction && !store->problem;
}

bool store_begin_read(struct store *store)
{
	return begin(store, "BEGIN");
}

bool store_begin_write(struct store *store)
{
	return begin(store, "BEGIN IMMEDIATE");
}

/* Reads in the middle of a row would hold on to the file. */
static void reset_reads(struct store *store)
{
	for (int i = GET_MAILS; i <= GET_LOOKUP; i++)
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
	if (!run(store, "COMMIT"))
		return false;
	store->open_transaction = false;
	if (head)
		store->head = *head;
	return true;
}

void store_end(struct store *store)
{
	reset_reads(store);
	if (store->open_transaction)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	store->open_transaction = false;
}

bool store_get(struct store *store, enum store_table table, int64_t key, struct slice *bytes)
{
	sqlite3_stmt *prepared = statement(store, GET_MAILS + (enum statement)table);
	int code;

	*bytes = slice_of(NULL, 0);
	if (!prepared)
		return false;
	sqlite3_reset(prepared);
	sqlite3_bind_int64(prepared, 1, key);
	code = step(store, prepared);
	if (code == SQLITE_ROW) {
		bytes->ptr = sqlite3_column_blob(prepared, 0);
		bytes->len = (size_t)sqlite3_column_bytes(prepared, 0);
		/* An error while reading the rest of a long row shows as a NULL. */
		return bytes->ptr || worn_out(store, "a row is empty");
	}
	return code == SQLITE_DONE;
}

bool store_put(struct store *store, enum store_table table, int64_t key, const void *bytes,
	       size_t len)
{
	sqlite3_stmt *prepared = statement(store, PUT_MAILS + (enum statement)table);

	if (!prepared)
		return false;
	sqlite3_bind_int64(prepared, 1, key);
	sqlite3_bind_blob64(prepared, 2, bytes, len, SQLITE_STATIC);
	return finish(store, prepared);
}

bool store_put_mails(struct store *store, int64_t first, const GByteArray *bytes, int64_t oldest,
		     int64_t newest)
{
	sqlite3_stmt *prepared = statement(store, PUT_MAILS);

	if (!prepared)
		return false;
	sqlite3_bind_int64(prepared, 1, first);
	sqlite3_bind_int64(prepared, 2, oldest);
	sqlite3_bind_int64(prepared, 3, newest);
	sqlite3_bind_blob64(prepared, 4, bytes->data, bytes->len, SQLITE_STATIC);
	return finish(store, prepared);
}

bool store_find_dates(struct store *store, int64_t oldest, int64_t newest,
		      bool (*each)(int64_t first, void *data), void *data)
{
	sqlite3_stmt *prepared = statement(store, FIND_DATES);

	if (!prepared)
		return false;
	sqlite3_bind_int64(prepared, 1, oldest);
	sqlite3_bind_int64(prepared, 2, newest);
	while (step(store, prepared) == SQLITE_ROW)
		if (!each(sqlite3_column_int64(prepared, 0), data))
			break;
	sqlite3_reset(prepared);
	return !store->problem;
}

bool store_cut(struct store *store, unsigned segment)
{
	char *sql = g_strdup_printf("DELETE FROM mails WHERE first >= %" G_GINT64_FORMAT ";"
				    "DELETE FROM strings WHERE key >= %" G_GINT64_FORMAT ";"
				    "DELETE FROM lookup WHERE (key & %d) >= %u;",
				    (int64_t)segment * store->head.segment,
				    store_string_key(segment, 0), (1 << STORE_SEGMENT_BITS) - 1,
				    segment);
	bool good = run(store, sql);

	g_free(sql);
	return good;
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
	return good || worn_out(store, "SQLite finds it damaged");
}
