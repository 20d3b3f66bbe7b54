/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "index/folder.h"
#include "index/version.h"

#define APPLICATION_ID 0x676b766d /* "gkvm" */
#define BUSY_MS 200		  /* a commit of somebody else takes a tenth of that */
#define CACHE_KIB 512		  /* most rows are read once; room for look-ups */

/* As SQLite keeps it, which is how it is compared. */
static const char *const schema[] = {
	("CREATE TABLE head (id INTEGER PRIMARY KEY, mails INTEGER, segment INTEGER, root BLOB, "
	 "tip BLOB)"),
	"CREATE TABLE mails (first INTEGER PRIMARY KEY, packed BLOB)",
	"CREATE TABLE strings (key INTEGER PRIMARY KEY, packed BLOB)",
	"CREATE TABLE lookup (key INTEGER PRIMARY KEY, packed BLOB)",
	"CREATE TABLE subjects (key INTEGER PRIMARY KEY, packed BLOB)",
	"CREATE TABLE paths (segment INTEGER PRIMARY KEY, packed BLOB)",
};

/* No spilling: others may read until the commit. */
static const char settings[] = "PRAGMA page_size=" G_STRINGIFY(
	VFS_PAGE) ";"
		  "PRAGMA cache_size=-" G_STRINGIFY(
			  CACHE_KIB) ";"
				     "PRAGMA cache_spill=0; PRAGMA temp_store=MEMORY; PRAGMA "
				     "trusted_schema=0;";

static int64_t pragma(struct store *store, const char *sql)
{
	sqlite3_stmt *prepared = NULL;
	int64_t value = -1;

	if (!sqlite3_prepare_v2(store->db, sql, -1, &prepared, NULL) &&
	    sqlite3_step(prepared) == SQLITE_ROW)
		value = sqlite3_column_int64(prepared, 0);
	if (value < 0)
		store_break(store, sqlite3_extended_errcode(store->db), NULL);
	sqlite3_finalize(prepared);
	return value;
}

/*
 * Nothing waits for the disk while the file has its first pages written, each of them once: what a
 * loss of power leaves of them has a page that its checksum does not fit, and starts anew.
 */
static bool make_schema(struct store *store, enum store_mode mode, unsigned segment)
{
	struct store_head head = { .segment = segment };
	char *version = g_strdup_printf("PRAGMA application_id=%d; PRAGMA user_version=%d;",
					APPLICATION_ID, index_version());
	bool good = store_run(store, STORE_UNSYNCED) && store_run(store, "BEGIN EXCLUSIVE") &&
		    store_run(store, version);

	g_free(version);
	store->open_transaction = good;
	for (size_t i = 0; good && i < G_N_ELEMENTS(schema); i++)
		good = store_run(store, schema[i]);
	store->beginning = good;
	store->head = head;
	return good && (mode == STORE_BEGIN || store_commit(store, &head));
}

static bool is_empty(struct store *store)
{
	return pragma(store, "PRAGMA schema_version") == 0;
}

static bool check_version(struct store *store)
{
	if (pragma(store, "PRAGMA application_id") != APPLICATION_ID && !store->problem)
		return store_wear_out(store, "it is no index of git-kvm");
	if (pragma(store, "PRAGMA user_version") != index_version() && !store->problem)
		return store_wear_out(store, "it was made by another version");
	return !store->problem;
}

/* A table may be a view that never ends: before anything is asked of them, all are as we make them.
 */
static bool check_schema(struct store *store)
{
	sqlite3_stmt *prepared = NULL;
	size_t same = 0;
	int code;

	store_allow(store);
	if (sqlite3_prepare_v2(store->db, "SELECT sql FROM sqlite_master ORDER BY rowid", -1,
			       &prepared, NULL))
		return store_break(store, sqlite3_extended_errcode(store->db), NULL);
	while ((code = sqlite3_step(prepared)) == SQLITE_ROW && same < G_N_ELEMENTS(schema) &&
	       !g_strcmp0((const char *)sqlite3_column_text(prepared, 0), schema[same]))
		same++;
	if (code != SQLITE_ROW && code != SQLITE_DONE)
		store_break(store, sqlite3_extended_errcode(store->db), NULL);
	sqlite3_finalize(prepared);
	return (code == SQLITE_DONE && same == G_N_ELEMENTS(schema)) ||
	       store_wear_out(store, "its tables are not those of an index");
}

