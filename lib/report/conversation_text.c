/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/conversation_text.h"

#include "report/escape.h"
#include "report/width.h"
#include "text/plural.h"

#define FOLD_FROM 13 /* quoted lines in a row that are folded */
#define FOLD_KEEP 8  /* so many of them stay, right above what is said */
#define FOLD_END 4   /* the same where nothing is said below: all of them go */
#define SIGNATURE 12 /* lines of a signature that are left out; a longer one says something */

struct writer {
	const struct conversation_view *view;
	const struct text_line *lines;
	guint nr;
	guint said; /* behind the last line that says something of its own */
	GString *out;
};

static const enum palette_slot slots[] = {
	[LINE_OWN] = PALETTE_NR,       [LINE_GREETING] = PALETTE_NR,
	[LINE_CLOSING] = PALETTE_NR,   [LINE_TAG] = PALETTE_TRAILER,
	[LINE_INTRO] = PALETTE_QUOTED, [LINE_QUOTED] = PALETTE_QUOTED,
	[LINE_DIFF] = PALETTE_META,    [LINE_FRAG] = PALETTE_FRAG,
	[LINE_ADDED] = PALETTE_ADDED,  [LINE_REMOVED] = PALETTE_REMOVED,
	[LINE_CONTEXT] = PALETTE_NR,   [LINE_SIGNATURE] = PALETTE_QUOTED,
};

static void put_coloured(struct writer *writer, enum palette_slot slot, struct slice text)
{
	const struct palette *palette = writer->view->palette;

	if (slot != PALETTE_NR && text.len)
		g_string_append(writer->out, palette->on[slot]);
	escape_terminal(writer->out, text.ptr, text.len, ESCAPE_NEWLINE);
	if (slot != PALETTE_NR && text.len)
		g_string_append(writer->out, palette->off[slot]);
}

/* "@@ -1 +1 @@" is coloured, the function behind it is not. */
static void put_frag(struct writer *writer, struct slice line)
{
	const char *end = memmem(line.ptr + 2, line.len - 2, "@@", 2);
	size_t len = end ? (size_t)(end + 2 - line.ptr) : line.len;

	put_coloured(writer, PALETTE_FRAG, slice_of(line.ptr, len));
	put_coloured(writer, PALETTE_NR, slice_skip(line, len));
}

/* Where the signs of " path | 12 ++--" begin; the whole length of another line. */
static size_t stat_signs(struct slice line)
{
	size_t at = line.len;

	if (line.len < 5 || *line.ptr != ' ' || line.ptr[1] == ' ')
		return line.len;
	while (at && (line.ptr[at - 1] == '+' || line.ptr[at - 1] == '-'))
		at--;
	for (size_t i = at; i > 1; i--) {
		char c = line.ptr[i - 1];

		if (c == '|')
			return line.ptr[i - 2] == ' ' ? at : line.len;
		if (c != ' ' && !g_ascii_isdigit(c))
			break;
	}
	return line.len;
}

static void put_own(struct writer *writer, struct slice line)
{
	size_t signs = stat_signs(line);
	struct slice rest = slice_skip(line, signs);
	size_t plus = 0;

	put_coloured(writer, PALETTE_NR, slice_of(line.ptr, signs));
	while (plus < rest.len && rest.ptr[plus] == '+')
		plus++;
	put_coloured(writer, PALETTE_ADDED, slice_of(rest.ptr, plus));
	put_coloured(writer, PALETTE_REMOVED, slice_skip(rest, plus));
}

/* Blanks at the end of what is added are marked, as git diff does it. */
static void put_added(struct writer *writer, struct slice line)
{
	size_t len = line.len;

	while (len > 1 && (line.ptr[len - 1] == ' ' || line.ptr[len - 1] == '\t'))
		len--;
	put_coloured(writer, PALETTE_ADDED, slice_of(line.ptr, len));
	put_coloured(writer, PALETTE_WHITESPACE, slice_skip(line, len));
}

static void put_line(struct writer *writer, struct slice line, enum line_kind kind)
{
	if (kind == LINE_FRAG)
		put_frag(writer, line);
	else if (kind == LINE_ADDED)
		put_added(writer, line);
	else if (line_is_words(kind))
		put_own(writer, line);
	else
		put_coloured(writer, slots[kind], line);
	g_string_append_c(writer->out, '\n');
}

