/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/dates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "cli/config.h"
#include "cli/die.h"
#include "cli/git.h"
#include "cli/output.h"
#include "cli/pager.h"

const struct option_choice date_choices[] = {
	{ "relative", 0 }, { "local", 0 }, { "default", 0 }, { "iso", 0 },  { "iso-strict", 0 },
	{ "rfc", 0 },	   { "short", 0 }, { "raw", 0 },     { "unix", 0 }, { "human", 0 },
	{ "format:", 0 },  { "auto:", 0 }, { NULL, 0 },
};

/* The user's zone at a time. */
static int zone_at(int64_t when, const char **name)
{
	time_t then = (time_t)when;
	struct tm tm;

	if (!localtime_r(&then, &tm))
		return 0;
	if (name)
		*name = tm.tm_zone;
	return (int)(tm.tm_gmtoff / 60);
}

/* git's tests stop the clock by this variable; so can ours. */
int64_t date_now(void)
{
	const char *stopped = getenv("GIT_TEST_DATE_NOW");

	return stopped ? g_ascii_strtoll(stopped, NULL, 10) : g_get_real_time() / G_USEC_PER_SEC;
}

/* What the git at hand does; each that cannot tell its version is taken for a new one. */
static bool git_says_zulu(void)
{
	g_autofree char *answer = cli_git_output((const char *const[]){ "version", NULL });
	int major, minor;
	bool old = answer && sscanf(answer, "git version %3d.%5d", &major, &minor) == 2 &&
		   (major < 2 || (major == 2 && minor < 45));

	return !old;
}

struct when_format date_format(const char *text, struct when_format fallback)
{
	struct when_format format = fallback;
	bool configured = !text;

	format.zone_at = zone_at;
	format.now = date_now();
	if (!text)
		text = config_string("log.date");
	if (!text)
		return format;
	if (g_str_has_prefix(text, "auto:")) {
		text += strlen("auto:");
		if (!output_is_terminal() && !pager_in_use())
			text = "default";
	}
	if (!when_parse(text, &format) && configured)
		config_die("log.date", "expected a date format of git log");
	else if (!when_parse(text, &format))
		die("unknown date format %s", text);
	format.zulu = format.kind == WHEN_ISO_STRICT && git_says_zulu();
	return format;
}

char *date_minute(int64_t when)
{
	time_t then = (time_t)when;
	struct tm tm;

	if (!localtime_r(&then, &tm))
		return g_strdup_printf("@%" G_GINT64_FORMAT, when);
	return g_strdup_printf("%04d-%02d-%02d %02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1,
			       tm.tm_mday, tm.tm_hour, tm.tm_min);
}

/* Seconds since the epoch as digits, as git tells them from dates such as 20250301. */
static bool read_seconds(const char *text, int64_t *when)
{
	const char *digits = *text == '@' ? text + 1 : text;
	guint64 seconds;

	if (*text != '@' && strlen(text) < strlen("100000000"))
		return false;
	if (!g_ascii_string_to_unsigned(digits, 10, 0, G_MAXINT64, &seconds, NULL))
		return false;
	*when = (int64_t)seconds;
	return true;
}

/* One "--max-age=<seconds>" a line, in the order of the dates that were asked for. */
static bool read_answer(char *answer, struct date_words *dates, const bool *asked, size_t nr)
{
	char **lines = g_strsplit(answer, "\n", -1), **line = lines;
	bool good = true;

	for (size_t i = 0; good && i < nr; i++) {
		const char *equals;

		if (!asked[i])
			continue;
		equals = *line ? strchr(*line++, '=') : NULL;
		good = equals != NULL;
		if (good)
			dates[i].when = g_ascii_strtoll(equals + 1, NULL, 10);
	}
	g_strfreev(lines);
	return good;
}

void dates_resolve(const char *git_dir, struct date_words *dates, size_t nr)
{
	g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func(g_free);
	bool *asked = g_new0(bool, nr);
	g_autofree char *answer = NULL;

	g_ptr_array_add(args, g_strconcat("--git-dir=", git_dir, NULL));
	g_ptr_array_add(args, g_strdup("rev-parse"));
	for (size_t i = 0; i < nr; i++) {
		asked[i] = dates[i].text && !read_seconds(dates[i].text, &dates[i].when);
		if (asked[i])
			g_ptr_array_add(args, g_strconcat("--since=", dates[i].text, NULL));
	}
	g_ptr_array_add(args, NULL);
	if (args->len > 3) {
		answer = cli_git_output((const char *const *)args->pdata);
		if (!answer || !read_answer(answer, dates, asked, nr))
			die("cannot ask git what the dates mean");
	}
	g_free(asked);
}
