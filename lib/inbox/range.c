/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/range.h"

#include "inbox/revisions.h"
#include "inbox/walk.h"

#define DAY (24 * 60 * 60)

static char *join(GPtrArray *names)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(joined, "%s%s", i ? ", " : "",
				       (const char *)names->pdata[i]);
	return g_string_free(joined, FALSE);
}

static char *abbreviate(struct inbox *inbox, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_buf shortest = { 0 };
	git_object *object;
	char *text = NULL;

	if (!git_object_lookup(&object, inbox->repo, id, GIT_OBJECT_COMMIT)) {
		if (!git_object_short_id(&shortest, object))
			text = g_strdup(shortest.ptr);
		git_buf_dispose(&shortest);
		git_object_free(object);
	}
	return text ? text : g_strdup(git_oid_tostr(hex, sizeof(hex), id));
}

/* The last days of the list: since is set, and from is the newest commit that is too old. */
static bool set_default(struct inbox *inbox, struct range *range, GError **error)
{
	struct walk_entry entry;
	struct walk *walk;
	int got;

	range->is_default = true;
	if (!inbox->has_tip) {
		range->from = g_strdup("");
		range->to = g_strdup("");
		return true;
	}
	g_array_append_val(range->include, inbox->tip);
	walk = walk_open(inbox, range, error);
	if (!walk)
		return false;
	got = walk_next(walk, &entry, error);
	if (got > 0) {
		int64_t since = entry.date - RANGE_DEFAULT_DAYS * DAY;

		while ((got = walk_next(walk, &entry, error)) > 0 && entry.date >= since)
			;
		range->since = since;
	}
	walk_close(walk);
	if (got < 0)
		return false;
	range->from = got ? abbreviate(inbox, &entry.commit) : g_strdup("");
	range->to = abbreviate(inbox, &inbox->tip);
	return true;
}

static bool set_typed(struct inbox *inbox, struct range *range, const char *const *args, size_t nr,
		      GError **error)
{
	struct revisions revisions = { inbox, range->include, range->exclude,
				       g_ptr_array_new_with_free_func(g_free),
				       g_ptr_array_new_with_free_func(g_free) };
	bool good = true;

	for (size_t i = 0; good && i < nr; i++)
		good = revisions_add(&revisions, args[i], error);
	range->from = join(revisions.from);
	range->to = join(revisions.to);
	g_ptr_array_unref(revisions.from);
	g_ptr_array_unref(revisions.to);
	return good;
}

struct range *range_parse(struct inbox *inbox, const char *const *args, size_t nr, GError **error)
{
	struct range *range = g_new0(struct range, 1);
	bool good;

	range->include = g_array_new(FALSE, FALSE, sizeof(git_oid));
	range->exclude = g_array_new(FALSE, FALSE, sizeof(git_oid));
	range->since = INT64_MIN;
	range->until = INT64_MAX;
	range->older_in_a_row = RANGE_OLDER_IN_A_ROW;
	good = nr ? set_typed(inbox, range, args, nr, error) : set_default(inbox, range, error);
	if (!good)
		g_clear_pointer(&range, range_free);
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
