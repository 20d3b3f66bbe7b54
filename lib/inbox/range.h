/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_RANGE_H
#define INBOX_RANGE_H

#include <stdint.h>
#include "inbox/inbox.h"
#include "record/record.h"

/*
 * The commits a command was asked for: tips to show and tips to hide, as git log has them, and the
 * two ends for the heading.
 */
struct range {
	GArray *include, *exclude; /* of git_oid */
	char *from, *to; /* as typed ("A" and "B" of A..B); abbreviated ids where none was typed */

	/* Only commits with a committer date from since through until; INT64_MIN, INT64_MAX: all.
	 * So many older ones in a row end the walk. */
	int64_t since, until;
	unsigned older_in_a_row;

	bool is_default; /* no revision was typed: the last days of the list, up to its newest mail
			  */
};

#define RANGE_DEFAULT_DAYS 7

/* A range of nothing. Free with range_free(). */
struct range *range_new(void);

/*
 * For the default range: commit dates are those of arrival, hardly ever out of order by more than a
 * few mails. git log --since stops at the first one that is older.
 */
#define RANGE_OLDER_IN_A_ROW 500

void range_free(struct range *range);

/* Only what has a committer date from since through until, and as git log has it. */
void range_set_dates(struct range *range, int64_t since, int64_t until);

/*
 * Whether the date of the next commit of a walk is in range, in *wanted; returns false when that
 * ends the walk. older counts from 0 on.
 */
static inline bool range_goes_on(const struct range *range, int64_t date, unsigned *older,
				 bool *wanted)
{
	*wanted = date >= range->since && date <= range->until;
	*older = date >= range->since ? 0 : *older + 1;
	return !*older || *older < range->older_in_a_row;
}

#endif
