/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/changelog.h"

#include "patch/hunk.h"

/* Headings are short: a longer line is prose that happens to name versions. */
#define HEADING_LENGTH 60

/* Reads "v12" or "12.1" behind a "v" at text[at]; 0 where there is no version. */
static int read_version(struct slice text, size_t at, size_t *end)
{
	int version = 0;
	size_t i = at + 1;

	if ((text.ptr[at] | 0x20) != 'v' || (at && g_ascii_isalnum(text.ptr[at - 1])))
		return 0;
	for (; i < text.len && g_ascii_isdigit(text.ptr[i]) && version < 1000; i++)
		version = version * 10 + (text.ptr[i] - '0');
	*end = i;
	return i < text.len && (g_ascii_isalnum(text.ptr[i]) || text.ptr[i] == '_') ? 0 : version;
}

static bool has_word(struct slice text, struct slice word)
{
	for (size_t i = 0; i + word.len <= text.len; i++)
		if (slice_istarts(slice_skip(text, i), word))
			return true;
	return false;
}

/* Words a heading may consist of besides versions. */
static bool is_heading_text(struct slice text)
{
	static const char *const words[] = {
		"changes",  "change",	  "changelog", "changed", "in",	      "since",
		"from",	    "for",	  "to",	       "log",	  "history",  "diff",
		"version",  "difference", "between",   "and",	  "of",	      "the",
		"this",	    "patch",	  "series",    "rfc",	  "revision", "differences",
		"as",	    "compared",	  "vs",	       "what's",  "new",      "notes",
		"overview", "summary",
	};

	for (size_t i = 0, end; i < text.len; i = end) {
		bool known = false;

		for (end = i;
		     end < text.len && (g_ascii_isalnum(text.ptr[end]) || text.ptr[end] == '\'');)
			end++;
		if (end == i) {
			/* Marks, arrows, brackets: anything but what ends a sentence. */
			if (strchr(".;", text.ptr[i]))
				return false;
			end++;
			continue;
		}
		for (size_t w = 0; w < G_N_ELEMENTS(words) && !known; w++)
			known = slice_ieq(slice_of(text.ptr + i, end - i), slice_str(words[w]));
		if (!known && !g_ascii_isdigit(text.ptr[i])) {
			size_t after;

			if (!read_version(text, i, &after) || after != end)
				return false;
		}
	}
	return true;
}

/* "since v1 (https://…):": the colon behind what stands in brackets; NULL without one. */
static const char *find_colon(struct slice head)
{
	int depth = 0;

	for (size_t i = 0; i < head.len; i++) {
		char c = head.ptr[i];

		depth += (c == '(' || c == '[') - (depth && (c == ')' || c == ']'));
		if (c == ':' && !depth)
			return head.ptr + i;
	}
	return depth ? memchr(head.ptr, ':', head.len) : NULL;
}

/* A bracket at the end of a heading says where or when. */
static struct slice without_bracket(struct slice head)
{
	const char *open;

	head = slice_trim(head);
	if (!head.len || !strchr(")]", head.ptr[head.len - 1]))
		return head;
	open = memrchr(head.ptr, head.ptr[head.len - 1] == ')' ? '(' : '[', head.len);
	return open && open > head.ptr ? slice_trim(slice_of(head.ptr, (size_t)(open - head.ptr)))
				       : head;
}

/*
 * The version whose changes follow the line, 0 where it is no heading: the last one it names, or
 * the one behind that after "since" and "from" alone. What follows its colon is in *rest.
 */
static int heading_version(struct slice line, struct slice *rest)
{
	struct slice head = slice_trim(line);
	int version = 0, count = 0;
	const char *colon;
	size_t end;

	while (head.len && strchr("*-#=[(> ", head.ptr[0]))
		head = slice_skip(head, 1);
	if (!head.len)
		return 0;
	colon = find_colon(head);
	*rest = colon ? slice_trim(slice_skip(head, (size_t)(colon - head.ptr) + 1))
		      : (struct slice){ NULL, 0 };
	if (colon)
		head.len = (size_t)(colon - head.ptr);
	head = without_bracket(head);
	if (head.len > HEADING_LENGTH || !is_heading_text(head))
		return 0;
	for (size_t i = 0; i + 1 < head.len; i++) {
		int here = read_version(head, i, &end);

		if (here) {
			version = here;
			count++;
		}
	}
	if (!version || (!colon && count < 2 && !has_word(head, SLICE("change"))))
		return 0;
	if (count == 1 && (has_word(head, SLICE("since")) || has_word(head, SLICE("from"))))
		version++;
	return version;
}

