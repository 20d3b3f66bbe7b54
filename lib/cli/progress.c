/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "cli/cli.h"

#define INTERVAL (G_USEC_PER_SEC / 10)

struct progress {
	const char *title;
	uint64_t total, n;
	gint64 next; /* when to show it again, by the monotonic clock */
	bool shown;
};

static gint64 delay(void)
{
	const char *seconds = getenv("GIT_PROGRESS_DELAY");
	guint64 value = 2;

	if (seconds && !g_ascii_string_to_unsigned(seconds, 10, 0, 1000000, &value, NULL))
		value = 2;
	return value * G_USEC_PER_SEC;
}

struct progress *progress_start(const char *title, uint64_t total, int option)
{
	struct progress *progress;

	if (!option || (option < 0 && !isatty(STDERR_FILENO)))
		return NULL;
	progress = g_new0(struct progress, 1);
	progress->title = title;
	progress->total = total;
	progress->next = g_get_monotonic_time() + delay();
	return progress;
}

/* A job in the background does not write over what the user is doing. */
static bool in_foreground(void)
{
	pid_t group = tcgetpgrp(STDERR_FILENO);

	return group < 0 || group == getpgrp();
}

static void show(struct progress *progress, const char *end)
{
	if (progress->total)
		fprintf(stderr, "%s: %3" PRIu64 "%% (%" PRIu64 "/%" PRIu64 ")%s", progress->title,
			progress->n * 100 / progress->total, progress->n, progress->total, end);
	else
		fprintf(stderr, "%s: %" PRIu64 "%s", progress->title, progress->n, end);
	fflush(stderr);
	progress->shown = true;
}

void progress_update(struct progress *progress, uint64_t n)
{
	gint64 now;

	if (!progress)
		return;
	progress->n = n;
	now = g_get_monotonic_time();
	if (now < progress->next)
		return;
	progress->next = now + INTERVAL;
	if (in_foreground())
		show(progress, "\r");
}

void progress_stop(struct progress *progress)
{
	if (progress && progress->shown)
		show(progress, ", done.\n");
	g_free(progress);
}
