/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/hunk.h"

#define HUNK_MAX_LINES 100000000u

static bool read_number(struct slice *s, uint32_t *number)
{
	uint32_t value = 0;
	size_t len = 0;

	for (; len < s->len && g_ascii_isdigit(s->ptr[len]); len++)
		value = MIN(value, HUNK_MAX_LINES) * 10 + (uint32_t)(s->ptr[len] - '0');
	*number = value;
	*s = slice_skip(*s, len);
	return len > 0;
}

/* "12,3", or "12", which is "12,1". */
static bool read_range(struct slice *s, char sign, uint32_t *lines)
{
	uint32_t first;

	if (!s->len || *s->ptr != sign)
		return false;
	*s = slice_skip(*s, 1);
	if (!read_number(s, &first))
		return false;
	*lines = 1;
	if (!s->len || *s->ptr != ',')
		return true;
	*s = slice_skip(*s, 1);
	return read_number(s, lines);
}

bool hunk_begin(struct hunk *hunk, struct slice line)
{
	struct hunk begun;

	*hunk = (struct hunk){ 0, 0 };
	if (!slice_starts(line, SLICE("@@ ")))
		return false;
	line = slice_skip(line, 3);
	if (!read_range(&line, '-', &begun.old_lines))
		return false;
	line = slice_skip(line, 1);
	if (!read_range(&line, '+', &begun.new_lines) || !slice_starts(line, SLICE(" @@")))
		return false;
	*hunk = begun;
	return true;
}

char hunk_take(struct hunk *hunk, struct slice line)
{
	char kind = line.len && *line.ptr != '\t' ? *line.ptr : ' ';
	bool takes_old = kind == ' ' || kind == '-';
	bool takes_new = kind == ' ' || kind == '+';

	if (kind == '\\')
		return kind;
	if ((!takes_old && !takes_new) || (takes_old && !hunk->old_lines) ||
	    (takes_new && !hunk->new_lines)) {
		*hunk = (struct hunk){ 0, 0 };
		return 0;
	}
	hunk->old_lines -= takes_old;
	hunk->new_lines -= takes_new;
	return kind;
}

void hunk_take_lines(struct hunk *hunk, struct slice *rest, struct hunk *changed)
{
	const char *at = rest->ptr, *end;
	struct hunk left = *hunk;

	if (!rest->len)
		return;
	end = at + rest->len;
	while (at < end && (left.old_lines || left.new_lines)) {
		const char *lf = slice_find_lf(at, (size_t)(end - at));
		bool context =
			*at == ' ' || *at == '\t' || *at == '\n' || (*at == '\r' && lf == at + 1);
		bool takes_old = context || *at == '-', takes_new = context || *at == '+';

		if ((!takes_old && !takes_new && *at != '\\') || (takes_old && !left.old_lines) ||
		    (takes_new && !left.new_lines)) {
			left = (struct hunk){ 0, 0 };
			break;
		}
		left.old_lines -= takes_old;
		left.new_lines -= takes_new;
		changed->old_lines += takes_old && !context;
		changed->new_lines += takes_new && !context;
		at = lf ? lf + 1 : end;
	}
	*hunk = left;
	*rest = slice_of(at, (size_t)(end - at));
}

static bool is_next(struct slice *rest, struct slice prefix)
{
	struct slice line;

	return slice_next_line(rest, &line) && slice_starts(line, prefix);
}

bool diff_begins(struct slice line, struct slice rest)
{
	struct slice again = rest;

	if (!line.len)
		return false;
	switch (*line.ptr) {
	case 'd':
		return slice_starts(line, SLICE("diff --git ")) ||
		       (slice_starts(line, SLICE("diff -")) && is_next(&rest, SLICE("--- ")));
	case 'I':
		return slice_starts(line, SLICE("Index: ")) &&
		       (is_next(&rest, SLICE("=====")) || is_next(&again, SLICE("--- ")));
	case '-':
		return slice_starts(line, SLICE("--- ")) && is_next(&rest, SLICE("+++ ")) &&
		       is_next(&rest, SLICE("@@ -"));
	default:
		return false;
	}
}
