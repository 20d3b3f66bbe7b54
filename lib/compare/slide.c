/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/slide.h"

/* What git's heuristic weighs (xdiff/xdiffi.c), which were found by trying, on many repositories.
 */
#define MAX_INDENT 200 /* columns; lines with more have this much */
#define MAX_BLANKS 20  /* blank lines looked over, before or behind */
#define MAX_SLIDE 100  /* lines that a group is moved up */
#define TAB_WIDTH 8

#define AT_START 1
#define AT_END 21
#define BLANK (-30)
#define BLANK_BEHIND 6
#define INDENTED (-4)
#define INDENTED_BLANK 10
#define OUTDENTED 24
#define OUTDENTED_BLANK 17
#define DEDENTED 23
#define DEDENTED_BLANK 17
#define INDENT_WEIGHT 60

#define NO_INDENT (-1) /* of a blank line */

/* One text with its changed lines, and the group at hand: [start, end), which may be empty. */
struct groups {
	const struct text_lines *text;
	bool *changed;
	ptrdiff_t start, end;
};

static bool is_end(const struct groups *g)
{
	return g->end == (ptrdiff_t)g->text->nr;
}

static void extend(struct groups *g)
{
	while (g->changed[g->end])
		g->end++;
}

static void first_group(struct groups *g)
{
	g->start = g->end = 0;
	extend(g);
}

/* Between any two unchanged lines there is a group. The one behind; the one before. */
static void next_group(struct groups *g)
{
	g->start = ++g->end;
	extend(g);
}

static void previous_group(struct groups *g)
{
	g->end = --g->start;
	while (g->changed[g->start - 1])
		g->start--;
}

static bool are_equal(const struct groups *g, ptrdiff_t a, ptrdiff_t b)
{
	return g->text->number[a] == g->text->number[b];
}

/* A line down, if it can; takes in the group that it meets. */
static bool slide_down(struct groups *g)
{
	if (is_end(g) || !are_equal(g, g->start, g->end))
		return false;
	g->changed[g->start++] = false;
	g->changed[g->end++] = true;
	extend(g);
	return true;
}

static bool slide_up(struct groups *g)
{
	if (!g->start || !are_equal(g, g->start - 1, g->end - 1))
		return false;
	g->changed[--g->start] = true;
	g->changed[--g->end] = false;
	while (g->changed[g->start - 1])
		g->start--;
	return true;
}

static int indent_of(struct slice line)
{
	int columns = 0;

	for (size_t i = 0; i < line.len; i++) {
		if (!slice_is_one(line.ptr[i], ' ', '\t', '\r'))
			return columns;
		if (line.ptr[i] == ' ')
			columns++;
		else if (line.ptr[i] == '\t')
			columns += TAB_WIDTH - columns % TAB_WIDTH;
		if (columns >= MAX_INDENT)
			return MAX_INDENT;
	}
	return NO_INDENT;
}

/* The indent of the next line that is not blank, from one on, and how many are before it. */
static int indent_near(const struct text_lines *text, ptrdiff_t at, int step, int *blanks)
{
	for (*blanks = 0; at >= 0 && at < (ptrdiff_t)text->nr; at += step) {
		int indent = indent_of(text->line[at]);

		if (indent != NO_INDENT)
			return indent;
		if (++*blanks == MAX_BLANKS)
			return 0;
	}
	return NO_INDENT;
}

/* How bad it is to part a text in one or more places: the less, the better. */
struct badness {
	int indent, penalty;
};

static int indent_penalty(int before, int here, int behind, bool blank)
{
	if (here == NO_INDENT || before == NO_INDENT || here == before)
		return 0;
	if (here > before)
		return blank ? INDENTED_BLANK : INDENTED;
	if (behind != NO_INDENT && behind > here)
		return blank ? OUTDENTED_BLANK : OUTDENTED;
	return blank ? DEDENTED_BLANK : DEDENTED;
}

/* Adds what it costs to part a text before a line, or at its end. */
static void add_parting(struct badness *sum, const struct text_lines *text, ptrdiff_t at)
{
	bool end = at >= (ptrdiff_t)text->nr;
	int indent = end ? NO_INDENT : indent_of(text->line[at]);
	int blanks_before, blanks_behind;
	int before = indent_near(text, at - 1, -1, &blanks_before);
	int behind = indent_near(text, at + 1, 1, &blanks_behind);
	int here = indent == NO_INDENT ? behind : indent;

	blanks_behind = indent == NO_INDENT ? 1 + blanks_behind : 0;
	if (before == NO_INDENT && !blanks_before)
		sum->penalty += AT_START;
	if (end)
		sum->penalty += AT_END;
	sum->penalty += BLANK * (blanks_before + blanks_behind) + BLANK_BEHIND * blanks_behind;
	sum->penalty += indent_penalty(before, here, behind, blanks_before + blanks_behind);
	sum->indent += here;
}

static bool is_as_good(const struct badness *a, const struct badness *b)
{
	int indent = (a->indent > b->indent) - (a->indent < b->indent);

	return INDENT_WEIGHT * indent + a->penalty - b->penalty <= 0;
}

/* Where the group of that size, now as far down as it goes, should end. */
static ptrdiff_t best_end(const struct groups *g, ptrdiff_t earliest, ptrdiff_t size)
{
	ptrdiff_t best = -1, end = MAX(MAX(earliest, g->end - size - 1), g->end - MAX_SLIDE);
	struct badness least = { 0, 0 };

	for (; end <= g->end; end++) {
		struct badness here = { 0, 0 };

		add_parting(&here, g->text, end);
		add_parting(&here, g->text, end - size);
		if (best == -1 || is_as_good(&here, &least)) {
			least = here;
			best = end;
		}
	}
	return best;
}

/*
 * As far up, then as far down as it goes; as often as it meets others. Returns where it could end
 * at the earliest, and in *beside where it ends when it last stands beside a group of the other
 * text, or -1.
 */
static ptrdiff_t slide_through(struct groups *g, struct groups *other, ptrdiff_t *beside)
{
	ptrdiff_t earliest, size;

	do {
		size = g->end - g->start;
		*beside = -1;
		while (slide_up(g))
			previous_group(other);
		earliest = g->end;
		if (other->end > other->start)
			*beside = g->end;
		while (slide_down(g)) {
			next_group(other);
			if (other->end > other->start)
				*beside = g->end;
		}
	} while (size != g->end - g->start);
	return earliest;
}

static void slide_group(struct groups *g, struct groups *other, bool by_indent)
{
	ptrdiff_t beside, earliest = slide_through(g, other, &beside), end = g->end;

	if (earliest == g->end)
		return;
	if (beside != -1)
		end = beside;
	else if (by_indent)
		end = best_end(g, earliest, g->end - g->start);
	while (g->end > end) {
		slide_up(g);
		previous_group(other);
	}
}

static void slide_side(struct groups *g, struct groups *other, bool by_indent)
{
	first_group(g);
	first_group(other);
	for (;;) {
		if (g->end > g->start)
			slide_group(g, other, by_indent);
		if (is_end(g))
			return;
		next_group(g);
		next_group(other);
	}
}

void slide_groups(const struct text_lines *old, const struct text_lines *new,
		  struct edit_script *script, bool by_indent)
{
	struct groups a = { .text = old, .changed = script->removed };
	struct groups b = { .text = new, .changed = script->added };

	slide_side(&a, &b, by_indent);
	slide_side(&b, &a, by_indent);
}
