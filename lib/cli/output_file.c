/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/die.h"

static struct {
	const char *path;
	char *unfinished; /* the new file; NULL: there is none */
} file;

static void remove_unfinished(void)
{
	if (file.unfinished)
		unlink(file.unfinished);
}

/* As open() would have made it: mkstemp() lets nobody else read. */
static void allow_reading(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	if (fchmod(fd, 0666 & ~mask))
		die_errno("cannot write '%s'", file.path);
}

void output_file_start(const char *path)
{
	int fd;

	if (!path || !strcmp(path, "-"))
		return;
	file.path = path;
	file.unfinished = g_strconcat(path, ".XXXXXX", NULL);
	fd = mkstemp(file.unfinished);
	if (fd < 0) {
		g_clear_pointer(&file.unfinished, g_free);
		die_errno("cannot create '%s'", path);
	}
	atexit(remove_unfinished);
	allow_reading(fd);
	if (dup2(fd, STDOUT_FILENO) < 0)
		die_errno("cannot write '%s'", path);
	close(fd);
}

void output_file_finish(void)
{
	if (!file.unfinished)
		return;
	if (rename(file.unfinished, file.path))
		die_errno("cannot write '%s'", file.path);
	g_clear_pointer(&file.unfinished, g_free);
}
