/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/flowed.h"

struct flowed_line {
	struct slice quote, content;
	unsigned depth;
	bool soft; /* goes on in the next line */
};

/*
 * "> > x" counts as depth 2, as ">> x" does: by the RFC it is depth 1, but what writes it means 2.
 */
static struct flowed_line read_line(struct slice line)
{
	struct flowed_line out = { .quote = slice_of(line.ptr, 0) };
	size_t at = 0;

	while (at < line.len &&
	       (line.ptr[at] == '>' ||
		(out.depth && line.ptr[at] == ' ' && at + 1 < line.len && line.ptr[at + 1] == '>')))
		out.depth += line.ptr[at++] == '>';
	/* The stuffed space of a quoted line is what readers want to see behind its marks. */
	if (at < line.len && line.ptr[at] == ' ')
		at++;
	out.quote.len = out.depth ? at : 0;
	out.content = slice_skip(line, at);
	out.soft = out.content.len && out.content.ptr[out.content.len - 1] == ' ';
	if (slice_eq(slice_skip(line, out.quote.len), SLICE("-- "))) {
		out.content = SLICE("-- ");
		out.soft = false;
	}
	return out;
}

/* A line of nothing but blanks ends where it ends. */
static bool is_blank(const struct flowed_line *line)
{
	return !slice_trim(line->content).len;
}

/* Of what was quoted, a line of a diff, or what is set off by blanks, begins where it begins. */
static bool is_begin(const struct flowed_line *line)
{
	return line->depth && (is_blank(line) || strchr("+-@ \t", *line->content.ptr));
}

static bool is_signature(const struct flowed_line *line)
{
	return slice_eq(line->content, SLICE("-- "));
}

static bool is_needed(struct slice text)
{
	struct slice line;

	while (slice_next_line(&text, &line)) {
		if (!line.len || (line.ptr[0] != ' ' && line.ptr[line.len - 1] != ' '))
			continue;
		if (!slice_eq(line, SLICE("-- ")))
			return true;
	}
	return false;
}

GString *flowed_undo(struct slice text, bool delsp)
{
	struct flowed_line line, last = { .soft = false };
	struct slice rest = text, physical;
	GString *out;

	if (!is_needed(text))
		return NULL;
	out = g_string_sized_new(text.len);
	while (slice_next_line(&rest, &physical)) {
		const char *end = physical.ptr + physical.len;
		bool joined, crlf = rest.ptr > end && *end == '\r';

		line = read_line(physical);
		line.soft = line.soft && !is_blank(&line);
		joined = last.soft && line.depth == last.depth && !is_signature(&line) &&
			 !is_begin(&line);
		if (last.soft && !joined)
			g_string_append_c(out, '\n');
		if (!joined)
			g_string_append_len(out, line.quote.ptr, (gssize)line.quote.len);
		g_string_append_len(out, line.content.ptr,
				    (gssize)(line.content.len - (line.soft && delsp)));
		if (!line.soft)
			g_string_append(out, crlf ? "\r\n" : "\n");
		last = line;
	}
	if (last.soft)
		g_string_append_c(out, '\n');
	return out;
}
