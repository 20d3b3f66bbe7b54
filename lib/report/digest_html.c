/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest_html.h"

#include "report/brief_words.h"
#include "report/html_page.h"
#include "report/html.h"

struct page {
	const struct digest_view *view;
	const struct digest *digest;
	GString *out;
	GHashTable *messages; /* a set of struct brief_item *: whose message is printed */
	bool changelogs, details;
};

static void put_section(struct page *page, enum brief_section section)
{
	GString *heading = g_string_new(NULL);

	digest_append_section(page->digest, section, heading);
	g_string_append_printf(page->out, "<h2 id=\"%s\">", brief_section_names[section]);
	html_text(page->out, heading->str);
	g_string_append(page->out, "</h2>\n");
	g_string_free(heading, TRUE);
}

/* What can be read of the mail elsewhere, and its short id. */
static void put_linked(struct page *page, const struct record *record, const char *text)
{
	GString *link = g_string_new(NULL), *id = g_string_new(NULL);

	handles_append_link(page->view->handles, record, link);
	handles_append_id(page->view->handles, record, id);
	html_link(page->out, link->str, text);
	g_string_append_printf(page->out, " <span class=\"faint\">%s</span>", id->str);
	g_string_free(link, TRUE);
	g_string_free(id, TRUE);
}

static void put_message(struct page *page, const struct brief_item *item)
{
	GString *message = g_string_new(NULL);

	digest_item_message(page->view, item, message);
	g_string_append(page->out, page->details ? "<details><summary>Message</summary>\n" : "");
	html_message(page->out, message->str, message->len);
	g_string_append(page->out, page->details ? "</details>\n" : "");
	g_string_free(message, TRUE);
}

static void put_facts(struct page *page, const struct brief_item *item)
{
	const struct record *leader = item->row.series->leader;
	GString *words = g_string_new(NULL);

	g_string_append(page->out, "<p>");
	html_text(page->out, brief_person(&leader->author));
	g_string_append(page->out, ", ");
	when_append(words, &page->view->date, leader->date, leader->zone);
	html_text(page->out, words->str);
	g_string_truncate(words, 0);
	if (page->digest->brief->states) {
		digest_append_state(page->digest, item, true, words);
		g_string_append(page->out, ", ");
		html_state(page->out, item->row.verdict.state, words->str);
		g_string_truncate(words, 0);
	}
	brief_append_facts(page->digest->brief, item, words);
	html_text(page->out, words->str);
	g_string_truncate(words, 0);
	if (digest_append_why(page->digest, item, true, words)) {
		g_string_append(page->out, "</p>\n<p>");
		html_text(page->out, words->str);
	}
	g_string_append(page->out, "</p>\n");
	g_string_free(words, TRUE);
}

static void put_since(struct page *page, const struct patch_change *change)
{
	GString *words = g_string_new(NULL);

	if (change) {
		patch_change_append(change, words);
		g_string_append_printf(page->out, " <span class=\"faint\">(%s)</span>", words->str);
	}
	g_string_free(words, TRUE);
}

/* Without one, the heading has said all that there is. */
static const char *leader_counter(const struct brief_item *item)
{
	return item->row.series->leader->subject.counter;
}

static void put_patches(struct page *page, const struct brief_item *item)
{
	const struct series *series = item->row.series;

	g_string_append(page->out, "<ul>\n");
	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *record = series->patches->pdata[i];

		g_string_append(page->out, "<li>");
		html_text(page->out, record->subject.counter);
		g_string_append_c(page->out, ' ');
		html_text(page->out, brief_title(record));
		put_since(page, version_change_of(item->change, record->subject.n));
		g_string_append(page->out, "</li>\n");
	}
	g_string_append(page->out, "</ul>\n");
}

static void put_item(const struct brief_item *item, void *data)
{
	const struct record *leader = item->row.series->leader;
	struct page *page = data;
	GString *subject = g_string_new(NULL);

	brief_append_subject(leader, subject);
	g_string_append(page->out, "<div class=\"row\">\n<h3>");
	put_linked(page, leader, subject->str);
	g_string_append(page->out, "</h3>\n");
	put_facts(page, item);
	if (page->changelogs && item->changelog && *item->changelog)
		html_message(page->out, item->changelog, strlen(item->changelog));
	if (page->view->patches && item->posted && *leader_counter(item))
		put_patches(page, item);
	if (g_hash_table_contains(page->messages, item))
		put_message(page, item);
	g_string_append(page->out, "</div>\n");
	g_string_free(subject, TRUE);
}

