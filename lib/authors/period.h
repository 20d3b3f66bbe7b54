/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_PERIOD_H
#define AUTHORS_PERIOD_H

#include <stdint.h>

/* The pieces that time is cut into, all in UTC. */
enum period_kind {
	PERIOD_NONE,
	PERIOD_DAY,
	PERIOD_WEEK, /* ISO 8601: from Monday */
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_YEAR,
};

/* The number of the period that a time (seconds since the epoch) is in: consecutive ones are. */
int32_t period_of(enum period_kind kind, int64_t when);

#define PERIOD_NAME_SIZE 24

/* "2025-03-04", "2025-W10", "2025-03", "2025-Q1", "2025" */
void period_name(enum period_kind kind, int32_t period, char out[PERIOD_NAME_SIZE]);

/* "day", "week", "month", "quarter", "year"; "" of none. */
const char *period_kind_name(enum period_kind kind);

#endif
