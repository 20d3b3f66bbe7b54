/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/key.h"

#include <inttypes.h>
#include <string.h>

#define PERIOD_SECONDS ((int64_t)64 * 24 * 60 * 60)

int64_t index_period(int64_t time)
{
	return time / PERIOD_SECONDS;
}

char *index_poster(const char *email, int64_t period)
{
	char *text = g_strdup_printf("%s %" PRId64, email, period);

	for (char *at = text; *at; at++)
		*at = g_ascii_tolower(*at);
	return text;
}

bool index_poster_is(const char *text, const struct record *record)
{
	const char *blank = strrchr(text, ' ');
	struct slice email = slice_of(text, blank ? (size_t)(blank - text) : 0);
	int64_t period = blank ? g_ascii_strtoll(blank + 1, NULL, 10) : 0;

	return (period == index_period(record->date) || period == index_period(record->archived)) &&
	       (slice_ieq(email, slice_str(record->people->sender.email)) ||
		slice_ieq(email, slice_str(record->people->author.email)));
}