/* The signs of quoting and blanks that a line begins with. */
static size_t quote_prefix(struct slice line)
{
	size_t len = 0;

	while (len < line.len && (line.ptr[len] == '>' || line.ptr[len] == ' '))
		len++;
	return len;
}

/* Prose; not what is laid out by blanks, nor a line of a diff. */
static bool is_prose(const struct text_line *item, size_t prefix)
{
	struct slice line = slice_skip(item->line, prefix);

	if (!line_is_words(item->kind) && item->kind != LINE_QUOTED && item->kind != LINE_INTRO)
		return false;
	return line.len && (g_ascii_isalnum(*line.ptr) || *line.ptr & 0x80 || *line.ptr == '"' ||
			    *line.ptr == '\'' || *line.ptr == '(' || *line.ptr == '*');
}

static size_t width_of(struct slice text)
{
	GString *plain = g_string_sized_new(text.len + 1);
	size_t width;

	escape_terminal(plain, text.ptr, text.len, ESCAPE_LINE);
	width = text_width(plain->str);
	g_string_free(plain, TRUE);
	return width;
}

/* The words of a line that is too wide, on as many lines as they need, each with the prefix. */
static void wrap(struct writer *writer, const struct text_line *item, size_t prefix)
{
	struct slice signs = slice_of(item->line.ptr, prefix);
	struct slice rest = slice_skip(item->line, prefix);
	enum palette_slot slot = slots[item->kind];
	size_t columns = writer->view->columns, width = 0, len = 0;

	while (len < rest.len) {
		size_t end = len, word;

		while (end < rest.len && rest.ptr[end] == ' ')
			end++;
		while (end < rest.len && rest.ptr[end] != ' ')
			end++;
		word = width_of(slice_of(rest.ptr + len, end - len));
		if (len && prefix + width + word > columns) {
			put_coloured(writer, slot, signs);
			put_coloured(writer, slot, slice_of(rest.ptr, len));
			g_string_append_c(writer->out, '\n');
			while (rest.ptr[len] == ' ' && len < end)
				len++;
			rest = slice_skip(rest, len);
			len = width = 0;
			continue;
		}
		width += word;
		len = end;
	}
	put_coloured(writer, slot, signs);
	put_coloured(writer, slot, rest);
	g_string_append_c(writer->out, '\n');
}

static void put_item(struct writer *writer, const struct text_line *item)
{
	size_t columns = writer->view->columns;
	size_t prefix = item->kind == LINE_QUOTED ? quote_prefix(item->line) : 0;

	if (columns && item->line.len > columns && prefix < columns / 2 && is_prose(item, prefix) &&
	    width_of(item->line) > columns)
		wrap(writer, item, prefix);
	else
		put_line(writer, item->line, item->kind);
}

static bool is_blank(const struct text_line *item)
{
	return !slice_trim(item->line).len;
}

static bool is_blank_quote(const struct text_line *item)
{
	return quote_prefix(item->line) == item->line.len;
}

/* Where all is said: behind the last line that is neither quoted nor blank. */
static guint find_said(const struct writer *writer)
{
	guint end = writer->nr;

	while (end &&
	       (writer->lines[end - 1].kind == LINE_SIGNATURE ||
		writer->lines[end - 1].kind == LINE_QUOTED ||
		writer->lines[end - 1].kind == LINE_INTRO || is_blank(&writer->lines[end - 1])))
		end--;
	return end;
}

static void put_mark(struct writer *writer, guint lines)
{
	char *mark = g_strdup_printf("> (%u %s)", lines, plural(lines, "line", "lines"));

	put_coloured(writer, PALETTE_QUOTED, slice_str(mark));
	g_string_append_c(writer->out, '\n');
	g_free(mark);
}

/* How many have quoted the line. */
static unsigned quote_depth(struct slice line)
{
	size_t prefix = quote_prefix(line);
	unsigned depth = 0;

	for (size_t i = 0; i < prefix; i++)
		depth += line.ptr[i] == '>';
	return depth;
}

/* The depth of what is answered: of the last line that is not blank. */
static unsigned answered_depth(const struct writer *writer, guint from, guint to)
{
	while (to > from + 1 && is_blank_quote(&writer->lines[to - 1]))
		to--;
	return quote_depth(writer->lines[to - 1].line);
}

