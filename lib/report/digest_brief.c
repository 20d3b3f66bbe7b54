/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/brief_words.h"

void digest_append_heading(const struct digest_view *view, const struct digest *digest,
			   GString *out)
{
	char *name = digest_list_name(view, digest);

	g_string_append_printf(out, "%s%s", name,
			       digest->brief->first <= digest->brief->last ? ", " : ": ");
	brief_append_summary(digest->brief, out);
	g_free(name);
}

void digest_append_range(const struct digest_view *view, const struct digest *digest, GString *out)
{
	GString *earlier = g_string_new(NULL);

	brief_append_earlier(digest->brief, earlier);
	g_string_append_printf(out, "%s%s", view->heading, view->besides);
	if (earlier->len)
		g_string_append_printf(out, "; %s", earlier->str);
	g_string_free(earlier, TRUE);
}

bool digest_has_news(const struct digest_view *view)
{
	const struct brief *brief = view->digest->brief;

	return !view->only_news || brief->nr_postings || brief->pulls->len || brief->reports->len ||
	       brief->items[BRIEF_APPLIED]->len;
}

void digest_append_section(const struct digest *digest, enum brief_section section, GString *out)
{
	uint64_t all = 0;

	if (section == BRIEF_PEOPLE)
		all = tally_count(digest->people);
	else if (section == BRIEF_DOMAINS)
		all = tally_count(digest->domains);
	brief_append_heading(digest->brief, section, all, out);
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

void digest_each_item(const struct digest *digest, enum brief_section section, digest_item_fn *each,
		      void *data)
{
	guint nr = digest->brief->items[section]->len;
	bool reverse = digest->reverse && section != BRIEF_WAITING;

	for (guint i = 0; i < nr; i++)
		each(brief_item(digest->brief, section, reverse ? nr - 1 - i : i), data);
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
