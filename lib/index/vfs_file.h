/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_VFS_FILE_H
#define INDEX_VFS_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sqlite3.h>

/* See vfs.h for the checksum of a page. */
#define VFS_PAGE 8192
#define VFS_RESERVED 8 /* bytes at the end of each page */

/* An open file of SQLite's, see vfs.h: reading, writing and locking. */
struct vfs_file {
	sqlite3_file base;
	int fd;
	int folder; /* to be synced with the file's first sync, for it is new; -1: not, or done */
	bool pages; /* has pages with checksums: the database, not its journal */
	int locked; /* SQLITE_LOCK_ */
};

extern const sqlite3_io_methods vfs_file_methods;

/* As it stands at the end of a page. The place counts, too: a page that was copied over another one
 * is wrong. */
uint64_t vfs_checksum(const void *page, sqlite3_int64 offset);

#endif
