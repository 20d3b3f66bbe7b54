/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/links.h"

#include "mime/limits.h"

/* A "[1]" behind a version waits for the line "[1] https://…" below. */
#define MAX_FOOTNOTES 20

/* "Previous version, with the numbers:": the colon comes soon. */
#define UNNUMBERED_LENGTH 40

struct footnote {
	int number, version;
};

struct links {
	struct pool *pool;
	GArray *found; /* of struct record_link */
	struct footnote notes[MAX_FOOTNOTES];
	size_t nr_notes;
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

/* Looks for the colon, which few lines have. */
static struct slice find_url(struct slice line)
{
	static const struct slice schemes[] = { { "https", 5 }, { "http", 4 } };
	const char *end = line.ptr + line.len, *colon = line.ptr;

	while (colon < end && (colon = memchr(colon, ':', (size_t)(end - colon)))) {
		struct slice before = slice_of(line.ptr, (size_t)(colon - line.ptr));

		for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
			size_t len = schemes[i].len;

			if (before.len < len || memcmp(colon - len, schemes[i].ptr, len))
				continue;
			if ((size_t)(end - colon) + len > 8 && !memcmp(colon, "://", 3))
				return slice_of(colon - len, (size_t)(end - colon) + len);
		}
		colon++;
	}
	return (struct slice){ NULL, 0 };
}

/* "<id>" in a line without a URL. */
static struct slice find_id(struct slice line)
{
	const char *at = line.len ? memchr(line.ptr, '<', line.len) : NULL;

	return at ? slice_skip(line, (size_t)(at + 1 - line.ptr)) : (struct slice){ NULL, 0 };
}

/* What stands behind a key is the id, with or without "<>". */
static struct slice find_target(struct slice line)
{
	static const struct slice keys[] = { SLICE("Supersedes:"), SLICE("Obsoleted-by:") };
	struct slice target = find_url(line);

	target = target.ptr ? target : find_id(line);
	for (size_t i = 0; !target.ptr && i < G_N_ELEMENTS(keys); i++)
		if (slice_istarts(line, keys[i]) && memchr(line.ptr, '@', line.len))
			target = slice_trim(slice_skip(line, keys[i].len));
	return target;
}

static struct slice cut_token(struct slice target)
{
	size_t len = 0;

	while (len < target.len && !g_ascii_isspace(target.ptr[len]) &&
	       !strchr("<>\"')]", target.ptr[len]))
		len++;
	return slice_of(target.ptr, len);
}

/* What follows the site's name; all of what is no URL. */
static struct slice cut_site(struct slice target)
{
	const char *path;

	if (!slice_starts(target, SLICE("http")))
		return target;
	path = memmem(target.ptr, target.len, "://", 3);
	target = path ? slice_skip(target, (size_t)(path + 3 - target.ptr)) : target;
	path = memchr(target.ptr, '/', target.len);
	return path ? slice_skip(target, (size_t)(path - target.ptr)) : slice_of(target.ptr, 0);
}

/* The last part that holds an "@" (or its escape) is the Message-ID: RFC 5322 asks for one in each.
 * Before it may stand the list's address. */
static char *message_id(struct pool *pool, struct slice target)
{
	g_autofree char *text = g_strndup(target.ptr, target.len);
	g_auto(GStrv) parts = g_strsplit_set(text, "/?=&", 24);
	char *id = NULL;

	for (char **part = parts + g_strv_length(parts); part-- > parts && !id;) {
		g_autofree char *plain = g_uri_unescape_string(*part, NULL);

		if (plain && strchr(plain, '@')) {
			plain[strcspn(plain, "#?")] = '\0';
			plain[strcspn(plain, " \t\r\n")] = '\0';
			id = pool_copy_utf8(pool, slice_str(plain));
			while (*id && strchr(".,;:", id[strlen(id) - 1]))
				id[strlen(id) - 1] = '\0';
		}
	}
	return id && *id ? id : NULL;
}

static void add_link(struct links *links, struct slice target, int version)
{
	struct record_link link = { version, NULL };

	target = cut_site(cut_token(target));
	if (links->found->len >= MAIL_MAX_LINKS)
		return;
	link.message_id = message_id(links->pool, target);
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

/* No version, and none that the text leaves open. */
#define NOTHING (-3)

/* "RFC:", "Previous version:": an earlier posting without a number. */
static bool is_unnumbered(struct slice line)
{
	static const struct slice starts[] = { SLICE("rfc"),	     SLICE("previous"),
					       SLICE("prev"),	     SLICE("earlier"),
					       SLICE("link to rfc"), SLICE("link to previous") };

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_istarts(line, starts[i]))
			return memchr(line.ptr, ':', MIN(line.len, UNNUMBERED_LENGTH));
	return false;
}

