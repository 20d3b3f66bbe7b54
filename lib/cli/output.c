/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/output.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "cli/die.h"
#include "cli/pager.h"

static char buffer[64 * 1024];
static size_t used;

/* SIGPIPE was ignored by who started us, so write() told us instead: die as if it had not been. */
static G_NORETURN void die_of_sigpipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
	exit(128 + SIGPIPE);
}

static G_NORETURN void die_unwritten(void)
{
	if (errno == EPIPE)
		die_of_sigpipe();
	die_errno("unable to write to standard output");
}

static void write_all(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n >= 0) {
			bytes += n;
			len -= (size_t)n;
		} else if (errno == EAGAIN) {
			/* Somebody set our end of the pipe or terminal to non-blocking. */
			poll(&(struct pollfd){ .fd = STDOUT_FILENO, .events = POLLOUT }, 1, -1);
		} else if (errno != EINTR) {
			die_unwritten();
		}
	}
}

static void flush(void)
{
	write_all(buffer, used);
	used = 0;
}

void output_write(struct slice bytes)
{
	if (bytes.len > sizeof(buffer) - used)
		flush();
	if (bytes.len >= sizeof(buffer)) {
		write_all(bytes.ptr, bytes.len);
	} else if (bytes.len) {
		memcpy(buffer + used, bytes.ptr, bytes.len);
		used += bytes.len;
	}
}

void output_write_data(const char *bytes, size_t len, void *data)
{
	(void)data;
	output_write(slice_of(bytes, len));
}

void output_puts(const char *text)
{
	output_write(slice_str(text));
}

void output_finish(void)
{
	flush();
	if (close(STDOUT_FILENO) < 0)
		die_unwritten();
}

bool output_is_terminal(void)
{
	return isatty(STDOUT_FILENO) || pager_in_use();
}

unsigned output_columns(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;

	if (!output_is_terminal())
		return 0;
	if (columns && atoi(columns) > 0)
		return (unsigned)atoi(columns);
	/* Behind a pager stdout is a pipe, and the terminal is what the others are on. */
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (!ioctl(fd, TIOCGWINSZ, &size) && size.ws_col)
			return size.ws_col;
	return ioctl(STDIN_FILENO, TIOCGWINSZ, &size) || !size.ws_col ? 80 : size.ws_col;
}

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
