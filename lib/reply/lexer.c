/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/lexer.h"

#include "mime/limits.h"
#include "reply/form.h"
#include "reply/given_line.h"
#include "reply/quote.h"

#define USUAL_OWN_LINES 32
#define FOOTER_UNDERSCORES 40 /* a list's footer begins with a line of so many */

static bool is_scissors(struct slice line)
{
	bool cut = false;
	size_t dashes = 0;

	if (line.len < 5 || (*line.ptr != '-' && *line.ptr != '8' && *line.ptr != '>'))
		return false;
	for (size_t i = 0; i < line.len && i < 80; i++) {
		struct slice rest = slice_skip(line, i);

		dashes += line.ptr[i] == '-';
		cut |= slice_starts(rest, SLICE("8<")) || slice_starts(rest, SLICE(">8"));
	}
	return cut && dashes >= 4;
}

/* What a company's mail server puts below every mail. */
static bool is_notice(struct slice line)
{
	static const struct slice starts[] = {
		SLICE("IMPORTANT NOTICE: "),
		SLICE("CONFIDENTIALITY NOTICE"),
		SLICE("This email and any attachments "),
		SLICE("This e-mail and any attachments "),
		SLICE("Registered Address "),
		SLICE("Registration No: "),
	};

	if (!line.len || !strchr("ICTRictr", *line.ptr))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_istarts(line, starts[i]))
			return true;
	return false;
}

static bool is_end(struct slice line)
{
	size_t i = 0;

	if (slice_eq(line, SLICE("-- ")) || is_notice(line))
		return true;
	while (i < line.len && i < FOOTER_UNDERSCORES && line.ptr[i] == '_')
		i++;
	return i == FOOTER_UNDERSCORES;
}

/* "pw-bot: cr": what a robot is told is the sender's word, wherever it stands. */
static bool orders_robot(struct slice line)
{
	return slice_istarts(line, SLICE("pw-bot:"));
}

static bool is_diff_line(struct slice line)
{
	static const struct slice starts[] = {
		SLICE("diff "),		SLICE("index "),    SLICE("--- "),
		SLICE("+++ "),		SLICE("new file "), SLICE("deleted file "),
		SLICE("old mode "),	SLICE("new mode "), SLICE("similarity "),
		SLICE("rename "),	SLICE("Index: "),   SLICE("====="),
		SLICE("Binary files "),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_starts(line, starts[i]))
			return true;
	return false;
}

static bool in_hunk(const struct lexer *lexer)
{
	return lexer->hunk.old_lines || lexer->hunk.new_lines;
}

/* LINE_OWN where the line is of no diff. */
static enum line_kind read_diff(struct lexer *lexer, struct slice line)
{
	char kind;

	if (!lexer->in_diff && !diff_begins(line, lexer->rest))
		return LINE_OWN;
	lexer->in_diff = true;
	kind = in_hunk(lexer) ? hunk_take(&lexer->hunk, line) : 0;
	if (kind)
		return kind == '+' ? LINE_ADDED : kind == '-' ? LINE_REMOVED : LINE_CONTEXT;
	if (hunk_begin(&lexer->hunk, line))
		return LINE_FRAG;
	lexer->in_diff = is_diff_line(line);
	return lexer->in_diff ? LINE_DIFF : LINE_OWN;
}

/* The lines between here and the rest are what this one is. */
static enum line_kind take(struct lexer *lexer, struct slice behind, enum line_kind kind)
{
	lexer->taken = behind.ptr;
	lexer->taken_as = kind;
	return kind;
}

/* What introduces quoted text; LINE_OWN where it is nothing of the kind. */
static enum line_kind read_intro(struct lexer *lexer, struct slice line)
{
	struct slice behind = lexer->rest;
	bool unmarked;

	if (quote_introduces(line, lexer->begun, &behind))
		return take(lexer, behind, LINE_INTRO);
	if (!quote_begins_original(line, &behind, &unmarked))
		return LINE_OWN;
	if (unmarked)
		lexer->tail = LINE_QUOTED;
	return take(lexer, behind, LINE_QUOTED);
}

static enum line_kind read_own(struct slice line, struct slice rest)
{
	struct slice text = slice_trim(line);
	struct given_line tag;

