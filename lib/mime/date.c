/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/date.h"

#include <stdlib.h>

#include "late/late.h"
#include "mime/mail.h"

#define YEAR_MIN 1970
#define YEAR_MAX 9999
#define ODD_DATE_MAX 200 /* bytes of a date in no known form that are given to GMime */

struct date {
	int day, month, year; /* month from 0 */
	int hour, minute, second;
	int zone;
	bool unknown_zone; /* none, or a word that other programs may know */
};

static void skip_comment(struct slice *s)
{
	size_t depth = 0;

	do {
		if (*s->ptr == '(')
			depth++;
		else if (*s->ptr == ')')
			depth--;
		*s = slice_skip(*s, 1);
	} while (depth && s->len);
}

static void skip_space(struct slice *s)
{
	while (s->len && (g_ascii_isspace(*s->ptr) || *s->ptr == '(')) {
		if (*s->ptr == '(')
			skip_comment(s);
		else
			*s = slice_skip(*s, 1);
	}
}

static bool take_char(struct slice *s, char c)
{
	skip_space(s);
	if (!s->len || *s->ptr != c)
		return false;
	*s = slice_skip(*s, 1);
	return true;
}

/* A number of up to max digits; how many it has, or 0. */
static size_t take_number(struct slice *s, size_t max, int *number)
{
	size_t len = 0;

	skip_space(s);
	*number = 0;
	for (; len < s->len && len < max && g_ascii_isdigit(s->ptr[len]); len++)
		*number = *number * 10 + (s->ptr[len] - '0');
	*s = slice_skip(*s, len);
	return len;
}

static struct slice take_letters(struct slice *s)
{
	struct slice word;

	skip_space(s);
	word = slice_of(s->ptr, 0);
	while (word.len < s->len && g_ascii_isalpha(s->ptr[word.len]))
		word.len++;
	*s = slice_skip(*s, word.len);
	return word;
}

static bool take_month(struct slice *s, int *month)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	struct slice word = take_letters(s);

	if (word.len < 3)
		return false;
	word.len = 3;
	for (*month = 0; *month < 12; (*month)++)
		if (slice_ieq(word, slice_of(names + 3 * *month, 3)))
			return true;
	return false;
}

static bool take_year(struct slice *s, int *year)
{
	size_t digits = take_number(s, 4, year);

	/* RFC 5322, 4.3: what clients wrote before 2000 had room for it. */
	if (digits == 2)
		*year += *year < 50 ? 2000 : 1900;
	else if (digits == 3)
		*year += 1900;
	return digits >= 2 && *year >= YEAR_MIN && *year <= YEAR_MAX;
}

static bool take_time(struct slice *s, struct date *date)
{
	if (!take_number(s, 2, &date->hour) || !take_char(s, ':') ||
	    !take_number(s, 2, &date->minute))
		return false;
	if (take_char(s, ':') && !take_number(s, 2, &date->second))
		return false;
	return date->hour < 24 && date->minute < 60 && date->second <= 60;
}

static int named_zone(struct slice name)
{
	static const struct {
		char name[4];
		int hours;
	} zones[] = {
		{ "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		{ "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++)
		if (slice_ieq(name, slice_str(zones[i].name)))
			return zones[i].hours * 60;
	return 0; /* GMT, and what RFC 5322, 4.3 says of names nobody knows */
}

/* A missing or impossible zone does not make the date unreadable: it is UTC then. */
static bool take_zone(struct slice *s, struct date *date)
{
	bool east = take_char(s, '+');
	int hhmm, *zone = &date->zone;

	if (!east && !take_char(s, '-')) {
		struct slice name = take_letters(s);

		*zone = named_zone(name);
		date->unknown_zone =
			!*zone && !slice_ieq(name, SLICE("GMT")) && !slice_ieq(name, SLICE("UTC"));
		return true;
	}
	if (take_number(s, 4, &hhmm) != 4)
		return false;
	*zone = hhmm / 100 * 60 + hhmm % 100;
	if (hhmm % 100 > 59 || *zone >= 24 * 60)
		*zone = 0;
	if (!east)
		*zone = -*zone;
	return true;
}

static int days_of_month(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month] + (month == 1 && leap);
}

static int64_t days_since_epoch(const struct date *date)
{
	int years = date->year - 1;
	int64_t days = years * 365 + years / 4 - years / 100 + years / 400 - 719162;

	for (int month = 0; month < date->month; month++)
		days += days_of_month(date->year, month);
	return days + date->day - 1;
}

/* [Day[,]] DD Mon YYYY HH:MM[:SS] [zone] */
static bool parse_usual(struct slice s, struct date *date)
{
	take_letters(&s);
	take_char(&s, ',');
	if (!take_number(&s, 2, &date->day) || !take_month(&s, &date->month) ||
	    !take_year(&s, &date->year) || !take_time(&s, date) || !take_zone(&s, date))
		return false;
	skip_space(&s);
	return !s.len && date->day >= 1 && date->day <= days_of_month(date->year, date->month);
}

static bool parse_odd(struct slice s, int64_t *when, int *zone)
{
	g_autofree char *copy = g_strndup(s.ptr, MIN(s.len, ODD_DATE_MAX));
	GDateTime *date;
	bool ok;

	mail_library_init();
	date = late()->g_mime_utils_header_decode_date(copy);
	if (!date)
		return false;
	ok = g_date_time_get_year(date) >= YEAR_MIN && g_date_time_get_year(date) <= YEAR_MAX;
	if (ok) {
		*when = g_date_time_to_unix(date);
		*zone = (int)(g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE);
		if (abs(*zone) > DATE_MAX_ZONE)
			*zone = 0;
	}
	g_date_time_unref(date);
	return ok;
}

bool date_parse(struct slice field, int64_t *when, int *zone)
{
	struct date date = { .day = 0 };

	*when = 0;
	*zone = 0;
	if (!field.len)
		return false;
	if (!parse_usual(field, &date))
		return parse_odd(field, when, zone);
	*when = days_since_epoch(&date) * 86400 + date.hour * 3600 + date.minute * 60 +
		MIN(date.second, 59) - date.zone * 60;
	*zone = date.zone;
	return true;
}

bool date_is_plain(struct slice field)
{
	struct date date = { .day = 0 };

	return parse_usual(field, &date) && date.second < 60 && !date.unknown_zone;
}
