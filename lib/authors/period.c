/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/period.h"

#include <glib.h>

#define SECONDS_OF_DAY 86400
#define LAST_DAY 2932896 /* 9999-12-31 */

struct day {
	int year, month, day; /* month and day from 1 on */
};

/* The days of 400 years, which repeat. */
#define DAYS_OF_ERA 146097

/* The Gregorian date of a day since the epoch, counted in years that begin in March. */
static struct day date_of(int64_t days)
{
	int64_t since = days + 719468; /* days from 0000-03-01 on */
	int64_t era = (since >= 0 ? since : since - DAYS_OF_ERA + 1) / DAYS_OF_ERA;
	int64_t in_era = since - era * DAYS_OF_ERA;
	int64_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int64_t in_year = in_era - (365 * year + year / 4 - year / 100);
	int month = (int)(5 * in_year + 2) / 153; /* from March on */
	struct day date;

	date.day = (int)in_year - (153 * month + 2) / 5 + 1;
	date.month = month < 10 ? month + 3 : month - 9;
	date.year = (int)(year + era * 400) + (date.month <= 2);
	return date;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int32_t period_of(enum period_kind kind, int64_t when)
{
	int64_t days = CLAMP(floor_div(when, SECONDS_OF_DAY), -LAST_DAY, LAST_DAY);
	struct day date;

	if (kind == PERIOD_NONE)
		return 0;
	if (kind == PERIOD_DAY)
		return (int32_t)days;
	if (kind == PERIOD_WEEK)
		return (int32_t)floor_div(days + 3, 7); /* 1970-01-01 was a Thursday */
	date = date_of(days);
	if (kind == PERIOD_YEAR)
		return date.year;
	if (kind == PERIOD_QUARTER)
		return date.year * 4 + (date.month - 1) / 3;
	return date.year * 12 + date.month - 1;
}

/* The week's year is that of its Thursday. */
static void name_week(int32_t week, char out[PERIOD_NAME_SIZE])
{
	int64_t thursday = (int64_t)week * 7;
	int year = date_of(thursday).year;
	int64_t first = thursday;

	while (date_of(first - 7).year == year)
		first -= 7;
	g_snprintf(out, PERIOD_NAME_SIZE, "%04d-W%02d", year, (int)((thursday - first) / 7) + 1);
}

void period_name(enum period_kind kind, int32_t period, char out[PERIOD_NAME_SIZE])
{
	struct day date;

	*out = '\0';
	switch (kind) {
	case PERIOD_NONE:
		break;
	case PERIOD_DAY:
		date = date_of(period);
		g_snprintf(out, PERIOD_NAME_SIZE, "%04d-%02d-%02d", date.year, date.month,
			   date.day);
		break;
	case PERIOD_WEEK:
		name_week(period, out);
		break;
	case PERIOD_MONTH:
		g_snprintf(out, PERIOD_NAME_SIZE, "%04d-%02d", (int)floor_div(period, 12),
			   (int)(period - floor_div(period, 12) * 12) + 1);
		break;
	case PERIOD_QUARTER:
		g_snprintf(out, PERIOD_NAME_SIZE, "%04d-Q%d", (int)floor_div(period, 4),
			   (int)(period - floor_div(period, 4) * 4) + 1);
		break;
	case PERIOD_YEAR:
		g_snprintf(out, PERIOD_NAME_SIZE, "%04d", period);
		break;
	}
}

const char *period_kind_name(enum period_kind kind)
{
	static const char *const names[] = { "", "day", "week", "month", "quarter", "year" };

	return names[kind];
}
