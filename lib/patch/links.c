/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/links.h"

#include "mime/limits.h"

/* A "[1]" behind a version waits for the line "[1] https://…" below. */
#define MAX_FOOTNOTES 20

struct footnote {
	int number, version;
};

struct links {
	struct pool *pool;
	GArray *found; /* of struct record_link */
	struct footnote notes[MAX_FOOTNOTES];
	size_t nr_notes;
	int own;  /* the posting's version */
	int last; /* version that the lines before were about: "Changes in v3:" */
};

/* Reads a version "v12" at p; 0 when there is none. A letter or digit before it makes it part of a
 * word. */
static int version_at(struct slice line, size_t at)
{
	size_t i = at + 1;
	int version = 0;

	if ((line.ptr[at] | 0x20) != 'v' || (at && g_ascii_isalnum(line.ptr[at - 1])))
		return 0;
	for (; i < line.len && g_ascii_isdigit(line.ptr[i]) && version < 1000; i++)
		version = version * 10 + (line.ptr[i] - '0');
	return i < line.len && g_ascii_isalnum(line.ptr[i]) ? 0 : version;
}

/* The last version named before the end of the slice: in "v2 -> v3" the changelog is that of v3. */
static int last_version(struct slice text)
{
	int version = 0;

	for (size_t i = 0; i + 1 < text.len; i++) {
		int here = version_at(text, i);

		version = here ? here : version;
	}
	return version;
}

/* The version in front of a link, and whether the line names one at all. */
static struct slice find_url(struct slice line)
{
	for (size_t i = 0; i + 8 < line.len; i++)
		if (line.ptr[i] == 'h' && (slice_starts(slice_skip(line, i), SLICE("https://")) ||
					   slice_starts(slice_skip(line, i), SLICE("http://"))))
			return slice_skip(line, i);
	return (struct slice){ NULL, 0 };
}

static struct slice url_token(struct slice url)
{
	size_t len = 0;

	while (len < url.len && !g_ascii_isspace(url.ptr[len]) && !strchr("<>\"')]", url.ptr[len]))
		len++;
	return slice_of(url.ptr, len);
}

static bool is_archive(struct slice url)
{
	static const char *const hosts[] = { "lore.kernel.org", "lkml.kernel.org",
					     "patch.msgid.link", "msgid.link",
					     "lists.infradead.org" };
	const char *host = memchr(url.ptr, '/', url.len);
	struct slice rest = slice_skip(url, (size_t)(host + 2 - url.ptr));

	for (size_t i = 0; i < G_N_ELEMENTS(hosts); i++)
		if (slice_istarts(rest, slice_str(hosts[i])))
			return true;
	return false;
}

/* The path segment that holds an "@" (or its escape) is the Message-ID: RFC 5322 asks for one in
 * each. */
static char *message_id(struct pool *pool, struct slice url)
{
	char *text = g_strndup(url.ptr, url.len);
	char **segments = g_strsplit(text, "/", 12);
	char *id = NULL;

	for (char **segment = segments; *segment && !id; segment++) {
		char *plain = g_uri_unescape_string(*segment, NULL);

		if (plain && strchr(plain, '@')) {
			plain[strcspn(plain, "#?")] = '\0';
			plain[strcspn(plain, " \t\r\n")] = '\0';
			id = pool_copy_utf8(pool, slice_str(plain));
			while (*id && strchr(".,;:", id[strlen(id) - 1]))
				id[strlen(id) - 1] = '\0';
		}
		g_free(plain);
	}
	g_strfreev(segments);
	g_free(text);
	return id;
}

static void add_link(struct links *links, struct slice url, int version)
{
	struct record_link link = { version, NULL };

	url = url_token(url);
	if (links->found->len >= MAIL_MAX_LINKS || version <= 0 || version >= links->own ||
	    !is_archive(url))
		return;
	link.message_id = message_id(links->pool, url);
	if (link.message_id)
		g_array_append_val(links->found, link);
}

/* "[1]" at the start of s: its number, else -1. */
static int footnote_number(struct slice s)
{
	int number = 0;
	size_t i = 1;

	if (!s.len || s.ptr[0] != '[')
		return -1;
	for (; i < s.len && g_ascii_isdigit(s.ptr[i]) && number < 1000; i++)
		number = number * 10 + (s.ptr[i] - '0');
	return i > 1 && i < s.len && s.ptr[i] == ']' ? number : -1;
}

static void note_footnote(struct links *links, struct slice line, int version)
{
	for (size_t i = 0; i < line.len && links->nr_notes < MAX_FOOTNOTES; i++) {
		int number = footnote_number(slice_skip(line, i));

		if (number >= 0)
			links->notes[links->nr_notes++] = (struct footnote){ number, version };
	}
}

static bool use_footnote(struct links *links, struct slice line, struct slice url)
{
	int number = footnote_number(line);

	for (size_t i = 0; number >= 0 && i < links->nr_notes; i++) {
		if (links->notes[i].number == number) {
			add_link(links, url, links->notes[i].version);
			return true;
		}
	}
	return false;
}

/*
 * A version counts as the subject of a line that is a list item or heading about it: "v3:", "- Link
 * to v3:", "Changes since v2", "[v2]"; not where prose merely mentions one.
 */
static int heading_version(struct slice line)
{
	static const char *const starts[] = { "link to", "changes", "change",	"changelog",
					      "since",	 "from",    "previous", "prev",
					      "earlier", "history", "version",	"rfc" };

	while (line.len && strchr(" \t-*+=#([|", line.ptr[0]))
		line = slice_skip(line, 1);
	if (line.len && version_at(line, 0))
		return last_version(line);
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_istarts(line, slice_str(starts[i])))
			return last_version(line);
	return 0;
}

static void read_line(struct links *links, struct slice line)
{
	struct slice url = find_url(line);
	struct slice before = url.ptr ? slice_of(line.ptr, (size_t)(url.ptr - line.ptr)) : line;
	int version = heading_version(before);

	if (!slice_trim(line).len)
		return;
	if (version)
		links->last = version;
	if (!url.ptr) {
		if (version)
			note_footnote(links, line, version);
		return;
	}
	if (use_footnote(links, slice_trim(line), url))
		return;
	/* A link alone on its line belongs to the heading just above. */
	if (version)
		add_link(links, url, version);
	else if (!slice_trim(before).len)
		add_link(links, url, links->last);
	links->last = 0;
}

void links_parse(struct pool *pool, struct slice text, int version, struct record_link **out,
		 size_t *nr)
{
	struct links links = { .pool = pool, .own = version };
	struct slice line;

	*out = NULL;
	*nr = 0;
	/* Most postings are first versions, or hold no link at all. */
	if (version < 2 || !text.len || !memmem(text.ptr, text.len, "://", 3))
		return;
	links.found = g_array_new(FALSE, FALSE, sizeof(struct record_link));
	while (slice_next_line(&text, &line) && !slice_starts(line, SLICE("diff --git ")))
		if (!slice_starts(line, SLICE(">")))
			read_line(&links, line);
	*nr = links.found->len;
	*out = pool_alloc(pool, *nr * sizeof(**out) + 1);
	if (*nr)
		memcpy(*out, links.found->data, *nr * sizeof(**out));
	g_array_unref(links.found);
}