static bool is_list_line(struct slice line)
{
	struct slice text = slice_trim(line);

	return line.len &&
	       (g_ascii_isspace(line.ptr[0]) || strchr("-*+o#([", line.ptr[0]) ||
		g_ascii_isdigit(line.ptr[0]) || (unsigned char)line.ptr[0] >= 0x80) &&
	       text.len;
}

/* Whether the text of the posting goes on with something else there. */
static bool is_end(struct slice line)
{
	struct slice text = slice_trim(line);
	size_t len = text.len;

	if (slice_starts(line, SLICE("diff --git ")) || slice_eq(text, SLICE("---")) ||
	    slice_starts(line, SLICE("base-commit:")) || slice_eq(text, SLICE("--")) ||
	    has_word(line, SLICE("-by: ")))
		return true;
	/* A shortlog's "Name (3):", a diffstat's " a/b.c | 3 +-" */
	if (len > 4 && slice_eq(slice_skip(text, len - 2), SLICE("):")) &&
	    g_ascii_isdigit(text.ptr[len - 3]))
		return true;
	return line.len && line.ptr[0] == ' ' && memchr(line.ptr, '|', line.len) &&
	       memchr(line.ptr, '/', line.len);
}

static bool is_link(struct slice line)
{
	return has_word(line, SLICE("http")) &&
	       (has_word(line, SLICE("link")) || slice_trim(line).ptr[0] == 'h' ||
		slice_trim(line).ptr[0] == '[' || (slice_trim(line).ptr[0] | 0x20) == 'v');
}

/* "Thanks," at the line's start, or "-Ada" in a paragraph of its own: the mail ends there. */
static bool is_sign_off(struct slice line, bool blank)
{
	static const struct slice words[] = { SLICE("thanks"),	SLICE("thank you"), SLICE("cheers"),
					      SLICE("regards"), SLICE("best"),	    SLICE("kind") };
	size_t len = 1;

	line.len -= line.len && line.ptr[line.len - 1] == ' ';
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (slice_istarts(line, words[i]) && line.len <= 20 &&
		    strchr(",!.", line.ptr[line.len - 1]))
			return true;
	if (!blank || line.len < 3 || *line.ptr != '-' || !g_ascii_isupper(line.ptr[1]))
		return false;
	while (len < line.len && g_ascii_isalpha(line.ptr[len]))
		len++;
	return len == line.len;
}

/* "=======", below or above a heading. */
static bool is_ruler(struct slice line)
{
	line = slice_trim(line);
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != line.ptr[0])
			return false;
	return line.len > 3 && strchr("=-~*_#", line.ptr[0]);
}

struct lines {
	struct slice items[CHANGELOG_LINES];
	size_t nr;
};

/* Collects the section that begins at *rest. */
static void collect(struct slice *rest, struct slice inline_text, struct lines *out)
{
	struct slice line, ahead = *rest, unused;
	bool blank = false;

	if (inline_text.len && !is_link(inline_text))
		out->items[out->nr++] = inline_text;
	while (slice_next_line(&ahead, &line)) {
		if (diff_begins(line, ahead))
			break;
		if (!slice_trim(line).len) {
			blank = true;
			continue;
		}
		if (is_ruler(line))
			continue;
		if (is_end(line) || heading_version(line, &unused) || is_sign_off(line, blank) ||
		    (blank && out->nr && !is_list_line(line)))
			break;
		blank = false;
		*rest = ahead;
		if (out->nr < CHANGELOG_LINES && !is_link(line))
			out->items[out->nr++] = line;
	}
}

static size_t indentation(struct slice line)
{
	size_t n = 0;

	while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t'))
		n++;
	return n;
}

static void append_lines(const struct lines *lines, GString *out)
{
	size_t least = G_MAXSIZE;

	for (size_t i = 0; i < lines->nr; i++)
		least = MIN(least, indentation(lines->items[i]));
	for (size_t i = 0; i < lines->nr; i++) {
		struct slice line = slice_skip(lines->items[i], least);

		while (line.len && g_ascii_isspace(line.ptr[line.len - 1]))
			line.len--;
		g_string_append_len(out, line.ptr, (gssize)line.len);
		g_string_append_c(out, '\n');
	}
}

bool changelog_find(struct slice text, int version, GString *out)
{
	struct lines lines = { .nr = 0 };
	struct slice line, inline_text = { NULL, 0 };

	while (!lines.nr && slice_next_line(&text, &line)) {
		if (diff_begins(line, text))
			break;
		if (heading_version(line, &inline_text) == version)
			collect(&text, inline_text, &lines);
	}
	append_lines(&lines, out);
	return lines.nr > 0;
}
