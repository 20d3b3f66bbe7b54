/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/site.h"

#include "patch/changelog.h"
#include "report/html_page.h"
#include "text/integers.h"
#include "text/plural.h"
#include "text/each.h"

#define FOLDED 6 /* quoted lines from which on they are folded */
#define KEPT 3	 /* of these the last ones stay in sight */

struct topic_page {
	const struct site *site;
	const struct series_row *row;
	const GArray *mails;
	GString *out;
};

static void put_linked(struct topic_page *page, const struct record *record, const char *text)
{
	g_autoptr(GString) link = g_string_new(NULL);

	handles_append_link(page->site->handles, record, link);
	html_link(page->out, link->str, text);
}

/* "v3 (2025-03-01)", with what it says it changed. */
static void put_version(struct topic_page *page, const struct series *series)
{
	g_autoptr(GString) text = g_string_new(NULL), changes = g_string_new(NULL);
	char day[WHEN_SIZE];

	when_day(day, talk_time(series->leader), 0);
	g_string_append(page->out, "<li>");
	series_append_version(series, text);
	g_string_append_printf(text, " (%s)", day);
	put_linked(page, series->leader, text->str);
	g_string_append_printf(page->out, ", %d %s", series->total,
			       plural((uint64_t)series->total, "patch", "patches"));
	g_string_truncate(text, 0);
	if (series->version > 1 && page->site->read(series->leader, text, page->site->read_data) &&
	    changelog_find(slice_of(text->str, text->len), series->version, changes))
		html_message(page->out, changes->str, changes->len);
	g_string_append(page->out, "</li>\n");
}

static void put_versions(struct topic_page *page)
{
	const GPtrArray *series = page->row->topic->series;

	g_string_append(page->out, "<h2 id=\"versions\">Versions</h2>\n<ul>\n");
	for (guint i = series->len; COUNT_DOWN(i);)
		put_version(page, series->pdata[i]);
	g_string_append(page->out, "</ul>\n");
}

static void put_tags(struct topic_page *page, const GArray *tags)
{
	array_each (const struct given_tag, tag, tags) {
		if (tag->by_author || tag->doubted || tag->taken_back)
			continue;
		g_string_append(page->out, "<br><span class=\"faint\">");
		html_text(page->out, tag->key);
		g_string_append(page->out, ":</span> ");
		html_text(page->out, tag->value);
	}
}

/* The patches of the newest version: where they are below, and their tags. */
static void put_patches(struct topic_page *page)
{
	const GArray *patches = page->row->talk->patches;

	talk_need_tags(page->row->talk);
	g_string_append(page->out, "<h2 id=\"patches\">Patches</h2>\n<ul>\n");
	array_each (const struct talk_patch, patch, patches) {
		g_string_append_printf(page->out, "<li>%d/%d <a href=\"#m", patch->n,
				       page->row->series->total);
		for (size_t k = 0; k < RECORD_HASH_SIZE; k++)
			g_string_append_printf(page->out, "%02x", patch->patch->commit[k]);
		g_string_append(page->out, "\">");
		html_text(page->out, *patch->patch->subject.title ? patch->patch->subject.title
								  : "(no title)");
		g_string_append(page->out, "</a>");
		put_tags(page, patch->tags);
		g_string_append(page->out, "</li>\n");
	}
	g_string_append(page->out, "</ul>\n");
}

/* So many lines from there on are quoted. */
static unsigned count_quoted(struct slice text)
{
	struct slice line;
	unsigned nr = 0;

	while (slice_next_line(&text, &line) && line.len && *line.ptr == '>')
		nr++;
	return nr;
}

static const char *skip_lines(struct slice text, unsigned nr)
{
	struct slice line;

	while (COUNT_DOWN(nr) && slice_next_line(&text, &line))
		;
	return text.ptr;
}

/* Much that is quoted is folded, but for the lines right above the answer. */
static void put_text(GString *out, struct slice text)
{
	const char *start = text.ptr, *end = text.ptr + text.len;
	struct slice rest = text;

	while (rest.len) {
		unsigned quoted = count_quoted(rest);
		const char *at = rest.ptr;

		if (quoted >= FOLDED) {
			const char *fold = skip_lines(rest, quoted - KEPT);

			if (at > start)
				html_message(out, start, (size_t)(at - start));
			g_string_append_printf(out, "<details><summary>%u quoted lines</summary>",
					       quoted - KEPT);
			html_message(out, at, (size_t)(fold - at));
			g_string_append(out, "</details>\n");
			start = fold;
		}
		at = skip_lines(rest, MAX(quoted, 1));
		rest = slice_of(at, (size_t)(end - at));
	}
	if (end > start)
		html_message(out, start, (size_t)(end - start));
}

