/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int fd, char *text, gsize size, gsize *len)
{
	for (*len = 0; *len < size;) {
		ssize_t got = read(fd, text + *len, size - *len);

		if (got < 0 && errno != EINTR)
			return false;
		if (!got)
			break;
		*len += (gsize)MAX(got, 0);
	}
	text[*len] = '\0';
	return true;
}

bool file_read(const char *path, char **text, gsize *len)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat info;
	bool good = false;

	*text = NULL;
	if (fd < 0)
		return false;
	if (!fstat(fd, &info) && S_ISREG(info.st_mode) && info.st_size <= FILE_MAX) {
		*text = g_malloc((gsize)info.st_size + 1);
		good = read_all(fd, *text, (gsize)info.st_size, len);
	}
	close(fd);
	if (!good)
		g_clear_pointer(text, g_free);
	return good;
}
