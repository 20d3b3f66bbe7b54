/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_DATE_H
#define MIME_DATE_H

#include <stdint.h>
#include "text/slice.h"

#define DATE_MAX_ZONE (24 * 60)	   /* minutes; others are UTC */
#define DATE_MIN ((int64_t)-86400) /* of the years 1970 to 9999, in any zone */
#define DATE_MAX ((int64_t)253402300799 + 86400)

/*
 * The Date field (RFC 5322, 3.3 with the obsolete forms of 4.3: two-digit years, named zones, a
 * missing day name or seconds, comments): seconds since the epoch in *when, the zone in minutes
 * east of UTC in *zone. Returns false, both 0, when it cannot be read. Years 1970 to 9999 are taken
 * as they are.
 */
bool date_parse(struct slice field, int64_t *when, int *zone);

/* Whether all programs read it alike: in the form of RFC 5322, with a zone in digits, GMT or one of
 * those that it names. */
bool date_is_plain(struct slice field);

#endif