/* Without what stands in front of an item, a heading or a version: "- ", "[". */
static struct slice without_marks(struct slice line)
{
	static const bool marks[256] = {
		['\0'] = true, [' '] = true, ['\t'] = true, ['-'] = true,
		['*'] = true,  ['+'] = true, ['='] = true,  ['#'] = true,
		['('] = true,  ['['] = true, ['|'] = true,
	};

	while (line.len && marks[(unsigned char)*line.ptr])
		line = slice_skip(line, 1);
	return line;
}

/* Whether the line begins with the word, as a whole one; then it is passed over. */
static bool skip_word(struct slice *line, struct slice word)
{
	if (!slice_istarts(*line, word) ||
	    (line->len > word.len && g_ascii_isalnum(line->ptr[word.len])))
		return false;
	*line = slice_trim(slice_skip(*line, word.len));
	return true;
}

static bool skip_one(struct slice *line, const struct slice *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (skip_word(line, words[i]))
			return true;
	return false;
}

/* "The previous version is at", "Original patch:", "This is v2 of", "Replaces" and a link. */
static bool is_told(struct slice line)
{
	static const struct slice which[] = {
		SLICE("previous"), SLICE("prev"),  SLICE("earlier"), SLICE("original"),
		SLICE("last"),	   SLICE("first"), SLICE("old"),     SLICE("older"),
	};
	static const struct slice what[] = { SLICE("version"),	 SLICE("revision"),
					     SLICE("posting"),	 SLICE("submission"),
					     SLICE("iteration"), SLICE("attempt"),
					     SLICE("patch"),	 SLICE("series"),
					     SLICE("patchset"),	 SLICE("patches") };
	static const struct slice fill[] = { SLICE("is"),   SLICE("was"),   SLICE("can"),
					     SLICE("be"),   SLICE("found"), SLICE("posted"),
					     SLICE("sent"), SLICE("here"),  SLICE("at"),
					     SLICE("in") };
	bool new_version;

	skip_word(&line, SLICE("the"));
	if (skip_one(&line, which, G_N_ELEMENTS(which))) {
		if (!skip_one(&line, what, G_N_ELEMENTS(what)))
			return false;
		while (skip_one(&line, fill, G_N_ELEMENTS(fill)))
			continue;
		return !line.len || strchr(":([", *line.ptr);
	}
	if (!skip_word(&line, SLICE("this")))
		return skip_word(&line, SLICE("replaces")) && (!line.len || *line.ptr == ':');
	if (skip_word(&line, SLICE("replaces")))
		return !line.len;
	if (!skip_word(&line, SLICE("is")))
		return false;
	skip_word(&line, SLICE("the"));
	new_version = line.len && version_at(line, 0);
	return new_version && line.len > 3 &&
	       slice_ieq(slice_skip(line, line.len - 3), SLICE(" of"));
}

/* "Version 2": the number; 0 where it is none. */
static int spelt_version(struct slice line)
{
	int version = 0;

	if (!skip_word(&line, SLICE("version")))
		return 0;
	for (size_t i = 0; i < line.len && g_ascii_isdigit(line.ptr[i]) && version < 1000; i++)
		version = version * 10 + (line.ptr[i] - '0');
	return version;
}

#define LETTER(c) (UINT32_C(1) << ((c) - 'a'))

/* Few lines begin with two letters, or a "v" and a digit, that a heading begins with. */
static bool begins_heading(struct slice line)
{
	static const uint32_t second[26] = {
		['c' - 'a'] = LETTER('h'),		 /* change, changes, changelog */
		['e' - 'a'] = LETTER('a'),		 /* earlier */
		['f' - 'a'] = LETTER('i') | LETTER('r'), /* first, from */
		['h' - 'a'] = LETTER('i'),		 /* history */
		['l' - 'a'] = LETTER('a') | LETTER('i'), /* last, link */
		['o' - 'a'] = LETTER('l') | LETTER('r'), /* old, older, original */
		['p' - 'a'] = LETTER('a') | LETTER('r'), /* patch, prev, previous */
		['r' - 'a'] = LETTER('e') | LETTER('f'), /* replaces, rfc */
		['s' - 'a'] = LETTER('i') | LETTER('u'), /* since, supersedes */
		['t' - 'a'] = LETTER('h'),		 /* the, this */
		['v' - 'a'] = LETTER('e'),		 /* version */
	};
	unsigned first, behind;

	if (line.len < 2)
		return false;
	first = (unsigned)(slice_lower(line.ptr[0]) - 'a');
	behind = (unsigned)(slice_lower(line.ptr[1]) - 'a');
	if (first >= G_N_ELEMENTS(second))
		return false;
	return (behind < G_N_ELEMENTS(second) && second[first] >> behind & 1) ||
	       (first == 'v' - 'a' && g_ascii_isdigit(line.ptr[1]));
}

