/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_TALLY_H
#define REPORT_TALLY_H

#include <stdint.h>
#include <glib.h>

/* How often each key was seen: for "top" tables. */
struct tally;

struct tally_row {
	const char *label; /* as shown: that of the first time the key was seen; the tally's */
	uint64_t count;
};

struct tally *tally_new(void);
void tally_free(struct tally *tally);

/* Counts key once; label is copied where the key is new. */
void tally_add(struct tally *tally, const char *key, const char *label);

/*
 * The rows (struct tally_row), most first, equal ones in reverse byte order of their labels as
 * `sort -rn` puts them; at most top of them (0: all). Free with g_array_unref() before the tally.
 */
GArray *tally_top(const struct tally *tally, unsigned top);

#endif
