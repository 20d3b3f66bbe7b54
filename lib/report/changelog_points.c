/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/changelog_points.h"

#include <string.h>
#include "text/slice.h"

#define FULL_LINE 50 /* bytes from which on a line may have been broken */

/* How long "- ", "* ", "1. ", "2) " is; 0 where the line does not begin with one. */
static size_t mark_length(struct slice line)
{
	size_t len = 0;

	while (len < line.len && len < 3 && g_ascii_isdigit(line.ptr[len]))
		len++;
	if (len && len < line.len && strchr(".):", line.ptr[len]))
		len++;
	else if (slice_starts(line, SLICE("•")))
		len = strlen("•");
	else
		len = line.len > 1 && strchr("-*+o", *line.ptr) ? 1 : 0;
	return len < line.len && g_ascii_isspace(line.ptr[len]) ? len + 1 : 0;
}

/* Whether what is below it may go on with the sentence. */
static bool is_open(const char *line)
{
	size_t len = strlen(line);

	return len >= FULL_LINE && !strchr(".:;!?", line[len - 1]);
}

static size_t indent_of(const char *line)
{
	return strspn(line, " \t");
}

/* Where the lines of a list stand: what is no entry and further in belongs to the one above. */
struct points {
	GPtrArray *list;
	GString *point; /* the one at hand; NULL: a new one begins */
	size_t indent;
	bool entry, open;
};

static void end_point(struct points *points)
{
	if (points->point)
		g_ptr_array_add(points->list, g_string_free(points->point, FALSE));
	points->point = NULL;
}

/* With one blank between two words: columns are for a line of its own. */
static void append_words(GString *out, struct slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		bool blank = g_ascii_isspace(line.ptr[i]);

		if (!blank)
			g_string_append_c(out, line.ptr[i]);
		else if (!g_ascii_isspace(line.ptr[i - 1])) /* the first one is none */
			g_string_append_c(out, ' ');
	}
}

static void take_line(struct points *points, const char *text, size_t len)
{
	struct slice line = slice_trim(slice_of(text, len));
	size_t indent = indent_of(text), mark = mark_length(line);
	bool goes_on =
		points->point && !mark && (points->entry ? indent > points->indent : points->open);
	g_autofree char *last = NULL;

	if (!line.len) {
		end_point(points);
		return;
	}
	if (!goes_on) {
		end_point(points);
		points->point = g_string_new(NULL);
		points->entry = mark > 0;
		points->indent = indent;
	} else {
		g_string_append_c(points->point, ' ');
	}
	append_words(points->point, line);
	last = g_strndup(line.ptr, line.len);
	points->open = is_open(last);
}

GPtrArray *changelog_points(const char *changelog)
{
	struct points points = { .list = g_ptr_array_new_with_free_func(g_free) };

	while (*changelog) {
		size_t len = strcspn(changelog, "\n");

		take_line(&points, changelog, len);
		changelog += len + (changelog[len] == '\n');
	}
	end_point(&points);
	return points.list;
}

const char *changelog_point_text(const char *point)
{
	return point + mark_length(slice_str(point));
}
