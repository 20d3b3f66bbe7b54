/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_WHEN_H
#define REPORT_WHEN_H

#include <stdint.h>

#define WHEN_SIZE 48

/* "2025-03-28T15:30:24-05:00" (RFC 3339) of seconds since the epoch in a zone of minutes east of
 * UTC. */
void when_rfc3339(char out[WHEN_SIZE], int64_t when, int zone);

/* "2025-03-28": the day in that zone. */
void when_day(char out[WHEN_SIZE], int64_t when, int zone);

#endif
