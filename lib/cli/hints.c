/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/hints.h"

#include <stdio.h>
#include "cli/config.h"
#include "cli/output.h"
#include "report/escape.h"

#define DAY ((int64_t)24 * 60 * 60)

/* A newest mail that is older makes one wonder. */
#define OLD_DAYS 14

#define ADVICE "advice.kvmOldInbox"

/* As git has it: who has set the key knows it. */
static void tell_advice(void)
{
	if (!config_has(ADVICE))
		fputs("hint: Disable this message with \"git config " ADVICE " false\"\n", stderr);
}

void hint_old_inbox(struct source *source)
{
	bool wanted = output_is_terminal() && config_bool(ADVICE, true);
	int64_t newest = wanted ? source_newest_written(source) : 0;
	int64_t days = newest ? (g_get_real_time() / G_USEC_PER_SEC - newest) / DAY : 0;

	if (days <= OLD_DAYS)
		return;
	fprintf(stderr,
		"hint: the newest mail is %" G_GINT64_FORMAT
		" days old: 'git fetch' in the inbox gets newer ones\n",
		days);
	tell_advice();
}

void hint_no_path(const struct arguments *args)
{
	g_autoptr(GString) path = g_string_new(NULL);

	if (output_is_terminal() && args->nr_paths) {
		escape_terminal(path, args->paths[0], strlen(args->paths[0]), ESCAPE_LINE);
		fprintf(stderr, "hint: no series of the range touches '%s'%s\n", path->str,
			args->nr_paths > 1 ? " or the other paths" : "");
	}
}
