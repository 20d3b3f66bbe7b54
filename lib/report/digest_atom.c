/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/brief_words.h"
#include "report/html_page.h"

struct feed {
	const struct digest_view *view;
	GString *out;
};

static void put_element(struct feed *feed, const char *name, const char *text)
{
	g_string_append_printf(feed->out, "<%s>", name);
	html_text(feed->out, text);
	g_string_append_printf(feed->out, "</%s>\n", name);
}

static void put_time(struct feed *feed, const char *name, int64_t time)
{
	char when[WHEN_SIZE];

	when_rfc3339(when, CLAMP(time, 0, INT64_C(253402300799)), 0);
	put_element(feed, name, when);
}

/* "mid:one@example.org" (RFC 2392) of the first version that is known: stays the same for all. */
static void put_id(struct feed *feed, const struct topic *topic)
{
	const struct series *first = topic->series->pdata[0];
	g_autofree char *escaped = g_uri_escape_string(first->leader->message_id, "@$", FALSE);
	g_autofree char *id = g_strconcat("mid:", escaped, NULL);

	put_element(feed, "id", id);
}

/* False where there is none that a browser could follow. */
static bool put_link(struct feed *feed, const struct record *record)
{
	g_autoptr(GString) link = g_string_new(NULL);
	bool found;

	handles_append_link(feed->view->handles, record, link);
	found = g_str_has_prefix(link->str, "http://") || g_str_has_prefix(link->str, "https://");
	if (found) {
		g_string_append(feed->out, "<link rel=\"alternate\" href=\"");
		html_text(feed->out, link->str);
		g_string_append(feed->out, "\"/>\n");
	}
	return found;
}

/* What has no link must have content (RFC 4287, 4.1.2). */
static void put_summary(struct feed *feed, const struct brief_item *item, const char *element)
{
	g_autoptr(GString) words = g_string_new(NULL);

	digest_append_state(feed->view->digest, item, true, words);
	brief_append_facts(feed->view->digest->brief, item, words);
	g_string_append(words, ". ");
	if (!digest_append_why(feed->view->digest, item, true, words))
		g_string_truncate(words, words->len - strlen(". "));
	if (item->changelog && *item->changelog)
		g_string_append_printf(words, ". Changes: %s", item->changelog);
	g_string_append_printf(feed->out, "<%s type=\"text\">", element);
	g_strdelimit(words->str, "\n\t", ' ');
	html_text(feed->out, g_strchomp(words->str));
	g_string_append_printf(feed->out, "</%s>\n", element);
}

/* When somebody said something last, or somebody or a robot that it was applied. */
static int64_t updated_at(const struct brief_item *item)
{
	int64_t said = MAX(item->row.verdict.last_time, talk_time(item->row.series->leader));

	return item->applied ? MAX(said, talk_time(item->applied)) : said;
}

static void put_entry(const struct brief_item *item, void *data)
{
	const struct record *leader = item->row.series->leader;
	struct feed *feed = data;
	g_autoptr(GString) subject = NULL;
	bool linked;

	if (!*leader->message_id)
		return; /* nothing could be its id */
	subject = g_string_new(NULL);
	brief_append_subject(leader, subject);
	g_string_append(feed->out, "<entry>\n");
	put_id(feed, item->row.topic);
	put_element(feed, "title", subject->str);
	put_time(feed, "updated", updated_at(item));
	put_time(feed, "published", talk_time(leader));
	g_string_append(feed->out, "<author>\n");
	put_element(feed, "name", brief_person(&leader->people->author));
	g_string_append(feed->out, "</author>\n");
	linked = put_link(feed, leader);
	g_string_append_printf(feed->out, "<category term=\"%s\"/>\n",
			       state_name(item->row.verdict.state));
	put_summary(feed, item, linked ? "summary" : "content");
	g_string_append(feed->out, "</entry>\n");
}

static void put_head(struct feed *feed)
{
	const struct digest *digest = feed->view->digest;
	g_autofree char *name = digest_list_name(feed->view, digest);
	g_autofree char *escaped = g_uri_escape_string(name, NULL, FALSE);
	g_autofree char *id = g_strconcat(feed->view->handles->link_base, "#", escaped, NULL);

	g_string_append(feed->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
				   "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
	put_element(feed, "id", id);
	put_element(feed, "title", name);
	put_time(feed, "updated", digest->brief->catalogue->now);
	g_string_append(feed->out, "<generator>git-kvm</generator>\n");
}

void digest_atom_print(struct report *report)
{
	static const enum brief_section sections[] = { BRIEF_APPLIED, BRIEF_SERIES,
						       BRIEF_VERSIONS };
	const struct digest_view *view = (const struct digest_view *)report;
	struct feed feed = { view, g_string_new(NULL) };

	digest_read_words(view, view->digest->brief);
	put_head(&feed);
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		if (digest_has(view, view->digest->brief, sections[i]))
			digest_each_item(view->digest, sections[i], put_entry, &feed);
	g_string_append(feed.out, "</feed>\n");
	sink_write(&report->sink, feed.out->str, feed.out->len);
	g_string_free(feed.out, TRUE);
}
