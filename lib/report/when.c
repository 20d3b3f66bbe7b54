/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
