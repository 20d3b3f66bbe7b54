/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>
#include <glib.h>

#include "report/digest.h"

#include "report/brief_words.h"
#include "report/changelog_points.h"
#include "report/escape.h"
#include "text/each.h"

struct markdown {
	const struct digest_view *view;
	const struct digest *digest;
	GString *out;
	bool changelogs;
};

#define PLAIN ",;()-/'.+=\"!?%" /* punctuation that means nothing inside a line */

#define CUT "<!-- -->" /* ends a word for forges, and is not seen */

/* Where forges make links of words, of "www.", "http://" and "GH-1". */
static bool begins_link(const char *text)
{
	static const char *const begins[] = { "www", "http", "ftp", "gh-" };

	for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
		if (!g_ascii_strncasecmp(text, begins[i], strlen(begins[i])))
			return true;
	return false;
}

/*
 * As entities, which no renderer takes for markup and all show as the character. Some forges look
 * for
 * "@name", "#1" and URLs behind that, in what was rendered: these are cut in two.
 */
static void append_entities(GString *out, const char *text, unsigned flags)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	escape_terminal(plain, text, strlen(text), flags);
	for (const char *c = plain->str; *c; c++) {
		if (g_ascii_ispunct(*c) && !strchr(PLAIN, *c) &&
		    !(*c == ':' && (!c[1] || c[1] == ' ')))
			g_string_append_printf(out, "&#%d;", *c);
		else if (*c == '-' && (c == plain->str || c[-1] == ' '))
			g_string_append(out, "&#45;"); /* a list, a rule, or "--" */
		else
			g_string_append_c(out, *c);
		if ((strchr("@#!$%&~", *c) && g_ascii_isalnum(c[1])) || begins_link(c))
			g_string_append(out, CUT);
	}
}

/*
 * Appends a text of mails (valid UTF-8) for a line of Markdown (CommonMark, and what forges add to
 * it): all punctuation that could mean something is escaped, and what forges would make a link or a
 * mention of is cut by an empty comment. What could turn or hide text is shown as by
 * escape_terminal().
 */
static void markdown_text(GString *out, const char *text)
{
	append_entities(out, text, ESCAPE_LINE);
}

/* "[text](<url>)"; the text alone where url is no http or https URL. */
static void markdown_link(GString *out, const char *url, const char *text)
{
	bool safe = g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://");

	if (!safe || strpbrk(url, "<>\\ \n")) {
		markdown_text(out, text);
		return;
	}
	g_string_append_c(out, '[');
	markdown_text(out, text);
	g_string_append(out, "](<");
	for (const char *c = url; *c; c++)
		if (*c == '&')
			g_string_append(out, "&amp;");
		else
			g_string_append_c(out, *c);
	g_string_append(out, ">)");
}

/* Several lines as they are: a <pre> in which nothing is Markdown. */
static void markdown_block(GString *out, const char *text)
{
	g_string_append(out, "<pre>\n");
	while (*text) {
		size_t len = strcspn(text, "\n");
		g_autofree char *line = g_strndup(text, len);

		/* An empty line would end the block of HTML. */
		if (len)
			append_entities(out, line, ESCAPE_LINE & ~ESCAPE_TAB);
		else
			g_string_append(out, "&#32;");
		g_string_append_c(out, '\n');
		text += len + (text[len] == '\n');
	}
	g_string_append(out, "</pre>\n");
}

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

	g_string_append_printf(words, "%s, ", brief_person(&leader->people->author));
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

	pointers_each (const char, point, points) {
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
	char *line = g_strconcat(thread ? "" : brief_person(&record->people->author), words, NULL);
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
	array_each (const struct brief_count, row, rows) {
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
