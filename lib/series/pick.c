/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/pick.h"

static int place_of(const struct series *series, const struct record *record)
{
	if (series->leader->subject.m < 0)
		return record->subject.m < 0 ? 1 : 0;
	if (subject_is_inserted(&record->subject))
		return 0;
	return record->subject.n <= series->total ? record->subject.n : 0;
}

static bool is_newer(const struct subject *a, const struct subject *b)
{
	return a->version != b->version ? a->version > b->version : a->revision > b->revision;
}

GPtrArray *series_pick(const struct series *series, bool any_author)
{
	GPtrArray *picked = g_ptr_array_new();

	g_ptr_array_set_size(picked, MAX(series->total, 0));
	for (guint i = 0; i < series->patches->len; i++) {
		struct record *record = series->patches->pdata[i], **best;
		int n = place_of(series, record);

		if (n < 1 || (!any_author && !series_is_own(series, record)))
			continue;
		best = (struct record **)&picked->pdata[n - 1];
		if (!*best || is_newer(&record->subject, &(*best)->subject))
			*best = record;
	}
	return picked;
}