static void put_mails(struct page *page, const GArray *mails)
{
	for (guint i = 0; i < mails->len; i++) {
		const struct brief_mail *mail = &g_array_index(mails, struct brief_mail, i);
		GString *words = g_string_new(NULL);

		brief_append_subject(mail->record, words);
		g_string_append(page->out, "<p class=\"row\">");
		put_linked(page, mail->record, words->str);
		g_string_assign(words, brief_person(&mail->record->author));
		brief_append_mail(mail, words);
		g_string_append(page->out, " (");
		html_text(page->out, words->str);
		g_string_append(page->out, ")</p>\n");
		g_string_free(words, TRUE);
	}
}

static void put_threads(struct page *page, const GArray *threads)
{
	for (guint i = 0; i < threads->len; i++) {
		const struct brief_thread *thread = &g_array_index(threads, struct brief_thread, i);
		GString *words = g_string_new(NULL);

		brief_append_subject(thread->first, words);
		g_string_append(page->out, "<p class=\"row\">");
		put_linked(page, thread->first, words->str);
		g_string_truncate(words, 0);
		brief_append_thread(thread, words);
		g_string_append_printf(page->out, " (%s)</p>\n", words->str);
		g_string_free(words, TRUE);
	}
}

static void put_table(struct page *page, enum brief_section section, const GArray *rows)
{
	bool before = page->digest->brief->has_before;

	g_string_append_printf(
		page->out,
		"<div class=\"wide\" tabindex=\"0\"><table class=\"sort\">\n<thead><tr><th>%s</th>"
		"<th class=\"n\">postings</th>%s</tr></thead>\n<tbody>\n",
		section == BRIEF_PEOPLE ? "who" : "domain",
		before ? "<th class=\"n\">before</th>" : "");
	for (guint i = 0; i < rows->len; i++) {
		const struct brief_count *row = &g_array_index(rows, struct brief_count, i);

		g_string_append(page->out, "<tr><td>");
		html_text(page->out, row->label);
		g_string_append_printf(page->out, "</td><td class=\"n\">%" G_GUINT64_FORMAT "</td>",
				       row->count);
		if (before)
			g_string_append_printf(page->out,
					       "<td class=\"n\">%" G_GUINT64_FORMAT "</td>",
					       row->before);
		g_string_append(page->out, "</tr>\n");
	}
	g_string_append(page->out, "</tbody>\n</table></div>\n");
}

static void put_sections(struct page *page)
{
	const struct brief *brief = page->digest->brief;

	for (int i = 0; i < BRIEF_MESSAGES; i++) {
		enum brief_section section = (enum brief_section)i;

		if (!digest_has(page->view, brief, section))
			continue;
		put_section(page, section);
		page->changelogs = section == BRIEF_VERSIONS;
		if (brief->items[section])
			digest_each_item(page->digest, section, put_item, page);
		else if (section == BRIEF_THREADS)
			put_threads(page, brief->threads);
		else if (section == BRIEF_PULLS || section == BRIEF_REPORTS)
			put_mails(page, section == BRIEF_PULLS ? brief->pulls : brief->reports);
		else
			put_table(page, section,
				  section == BRIEF_PEOPLE ? brief->people : brief->domains);
	}
}

static void note_message(const struct brief_item *item, void *data)
{
	g_hash_table_add(data, (void *)item);
}

static void put_head(struct page *page, bool script)
{
	GString *heading = g_string_new(NULL);
	const char *talk = brief_talk_only(page->digest->brief);

	digest_append_heading(page->view, page->digest, heading);
	html_page_open(page->out, heading->str, script);
	g_string_append(page->out, "<header>\n<h1>");
	html_text(page->out, heading->str);
	g_string_append(page->out, "</h1>\n<p class=\"faint\">");
	g_string_truncate(heading, 0);
	digest_append_range(page->view, page->digest, heading);
	html_text(page->out, heading->str);
	g_string_append(page->out, "</p>\n</header>\n<main>\n");
	if (talk)
		g_string_append_printf(page->out, "<p>%s</p>\n", talk);
	g_string_free(heading, TRUE);
}

void digest_html_page(const struct digest_view *view, bool script, GString *out)
{
	struct page page = { .view = view,
			     .digest = view->digest,
			     .out = out,
			     .messages = g_hash_table_new(NULL, NULL),
			     .details = script };

	digest_each_message(view, view->digest, note_message, page.messages);
	put_head(&page, script);
	put_sections(&page);
	if (script)
		digest_html_charts(view->digest, out);
	g_string_append(out, "</main>\n");
	html_page_close(out, script);
	g_hash_table_unref(page.messages);
}

void digest_html_print(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	GString *out = g_string_new(NULL);

	digest_read_words(view, view->digest->brief);
	if (digest_has_news(view))
		digest_html_page(view, true, out);
	sink_write(&report->sink, out->str, out->len);
	g_string_free(out, TRUE);
}
