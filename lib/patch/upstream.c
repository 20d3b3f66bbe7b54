/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/upstream.h"

#include <glib.h>

#define MIN_DIGITS 8

static bool take_commit(struct slice *line)
{
	size_t len = 0;

	while (len < line->len && g_ascii_isxdigit(line->ptr[len]))
		len++;
	*line = slice_trim(slice_skip(*line, len));
	return len >= MIN_DIGITS;
}

static bool names_commit(struct slice line)
{
	bool before;

	while (line.len && g_ascii_isspace(*line.ptr))
		line = slice_skip(line, 1);
	if (!line.len || !strchr("[uUcC", *line.ptr))
		return false;
	line = slice_trim(line);
	slice_take(&line, SLICE("["));
	before = slice_take(&line, SLICE("upstream "));
	return slice_take(&line, SLICE("commit ")) && take_commit(&line) &&
	       (before || slice_istarts(line, SLICE("upstream")));
}

bool upstream_is_named(struct slice message)
{
	struct slice line;

	while (slice_next_line(&message, &line))
		if (names_commit(line))
			return true;
	return false;
}

bool upstream_is_review(struct slice message)
{
	struct slice line;

	while (slice_next_line(&message, &line)) {
		size_t len = 0;

		while (len < line.len && (g_ascii_isdigit(line.ptr[len]) || line.ptr[len] == '.'))
			len++;
		if (len && slice_starts(slice_skip(line, len), SLICE("-stable review patch")))
			return true;
	}
	return false;
}
