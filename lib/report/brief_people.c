/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_private.h"

static uint64_t count_before(GHashTable *before, const char *label)
{
	const uint64_t *count = g_hash_table_lookup(before, label);

	return count ? *count : 0;
}

static void fill(GArray *out, struct tally *tally, struct tally *before, unsigned top)
{
	GHashTable *map = g_hash_table_new(g_str_hash, g_str_equal);
	GArray *rows = tally_top(tally, top), *older = tally_top(before, 0);

	for (guint i = 0; i < older->len; i++) {
		struct tally_row *row = &g_array_index(older, struct tally_row, i);

		g_hash_table_insert(map, (void *)row->label, &row->count);
	}
	for (guint i = 0; i < rows->len; i++) {
		const struct tally_row *row = &g_array_index(rows, struct tally_row, i);
		struct brief_count count = { row->label, row->count,
					     count_before(map, row->label) };

		g_array_append_val(out, count);
	}
	g_array_unref(rows);
	g_array_unref(older);
	g_hash_table_unref(map);
}

void brief_count_people(struct brief *brief, const struct brief_options *options)
{
	struct tally *people = tally_new(), *domains = tally_new();
	const GPtrArray *records = brief->catalogue->records;
	int64_t length = brief->first <= brief->last ? brief->last - brief->first : 0;

	for (guint i = 0; length && i < records->len; i++) {
		const struct record *record = records->pdata[i];
		int64_t time = brief_time(brief, record);

		if (time < brief->first && time >= brief->first - length &&
		    record_is_posting(record))
			tally_author(people, domains, record, options->bots);
	}
	/* The same time once more, as far as it is there. */
	brief->has_before = tally_count(people) && options->context >= length &&
			    !options->selected && !options->wanted;
	fill(brief->people, options->people, people, options->top);
	fill(brief->domains, options->domains, domains, options->top);
	tally_free(people);
	tally_free(domains);
}
