/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_VFS_H
#define INDEX_VFS_H

#include <stdbool.h>

/*
 * A layer below SQLite that ends each page of a database with a checksum when it is written and
 * compares it when it is read: a damaged page is an error (SQLITE_IOERR_DATA) and never an answer.
 */
#define VFS_NAME "gitkvm-checksum"
#define VFS_PAGE 8192
#define VFS_RESERVED 8 /* bytes at the end of each page */

/* Once a process or more often; false when SQLite refuses. */
bool vfs_register(void);

#endif
