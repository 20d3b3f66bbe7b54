/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_RANGE_H
#define INBOX_RANGE_H

#include <stdint.h>
#include "inbox/inbox.h"
#include "mail/record.h"

/*
 * The commits a command was asked for: tips to show and tips to hide, as git log has them, and the
 * two ends for the heading.
 */
struct range {
	GArray *include, *exclude; /* of git_oid */
	char *from, *to; /* as typed ("A" and "B" of A..B); abbreviated ids where none was typed */
	int64_t since;	 /* only commits with a committer date from then on; INT64_MIN: all */
	bool is_default; /* no revision was typed: the last days of the list, up to its newest mail
			  */
};

#define RANGE_DEFAULT_DAYS 7

/*
 * Resolves revision arguments as git rev-list reads them: A..B, A...B (the symmetric difference),
 * ^A, A^!, A^-, A^@, B, @, tags, abbreviated ids, ~, ^{/…}, @{…}, several together. None: the last
 * RANGE_DEFAULT_DAYS days, counted back from the newest mail of HEAD. Returns NULL with
 * INBOX_ERROR_REVISION, "bad revision 'x'", when one names nothing. Free
 * with range_free().
 */
struct range *range_parse(struct inbox *inbox, const char *const *args, size_t nr, GError **error);

void range_free(struct range *range);

#endif
