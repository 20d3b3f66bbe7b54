/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_STORE_PRIVATE_H
#define INDEX_STORE_PRIVATE_H

/* Shared by store.c and store_open.c only. */

#include "index/store.h"
#include "index/vfs.h"

enum statement {
	GET_MAILS,
	GET_STRINGS,
	GET_LOOKUP,
	GET_SUBJECTS,
	GET_PATHS,
	GET_BUCKET,
	PUT_MAILS,
	PUT_STRINGS,
	PUT_LOOKUP,
	PUT_SUBJECTS,
	PUT_PATHS,
	GET_HEAD,
	PUT_HEAD,
	NR_STATEMENTS
};

struct store {
	int folder; /* -1 once it is the VFS's */
	struct vfs *vfs;
	sqlite3 *db;
	sqlite3_stmt *statements[NR_STATEMENTS];
	int lock; /* of who has the file open; -1 where no lock can be had */
	struct store_head head;
	int64_t size;  /* bytes of the file, when it was looked at last */
	int64_t steps; /* that SQLite may still take, see store_allow() */
	char *problem;
	bool worn, empty, open_transaction;
	bool beginning; /* the file has nothing yet: its first transaction is open */
};

/*
 * The first reason why the store is broken; NULL: what SQLite says. Returns false, for the caller
 * to return.
 */
bool store_break(struct store *store, int code, const char *what);

bool store_run(struct store *store, const char *sql);

/* Whether a commit waits until the disk has it. */
#define STORE_UNSYNCED "PRAGMA synchronous=OFF"
#define STORE_SYNCED "PRAGMA synchronous=FULL"

/*
 * From now on SQLite may take as many steps as an honest file of this size needs: tables of a
 * stranger may be such that it never comes to an end.
 */
void store_allow(struct store *store);

/* SQLite's steps that pass between two looks at what is allowed. */
#define STORE_STEPS 1000

/* The longest row. */
#define STORE_MAX_ROW (64 << 20)

#endif
