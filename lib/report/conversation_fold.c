/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/conversation_private.h"

#include "text/plural.h"

#define FOLD_FROM 13 /* quoted lines in a row that are folded */
#define FOLD_KEEP 8  /* so many of them stay, right above what is said */
#define FOLD_BACK 6  /* more, up to where the paragraph begins */
#define FOLD_END 6   /* the same where nothing is said below: all of them go */
#define FOLD_ONLY 20 /* that, where nothing else was quoted: what is said is about it */
#define FOLD_COST 2  /* lines that a mark would not save */

static bool is_blank_quote(const struct text_line *item)
{
	return quote_prefix(item->line) == item->line.len;
}

static void put_mark(struct writer *writer, guint lines)
{
	g_autofree char *mark = g_strdup_printf("> (%u %s)", lines, plural(lines, "line", "lines"));

	writer_coloured(writer, PALETTE_QUOTED, slice_str(mark));
	g_string_append_c(writer->out, '\n');
}

/* Lines that are left out, unless that saves nothing. */
static void put_hidden(struct writer *writer, guint from, guint to)
{
	if (to > from + FOLD_COST)
		put_mark(writer, to - from);
	else
		writer_items(writer, from, to);
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

/* Of the lines from here to there, those from keep on, and which file and function the first of
 * them is of where it does not say so itself. */
static void put_folded(struct writer *writer, guint from, guint keep, guint to)
{
	unsigned depth = quote_depth(writer->lines[keep].line);
	bool other = last_place(writer, keep, to, "+++ ", depth) < to;
	guint file = other ? keep : last_place(writer, from, keep, "+++ ", depth);
	guint hunk =
		other ? keep : last_place(writer, file < keep ? file : from, keep, "@@ ", depth);

	/* Without marks what follows would seem to be the beginning of the file or hunk. */
	put_hidden(writer, from, MIN(file, hunk));
	if (file < keep) {
		writer_items(writer, file, file + 1);
		put_hidden(writer, file + 1, hunk);
	}
	if (hunk < keep) {
		writer_items(writer, hunk, hunk + 1);
		put_hidden(writer, hunk + 1, keep);
	}
	writer_items(writer, keep, to);
}

/* Not in the middle of a paragraph; a line of a diff, which has no such, can be the first. */
static bool begins_paragraph(const struct writer *writer, guint at)
{
	struct slice line = writer->lines[at].line, before = writer->lines[at - 1].line;
	size_t prefix = quote_prefix(line);

	return is_blank_quote(&writer->lines[at - 1]) || prefix == line.len ||
	       strchr("+-@\t", line.ptr[prefix]) || quote_depth(line) != quote_depth(before) ||
	       (prefix > 1 && line.ptr[prefix - 1] == ' ' && line.ptr[prefix - 2] == ' ');
}

/* The first line that stays. */
static guint find_keep(const struct writer *writer, guint from, guint to)
{
	guint keep = to - FOLD_KEEP, at = keep;

	while (at > from && keep - at < FOLD_BACK && !begins_paragraph(writer, at))
		at--;
	if (at == from || begins_paragraph(writer, at))
		keep = at;
	while (keep > from && keep + 1 < to && is_blank_quote(&writer->lines[keep]))
		keep++;
	return keep;
}

void writer_quoted(struct writer *writer, guint from, guint to)
{
	enum conversation_quotes quotes = writer->view->quotes;
	bool last = from >= writer->said, only = !writer->quoted;
	guint nr = to - from;

	while (quotes == QUOTES_FOLD && last && from < to && is_blank_quote(&writer->lines[from]))
		from++;
	writer->quoted = true;
	if (quotes == QUOTES_NONE ||
	    (quotes == QUOTES_FOLD && last && nr >= FOLD_END && (!only || nr > FOLD_ONLY)))
		put_mark(writer, nr);
	else if (quotes == QUOTES_FOLD && !last && nr >= FOLD_FROM)
		put_folded(writer, from, find_keep(writer, from, to), to);
	else
		writer_items(writer, from, to);
}
