/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/lines.h"

#include "reply/given.h"
#include "reply/own.h"

/* What is known while the lines that are nobody's own are gone through. */
struct others {
	GArray *out;
	struct hunk hunk;
	bool in_diff, scissors, original, ended;
};

static void add(GArray *out, struct slice line, enum line_kind kind)
{
	struct text_line item = { line, kind };

	g_array_append_val(out, item);
}

/* Of a diff's line; LINE_OWN where it is none. */
static enum line_kind diff_kind(struct others *others, struct slice line, struct slice rest)
{
	char kind = 0;

	if (!others->in_diff && !diff_begins(line, rest))
		return LINE_OWN;
	others->in_diff = true;
	if (others->hunk.old_lines || others->hunk.new_lines)
		kind = hunk_take(&others->hunk, line);
	if (kind)
		return kind == '+' ? LINE_ADDED : kind == '-' ? LINE_REMOVED : LINE_CONTEXT;
	return hunk_begin(&others->hunk, line) ? LINE_FRAG : LINE_DIFF;
}

static enum line_kind other_kind(struct others *others, struct slice line, struct slice rest)
{
	bool in_hunk = others->hunk.old_lines || others->hunk.new_lines;
	enum line_kind kind;

	if (own_is_quoted(line) && !in_hunk) {
		others->in_diff = false;
		return LINE_QUOTED;
	}
	if (!in_hunk && own_is_end(line)) {
		others->ended = true;
		others->in_diff = false;
	}
	kind = diff_kind(others, line, rest);
	if (kind != LINE_OWN)
		return kind;
	if (others->ended)
		return LINE_SIGNATURE;
	if (own_is_scissors(line))
		others->scissors = !others->scissors;
	else if (!others->scissors && own_begins_original(line, rest))
		others->original = true;
	if (others->original)
		return LINE_QUOTED;
	return others->scissors || own_is_scissors(line) ? LINE_OWN : LINE_INTRO;
}

/* The lines from one place to another of the text, which ends at end. */
static void add_others(struct others *others, const char *from, const char *to, const char *end)
{
	struct slice rest = slice_of(from, (size_t)(end - from)), line;

	while (rest.len && rest.ptr < to && slice_next_line(&rest, &line))
		add(others->out, line, other_kind(others, line, rest));
}

void lines_append(GArray *out, struct slice text)
{
	struct own_text own = { .rest = text };
	struct others others = { .out = out };
	const char *at = text.ptr, *end = text.ptr + text.len;
	struct given_line tag;
	struct slice line;

	while (own_next_line(&own, &line)) {
		add_others(&others, at, line.ptr, end);
		others.in_diff = others.original = false;
		others.hunk = (struct hunk){ 0, 0 };
		add(out, line, given_find(line, &tag) ? LINE_TAG : LINE_OWN);
		at = own.rest.ptr;
	}
	add_others(&others, at, end, end);
}
