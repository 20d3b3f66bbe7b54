/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/conversation_private.h"

#include "report/escape.h"
#include "report/width.h"

size_t quote_prefix(struct slice line)
{
	size_t len = 0;

	while (len < line.len && (line.ptr[len] == '>' || line.ptr[len] == ' '))
		len++;
	return len;
}

/* The signs of quoting, and the blank behind them: what comes then is the text, be it set in. */
static size_t sign_prefix(const struct text_line *item)
{
	size_t len = quote_prefix(item->line), signs = len;

	if (item->kind != LINE_QUOTED)
		return 0;
	while (signs && item->line.ptr[signs - 1] != '>')
		signs--;
	return signs + (len > signs);
}

/* What ends as statements of C do, or a line that goes on in a shell; the head of a diff. */
static bool is_code(struct slice line)
{
	return strchr(";{}\\|", line.ptr[line.len - 1]) != NULL ||
	       slice_starts(line, SLICE("diff --git ")) ||
	       (slice_starts(line, SLICE("index ")) && memmem(line.ptr, line.len, "..", 2));
}

/* The length of "- ", "* ", "1. " or "12) " in front of words; 0 without. */
static size_t point_mark(struct slice line)
{
	size_t len = 0;

	while (len < line.len && g_ascii_isdigit(line.ptr[len]))
		len++;
	if (len ? len < line.len && strchr(".)", line.ptr[len])
		: line.len && strchr("-*", *line.ptr))
		len++;
	else
		return 0;
	return len + 1 < line.len && line.ptr[len] == ' ' && line.ptr[len + 1] != ' ' ? len + 1 : 0;
}

/* Prose; not what is laid out by blanks, nor a line of a diff. */
static bool is_prose(const struct text_line *item, size_t prefix)
{
	struct slice line = slice_skip(item->line, prefix);
	bool own = line_is_words(item->kind);

	if (!own && item->kind != LINE_QUOTED && item->kind != LINE_INTRO)
		return false;
	return line.len && !is_code(line) &&
	       (g_ascii_isalnum(*line.ptr) || *line.ptr & 0x80 || *line.ptr == '"' ||
		*line.ptr == '\'' || *line.ptr == '(' || *line.ptr == '*' ||
		(own && point_mark(line)));
}

static size_t width_of(struct slice text)
{
	g_autoptr(GString) plain = g_string_sized_new(text.len + 1);

	escape_terminal(plain, text.ptr, text.len, ESCAPE_LINE);
	return text_width(plain->str);
}

static void put(struct writer *writer, enum line_kind kind, struct slice signs, struct slice words)
{
	writer_coloured(writer, writer_slots[kind], signs);
	writer_coloured(writer, writer_slots[kind], words);
	g_string_append_c(writer->out, '\n');
}

/* What stands in front of the next line of a point, in place of its mark. */
static struct slice hang_of(struct slice signs, struct slice words)
{
	static const char blanks[] = "            ";
	size_t mark = signs.len ? 0 : point_mark(words);

	return mark && mark < sizeof(blanks) ? slice_of(blanks, mark) : signs;
}

/*
 * Prints words, without blanks at their end, on as many lines as they need, but for the last of
 * these, which is returned. A word that is wider than a line stays where it is.
 */
static struct slice put_full_lines(struct writer *writer, enum line_kind kind, struct slice *signs,
				   struct slice words)
{
	const struct slice hang = hang_of(*signs, words);
	size_t columns = writer->view->columns - signs->len, width = 0, len = 0;

	while (len < words.len) {
		size_t start = len, end, word;

		while (start < words.len && words.ptr[start] == ' ')
			start++;
		for (end = start; end < words.len && words.ptr[end] != ' ';)
			end++;
		word = width_of(slice_of(words.ptr + start, end - start));
		if (len && width + (start - len) + word > columns && word <= columns) {
			put(writer, kind, *signs, slice_of(words.ptr, len));
			*signs = hang;
			columns = writer->view->columns - hang.len;
			words = slice_skip(words, start);
			len = end - start;
			width = word;
			continue;
		}
		width += start - len + word;
		len = end;
	}
	return words;
}

/* Whether the sentence of a line goes on in the next one. */
static bool goes_on(const struct writer *writer, guint at, guint to, size_t prefix)
{
	const struct text_line *item = &writer->lines[at], *next = item + 1;
	struct slice words;

	if (at + 1 >= to || next->kind != item->kind || sign_prefix(next) != prefix ||
	    next->line.len <= prefix || memcmp(next->line.ptr, item->line.ptr, prefix) != 0)
		return false;
	words = slice_skip(next->line, prefix);
	return is_prose(next, prefix) && !point_mark(words) &&
	       (g_ascii_islower(*words.ptr) ||
		!strchr(".:;!?", item->line.ptr[item->line.len - 1]));
}

static bool is_wide(const struct writer *writer, const struct text_line *item, size_t prefix)
{
	size_t columns = writer->view->columns;

	return columns && item->line.len > columns && prefix < columns / 2 &&
	       is_prose(item, prefix) && width_of(item->line) > columns;
}

/* The paragraph that the line is of, from it on, as far as words are left over. */
static guint wrap(struct writer *writer, guint at, guint to, size_t prefix)
{
	const struct text_line *first = &writer->lines[at];
	struct slice signs = slice_of(first->line.ptr, prefix), rest;
	g_autoptr(GString) words = g_string_new(NULL);
	bool left = true;

	while (left) {
		struct slice line = slice_skip(writer->lines[at].line, prefix);

		g_string_append_len(words, line.ptr, (gssize)line.len);
		g_strchomp(words->str);
		words->len = strlen(words->str);
		rest = put_full_lines(writer, first->kind, &signs,
				      slice_of(words->str, words->len));
		left = rest.ptr != words->str && goes_on(writer, at, to, prefix);
		at++;
		if (!left)
			break;
		g_string_erase(words, 0, rest.ptr - words->str);
		g_string_append_c(words, ' ');
	}
	put(writer, first->kind, signs, rest);
	return at;
}

guint writer_item(struct writer *writer, guint at, guint to)
{
	const struct text_line *item = &writer->lines[at];
	size_t prefix = sign_prefix(item);

	if (is_wide(writer, item, prefix))
		return wrap(writer, at, to, prefix);
	writer_line(writer, item->line, item->kind);
	return at + 1;
}

void writer_items(struct writer *writer, guint from, guint to)
{
	while (from < to)
		from = writer_item(writer, from, to);
}
