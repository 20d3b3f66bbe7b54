/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/brief_words.h"
#include "report/changelog_points.h"
#include "report/markdown.h"

struct markdown {
	const struct digest_view *view;
	const struct digest *digest;
	GString *out;
	bool changelogs;
};

static void put_section(struct markdown *markdown, enum brief_section section)
{
	GString *heading = g_string_new(NULL);

	digest_append_section(markdown->digest, section, heading);
	g_string_append(markdown->out, "\n## ");
	markdown_text(markdown->out, heading->str);
	g_string_append(markdown->out, "\n\n");
	g_string_free(heading, TRUE);
}

static void put_linked(struct markdown *markdown, const struct record *record)
{
	GString *link = g_string_new(NULL), *words = g_string_new(NULL);

	brief_append_subject(record, words);
	handles_append_link(markdown->view->handles, record, link);
	markdown_link(markdown->out, link->str, words->str);
	g_string_truncate(words, 0);
	handles_append_id(markdown->view->handles, record, words);
	g_string_append_printf(markdown->out, " `%s`", words->str);
	g_string_free(words, TRUE);
	g_string_free(link, TRUE);
}

static void put_facts(struct markdown *markdown, const struct brief_item *item)
{
	const struct record *leader = item->row.series->leader;
	GString *words = g_string_new(NULL), *state = g_string_new(NULL);

	g_string_append_printf(words, "%s, ", brief_person(&leader->author));
	when_append(words, &markdown->view->date, leader->date, leader->zone);
	markdown_text(markdown->out, words->str);
	g_string_truncate(words, 0);
	if (markdown->digest->brief->states) {
		digest_append_state(markdown->digest, item, true, state);
		g_string_append(markdown->out, ", **");
		markdown_text(markdown->out, state->str);
		g_string_append(markdown->out, "**");
	}
	brief_append_facts(markdown->digest->brief, item, words);
	markdown_text(markdown->out, words->str);
	g_string_truncate(words, 0);
	if (digest_append_why(markdown->digest, item, true, words)) {
		g_string_append(markdown->out, "<br>\n  ");
		markdown_text(markdown->out, words->str);
	}
	g_string_free(words, TRUE);
	g_string_free(state, TRUE);
}

/* Folded away. */
static void put_details(struct markdown *markdown, const char *summary, const char *text)
{
	g_string_append(markdown->out, "<details><summary>");
	markdown_text(markdown->out, summary);
	g_string_append(markdown->out, "</summary>\n\n");
	markdown_block(markdown->out, text);
	g_string_append(markdown->out, "\n</details>\n\n");
}

static void put_since(struct markdown *markdown, const struct patch_change *change)
{
	GString *words = g_string_new(NULL);

	if (change) {
		patch_change_append(change, words);
		g_string_append(markdown->out, " (");
		markdown_text(markdown->out, words->str);
		g_string_append_c(markdown->out, ')');
	}
	g_string_free(words, TRUE);
}

/* What a version changed, as a list below its entry. */
static void put_points(struct markdown *markdown, const char *changelog)
{
	GPtrArray *points = changelog_points(changelog);

	for (guint i = 0; i < points->len; i++) {
		const char *point = points->pdata[i];

		g_string_append(markdown->out, "  - ");
		markdown_text(markdown->out, changelog_point_text(point));
		g_string_append_c(markdown->out, '\n');
	}
	g_ptr_array_unref(points);
}

/* Without a counter, the heading has said all that there is. */
static bool has_list(const struct markdown *markdown, const struct brief_item *item)
{
	return markdown->view->patches && item->posted &&
	       *item->row.series->leader->subject.counter;
}

static void put_item(const struct brief_item *item, void *data)
{
	struct markdown *markdown = data;

	g_string_append(markdown->out, "- ");
	put_linked(markdown, item->row.series->leader);
	g_string_append(markdown->out, "<br>\n  ");
	put_facts(markdown, item);
	g_string_append_c(markdown->out, '\n');
	for (guint i = 0; has_list(markdown, item) && i < item->row.series->patches->len; i++) {
		const struct record *patch = item->row.series->patches->pdata[i];

		g_string_append(markdown->out, "  - ");
		markdown_text(markdown->out, patch->subject.counter);
		g_string_append_c(markdown->out, ' ');
		markdown_text(markdown->out, brief_title(patch));
		put_since(markdown, version_change_of(item->change, patch->subject.n));
		g_string_append_c(markdown->out, '\n');
	}
	if (markdown->changelogs && item->changelog)
		put_points(markdown, item->changelog);
}

