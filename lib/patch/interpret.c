/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/interpret.h"

/* The last line of text, with its LF; text must not be empty. */
static struct slice last_line(struct slice text)
{
	const char *lf = text.len > 1 ? memrchr(text.ptr, '\n', text.len - 1) : NULL;
	const char *start = lf ? lf + 1 : text.ptr;

	return slice_of(start, (size_t)(text.ptr + text.len - start));
}

static bool is_blank(struct slice line)
{
	return !slice_trim(line).len;
}

/* Without the comments, blank lines and the "Conflicts:" list at the end. */
static struct slice without_tail(struct slice text)
{
	struct slice rest = text, line;
	const char *tail = NULL;
	bool conflicts = false;

	while (slice_next_line(&rest, &line)) {
		if (!line.len || *line.ptr == '#' || slice_eq(line, SLICE("Conflicts:"))) {
			conflicts |= line.len && *line.ptr == 'C';
			tail = tail ? tail : line.ptr;
		} else if (!conflicts || *line.ptr != '\t') {
			tail = NULL;
			conflicts = false;
		}
	}
	return tail ? slice_of(text.ptr, (size_t)(tail - text.ptr)) : text;
}

/* "Key: value", "Key : value". */
static bool is_trailer(struct slice line)
{
	bool space = false;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		if (c == ':')
			return i > 0;
		if (!space && (g_ascii_isalnum(c) || c == '-'))
			continue;
		if (!i || (c != ' ' && c != '\t'))
			return false;
		space = true;
	}
	return false;
}

static bool is_gits_own(struct slice line)
{
	return slice_starts(line, SLICE("Signed-off-by: ")) ||
	       slice_starts(line, SLICE("(cherry picked from commit "));
}

/* What was counted from the end of a paragraph on. */
struct counts {
	size_t trailers, others, continued;
	bool gits_own;
};

static void count(struct counts *counts, struct slice line)
{
	if (*line.ptr == '#') {
		counts->others += counts->continued;
		counts->continued = 0;
	} else if (is_gits_own(line) || is_trailer(line)) {
		counts->gits_own |= is_gits_own(line);
		counts->trailers++;
		counts->continued = 0;
	} else if (g_ascii_isspace(*line.ptr)) {
		counts->continued++;
	} else {
		counts->others += 1 + counts->continued;
		counts->continued = 0;
	}
}

/* Nothing but trailers, or a quarter with one of git's own among them. */
static bool is_block(struct counts counts)
{
	counts.others += counts.continued;
	return (counts.gits_own && counts.trailers * 3 >= counts.others) ||
	       (counts.trailers && !counts.others);
}

void interpret_trailers(struct slice text, struct interpreted *out)
{
	struct counts counts = { .trailers = 0 };
	struct slice rest = without_tail(text), block;

	while (rest.len && g_ascii_isspace(rest.ptr[rest.len - 1]))
		rest.len--;
	out->message = rest;
	block = slice_of(rest.ptr + rest.len, 0);
	while (rest.len) {
		struct slice line = last_line(rest);

		if (is_blank(line))
			break;
		count(&counts, line);
		rest.len -= line.len;
		block.ptr = rest.ptr + rest.len;
	}
	block.len = (size_t)(out->message.ptr + out->message.len - block.ptr);
	if (!is_block(counts))
		block = slice_of(out->message.ptr + out->message.len, 0);
	out->block = block;
}
