/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/line_diff.h"

#include <git2.h>

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *data)
{
	const struct line_diff_sink *sink = data;
	/* A hunk without old lines names the line before it. */
	int first = hunk->old_lines ? hunk->old_start - 1 : hunk->old_start;

	(void)delta;
	if (sink->hunk)
		sink->hunk(&(struct line_hunk){ (size_t)MAX(first, 0) }, sink->data);
	return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		   const git_diff_line *line, void *data)
{
	const struct line_diff_sink *sink = data;
	struct slice text = slice_of(line->content, line->content_len);

	(void)delta;
	(void)hunk;
	if (text.len && text.ptr[text.len - 1] == '\n')
		text.len--;
	if (sink->line && (line->origin == ' ' || line->origin == '+' || line->origin == '-'))
		sink->line(line->origin, text, sink->data);
	return 0;
}

void line_diff(struct slice a, struct slice b, bool indent, const struct line_diff_options *how,
	       const struct line_diff_sink *sink)
{
	git_diff_options options;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | (indent ? GIT_DIFF_INDENT_HEURISTIC : 0);
	options.context_lines = how ? how->context : LINE_DIFF_CONTEXT;
	options.flags |= how && how->ignore_space ? GIT_DIFF_IGNORE_WHITESPACE : 0;
	/* libgit2 takes NULL for a file that is not there, and an empty text for none. */
	git_diff_buffers(a.ptr ? a.ptr : "", a.len, NULL, b.ptr ? b.ptr : "", b.len, NULL, &options,
			 NULL, NULL, on_hunk, on_line, (void *)sink);
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

size_t line_diff_size(struct slice a, struct slice b)
{
	size_t size = 0;

	line_diff(a, b, false, NULL, &(struct line_diff_sink){ count_hunk, count_line, &size });
	return size;
}
