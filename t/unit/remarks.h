/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_REMARKS_H
#define UNIT_REMARKS_H

#include "record/record.h"

/* What a reply says: its text, and "applied 1..3 next; nack 0..0 ". */
struct expectation {
	const char *text, *remarks;
};

/* "applied 1..3 next; nack 0..0 ", the count of own words left out. Free with g_free(). */
char *describe_remarks(const struct record *rec);

/* Fails at the first whose remarks, the count of own words left out, are others. */
void check_remarks(const struct expectation *cases, size_t nr);

#endif
