/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#include "cli/late.h"

/* open() takes the lowest free number, which is fd when those below are open. */
static void fill_descriptor(int fd, int mode)
{
	if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", mode) < 0)
		_exit(EXIT_FATAL);
}

void cli_init(void)
{
	fill_descriptor(STDIN_FILENO, O_RDONLY);
	fill_descriptor(STDOUT_FILENO, O_RDONLY); /* so that results are not lost without a word */
	fill_descriptor(STDERR_FILENO, O_WRONLY);
	/* Some callers leave it ignored, and nobody could be waited for then. */
	signal(SIGCHLD, SIG_DFL);
	late_start();
}
