/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/progress.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <glib.h>

#define INTERVAL (G_USEC_PER_SEC / 10)

/* At most what ": 100% (…/…)" takes of a line. */
#define COUNTS_WIDTH 50

struct progress {
	const char *title;
	uint64_t total, n;
	gint64 next; /* when to show it again, by the monotonic clock */
	bool shown, on_terminal;
};

/* The one whose line the cursor stands in; NULL without. */
static struct progress *visible;

static gint64 delay(void)
{
	const char *seconds = getenv("GIT_PROGRESS_DELAY");
	guint64 value = 2;

	if (seconds && !g_ascii_string_to_unsigned(seconds, 10, 0, 1000000, &value, NULL))
		value = 2;
	return (gint64)value * G_USEC_PER_SEC;
}

struct progress *progress_start(const char *title, uint64_t total, int option)
{
	struct progress *progress;

	if (!option || (option < 0 && !isatty(STDERR_FILENO)))
		return NULL;
	progress = g_new0(struct progress, 1);
	progress->title = title;
	progress->total = total;
	progress->on_terminal = isatty(STDERR_FILENO);
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
	visible = progress;
}

void progress_make_way(void)
{
	if (!visible)
		return;
	if (visible->on_terminal)
		fprintf(stderr, "%*s\r", (int)strlen(visible->title) + COUNTS_WIDTH, "");
	else
		fputc('\n', stderr);
	visible = NULL;
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
	visible = NULL;
	g_free(progress);
}
