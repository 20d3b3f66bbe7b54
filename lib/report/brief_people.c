/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_private.h"

guint brief_number(struct brief *brief, const struct record *mail)
{
	bool masked = record_is_masked(mail, &mail->sender);

	return keys_merged(brief->keys, &mail->sender, masked ? KEYS_NAMED : KEYS_OWN);
}

static void fill(GArray *out, struct tally *tally, const struct tally *before, unsigned top)
{
	g_autoptr(GArray) rows = tally_top(tally, top);

	for (guint i = 0; i < rows->len; i++) {
		const struct tally_row *row = &g_array_index(rows, struct tally_row, i);
		struct brief_count count = { row->label, row->count,
					     tally_count_in(before, tally, row) };

		g_array_append_val(out, count);
	}
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