static void put_mail(struct topic_page *page, const struct thread_mail *mail)
{
	const struct record *record = mail->record;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *subject = subject_text(&record->subject);
	char day[WHEN_SIZE];
	bool patch = record_is_posting(record);

	when_rfc3339(day, record->date, record->zone);
	g_string_append(page->out, "<article class=\"row\" id=\"m");
	for (size_t k = 0; k < RECORD_HASH_SIZE; k++)
		g_string_append_printf(page->out, "%02x", record->commit[k]);
	g_string_append(page->out, "\">\n<h3>");
	html_text(page->out, *record->people->sender.name ? record->people->sender.name
							  : record->people->sender.email);
	g_string_append_printf(page->out, " <span class=\"faint\">%.10s, %s</span></h3>\n<p>", day,
			       mail->depth ? "in answer" : "first");
	put_linked(page, record, *subject ? subject : "(no subject)");
	g_string_append(page->out, "</p>\n");
	if (!page->site->read(record, text, page->site->read_data))
		g_string_append(page->out, "<p>(this mail cannot be read)</p>\n");
	g_string_append(page->out, patch ? "<details><summary>Text and diff</summary>\n" : "");
	if (patch)
		html_message(page->out, text->str, text->len);
	else
		put_text(page->out, slice_of(text->str, text->len));
	g_string_append(page->out, patch ? "</details>\n" : "");
	g_string_append(page->out, "</article>\n");
}

static void put_conversation(struct topic_page *page)
{
	const struct series *last = NULL;

	g_string_append(page->out, "<h2 id=\"conversation\">Conversation</h2>\n");
	array_each (const struct thread_mail, mail, page->mails) {
		if (mail->series != last) {
			g_autoptr(GString) version = g_string_new(NULL);

			series_append_version(mail->series, version);
			g_string_append_printf(page->out, "<h3>%s</h3>\n", version->str);
		}
		last = mail->series;
		put_mail(page, mail);
	}
}

/* "applied by Ada Lindqvist", "waiting for review: nobody has answered": the reason may say all. */
static void put_state(struct topic_page *page, const struct verdict *verdict)
{
	const char *words = state_words(verdict->state), *reason = verdict->reason;
	bool whole = reason && g_str_has_prefix(reason, words);

	html_state(page->out, verdict->state, whole ? reason : words);
	if (reason && *reason && !whole) {
		g_string_append(page->out, ": ");
		html_text(page->out, reason);
	}
}

static void put_head(struct topic_page *page)
{
	const struct series_row *row = page->row;
	const struct record *leader = row->series->leader;
	g_autoptr(GString) title = g_string_new(NULL);

	series_append_version(row->series, title);
	g_string_append_printf(title, ": %s",
			       *leader->subject.title ? leader->subject.title : "(no title)");
	html_page_open(page->out, title->str, true);
	g_string_append(page->out, "<header>\n");
	html_page_links(page->out);
	g_string_append(page->out, "<h1>");
	html_text(page->out, title->str);
	g_string_append(page->out, "</h1>\n<p>");
	html_text(page->out, *leader->people->author.name ? leader->people->author.name
							  : leader->people->author.email);
	g_string_append(page->out, ", ");
	put_state(page, &row->verdict);
	g_string_append(page->out, "</p>\n</header>\n<main>\n");
}

void site_topic(const struct site *site, const struct series_row *row, const GArray *mails,
		const char *rangediff, GString *out)
{
	struct topic_page page = { site, row, mails, out };

	put_head(&page);
	put_versions(&page);
	put_patches(&page);
	if (rangediff && *rangediff) {
		g_string_append(out, "<h2 id=\"range-diff\">Changes to the version before</h2>\n"
				     "<details><summary>Range-diff</summary>\n");
		html_diff(out, rangediff, strlen(rangediff));
		g_string_append(out, "</details>\n");
	}
	put_conversation(&page);
	g_string_append(out, "</main>\n");
	html_page_close(out, true);
}
