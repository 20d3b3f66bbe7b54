/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_WHEN_H
#define REPORT_WHEN_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>

#define WHEN_SIZE 48

/* "2025-03-28T15:30:24-05:00" (RFC 3339) of seconds since the epoch in a zone of minutes east of
 * UTC. */
void when_rfc3339(char out[WHEN_SIZE], int64_t when, int zone);

/* "2025-03-28": the day in that zone. */
void when_day(char out[WHEN_SIZE], int64_t when, int zone);

/* The date formats of git log --date. */
enum when_kind {
	WHEN_SHORT, /* when_day() */
	WHEN_DEFAULT,
	WHEN_RELATIVE,
	WHEN_HUMAN,
	WHEN_ISO,
	WHEN_ISO_STRICT,
	WHEN_RFC,
	WHEN_RAW,
	WHEN_UNIX,
	WHEN_FORMAT, /* by pattern */
};

/* All zeroes: the day in the mail's own zone. */
struct when_format {
	enum when_kind kind;
	bool local;	     /* in the user's zone, not the mail's */
	const char *pattern; /* of WHEN_FORMAT: for strftime(); not its own */

	/* What the library does not know by itself; both have to be there unless all is zero. */
	int64_t now;
	bool zulu; /* WHEN_ISO_STRICT has "Z" for UTC, as of git 2.45, and not "+00:00" */
	int (*zone_at)(int64_t when, const char **name); /* the user's: minutes east, its name */
};

/*
 * Reads the argument of --date as git does: default, relative, local, iso, iso-strict, rfc, short,
 * raw, unix, human, their long names (iso8601, rfc2822), most with "-local", and format:… (or
 * format-local:…). Sets the first three members of *out, pattern into text; returns false, *out
 * untouched, when it is none of them.
 */
bool when_parse(const char *text, struct when_format *out);

/* Appends the date. Nothing depends on the locale as long as nobody calls setlocale(). */
void when_append(GString *out, const struct when_format *format, int64_t when, int zone);

#endif