/*
 * A version counts as the subject of a line that is a list item or heading about it: "v3:", "- Link
 * to v3:", "Changes since v2", "[v2]"; not where prose merely mentions one.
 */
static int heading_version(struct slice line)
{
	static const struct slice starts[] = {
		SLICE("link to"), SLICE("changes"), SLICE("change"),   SLICE("changelog"),
		SLICE("since"),	  SLICE("from"),    SLICE("previous"), SLICE("prev"),
		SLICE("earlier"), SLICE("history"), SLICE("version"),  SLICE("rfc"),
		SLICE("patch v")
	};
	int version = 0;

	line = without_marks(line);
	if (!begins_heading(slice_trim(line)))
		return NOTHING;
	if (slice_istarts(line, SLICE("supersedes:")))
		return LINK_SUPERSEDES;
	if (line.len && version_at(line, 0))
		return last_version(line);
	for (size_t i = 0; i < G_N_ELEMENTS(starts) && !version; i++)
		if (slice_istarts(line, starts[i]))
			version = last_version(line);
	version = version ? version : spelt_version(line);
	if (version)
		return version;
	return is_unnumbered(line) || is_told(slice_trim(line)) ? LINK_UNNUMBERED : NOTHING;
}

/* In "v1 -> v2: https://…" the link may be that of either. */
static int arrow_version(struct slice line)
{
	const char *arrow = line.len ? memmem(line.ptr, line.len, "->", 2) : NULL;

	return arrow ? last_version(slice_of(line.ptr, (size_t)(arrow - line.ptr))) : 0;
}

/* "(https://…)" is alone on its line, too. */
static bool is_alone(struct slice before)
{
	before = slice_trim(before);
	return !before.len || (before.len == 1 && strchr("([", *before.ptr));
}

static void read_line(struct links *links, struct slice line)
{
	struct slice target, before;
	int version;

	/* Nothing is said, and nothing waits for a target. */
	if ((links->last == NOTHING && !links->nr_notes && !begins_heading(without_marks(line))) ||
	    !slice_trim(line).len)
		return;
	target = find_target(line);
	before = target.ptr ? slice_of(line.ptr, (size_t)(target.ptr - line.ptr)) : line;
	version = heading_version(before);
	if (version != NOTHING)
		links->last = version;
	if (!target.ptr) {
		if (version != NOTHING)
			note_footnote(links, line, version);
		return;
	}
	if (use_footnote(links, slice_trim(line), target))
		return;
	/* A link alone on its line belongs to the heading just above. */
	if (version != NOTHING) {
		add_link(links, target, version);
		if (arrow_version(before) && arrow_version(before) != version)
			add_link(links, target, arrow_version(before));
	} else if (is_alone(before) && links->last != NOTHING)
		add_link(links, target, links->last);
	links->last = NOTHING;
}

static void hand_over(struct links *links, struct record_link **out, unsigned *nr)
{
	*nr = links->found->len;
	*out = pool_alloc(links->pool, *nr * sizeof(**out) + 1);
	if (*nr)
		memcpy(*out, links->found->data, *nr * sizeof(**out));
	g_array_unref(links->found);
}

/* memmem() for what begins with a byte that few texts have: these are left at once. */
static bool has(struct slice text, struct slice what)
{
	const char *at = text.ptr, *end = at + text.len;

	while (at < end && (at = memchr(at, *what.ptr, (size_t)(end - at)))) {
		if (slice_starts(slice_of(at, (size_t)(end - at)), what))
			return true;
		at++;
	}
	return false;
}

void links_parse(struct pool *pool, struct slice text, struct record_link **out, unsigned *nr)
{
	struct links links = { .pool = pool, .last = NOTHING };
	struct slice line;

	*out = NULL;
	*nr = 0;
	/* Most postings hold no link at all. */
	if (!text.len || (!memchr(text.ptr, '<', text.len) && !has(text, SLICE("://")) &&
			  !memmem(text.ptr, text.len, "upersedes:", 10)))
		return;
	links.found = g_array_new(FALSE, FALSE, sizeof(struct record_link));
	while (slice_next_line(&text, &line) && !slice_starts(line, SLICE("diff --git ")))
		if (!slice_starts(line, SLICE(">")))
			read_line(&links, line);
	hand_over(&links, out, nr);
}

void links_parse_obsoleted(struct pool *pool, struct slice text, struct record_link **out,
			   unsigned *nr)
{
	static const struct slice key = SLICE("Obsoleted-by:");
	struct links links = { .pool = pool };
	struct slice line;

	*out = NULL;
	*nr = 0;
	if (!has(text, key))
		return;
	links.found = g_array_new(FALSE, FALSE, sizeof(struct record_link));
	while (slice_next_line(&text, &line))
		if (slice_istarts(line, key) && find_target(line).ptr)
			add_link(&links, find_target(line), LINK_OBSOLETED_BY);
	hand_over(&links, out, nr);
}
