/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/wrap.h"

#include <string.h>
#include "report/width.h"

#define HANG 4

/* Escape sequences are "\033[…m". */
size_t wrap_width(const char *text, size_t len)
{
	g_autoptr(GString) plain = NULL;
	size_t easy = 0;

	while (easy < len && text_is_plain(text[easy]))
		easy++;
	if (easy == len)
		return len;
	plain = g_string_sized_new(len);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\033')
			while (i < len && text[i] != 'm')
				i++;
		else
			g_string_append_c(plain, text[i]);
	}
	return text_width(plain->str);
}

static void wrap_line(GString *out, const char *line, size_t len, size_t columns, size_t hang)
{
	size_t at = MIN(strspn(line, " "), len), width = at;
	bool first = true;

	g_string_append_len(out, line, (gssize)at);
	while (at < len) {
		size_t gap = at, end;

		while (gap < len && line[gap] == ' ')
			gap++;
		for (end = gap; end < len && line[end] != ' ';)
			end++;
		/* Behind a bullet there is as much room as on the next line. */
		if (!first && width + gap - at != hang &&
		    width + wrap_width(line + at, end - at) > columns) {
			g_string_append_printf(out, "\n%*s", (int)hang, "");
			width = hang;
		} else {
			g_string_append_len(out, line + at, (gssize)(gap - at));
			width += gap - at;
		}
		g_string_append_len(out, line + gap, (gssize)(end - gap));
		width += wrap_width(line + gap, end - gap);
		first = false;
		at = end;
	}
}

/* Further in than its beginning, unless that is half of the line. */
static size_t default_hang(const char *line, size_t columns)
{
	size_t indent = strspn(line, " ");

	return indent + HANG < columns / 2 ? indent + HANG : indent;
}

void wrap_lines(GString *out, const char *text, size_t columns)
{
	wrap_hanging(out, text, columns, WRAP_DEFAULT);
}

void wrap_hanging(GString *out, const char *text, size_t columns, size_t hang)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (columns && wrap_width(text, len) > columns)
			wrap_line(out, text, len, columns,
				  hang == WRAP_DEFAULT ? default_hang(text, columns) : hang);
		else
			g_string_append_len(out, text, (gssize)len);
		text += len;
		if (*text == '\n') {
			g_string_append_c(out, '\n');
			text++;
		}
	}
}

struct line {
	const char *text; /* not terminated */
	size_t len;
	size_t indent; /* blanks before it */
	size_t body;   /* what stands before its first word, a bullet or number, too */
};

/* "- ", "* ", "+ ", "1. ", "2) ", with all blanks; 0 without. */
static size_t bullet_of(const char *text)
{
	size_t len = strspn(text, "0123456789");

	if (len && len < 3)
		len += text[len] == '.' || text[len] == ')' ? 1 : 0;
	else
		len = strchr("-*+", *text) && *text ? 1 : 0;
	return len && text[len] == ' ' ? len + strspn(text + len, " ") : 0;
}

static bool next_line(const char **text, struct line *line)
{
	if (!**text)
		return false;
	line->text = *text;
	line->len = strcspn(*text, "\n");
	line->indent = strspn(*text, " ");
	line->body = line->indent + bullet_of(*text + line->indent);
	*text += line->len + (line->text[line->len] == '\n');
	return true;
}

/* Whether a line goes on with the item of another one, which it does not do with a bullet of its
 * own. */
static bool goes_on(const struct line *first, const struct line *line)
{
	if (line->indent == line->len || line->body > line->indent)
		return false;
	return line->indent >= MIN(first->indent + 1, first->body) && line->indent <= first->body;
}

static bool is_wide(const struct line *line, size_t columns)
{
	g_autofree char *copy = g_strndup(line->text, line->len);

	return text_width(copy) > columns;
}

/* The item that begins there; all of its lines as one where one of them is too wide. */
static const char *put_item(GString *out, const char *text, size_t columns)
{
	const char *rest = text, *end;
	g_autoptr(GString) joined = g_string_new(NULL);
	struct line first, line;
	bool wide;

	next_line(&rest, &first);
	wide = is_wide(&first, columns);
	g_string_append_len(joined, first.text, (gssize)first.len);
	for (end = rest; next_line(&rest, &line) && goes_on(&first, &line); end = rest) {
		wide |= is_wide(&line, columns);
		g_string_append_c(joined, ' ');
		g_string_append_len(joined, line.text + line.indent,
				    (gssize)(line.len - line.indent));
	}
	if (wide)
		wrap_hanging(out, joined->str, columns, first.body);
	else
		g_string_append_len(out, text, end - text);
	if (out->len && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\n');
	return end;
}

void reflow(GString *out, const char *text, size_t columns)
{
	while (*text && columns)
		text = put_item(out, text, columns);
	g_string_append(out, text);
}
