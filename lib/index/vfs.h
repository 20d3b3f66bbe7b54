/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_VFS_H
#define INDEX_VFS_H

#include "index/vfs_file.h"

/*
 * What SQLite sees of the disk: one database and its journal in one folder, by names without a
 * slash. It opens, looks for and deletes nothing else, whatever these two say: a journal that names
 * another file (a super-journal, which SQLite would delete) is damage.
 *
 * Each page of the database ends with a checksum that is made when it is written and compared when
 * it is read: a damaged page is an error (SQLITE_IOERR_DATA) and never an answer.
 */
struct vfs;

/*
 * For the database of that name in a folder (see folder.h), whose descriptor becomes the VFS's own.
 * NULL when SQLite refuses. To be freed when the database is closed.
 */
struct vfs *vfs_new(int folder, const char *name);
void vfs_free(struct vfs *self);

/* What sqlite3_open_v2() knows it by. */
const char *vfs_name(const struct vfs *self);

/* Why it did not let SQLite do what SQLite wanted; NULL while it did. */
const char *vfs_reason(const struct vfs *self);

#endif
