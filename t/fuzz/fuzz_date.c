/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates out and in: eight bytes of seconds, little-endian, two of a zone in minutes, a line with a
 * format of --date, and the rest as the Date field of a mail.
 */
#include "fuzz.h"

#include <string.h>
#include "authors/period.h"
#include "inbox/objects.h"
#include "mime/date.h"
#include "report/when.h"

#define YEAR_10000 INT64_C(253402300800)
#define YEAR_1 INT64_C(-62135596800)

static int zone_at(int64_t when, const char **name)
{
	if (name)
		*name = when % 2 ? "CET" : "CEST";
	return when % 2 ? 60 : 120;
}

/* GLib reads what was written. */
static void check_rfc3339(int64_t when, int zone)
{
	char text[WHEN_SIZE];
	GDateTime *date;

	when_rfc3339(text, when, zone);
	check(strlen(text) < WHEN_SIZE);
	/* a day from both ends, for the zone may lead out of the four digits */
	if (when < YEAR_1 + 200000 || when > YEAR_10000 - 200000)
		return;
	date = g_date_time_new_from_iso8601(text, NULL);
	check(date && g_date_time_to_unix(date) == when);
	g_date_time_unref(date);
}

static void check_formats(const char *name, int64_t when, int zone)
{
	struct when_format format = { 0 };
	GString *out = g_string_new(NULL);

	if (when_parse(name, &format)) {
		format.now = when / 2 + 1000000;
		format.zone_at = zone_at;
		when_append(out, &format, when, zone);
		check(strlen(out->str) == out->len);
		check(out->len < 100000);
	}
	g_string_free(out, TRUE);
}

/* Periods follow each other. */
static void check_periods(int64_t when)
{
	for (int kind = PERIOD_DAY; kind <= PERIOD_YEAR; kind++) {
		char name[PERIOD_NAME_SIZE];
		int32_t at = period_of(kind, when);

		check(period_of(kind, when + 86400) - at <= 1 &&
		      period_of(kind, when + 86400) >= at);
		period_name(kind, at, name);
		check_text(name);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest;
	int64_t when, read;
	uint64_t bits = 0;
	char *format;
	int zone;

	if (size < 10)
		return 0;
	memcpy(&bits, data, sizeof(bits));
	/* what commits and mails can give */
	when = (int64_t)(bits % (COMMIT_MAX_DATE + 1)) - (bits >> 60 ? -DATE_MIN : 0);
	zone = (int16_t)(data[8] | data[9] << 8) % (DATE_MAX_ZONE + 1);
	rest = slice_of((const char *)data + 10, size - 10);
	format = fuzz_line(&rest);
	check_rfc3339(when, zone);
	check_formats(format, when, zone);
	if (when >= DATE_MIN && when <= DATE_MAX - 86400)
		check_periods(when);
	if (date_parse(rest, &read, &zone)) {
		check(read >= DATE_MIN && read <= DATE_MAX && abs(zone) <= DATE_MAX_ZONE);
		check_rfc3339(read, zone);
		check_formats(format, read, zone);
	}
	g_free(format);
	return 0;
}
