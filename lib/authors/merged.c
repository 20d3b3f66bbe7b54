/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include <stdlib.h>

#define DAY ((int64_t)24 * 60 * 60)

/* A patch of a row that was committed. */
struct row_merge {
	guint row;
	unsigned days, version;
};

/* When the first version of each topic was sent. */
static void find_first(struct authors *authors)
{
	int64_t never = INT64_MAX;

	authors->first_sent = g_array_new(FALSE, FALSE, sizeof(int64_t));
	for (guint i = 0; i < authors->topics->len; i++)
		g_array_append_val(authors->first_sent, never);
	for (guint i = 0; i < authors->postings.len; i++) {
		const struct posting *posting = posting_at(authors, i);
		int64_t *first;

		if (posting->topic == NOWHERE)
			continue;
		first = &g_array_index(authors->first_sent, int64_t, posting->topic);
		*first = MIN(*first, posting->sent);
	}
}

bool merged_ask(struct authors *authors, const struct posting *posting)
{
	const struct authors_options *options = &authors->options;
	int64_t committed, first = posting->sent;
	int version;

	if (!options->merged || !authors->topics ||
	    !options->merged(posting->record, &committed, &version, options->data))
		return false;
	if (!authors->first_sent)
		find_first(authors);
	if (posting->topic != NOWHERE)
		first = g_array_index(authors->first_sent, int64_t, posting->topic);
	authors->merged_days = committed > first ? (unsigned)((committed - first) / DAY) : 0;
	authors->merged_version = (unsigned)MAX(version, 0);
	return true;
}

void merged_add(GArray *list, const struct authors *authors, guint row)
{
	struct row_merge merge = { row, authors->merged_days, authors->merged_version };

	g_array_append_val(list, merge);
}

static gint by_row(gconstpointer a, gconstpointer b)
{
	const struct row_merge *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->days > y->days) - (x->days < y->days);
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return (x > y) - (x < y);
}

static unsigned middle_version(const struct row_merge *merges, guint nr)
{
	unsigned *versions = g_new(unsigned, nr), middle;
	guint known = 0;

	for (guint i = 0; i < nr; i++)
		if (merges[i].version)
			versions[known++] = merges[i].version;
	qsort(versions, known, sizeof(*versions), by_number);
	middle = known ? versions[(known - 1) / 2] : 0;
	g_free(versions);
	return middle;
}

/* nr of one row, by days. */
static void fill_row(struct figures *figures, const struct row_merge *merges, guint nr)
{
	figures->n[FIGURE_DAYS] = merges[(nr - 1) / 2].days;
	figures->n[FIGURE_DAYS_90] = merges[(nr * 9 + 9) / 10 - 1].days;
	figures->n[FIGURE_VERSIONS] = middle_version(merges, nr);
	if (figures->n[FIGURE_PATCHES])
		figures->n[FIGURE_SHARE] =
			figures->n[FIGURE_MERGED] * 100 / figures->n[FIGURE_PATCHES];
}

static void fill_rows(GArray *merges, GArray *figures)
{
	g_array_sort(merges, by_row);
	for (guint i = 0; i < merges->len;) {
		const struct row_merge *first = &g_array_index(merges, struct row_merge, i);
		guint nr = 1;

		while (i + nr < merges->len && first[nr].row == first->row)
			nr++;
		fill_row(&g_array_index(figures, struct figures, first->row), first, nr);
		i += nr;
	}
}

void merged_fill(struct authors *authors)
{
	if (!authors->options.merged)
		return;
	for (size_t i = 0; i < authors->options.nr_groups; i++)
		fill_rows(authors->rankings[i].tables->merges, authors->rankings[i].figures);
	g_array_sort(authors->merges, by_row);
	if (authors->merges->len)
		fill_row(&authors->total, &g_array_index(authors->merges, struct row_merge, 0),
			 authors->merges->len);
}

size_t merged_size(void)
{
	return sizeof(struct row_merge);
}
