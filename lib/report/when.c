/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_TEXT 65536 /* bytes of one date */

/* A date taken apart, in its zone. */
struct moment {
	int64_t when;
	int zone;
	const char *zone_name; /* "" where it is known by its number alone */
	struct tm tm;
};

static void local_time(struct tm *tm, int64_t when, int zone)
{
	time_t shifted = (time_t)(when + (int64_t)zone * 60);

	if (!gmtime_r(&shifted, tm))
		memset(tm, 0, sizeof(*tm));
}

void when_rfc3339(char out[WHEN_SIZE], int64_t when, int zone)
{
	int minutes = abs(zone);
	struct tm tm;
	size_t len;

	local_time(&tm, when, zone);
	len = strftime(out, WHEN_SIZE, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out + len, WHEN_SIZE - len, "%c%02d:%02d", zone < 0 ? '-' : '+', minutes / 60,
		 minutes % 60);
}

void when_day(char out[WHEN_SIZE], int64_t when, int zone)
{
	struct tm tm;

	local_time(&tm, when, zone);
	strftime(out, WHEN_SIZE, "%Y-%m-%d", &tm);
}

/* "+0530" */
static void append_zone(GString *out, int zone)
{
	int minutes = abs(zone);

	g_string_append_printf(out, "%c%02d%02d", zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* A pattern can ask for fields of any width; where that is more than MAX_TEXT, nothing is added. */
static bool add_time(GString *out, const char *pattern, const struct tm *tm)
{
	/* A trailing blank tells a date of no bytes from one that needs more room. */
	g_autofree char *padded = g_strconcat(pattern, " ", NULL);
	size_t size = 256, len;
	char *text = g_malloc(size);

	while (!(len = strftime(text, size, padded, tm)) && size < MAX_TEXT)
		text = g_realloc(text, size *= 2);
	if (len)
		g_string_append_len(out, text, (gssize)len - 1);
	g_free(text);
	return len;
}

static void append_time(GString *out, const char *pattern, const struct tm *tm)
{
	add_time(out, pattern, tm);
}

static void append_ago(GString *out, int64_t n, const char *unit)
{
	g_string_append_printf(out, "%" G_GINT64_FORMAT " %s%s ago", n, unit, n == 1 ? "" : "s");
}

/* git's roundings: 89 seconds, 89 minutes, 35 hours, 13 days, 9 weeks, 12 months, 5 years. */
static void append_relative(GString *out, int64_t when, int64_t now)
{
	int64_t n = now - when, years, months;

	if (n < 0)
		g_string_append(out, "in the future");
	else if (n < 90)
		append_ago(out, n, "second");
	else if ((n = (n + 30) / 60) < 90)
		append_ago(out, n, "minute");
	else if ((n = (n + 30) / 60) < 36)
		append_ago(out, n, "hour");
	else if ((n = (n + 12) / 24) < 14)
		append_ago(out, n, "day");
	else if (n < 70)
		append_ago(out, (n + 3) / 7, "week");
	else if (n < 365)
		append_ago(out, (n + 15) / 30, "month");
	else if (n >= 1825)
		append_ago(out, (n + 183) / 365, "year");
	else {
		months = (n * 12 * 2 + 365) / (365 * 2);
		years = months / 12;
		months %= 12;
		if (!months)
			return append_ago(out, years, "year");
		g_string_append_printf(out, "%" G_GINT64_FORMAT " year%s, ", years,
				       years == 1 ? "" : "s");
		append_ago(out, months, "month");
	}
}

/* How long ago it is today, the weekday of the last days, the day of this year, or the year. */
static void append_human(GString *out, const struct moment *moment,
			 const struct when_format *format)
{
	int here = format->zone_at(format->now, NULL);
	const struct tm *tm = &moment->tm;
	struct tm now;
	bool this_month;

	local_time(&now, format->now, here);
	this_month = tm->tm_year == now.tm_year && tm->tm_mon == now.tm_mon;
	if (this_month && tm->tm_mday == now.tm_mday) {
		append_relative(out, moment->when, format->now);
	} else if (this_month && tm->tm_mday < now.tm_mday && tm->tm_mday + 5 > now.tm_mday) {
		append_time(out, "%a %H:%M", tm);
		if (!format->local && moment->zone != here) {
			g_string_append_c(out, ' ');
			append_zone(out, moment->zone);
		}
	} else {
		bool this_year = tm->tm_year == now.tm_year;

		append_time(out, this_year ? "%a %b " : "%b ", tm);
		g_string_append_printf(out, "%d ", tm->tm_mday);
		append_time(out, this_year ? "%H:%M" : "%Y", tm);
	}
}

/* %s, %z and %Z are not known to a struct tm. */
static bool append_pattern(GString *out, const struct moment *moment, const char *pattern)
{
	g_autoptr(GString) known = g_string_new(NULL);

	for (const char *p = pattern; *p; p++) {
		if (*p != '%' || !p[1]) {
			g_string_append(known, *p == '%' ? "%%" : "");
			if (*p != '%')
				g_string_append_c(known, *p);
			continue;
		}
		p++;
		if (*p == 's')
			g_string_append_printf(known, "%" G_GINT64_FORMAT, moment->when);
		else if (*p == 'z')
			append_zone(known, moment->zone);
		else if (*p == 'Z')
			g_string_append(known, moment->zone_name);
		else
			g_string_append_printf(known, "%%%c", *p);
	}
	return add_time(out, known->str, &moment->tm);
}

static void append_with_zone(GString *out, const char *pattern, const struct moment *moment)
{
	append_time(out, pattern, &moment->tm);
	append_zone(out, moment->zone);
}

static void append_strict(GString *out, const struct moment *moment, bool zulu)
{
	char text[WHEN_SIZE];

	if (zulu && !moment->zone)
		return append_time(out, "%Y-%m-%dT%H:%M:%SZ", &moment->tm);
	when_rfc3339(text, moment->when, moment->zone);
	g_string_append(out, text);
}

void when_append(GString *out, const struct when_format *format, int64_t when, int zone)
{
	struct moment moment = { .when = when, .zone = zone, .zone_name = "" };

	if (format->local)
		moment.zone = format->zone_at(when, &moment.zone_name);
	local_time(&moment.tm, when, moment.zone);
	switch (format->kind) {
	case WHEN_SHORT:
		return append_time(out, "%Y-%m-%d", &moment.tm);
	case WHEN_DEFAULT:
		append_time(out, "%a %b ", &moment.tm);
		g_string_append_printf(out, "%d", moment.tm.tm_mday);
		append_time(out, " %H:%M:%S %Y", &moment.tm);
		if (!format->local) {
			g_string_append_c(out, ' ');
			append_zone(out, moment.zone);
		}
		return;
	case WHEN_RELATIVE:
		return append_relative(out, when, format->now);
	case WHEN_HUMAN:
		return append_human(out, &moment, format);
	case WHEN_ISO:
		return append_with_zone(out, "%Y-%m-%d %H:%M:%S ", &moment);
	case WHEN_ISO_STRICT:
		return append_strict(out, &moment, format->zulu);
	case WHEN_RFC:
		append_time(out, "%a, ", &moment.tm);
		g_string_append_printf(out, "%d", moment.tm.tm_mday);
		return append_with_zone(out, " %b %Y %H:%M:%S ", &moment);
	case WHEN_RAW:
		g_string_append_printf(out, "%" G_GINT64_FORMAT " ", when);
		return append_zone(out, moment.zone);
	case WHEN_UNIX:
		g_string_append_printf(out, "%" G_GINT64_FORMAT, when);
		return;
	case WHEN_FORMAT:
		append_pattern(out, &moment, format->pattern);
		return;
	}
}

/* Whether dates in that pattern are of a bearable length. */
static bool is_bearable(const char *pattern)
{
	struct moment epoch = { .zone_name = "" };
	g_autoptr(GString) text = g_string_new(NULL);

	local_time(&epoch.tm, 0, 0);
	return append_pattern(text, &epoch, pattern);
}

bool when_parse(const char *text, struct when_format *out)
{
	static const struct {
		const char *name;
		enum when_kind kind;
	} names[] = {
		{ "default", WHEN_DEFAULT },
		{ "relative", WHEN_RELATIVE },
		{ "iso8601-strict", WHEN_ISO_STRICT },
		{ "iso-strict", WHEN_ISO_STRICT },
		{ "iso8601", WHEN_ISO },
		{ "iso", WHEN_ISO },
		{ "rfc2822", WHEN_RFC },
		{ "rfc", WHEN_RFC },
		{ "short", WHEN_SHORT },
		{ "raw", WHEN_RAW },
		{ "unix", WHEN_UNIX },
		{ "human", WHEN_HUMAN },
		{ "format", WHEN_FORMAT },
		{ "local", WHEN_DEFAULT },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t len = strlen(names[i].name);
		bool local, is_local = !strcmp(names[i].name, "local");
		const char *rest;

		if (strncmp(text, names[i].name, len))
			continue;
		local = g_str_has_prefix(text + len, "-local");
		if (local && is_local)
			continue;
		rest = text + len + (local ? strlen("-local") : 0);
		if (names[i].kind == WHEN_FORMAT ? *rest != ':' : *rest != '\0')
			continue;
		out->kind = names[i].kind;
		out->local = local || is_local;
		out->pattern = names[i].kind == WHEN_FORMAT ? rest + 1 : NULL;
		return !out->pattern || is_bearable(out->pattern);
	}
	return false;
}
