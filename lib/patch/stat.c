/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/stat.h"

static bool skip_literal(struct slice *s, struct slice literal)
{
	if (!slice_starts(*s, literal))
		return false;
	*s = slice_skip(*s, literal.len);
	return true;
}

static bool read_number(struct slice *s, uint32_t *number)
{
	uint64_t value = 0;
	size_t i;

	for (i = 0; i < s->len && g_ascii_isdigit(s->ptr[i]); i++)
		value = MIN(value * 10 + (uint64_t)(s->ptr[i] - '0'), UINT32_MAX);
	*number = (uint32_t)value;
	*s = slice_skip(*s, i);
	return i > 0;
}

/* ", 29 insertions(+)": reads on only where that is what follows. */
static void read_count(struct slice *s, struct slice word, struct slice sign, uint32_t *count)
{
	struct slice at = *s;
	uint32_t number;

	if (!skip_literal(&at, SLICE(", ")) || !read_number(&at, &number) ||
	    !skip_literal(&at, word))
		return;
	skip_literal(&at, SLICE("s"));
	if (!skip_literal(&at, sign))
		return;
	*count = number;
	*s = at;
}

bool stat_read_summary(struct slice line, struct stat_total *total)
{
	struct stat_total read = { 0, 0, 0 };
	size_t first = line.len && *line.ptr == ' ';

	/* Most lines are none. */
	if (first >= line.len || !g_ascii_isdigit(line.ptr[first]))
		return false;
	skip_literal(&line, SLICE(" "));
	if (!read_number(&line, &read.files) || !skip_literal(&line, SLICE(" file")))
		return false;
	skip_literal(&line, SLICE("s"));
	if (!skip_literal(&line, SLICE(" changed")))
		return false;
	read_count(&line, SLICE(" insertion"), SLICE("(+)"), &read.insertions);
	read_count(&line, SLICE(" deletion"), SLICE("(-)"), &read.deletions);
	if (slice_trim(line).len)
		return false;
	*total = read;
	return true;
}

bool stat_read_path(struct slice line, struct slice *path)
{
	const char *bar = NULL;
	struct slice count;

	/* A path may hold a bar, a count cannot. */
	if (line.len)
		bar = memrchr(line.ptr, '|', line.len);
	if (!bar || bar == line.ptr || bar[-1] != ' ')
		return false;
	count = slice_trim(slice_skip(line, (size_t)(bar + 1 - line.ptr)));
	*path = slice_trim(slice_of(line.ptr, (size_t)(bar - line.ptr)));
	return path->len && *path->ptr != '>' && count.len &&
	       (g_ascii_isdigit(*count.ptr) || slice_starts(count, SLICE("Bin")) ||
		slice_starts(count, SLICE("Unmerged")));
}

bool stat_is_mode_line(struct slice line)
{
	static const struct slice starts[] = {
		SLICE(" create mode "), SLICE(" delete mode "), SLICE(" mode change "),
		SLICE(" rename "),	SLICE(" copy "),	SLICE(" rewrite "),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
		if (slice_starts(line, starts[i]))
			return true;
	return false;
}
