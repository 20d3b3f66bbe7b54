/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/taken.h"

static void count(struct taken *taken, const struct merge *merge, const struct record *patch)
{
	if (!merge)
		return;
	taken->own += merge->match.record == patch;
	if (merge->reverted) {
		taken->reverted++;
		return;
	}
	taken->merged++;
	if (!taken->last ||
	    merge->made.hit->commit.committed >= taken->last->made.hit->commit.committed)
		taken->last = merge;
}

struct taken *taken_new(struct merges *merges, const GPtrArray *patches)
{
	struct taken *taken = g_new0(struct taken, 1);

	taken->merges = merges;
	taken->nr = patches->len;
	taken->patches = g_new0(const struct merge *, patches->len + 1);
	for (guint i = 0; i < patches->len; i++) {
		const struct record *patch = patches->pdata[i];

		if (patch)
			taken->patches[i] = merges_of(merges, patch);
		count(taken, taken->patches[i], patch);
	}
	return taken;
}

void taken_free(struct taken *taken)
{
	if (!taken)
		return;
	g_free(taken->patches);
	g_free(taken);
}

/* Another version than the one that is described. */
static void append_version(const struct taken *taken, GString *out)
{
	const struct merge *merge = taken->last;

	if (merge && merge->match.later)
		g_string_append(out, ", as a later version");
	else if (!taken->own && merge)
		g_string_append_printf(out, ", as v%d", merge->match.record->subject.version);
}

void taken_describe(const struct taken *taken, GString *out)
{
	if (taken->merged) {
		g_string_append_printf(out, "%u of %u in %s", taken->merged, taken->nr,
				       taken->last->made.hit->home);
		append_version(taken, out);
	}
	if (taken->reverted)
		g_string_append_printf(out, "%s%u of %u reverted", taken->merged ? ", " : "",
				       taken->reverted, taken->nr);
}
