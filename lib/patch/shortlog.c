/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/shortlog.h"

#define MAX_COUNT 99999

/* "Name (12):", not indented or quoted. */
static bool is_group(struct slice line, struct slice *who, int *count)
{
	const char *open;
	struct slice digits;
	int number = 0;

	line.len = slice_trim(line).len;
	if (line.len < 6 || g_ascii_isspace(*line.ptr) || *line.ptr == '>' ||
	    line.ptr[line.len - 1] != ':' || line.ptr[line.len - 2] != ')')
		return false;
	open = memrchr(line.ptr, '(', line.len);
	if (!open || open == line.ptr)
		return false;
	digits = slice_of(open + 1, (size_t)(line.ptr + line.len - 2 - (open + 1)));
	for (size_t i = 0; i < digits.len; i++) {
		if (!g_ascii_isdigit(digits.ptr[i]) || number > MAX_COUNT)
			return false;
		number = number * 10 + (digits.ptr[i] - '0');
	}
	*who = slice_trim(slice_of(line.ptr, (size_t)(open - line.ptr)));
	*count = number;
	return number > 0 && who->len > 0;
}

/* Columns of white space in front of a line; 0 of a blank one. */
static size_t indent_of(struct slice line)
{
	size_t columns = 0;

	if (!slice_trim(line).len)
		return 0;
	for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++)
		columns += line.ptr[i] == '\t' ? 8 : 1;
	return columns;
}

bool shortlog_next(struct slice *rest, struct slice *who, int *count, struct slice *titles)
{
	struct slice line;

	while (slice_next_line(rest, &line)) {
		struct slice next = *rest;

		if (!is_group(line, who, count))
			continue;
		titles->ptr = rest->ptr;
		while (slice_next_line(&next, &line) && indent_of(line) >= 2)
			*rest = next;
		titles->len = (size_t)(rest->ptr - titles->ptr);
		return true;
	}
	return false;
}

const char *shortlog_next_title(struct pool *pool, struct slice *titles)
{
	struct slice line, next;
	g_autoptr(GString) whole = NULL;
	size_t indent;

	if (!slice_next_line(titles, &line))
		return NULL;
	indent = indent_of(line);
	whole = g_string_new(NULL);
	line = slice_trim(line);
	g_string_append_len(whole, line.ptr, (gssize)line.len);
	for (next = *titles; slice_next_line(&next, &line) && indent_of(line) > indent;
	     *titles = next) {
		line = slice_trim(line);
		g_string_append_c(whole, ' ');
		g_string_append_len(whole, line.ptr, (gssize)line.len);
	}
	return pool_copy_utf8(pool, slice_of(whole->str, whole->len));
}

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
