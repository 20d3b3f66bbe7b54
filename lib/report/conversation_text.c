/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/conversation_private.h"

#include "report/escape.h"

#define SIGNATURE 12 /* lines of a signature that are left out; a longer one says something */
#define FOOTER 10    /* underscores of a mailing list's */

const enum palette_slot writer_slots[] = {
	[LINE_OWN] = PALETTE_NR,       [LINE_GREETING] = PALETTE_NR,
	[LINE_CLOSING] = PALETTE_NR,   [LINE_TAG] = PALETTE_TRAILER,
	[LINE_INTRO] = PALETTE_QUOTED, [LINE_QUOTED] = PALETTE_QUOTED,
	[LINE_DIFF] = PALETTE_META,    [LINE_FRAG] = PALETTE_FRAG,
	[LINE_ADDED] = PALETTE_ADDED,  [LINE_REMOVED] = PALETTE_REMOVED,
	[LINE_CONTEXT] = PALETTE_NR,   [LINE_SIGNATURE] = PALETTE_QUOTED,
};

void writer_coloured(struct writer *writer, enum palette_slot slot, struct slice text)
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

	writer_coloured(writer, PALETTE_FRAG, slice_of(line.ptr, len));
	writer_coloured(writer, PALETTE_NR, slice_skip(line, len));
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

	writer_coloured(writer, PALETTE_NR, slice_of(line.ptr, signs));
	while (plus < rest.len && rest.ptr[plus] == '+')
		plus++;
	writer_coloured(writer, PALETTE_ADDED, slice_of(rest.ptr, plus));
	writer_coloured(writer, PALETTE_REMOVED, slice_skip(rest, plus));
}

/* Blanks at the end of what is added are marked, as git diff does it. */
static void put_added(struct writer *writer, struct slice line)
{
	size_t len = line.len;

	while (len > 1 && (line.ptr[len - 1] == ' ' || line.ptr[len - 1] == '\t'))
		len--;
	writer_coloured(writer, PALETTE_ADDED, slice_of(line.ptr, len));
	writer_coloured(writer, PALETTE_WHITESPACE, slice_skip(line, len));
}

/* Whom a patch goes to, and who hands it on, is no review. */
static enum palette_slot slot_of(struct slice line, enum line_kind kind)
{
	bool plain = kind == LINE_TAG && (slice_istarts(line, SLICE("Cc:")) ||
					  slice_istarts(line, SLICE("Signed-off-by:")));

	return plain ? PALETTE_NR : writer_slots[kind];
}

void writer_line(struct writer *writer, struct slice line, enum line_kind kind)
{
	if (kind == LINE_FRAG)
		put_frag(writer, line);
	else if (kind == LINE_ADDED)
		put_added(writer, line);
	else if (line_is_words(kind))
		put_own(writer, line);
	else
		writer_coloured(writer, slot_of(line, kind), line);
	g_string_append_c(writer->out, '\n');
}

static bool line_is_blank(const struct text_line *item)
{
	return !slice_trim(item->line).len;
}

/* Where all is said: behind the last line that is neither quoted nor blank. */
static guint find_said(const struct writer *writer)
{
	guint end = writer->nr;

	while (end && (writer->lines[end - 1].kind == LINE_SIGNATURE ||
		       writer->lines[end - 1].kind == LINE_QUOTED ||
		       writer->lines[end - 1].kind == LINE_INTRO ||
		       line_is_blank(&writer->lines[end - 1])))
		end--;
	return end;
}

/* "_______________" */
static bool begins_footer(struct slice line)
{
	size_t len = 0;

	while (len < line.len && line.ptr[len] == '_')
		len++;
	return len >= FOOTER;
}

/* The lines of a signature without the footer of the list below it. */
static guint own_signature(const struct writer *writer, guint from, guint to)
{
	guint end = from;

	while (end < to && !begins_footer(writer->lines[end].line))
		end++;
	return end - from;
}

/* Of mail after mail nobody reads whom the senders work for, nor the footer of the list. */
static void put_signature(struct writer *writer, guint from, guint to)
{
	guint own = own_signature(writer, from, to);

	if (writer->view->quotes == QUOTES_FULL)
		own = to - from;
	else if (own <= SIGNATURE)
		return;
	writer_items(writer, from, from + own);
}

/* Of blank lines one is enough. */
static void put_run(struct writer *writer, guint from, guint to)
{
	bool all = writer->view->quotes == QUOTES_FULL || !line_is_words(writer->lines[from].kind);

	for (guint i = from; i < to;)
		if (all || i == from || !line_is_blank(&writer->lines[i]) ||
		    !line_is_blank(&writer->lines[i - 1]))
			i = writer_item(writer, i, to);
		else
			i++;
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

	while (writer.nr && line_is_blank(&writer.lines[writer.nr - 1]))
		writer.nr--;
	while (writer.nr && line_is_blank(writer.lines)) {
		writer.lines++;
		writer.nr--;
	}
	writer.said = find_said(&writer);
	for (guint i = 0; i < writer.nr; i = to) {
		to = end_of_run(&writer, i);
		if (writer.lines[i].kind == LINE_QUOTED)
			writer_quoted(&writer, i, to);
		else if (writer.lines[i].kind == LINE_SIGNATURE)
			put_signature(&writer, i, to);
		else
			put_run(&writer, i, to);
	}
	end_text(out, start);
}
