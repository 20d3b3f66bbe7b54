/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/entry.h"

static int read_digits(const char *ptr, const char *end)
{
	int n = 0;

	for (; ptr < end && g_ascii_isdigit(*ptr) && n < 99999; ptr++)
		n = n * 10 + (*ptr - '0');
	return n;
}

bool entry_read(struct slice line, int *number, bool *counted)
{
	struct slice group;
	const char *close, *slash;

	line = slice_trim(line);
	if (slice_starts(line, SLICE("- ")))
		line = slice_skip(line, 2);
	close = line.len && *line.ptr == '[' ? memchr(line.ptr, ']', line.len) : NULL;
	if (!close)
		return false;
	group = slice_of(line.ptr + 1, (size_t)(close - line.ptr - 1));
	*number = 0;
	*counted = false;
	slash = group.len ? memrchr(group.ptr, '/', group.len) : NULL;
	if (!slash || slash + 1 == group.ptr + group.len || !g_ascii_isdigit(slash[1]))
		return true;
	*counted = true;
	if (read_digits(slash + 1, close) == 1)
		return true;
	while (slash > group.ptr && g_ascii_isdigit(slash[-1]))
		slash--;
	*number = read_digits(slash, close);
	return true;
}

bool entry_commit(struct slice line, struct slice *commit)
{
	line = slice_trim(line);
	if (slice_istarts(line, SLICE("commit:"))) {
		*commit = slice_trim(slice_skip(line, 7));
		return true;
	}
	*commit = line;
	return slice_starts(line, SLICE("https://")) || slice_starts(line, SLICE("http://")) ||
	       slice_starts(line, SLICE("(commit:"));
}
