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

static void put_section(enum brief_section section, const char *heading, void *data)
{
	struct markdown *markdown = data;

	markdown->changelogs = section == BRIEF_VERSIONS;
	g_string_append(markdown->out, "\n## ");
	markdown_text(markdown->out, heading);
	g_string_append(markdown->out, "\n\n");
}

static void put_linked(struct markdown *markdown, const struct record *record)
{
	g_autoptr(GString) link = g_string_new(NULL), words = g_string_new(NULL);

	brief_append_subject(record, words);
	handles_append_link(markdown->view->handles, record, link);
	markdown_link(markdown->out, link->str, words->str);
	g_string_truncate(words, 0);
	handles_append_id(markdown->view->handles, record, words);
	g_string_append_printf(markdown->out, " `%s`", words->str);
}

static void put_facts(struct markdown *markdown, const struct brief_item *item)
{
	const struct record *leader = item->row.series->leader;
	g_autoptr(GString) words = g_string_new(NULL), state = g_string_new(NULL);

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
	g_autoptr(GString) words = g_string_new(NULL);

	if (change) {
		patch_change_append(change, words);
		g_string_append(markdown->out, " (");
		markdown_text(markdown->out, words->str);
		g_string_append_c(markdown->out, ')');
	}
}

/* What a version changed, as a list below its entry. */
static void put_points(struct markdown *markdown, const char *changelog)
{
	g_autoptr(GPtrArray) points = changelog_points(changelog);

	for (guint i = 0; i < points->len; i++) {
		const char *point = points->pdata[i];

		g_string_append(markdown->out, "  - ");
		markdown_text(markdown->out, changelog_point_text(point));
		g_string_append_c(markdown->out, '\n');
	}
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

static void put_mail(const struct record *record, const struct brief_thread *thread,
		     const char *words, void *data)
{
	char *line = g_strconcat(thread ? "" : brief_person(&record->author), words, NULL);
	struct markdown *markdown = data;

	g_string_append(markdown->out, "- ");
	put_linked(markdown, record);
	g_string_append(markdown->out, " (");
	markdown_text(markdown->out, line);
	g_string_append(markdown->out, ")\n");
	g_free(line);
}

static void put_table(enum brief_section section, const GArray *rows, void *data)
{
	struct markdown *markdown = data;
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

static void put_message(const struct brief_item *item, void *data)
{
	struct markdown *markdown = data;
	g_autoptr(GString) message = g_string_new(NULL), subject = g_string_new(NULL);

	brief_append_subject(item->row.series->leader, subject);
	digest_item_message(markdown->view, item, message);
	put_details(markdown, subject->str, message->str);
}

static void put_head(const char *heading, const char *range, const char *talk, void *data)
{
	struct markdown *markdown = data;

	g_string_append(markdown->out, "# ");
	markdown_text(markdown->out, heading);
	g_string_append(markdown->out, "\n\n");
	markdown_text(markdown->out, range);
	g_string_append_c(markdown->out, '\n');
	if (talk)
		g_string_append_printf(markdown->out, "\n%s\n", talk);
}

void digest_markdown_print(struct report *report)
{
	static const struct digest_writer writer = {
		.head = put_head,
		.section = put_section,
		.item = put_item,
		.mail = put_mail,
		.table = put_table,
		.message = put_message,
	};
	const struct digest_view *view = (const struct digest_view *)report;
	struct markdown markdown = { view, view->digest, g_string_new(NULL), false };

	digest_read_words(view, view->digest->brief);
	if (digest_has_news(view))
		digest_write(view, &writer, &markdown);
	sink_write(&report->sink, markdown.out->str, markdown.out->len);
	g_string_free(markdown.out, TRUE);
}
