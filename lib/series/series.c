/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/series.h"

/* Clocks that are ahead of the archive's by more are wrong; so are those that show a time before
 * git's first commit. */
#define FUTURE_SECONDS ((int64_t)24 * 60 * 60)
#define GIT_SECONDS INT64_C(1112911993)

/* 0 of what is in addition, as "2.5/3". */
static int number(const struct series *series, guint i)
{
	const struct subject *subject =
		&((const struct record *)series->patches->pdata[i])->subject;

	return subject_is_inserted(subject) ? 0 : subject->n;
}

GArray *series_gaps(const struct series *series)
{
	GArray *gaps = g_array_new(FALSE, FALSE, sizeof(struct series_gap));
	struct series_gap gap = { 1, series->total };

	/* A patch without a counter is all there is of its series. */
	if (series->leader->subject.m < 0)
		return gaps;
	for (guint i = 0; i < series->patches->len && gap.first <= series->total; i++) {
		int n = number(series, i);

		if (!n)
			continue;
		if (n > gap.first) {
			gap.last = MIN(n - 1, series->total);
			g_array_append_val(gaps, gap);
		}
		gap.first = n + 1;
	}
	gap.last = series->total;
	if (gap.first <= gap.last)
		g_array_append_val(gaps, gap);
	return gaps;
}

guint series_place(const struct series *series, int n)
{
	guint low = 0, high = series->patches->len;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (((const struct record *)series->patches->pdata[middle])->subject.n < n)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int series_present(const struct series *series)
{
	int present = 0, last = 0;

	if (series->leader->subject.m < 0)
		return 1;
	for (guint i = 0; i < series->patches->len; i++) {
		int n = number(series, i);

		if (n > last && n <= series->total)
			present++;
		last = n ? n : last;
	}
	return present;
}

int series_patches(const struct series *series)
{
	return series->leader->subject.m < 0 ? 1 : series_present(series);
}

int64_t posting_time(const struct record *rec)
{
	if (rec->archived > 0 &&
	    (rec->date > rec->archived + FUTURE_SECONDS || rec->date < GIT_SECONDS))
		return rec->archived;
	return rec->date;
}

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
