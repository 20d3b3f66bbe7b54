/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: plant <file> <statement>
 *
 * Runs statements of SQL on an index, with no more checks than SQLite's own, and with good
 * checksums: what a stranger could write. Prints what they select, a line a column.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sqlite3.h>
#include <glib.h>

#include "index/folder.h"
#include "index/vfs.h"

static int print_row(void *data, int nr, char **values, char **names)
{
	(void)data, (void)names;
	for (int i = 0; i < nr; i++)
		puts(values[i] ? values[i] : "");
	return 0;
}

static int plant(const char *path, const char *sql)
{
	char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path), *problem = NULL;
	const char *reason;
	struct vfs *vfs = vfs_new(folder_open(folder, false, &reason), name);
	int reserve = VFS_RESERVED, code;
	sqlite3 *db = NULL;

	code = sqlite3_open_v2(name, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
			       vfs_name(vfs));
	sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
	if (code == SQLITE_OK)
		code = sqlite3_exec(db, "PRAGMA page_size=" G_STRINGIFY(VFS_PAGE), NULL, NULL,
				    &problem);
	if (code == SQLITE_OK)
		code = sqlite3_exec(db, sql, print_row, NULL, &problem);
	if (code != SQLITE_OK)
		fprintf(stderr, "fatal: %s: %s\n", path, problem ? problem : sqlite3_errmsg(db));
	sqlite3_free(problem);
	sqlite3_close(db);
	vfs_free(vfs);
	g_free(folder);
	g_free(name);
	return code == SQLITE_OK ? 0 : 128;
}

int main(int argc, char **argv)
{
	if (argc == 3)
		return plant(argv[1], argv[2]);
	fprintf(stderr, "usage: plant <file> <statement>\n");
	return 129;
}
