/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib.h>

static int fail(const char **reason, const char *why)
{
	*reason = why;
	return -1;
}

int folder_open(const char *path, bool make, const char **reason)
{
	g_autofree char *above = g_path_get_dirname(path), *name = g_path_get_basename(path);
	int parent, folder = -1;
	struct stat info;

	*reason = NULL;
	if (make && g_mkdir_with_parents(above, 0777))
		*reason = "its folder cannot be made";
	parent = open(above, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (parent >= 0) {
		if (make && mkdirat(parent, name, 0777) && errno != EEXIST)
			*reason = "its folder cannot be made";
		folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (folder < 0 && !*reason && errno != ENOENT)
			*reason = errno == ENOTDIR || errno == ELOOP
					  ? "its folder is none, or a symbolic link"
					  : g_strerror(errno);
		close(parent);
	}
	if (folder < 0)
		return -1;
	if (!fstat(folder, &info) && info.st_uid == geteuid())
		return folder;
	close(folder);
	return fail(reason, "its folder belongs to another user");
}

int folder_open_file(int folder, const char *name, int flags, const char **reason)
{
	struct stat info;
	int fd = openat(folder, name, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);

	*reason = NULL;
	if (fd < 0) {
		if (errno == ELOOP)
			return fail(reason, "it is a symbolic link");
		return fail(reason, errno == ENOENT ? NULL : g_strerror(errno));
	}
	if (fstat(fd, &info))
		*reason = g_strerror(errno);
	else if (!S_ISREG(info.st_mode))
		*reason = "it is no regular file";
	else if (info.st_uid != geteuid())
		*reason = "it belongs to another user";
	if (!*reason)
		return fd;
	close(fd);
	errno = EPERM;
	return -1;
}

bool folder_is_writable(const char *path)
{
	const char *reason;
	g_autofree char *above = NULL;
	bool writable;
	int folder = folder_open(path, false, &reason);

	if (folder >= 0) {
		writable = !faccessat(folder, ".", W_OK, AT_EACCESS);
		close(folder);
		return writable;
	}
	above = g_path_get_dirname(path);
	writable = !reason && !access(above, W_OK);
	return writable;
}

bool folder_has(const char *path, const char *name)
{
	const char *reason;
	int folder = folder_open(path, false, &reason), file;

	if (folder < 0)
		return false;
	file = folder_open_file(folder, name, O_RDONLY, &reason);
	if (file >= 0)
		close(file);
	close(folder);
	return file >= 0;
}
