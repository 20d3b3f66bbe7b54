/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

/* Cuts the next line that tells a change off the diff. */
static bool next_change(struct slice *diff, struct slice *line)
{
	while (slice_next_line(diff, line))
		if (line->len && (line->ptr[0] == '+' || line->ptr[0] == '-' ||
				  slice_starts(*line, SLICE("diff --git ")) ||
				  slice_starts(*line, SLICE("rename ")) ||
				  slice_starts(*line, SLICE("new mode ")) ||
				  slice_starts(*line, SLICE("deleted "))))
			return true;
	return false;
}

static bool same_but_space(struct slice a, struct slice b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && g_ascii_isspace(a.ptr[i]))
			i++;
		while (k < b.len && g_ascii_isspace(b.ptr[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (a.ptr[i++] != b.ptr[k++])
			return false;
	}
}

bool patch_same_diff(struct slice a, struct slice b)
{
	struct slice line_a, line_b;
	struct patch pa, pb;
	bool more_a, more_b;

	patch_split(a, &pa);
	patch_split(b, &pb);
	do {
		more_a = next_change(&pa.diff, &line_a);
		more_b = next_change(&pb.diff, &line_b);
		if (more_a != more_b || (more_a && !same_but_space(line_a, line_b)))
			return false;
	} while (more_a);
	return true;
}