static int take_steps(void *data)
{
	struct store *store = data;

	store->steps -= STORE_STEPS;
	return store->steps < 0;
}

static void restrict_database(struct store *store)
{
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, BUSY_MS);
	sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, STORE_MAX_ROW);
	sqlite3_limit(store->db, SQLITE_LIMIT_SQL_LENGTH, 1024);
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_progress_handler(store->db, STORE_STEPS, take_steps, store);
}

static bool open_database(struct store *store, const char *name, enum store_mode mode,
			  unsigned segment)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		    (mode == STORE_READ ? 0 : SQLITE_OPEN_CREATE);
	int reserve = VFS_RESERVED, code;

	store->vfs = vfs_new(store->folder, name);
	store->folder = -1;
	if (!store->vfs)
		return store_break(store, SQLITE_CANTOPEN, "SQLite does not start");
	code = sqlite3_open_v2(name, &store->db, flags, vfs_name(store->vfs));
	if (code)
		return store_break(store, code, NULL);
	restrict_database(store);
	sqlite3_file_control(store->db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
	if (!store_run(store, settings))
		return false;
	if (mode != STORE_READ && is_empty(store))
		return !store->problem && make_schema(store, mode, segment);
	store->empty = is_empty(store);
	return check_version(store) && check_schema(store);
}

/*
 * Everybody who has the file open holds the lock shared, so that nobody replaces it under him: a
 * journal is found by name, and that of a new file must not be played back into the old one.
 */
static bool lock_file(struct store *store, const char *name, enum store_mode mode)
{
	g_autofree char *lock = g_strconcat(name, ".lock", NULL);
	int how = (mode == STORE_RENEW ? LOCK_EX : LOCK_SH) | LOCK_NB;
	const char *reason;
	bool good = true;

	store->lock = folder_open_file(store->folder, lock, O_RDWR | O_CREAT, &reason);
	if (store->lock < 0 && (errno == EACCES || errno == EROFS))
		store->lock = folder_open_file(store->folder, lock, O_RDONLY, &reason);
	if (store->lock >= 0)
		good = !flock(store->lock, how) ||
		       store_break(store, SQLITE_BUSY, "another process is using it");
	else if (mode != STORE_READ || (errno != EACCES && errno != EROFS && errno != ENOENT))
		good = store_break(store, SQLITE_CANTOPEN, reason);
	return good;
}

static void remove_file(struct store *store, const char *name)
{
	g_autofree char *journal = g_strconcat(name, "-journal", NULL);

	unlinkat(store->folder, name, 0);
	unlinkat(store->folder, journal, 0);
}

/* Whether there is something by that name, whatever it is. */
static bool is_there(const struct store *store, const char *name)
{
	struct stat info;

	return !fstatat(store->folder, name, &info, AT_SYMLINK_NOFOLLOW);
}

static void open_in_folder(struct store *store, const char *name, enum store_mode mode,
			   unsigned segment)
{
	if (!lock_file(store, name, mode))
		return;
	if (mode == STORE_RENEW)
		remove_file(store, name);
	if (open_database(store, name, mode, segment) && mode == STORE_RENEW)
		flock(store->lock, LOCK_SH);
}

struct store *store_open(const char *path, enum store_mode mode, unsigned segment, bool *worn,
			 char **problem)
{
	struct store *store = g_new0(struct store, 1);
	g_autofree char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path);
	const char *reason;

	*problem = NULL;
	*worn = false;
	store->lock = -1;
	store->folder = folder_open(folder, mode != STORE_READ, &reason);
	if (store->folder >= 0 && (mode != STORE_READ || is_there(store, name)))
		open_in_folder(store, name, mode, segment);
	else if (store->folder < 0 && reason)
		store_break(store, SQLITE_CANTOPEN, reason);
	else
		store->empty = !store_break(store, SQLITE_CANTOPEN, "it is not there");
	if (!store->problem)
		return store;
	/* Nothing there, or who made it was killed before there was anything in it. */
	if (!store->empty) {
		*worn = store->worn;
		*problem = g_strdup(store->problem);
	}
	store_close(store);
	return NULL;
}