static void put_mails(struct markdown *markdown, const GArray *mails)
{
	for (guint i = 0; i < mails->len; i++) {
		const struct brief_mail *mail = &g_array_index(mails, struct brief_mail, i);
		GString *words = g_string_new(brief_person(&mail->record->author));

		brief_append_mail(mail, words);
		g_string_append(markdown->out, "- ");
		put_linked(markdown, mail->record);
		g_string_append(markdown->out, " (");
		markdown_text(markdown->out, words->str);
		g_string_append(markdown->out, ")\n");
		g_string_free(words, TRUE);
	}
}

static void put_threads(struct markdown *markdown, const GArray *threads)
{
	for (guint i = 0; i < threads->len; i++) {
		const struct brief_thread *thread = &g_array_index(threads, struct brief_thread, i);
		GString *words = g_string_new(NULL);

		brief_append_thread(thread, words);
		g_string_append(markdown->out, "- ");
		put_linked(markdown, thread->first);
		g_string_append_printf(markdown->out, " (%s)\n", words->str);
		g_string_free(words, TRUE);
	}
}

static void put_table(struct markdown *markdown, enum brief_section section, const GArray *rows)
{
	bool before = markdown->digest->brief->has_before;

	g_string_append_printf(markdown->out, "| %s | postings |%s\n| --- | ---: |%s\n",
			       section == BRIEF_PEOPLE ? "who" : "domain",
			       before ? " before |" : "", before ? " ---: |" : "");
	for (guint i = 0; i < rows->len; i++) {
		const struct brief_count *row = &g_array_index(rows, struct brief_count, i);

		g_string_append(markdown->out, "| ");
		markdown_text(markdown->out, row->label);
		g_string_append_printf(markdown->out, " | %" G_GUINT64_FORMAT " |", row->count);
		if (before)
			g_string_append_printf(markdown->out, " %" G_GUINT64_FORMAT " |",
					       row->before);
		g_string_append_c(markdown->out, '\n');
	}
}

static void put_sections(struct markdown *markdown)
{
	const struct brief *brief = markdown->digest->brief;

	for (int i = 0; i < BRIEF_MESSAGES; i++) {
		enum brief_section section = (enum brief_section)i;

		if (!digest_has(markdown->view, brief, section))
			continue;
		put_section(markdown, section);
		markdown->changelogs = section == BRIEF_VERSIONS;
		if (brief->items[section])
			digest_each_item(markdown->digest, section, put_item, markdown);
		else if (section == BRIEF_THREADS)
			put_threads(markdown, brief->threads);
		else if (section == BRIEF_PULLS || section == BRIEF_REPORTS)
			put_mails(markdown, section == BRIEF_PULLS ? brief->pulls : brief->reports);
		else
			put_table(markdown, section,
				  section == BRIEF_PEOPLE ? brief->people : brief->domains);
	}
}

static void put_message(const struct brief_item *item, void *data)
{
	struct markdown *markdown = data;
	GString *message = g_string_new(NULL), *subject = g_string_new(NULL);

	if (!markdown->changelogs)
		put_section(markdown, BRIEF_MESSAGES);
	markdown->changelogs = true; /* the heading is there */
	brief_append_subject(item->row.series->leader, subject);
	digest_item_message(markdown->view, item, message);
	put_details(markdown, subject->str, message->str);
	g_string_free(message, TRUE);
	g_string_free(subject, TRUE);
}

static void put_head(struct markdown *markdown)
{
	const char *talk = brief_talk_only(markdown->digest->brief);
	GString *heading = g_string_new(NULL);

	digest_append_heading(markdown->view, markdown->digest, heading);
	g_string_append(markdown->out, "# ");
	markdown_text(markdown->out, heading->str);
	g_string_append(markdown->out, "\n\n");
	g_string_truncate(heading, 0);
	digest_append_range(markdown->view, markdown->digest, heading);
	markdown_text(markdown->out, heading->str);
	g_string_append_c(markdown->out, '\n');
	if (talk)
		g_string_append_printf(markdown->out, "\n%s\n", talk);
	g_string_free(heading, TRUE);
}

void digest_markdown_print(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	struct markdown markdown = { view, view->digest, g_string_new(NULL), false };

	digest_read_words(view, view->digest->brief);
	if (digest_has_news(view)) {
		put_head(&markdown);
		put_sections(&markdown);
		markdown.changelogs = false;
		digest_each_message(view, view->digest, put_message, &markdown);
	}
	sink_write(&report->sink, markdown.out->str, markdown.out->len);
	g_string_free(markdown.out, TRUE);
}
