/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/range.h"

#include "inbox/selection.h"

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

struct range *range_parse(struct inbox *inbox, const char *const *args, size_t nr, GError **error)
{
	struct archive *archive = archive_new();
	struct archive_list list = { .nr = 1 };
	struct selection *selection;
	struct range *range = NULL;

	g_ptr_array_set_free_func(archive->inboxes, NULL); /* it stays the caller's */
	g_ptr_array_add(archive->inboxes, inbox);
	g_array_append_val(archive->lists, list);
	selection = selection_parse(archive, args, nr, error);
	if (selection) {
		range = g_steal_pointer(&selection->ranges->pdata[0]);
		if (!range)
			range = range_new();
		range->from = selection_from(selection);
		range->to = selection_to(selection);
		range->is_default = selection->is_default;
	}
	selection_free(selection);
	archive_free(archive);
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
