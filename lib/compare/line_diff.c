/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/line_diff.h"

#include "compare/slide.h"

/* Two texts and what of them changed, walked side by side. */
struct walk {
	const struct text_lines *a, *b;
	const struct edit_script *script;
	size_t i, j; /* the next line of each */
	size_t context;
	const struct line_diff_sink *sink;
};

static bool is_change(const struct walk *w)
{
	return w->script->removed[w->i] || w->script->added[w->j];
}

static void tell(const struct walk *w, char kind, struct slice line)
{
	if (w->sink->line)
		w->sink->line(kind, line, w->sink->data);
}

/* Lines that both have; they may differ in white space, and then it is the new one's that count. */
static void tell_context(struct walk *w, size_t nr)
{
	for (; nr; nr--, w->i++)
		tell(w, ' ', w->b->line[w->j++]);
}

static void tell_change(struct walk *w)
{
	while (w->script->removed[w->i])
		tell(w, '-', w->a->line[w->i++]);
	while (w->script->added[w->j])
		tell(w, '+', w->b->line[w->j++]);
}

/* Lines of both from here on that did not change. */
static size_t count_same(const struct walk *w)
{
	size_t nr = 0, left = MIN(w->a->nr - w->i, w->b->nr - w->j);

	while (nr < left && !w->script->removed[w->i + nr] && !w->script->added[w->j + nr])
		nr++;
	return nr;
}

/* From a change to the last one that shares context with the one before it. */
static void tell_hunk(struct walk *w)
{
	size_t same = MIN(w->context, MIN(w->i, w->j));
	struct line_hunk hunk = { w->i - same };

	w->i -= same;
	w->j -= same;
	if (w->sink->hunk)
		w->sink->hunk(&hunk, w->sink->data);
	tell_context(w, same);
	for (;;) {
		tell_change(w);
		same = count_same(w);
		if (same > 2 * w->context || (w->i + same == w->a->nr && w->j + same == w->b->nr))
			break;
		tell_context(w, same);
	}
	tell_context(w, MIN(same, w->context));
}

static void tell_diff(const struct text_lines *a, const struct text_lines *b,
		      struct line_numbers *numbers, bool indent, size_t context,
		      const struct line_diff_sink *sink)
{
	struct edit_script *script = edit_script_new(a, b, numbers, EDIT_SCRIPT_WORK);
	struct walk w = { a, b, script, 0, 0, context, sink };

	slide_groups(a, b, script, indent);
	while (w.i < a->nr || w.j < b->nr) {
		if (is_change(&w))
			tell_hunk(&w);
		else
			w.i++, w.j++;
	}
	edit_script_free(script);
}

void line_diff(struct slice a, struct slice b, bool indent, const struct line_diff_options *how,
	       const struct line_diff_sink *sink)
{
	struct line_numbers *numbers;
	struct text_lines old, new;

	if (a.len > LINE_DIFF_MAX || b.len > LINE_DIFF_MAX)
		return;
	numbers = line_numbers_new(how && how->ignore_space);
	text_lines_read(numbers, a, &old);
	text_lines_read(numbers, b, &new);
	tell_diff(&old, &new, numbers, indent, how ? how->context : LINE_DIFF_CONTEXT, sink);
	text_lines_clear(&old);
	text_lines_clear(&new);
	line_numbers_free(numbers);
}

static void count_hunk(const struct line_hunk *hunk, void *data)
{
	(void)hunk;
	++*(size_t *)data;
}

static void count_line(char kind, struct slice line, void *data)
{
	(void)kind;
	(void)line;
	++*(size_t *)data;
}

size_t line_diff_size(const struct text_lines *a, const struct text_lines *b,
		      struct line_numbers *numbers)
{
	size_t size = 0;

	tell_diff(a, b, numbers, false, LINE_DIFF_CONTEXT,
		  &(struct line_diff_sink){ count_hunk, count_line, &size });
	return size;
}
