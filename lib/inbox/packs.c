/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/packs.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gstdio.h>

#define HASH 20
#define SMALLEST_PACK (12 + HASH)
#define SMALLEST_INDEX (8 + 256 * 4 + 2 * HASH)

/* Reads the len bytes that begin `before` bytes in front of the end of the file. */
static bool read_tail(const char *path, off_t smallest, off_t before, void *buf, size_t len)
{
	int fd = g_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
	off_t size;
	bool good;

	if (fd < 0)
		return false;
	size = lseek(fd, 0, SEEK_END);
	good = size >= smallest && pread(fd, buf, len, size - before) == (ssize_t)len;
	close(fd);
	return good;
}

/* An index ends with the checksum its pack must end with, and its own. */
static bool pack_is_whole(const char *index, const char *pack)
{
	unsigned char expected[HASH], found[HASH];

	return read_tail(index, SMALLEST_INDEX, 2 * HASH, expected, HASH) &&
	       read_tail(pack, SMALLEST_PACK, HASH, found, HASH) && !memcmp(expected, found, HASH);
}

char *packs_find_damaged(const char *objects_dir)
{
	char *dir = g_build_filename(objects_dir, "pack", NULL), *damaged = NULL;
	GDir *list = g_dir_open(dir, 0, NULL);
	const char *name;

	while (list && !damaged && (name = g_dir_read_name(list))) {
		char *index, *stem, *pack;

		if (!g_str_has_suffix(name, ".idx"))
			continue;
		index = g_build_filename(dir, name, NULL);
		stem = g_strndup(index, strlen(index) - strlen(".idx"));
		pack = g_strconcat(stem, ".pack", NULL);
		if (!pack_is_whole(index, pack))
			damaged = g_path_get_basename(pack);
		g_free(pack);
		g_free(stem);
		g_free(index);
	}
	if (list)
		g_dir_close(list);
	g_free(dir);
	return damaged;
}
