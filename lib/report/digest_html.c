/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/brief_words.h"
#include "report/html_page.h"
#include "text/each.h"

struct page {
	const struct digest_view *view;
	const struct digest *digest;
	GString *out;
	GHashTable *messages; /* a set of struct brief_item *: whose message is printed */
	bool changelogs, details;
};

static void put_section(enum brief_section section, const char *heading, void *data)
{
	struct page *page = data;

	page->changelogs = section == BRIEF_VERSIONS;
	g_string_append_printf(page->out, "<h2 id=\"%s\">", brief_section_names[section]);
	html_text(page->out, heading);
	g_string_append(page->out, "</h2>\n");
}

/* What can be read of the mail elsewhere, and its short id. */
static void put_linked(struct page *page, const struct record *record, const char *text)
{
	g_autoptr(GString) link = g_string_new(NULL), id = g_string_new(NULL);

	handles_append_link(page->view->handles, record, link);
	handles_append_id(page->view->handles, record, id);
	html_link(page->out, link->str, text);
	g_string_append_printf(page->out, " <span class=\"faint\">%s</span>", id->str);
}

static void put_message(struct page *page, const struct brief_item *item)
{
	g_autoptr(GString) message = g_string_new(NULL);

	digest_item_message(page->view, item, message);
	g_string_append(page->out, page->details ? "<details><summary>Message</summary>\n" : "");
	html_message(page->out, message->str, message->len);
	g_string_append(page->out, page->details ? "</details>\n" : "");
}

static void put_facts(struct page *page, const struct brief_item *item)
{
	const struct record *leader = item->row.series->leader;
	g_autoptr(GString) words = g_string_new(NULL);

	g_string_append(page->out, "<p>");
	html_text(page->out, brief_person(&leader->people->author));
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
}

static void put_since(struct page *page, const struct patch_change *change)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (change) {
		patch_change_append(change, words);
		g_string_append_printf(page->out, " <span class=\"faint\">(%s)</span>", words->str);
	}
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
	pointers_each (const struct record, record, series->patches) {
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
	g_autoptr(GString) subject = g_string_new(NULL);

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
}

static void put_mail(const struct record *record, const struct brief_thread *thread,
		     const char *words, void *data)
{
	g_autoptr(GString) subject = g_string_new(NULL);
	struct page *page = data;

	brief_append_subject(record, subject);
	g_string_append(page->out, "<p class=\"row\">");
	put_linked(page, record, subject->str);
	g_string_append(page->out, " (");
	html_text(page->out, thread ? "" : brief_person(&record->people->author));
	html_text(page->out, words);
	g_string_append(page->out, ")</p>\n");
}

static void put_table(enum brief_section section, const GArray *rows, void *data)
{
	struct page *page = data;
	bool before = page->digest->brief->has_before;

	g_string_append_printf(
		page->out,
		"<div class=\"wide\" tabindex=\"0\"><table class=\"sort\">\n<thead><tr><th>%s</th>"
		"<th class=\"n\">postings</th>%s</tr></thead>\n<tbody>\n",
		section == BRIEF_PEOPLE ? "who" : "domain",
		before ? "<th class=\"n\">before</th>" : "");
	array_each (const struct brief_count, row, rows) {
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

static void note_message(const struct brief_item *item, void *data)
{
	g_hash_table_add(data, (void *)item);
}

static void put_head(const char *heading, const char *range, const char *talk, void *data)
{
	struct page *page = data;

	html_page_open(page->out, heading, page->details);
	g_string_append(page->out, "<header>\n<h1>");
	html_text(page->out, heading);
	g_string_append(page->out, "</h1>\n<p class=\"faint\">");
	html_text(page->out, range);
	g_string_append(page->out, "</p>\n</header>\n<main>\n");
	if (talk)
		g_string_append_printf(page->out, "<p>%s</p>\n", talk);
}

void digest_html_page(const struct digest_view *view, bool script, GString *out)
{
	static const struct digest_writer writer = {
		.head = put_head,
		.section = put_section,
		.item = put_item,
		.mail = put_mail,
		.table = put_table,
	};
	struct page page = { .view = view,
			     .digest = view->digest,
			     .out = out,
			     .messages = g_hash_table_new(NULL, NULL),
			     .details = script };

	digest_each_message(view, view->digest, note_message, page.messages);
	digest_write(view, &writer, &page);
	if (script)
		digest_html_charts(view->digest, out);
	g_string_append(out, "</main>\n");
	html_page_close(out, script);
	g_hash_table_unref(page.messages);
}

void digest_html_print(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	g_autoptr(GString) out = g_string_new(NULL);

	digest_read_words(view, view->digest->brief);
	if (digest_has_news(view))
		digest_html_page(view, true, out);
	sink_write(&report->sink, out->str, out->len);
}
