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

static bool fail(GError **error, int number)
{
	GFileError code = number == EFBIG ? G_FILE_ERROR_FAILED : g_file_error_from_errno(number);

	g_set_error_literal(error, G_FILE_ERROR, (gint)code, g_strerror(number));
	return false;
}

bool file_read_named(const char *path, char **text, gsize *len, GError **error)
{
	int fd = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC), failed;
	g_autoptr(GString) all = g_string_new(NULL);
	char part[1 << 14];
	gsize got;

	if (fd < 0)
		return fail(error, errno);
	do {
		failed = read_all(fd, part, sizeof(part) - 1, &got) ? 0 : errno;
		g_string_append_len(all, part, failed ? 0 : (gssize)got);
	} while (!failed && got == sizeof(part) - 1 && all->len <= FILE_MAX);
	close(fd);
	if (failed || all->len > FILE_MAX)
		return fail(error, failed ? failed : EFBIG);
	*len = all->len;
	*text = g_string_free(g_steal_pointer(&all), FALSE);
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