/* The last line of a diff that says where in it one is; to where there is none of that depth. */
static guint last_place(const struct writer *writer, guint from, guint to, const char *sign,
			unsigned depth)
{
	for (guint i = to; i > from; i--) {
		struct slice line = writer->lines[i - 1].line;
		struct slice rest = slice_skip(line, quote_prefix(line));

		if (slice_starts(rest, slice_str(sign)) && quote_depth(line) == depth)
			return i - 1;
	}
	return to;
}

/* Of the lines from here to there, those from keep on, and which file and function they are of
 * where they do not say so themselves. */
static void put_folded(struct writer *writer, guint from, guint keep, guint to)
{
	unsigned depth = answered_depth(writer, keep, to);
	bool other = last_place(writer, keep, to, "+++ ", depth) < to;
	guint file = other ? keep : last_place(writer, from, keep, "+++ ", depth);
	guint hunk =
		other ? keep : last_place(writer, file < keep ? file : from, keep, "@@ ", depth);
	guint behind = hunk < keep ? keep - hunk - 1 : 0;
	guint hidden = keep - from - (file < keep) - (hunk < keep) - behind;

	if (hidden)
		put_mark(writer, hidden);
	if (file < keep)
		put_item(writer, &writer->lines[file]);
	if (hunk < keep)
		put_item(writer, &writer->lines[hunk]);
	/* Without it what follows would seem to be the beginning of the hunk. */
	if (behind)
		put_mark(writer, behind);
	for (guint i = keep; i < to; i++)
		put_item(writer, &writer->lines[i]);
}

static void put_quoted(struct writer *writer, guint from, guint to)
{
	enum conversation_quotes quotes = writer->view->quotes;
	guint keep = from;

	if (quotes == QUOTES_NONE) {
		put_mark(writer, to - from);
		return;
	}
	if (quotes == QUOTES_FOLD && to - from >= FOLD_END && from >= writer->said) {
		put_mark(writer, to - from);
		return;
	}
	if (quotes == QUOTES_FOLD && to - from >= FOLD_FROM)
		keep = to - FOLD_KEEP;
	while (keep > from && keep + 1 < to && is_blank_quote(&writer->lines[keep]))
		keep++;
	put_folded(writer, from, keep, to);
}

/* Of mail after mail nobody reads whom the senders work for, nor the footer of the list. */
static void put_signature(struct writer *writer, guint from, guint to)
{
	if (writer->view->quotes != QUOTES_FULL && to - from <= SIGNATURE)
		return;
	for (guint i = from; i < to; i++)
		put_item(writer, &writer->lines[i]);
}

/* Of blank lines one is enough. */
static void put_run(struct writer *writer, guint from, guint to)
{
	bool all = writer->view->quotes == QUOTES_FULL || !line_is_words(writer->lines[from].kind);

	for (guint i = from; i < to; i++)
		if (all || i == from || !is_blank(&writer->lines[i]) ||
		    !is_blank(&writer->lines[i - 1]))
			put_item(writer, &writer->lines[i]);
}

static guint end_of_run(const struct writer *writer, guint from)
{
	guint to = from;

	while (to < writer->nr && writer->lines[to].kind == writer->lines[from].kind)
		to++;
	return to;
}

/* Without blank lines at its end. */
static void end_text(GString *out, size_t start)
{
	while (out->len > start + 1 && out->str[out->len - 1] == '\n' &&
	       out->str[out->len - 2] == '\n')
		g_string_truncate(out, out->len - 1);
}

void conversation_append_lines(GString *out, const struct conversation_view *view,
			       const GArray *lines)
{
	struct writer writer = { .view = view,
				 .lines = (const struct text_line *)(void *)lines->data,
				 .nr = lines->len,
				 .out = out };
	size_t start = out->len;
	guint to;

	while (writer.nr && is_blank(&writer.lines[writer.nr - 1]))
		writer.nr--;
	while (writer.nr && is_blank(writer.lines)) {
		writer.lines++;
		writer.nr--;
	}
	writer.said = find_said(&writer);
	for (guint i = 0; i < writer.nr; i = to) {
		to = end_of_run(&writer, i);
		if (writer.lines[i].kind == LINE_QUOTED)
			put_quoted(&writer, i, to);
		else if (writer.lines[i].kind == LINE_SIGNATURE)
			put_signature(&writer, i, to);
		else
			put_run(&writer, i, to);
	}
	end_text(out, start);
}
