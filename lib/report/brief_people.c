/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_private.h"

#include "text/each.h"

/* What comes out of an index shares its texts with the mails around it. */
static bool is_of_same_sender(const struct record *a, const struct record *b)
{
	return a->people->sender.name == b->people->sender.name &&
	       a->people->sender.email == b->people->sender.email &&
	       a->people->list_id == b->people->list_id;
}

void brief_find_senders(const struct finding *finding)
{
	struct keys *keys = finding->brief->keys;
	const struct record *last = NULL;
	guint sender = 0;
	bool *seen;

	pointers_each (const struct record, mail, finding->options->mails) {
		if (mail->kind == RECORD_ROBOT)
			continue;
		if (!last || !is_of_same_sender(mail, last))
			sender = keys_merged(keys, &mail->people->sender,
					     record_is_masked(mail, &mail->people->sender)
						     ? KEYS_NAMED
						     : KEYS_OWN);
		last = mail;
		known_of(finding, mail)->sender = sender + 1;
	}
	seen = g_new0(bool, keys_count(keys) + 1);
	for (guint i = 0; i < finding->brief->catalogue->records->len; i++) {
		sender = finding->known[i].sender;
		finding->brief->nr_people += sender && !seen[sender];
		seen[sender] = true;
	}
	g_free(seen);
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
