/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/range.h"

#include <git2/oid.h>

struct range *range_new(void)
{
	struct range *range = g_new0(struct range, 1);

	range->include = g_array_new(FALSE, FALSE, sizeof(git_oid));
	range->exclude = g_array_new(FALSE, FALSE, sizeof(git_oid));
	range->since = INT64_MIN;
	range->until = INT64_MAX;
	range->older_in_a_row = RANGE_OLDER_IN_A_ROW;
	return range;
}

void range_set_dates(struct range *range, int64_t since, int64_t until)
{
	range->since = since;
	range->until = until;
	range->older_in_a_row = 1;
}

void range_free(struct range *range)
{
	if (!range)
		return;
	g_array_unref(range->include);
	g_array_unref(range->exclude);
	g_free(range->from);
	g_free(range->to);
	g_free(range);
}