	if (!text.len)
		return LINE_OWN;
	if (given_find(line, &tag))
		return LINE_TAG;
	/* "Thanks," might be a name. */
	if (form_is_closing(text))
		return LINE_CLOSING;
	return form_is_greeting(text, rest) ? LINE_GREETING : LINE_OWN;
}

/* What a line is; *aside: between scissors lines. */
static enum line_kind read_kind(struct lexer *lexer, struct slice line, bool *aside)
{
	enum line_kind kind = LINE_OWN;

	if (line.ptr < lexer->taken)
		return lexer->taken_as;
	if (!in_hunk(lexer) && is_end(line)) {
		lexer->in_diff = false;
		return lexer->tail = LINE_SIGNATURE;
	}
	/* A line of context may look like a quoted one. */
	if (in_hunk(lexer))
		kind = read_diff(lexer, line);
	if (!kind && quote_marks(line)) {
		lexer->in_diff = false;
		return LINE_QUOTED;
	}
	if (!kind)
		kind = read_diff(lexer, line);
	if (lexer->tail == LINE_SIGNATURE && orders_robot(line))
		return LINE_OWN;
	if (kind || lexer->tail)
		return kind ? kind : lexer->tail;
	*aside = is_scissors(line);
	if (*aside)
		lexer->scissors = !lexer->scissors;
	*aside |= lexer->scissors;
	if (*aside)
		return LINE_OWN;
	kind = read_intro(lexer, line);
	return kind ? kind : read_own(line, lexer->rest);
}

/* The plainest of quoted lines, which are most: nothing else can begin with its ">". */
static bool begins_quoted(const struct lexer *lexer)
{
	return lexer->rest.len && *lexer->rest.ptr == '>' && !in_hunk(lexer) &&
	       lexer->rest.ptr >= lexer->taken;
}

/* What stands between the last own line and this one. */
static struct slice find_above(struct lexer *lexer, struct slice line)
{
	if (!lexer->own_end)
		lexer->own_end = line.ptr;
	return slice_of(lexer->own_end, (size_t)(line.ptr - lexer->own_end));
}

bool lexer_next(struct lexer *lexer, struct text_line *out)
{
	bool aside = false;

	if (begins_quoted(lexer)) {
		slice_next_line(&lexer->rest, &out->line);
		out->kind = LINE_QUOTED;
		out->own = lexer->in_diff = false;
		out->cut = lexer->cut;
		out->above = find_above(lexer, out->line);
		lexer->cut = true;
		return true;
	}
	if (!slice_next_line(&lexer->rest, &out->line))
		return false;
	out->kind = read_kind(lexer, out->line, &aside);
	out->own = out->kind <= LINE_TAG && !aside;
	out->cut = lexer->cut;
	out->above = find_above(lexer, out->line);
	lexer->cut = !out->own;
	if (out->own)
		lexer->own_end = lexer->rest.ptr;
	lexer->begun |= out->own && slice_trim(out->line).len > 0;
	return true;
}

void lexer_append(GArray *out, struct slice text)
{
	struct lexer lexer = { .rest = text };
	struct text_line line;

	while (lexer_next(&lexer, &line))
		g_array_append_val(out, line);
}

static void skip_quoted(struct lexer *lexer)
{
	const char *end = lexer->rest.ptr + lexer->rest.len, *at;

	if (!begins_quoted(lexer))
		return;
	find_above(lexer, lexer->rest);
	lexer->in_diff = false;
	lexer->cut = true;
	at = slice_seek_line(lexer->rest, '>', '>', '>', false);
	at = at ? at : end;
	lexer->rest = slice_of(at, (size_t)(end - at));
}

GArray *lexer_own_lines(struct slice text)
{
	GArray *lines = g_array_sized_new(FALSE, FALSE, sizeof(struct text_line), USUAL_OWN_LINES);
	struct lexer lexer = { .rest = text };
	struct text_line line;

	while (lines->len < MAIL_MAX_OWN_LINES && (skip_quoted(&lexer), lexer_next(&lexer, &line)))
		if (line.own)
			g_array_append_val(lines, line);
	return lines;
}
