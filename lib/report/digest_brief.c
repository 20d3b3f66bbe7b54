/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/brief_words.h"
#include "text/beside.h"
#include "text/each.h"

#define WORTH_A_THREAD 200 /* items */

void digest_append_heading(const struct digest_view *view, const struct digest *digest,
			   GString *out)
{
	g_autofree char *name = digest_list_name(view, digest);

	g_string_append_printf(out, "%s%s", name,
			       digest->brief->first <= digest->brief->last ? ", " : ": ");
	brief_append_summary(digest->brief, out);
}

static void append_range(const struct digest_view *view, const struct digest *digest, GString *out)
{
	g_autoptr(GString) earlier = g_string_new(NULL);

	brief_append_earlier(digest->brief, earlier);
	g_string_append_printf(out, "%s%s", view->heading, view->besides);
	if (earlier->len)
		g_string_append_printf(out, "; %s", earlier->str);
}

bool digest_has_news(const struct digest_view *view)
{
	const struct brief *brief = view->digest->brief;

	return !view->only_news || brief->nr_postings || brief->pulls->len || brief->reports->len ||
	       brief->items[BRIEF_APPLIED]->len;
}

void digest_append_state(const struct digest *digest, const struct brief_item *item, bool dated,
			 GString *out)
{
	struct brief_item copy = *item;

	if (!dated) {
		brief_append_state(item, out);
		return;
	}
	series_row_date(&copy.row, digest->brief->catalogue);
	brief_append_state(&copy, out);
	verdict_release(&copy.row.verdict);
}

bool digest_append_why(const struct digest *digest, const struct brief_item *item, bool dated,
		       GString *out)
{
	struct brief_item copy = *item;
	bool found;

	if (!dated)
		return brief_append_why(item, out);
	series_row_date(&copy.row, digest->brief->catalogue);
	found = brief_append_why(&copy, out);
	verdict_release(&copy.row.verdict);
	return found;
}

/* Some items of a section, in the order of the output. */
struct part {
	const struct digest *digest;
	enum brief_section section;
	guint from, to;
	digest_item_fn *each;
	void *data;
};

static void each_of_part(void *data)
{
	const struct part *part = data;
	const struct brief *brief = part->digest->brief;
	guint nr = brief->items[part->section]->len;
	bool reverse = part->digest->reverse && part->section != BRIEF_WAITING;

	for (guint i = part->from; i < part->to; i++)
		part->each(brief_item(brief, part->section, reverse ? nr - 1 - i : i), part->data);
}

void digest_each_item(const struct digest *digest, enum brief_section section, digest_item_fn *each,
		      void *data)
{
	guint nr = digest->brief->items[section]->len;
	struct part all = { digest, section, 0, nr, each, data };

	each_of_part(&all);
}

void digest_each_message(const struct digest_view *view, const struct digest *digest,
			 digest_item_fn *each, void *data)
{
	if (view->bodies == BODIES_NONE || !(view->sections & 1u << BRIEF_MESSAGES))
		return;
	digest_each_item(digest, BRIEF_SERIES, each, data);
	if (view->bodies == BODIES_ALL)
		digest_each_item(digest, BRIEF_VERSIONS, each, data);
}

/* With the number of all rows for a table. */
static void write_heading(const struct digest *digest, enum brief_section section,
			  const struct digest_writer *writer, void *data)
{
	g_autoptr(GString) heading = g_string_new(NULL);
	uint64_t all = 0;

	if (section == BRIEF_PEOPLE)
		all = tally_count(digest->people);
	else if (section == BRIEF_DOMAINS)
		all = tally_count(digest->domains);
	brief_append_heading(digest->brief, section, all, heading);
	writer->section(section, heading->str, data);
}

static void write_mails(const struct digest *digest, const GArray *mails,
			const struct digest_writer *writer, void *data)
{
	g_autoptr(GString) words = g_string_new(NULL);

	for (guint i = 0; i < mails->len; i++) {
		guint at = digest->reverse ? mails->len - 1 - i : i;
		const struct brief_mail *mail = &g_array_index(mails, struct brief_mail, at);

		g_string_truncate(words, 0);
		brief_append_mail(mail, words);
		writer->mail(mail->record, NULL, words->str, data);
	}
}

static void write_threads(const GArray *threads, const struct digest_writer *writer, void *data)
{
	g_autoptr(GString) words = g_string_new(NULL);

	array_each (const struct brief_thread, thread, threads) {
		g_string_truncate(words, 0);
		brief_append_thread(thread, words);
		writer->mail(thread->first, thread, words->str, data);
	}
}

/* The second half of many is made beside the first one. */
static void write_items(const struct digest_view *view, enum brief_section section,
			const struct digest_writer *writer, void *data)
{
	guint nr = view->digest->brief->items[section]->len;
	struct part first = { view->digest, section, 0, nr, writer->item, data }, second = first;
	struct beside beside;

	/* Dates in place of ages need states once more. */
	if (view->threads < 2 || !writer->fork || nr < WORTH_A_THREAD || view->dated) {
		each_of_part(&first);
		return;
	}
	first.to = second.from = nr / 2;
	second.data = writer->fork(data);
	beside_start(&beside, true, each_of_part, &second);
	each_of_part(&first);
	beside_wait(&beside);
	writer->join(data, second.data);
}

static void write_section(const struct digest_view *view, enum brief_section section,
			  const struct digest_writer *writer, void *data)
{
	const struct digest *digest = view->digest;
	const struct brief *brief = digest->brief;

	write_heading(digest, section, writer, data);
	if (brief->items[section])
		write_items(view, section, writer, data);
	else if (section == BRIEF_THREADS)
		write_threads(brief->threads, writer, data);
	else if (section == BRIEF_PULLS || section == BRIEF_REPORTS)
		write_mails(digest, section == BRIEF_PULLS ? brief->pulls : brief->reports, writer,
			    data);
	else
		writer->table(section, section == BRIEF_PEOPLE ? brief->people : brief->domains,
			      data);
}

static void count_message(const struct brief_item *item, void *data)
{
	(void)item;
	++*(unsigned *)data;
}

void digest_write(const struct digest_view *view, const struct digest_writer *writer, void *data)
{
	g_autoptr(GString) heading = g_string_new(NULL), range = g_string_new(NULL);
	const struct digest *digest = view->digest;
	unsigned messages = 0;

	digest_append_heading(view, digest, heading);
	append_range(view, digest, range);
	writer->head(heading->str, range->str, brief_talk_only(digest->brief), data);
	for (int i = 0; i < BRIEF_MESSAGES; i++)
		if (digest_has(view, digest->brief, (enum brief_section)i))
			write_section(view, (enum brief_section)i, writer, data);
	if (writer->message)
		digest_each_message(view, digest, count_message, &messages);
	if (messages) {
		write_heading(digest, BRIEF_MESSAGES, writer, data);
		digest_each_message(view, digest, writer->message, data);
	}
}
