/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/wrap.h"

#include <string.h>
#include "report/width.h"

#define HANG 4

/* Escape sequences are "\033[…m". */
size_t wrap_width(const char *text, size_t len)
{
	g_autoptr(GString) plain = g_string_sized_new(len);

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\033')
			while (i < len && text[i] != 'm')
				i++;
		else
			g_string_append_c(plain, text[i]);
	}
	return text_width(plain->str);
}

static void wrap_line(GString *out, const char *line, size_t len, size_t columns, size_t hang)
{
	size_t at = MIN(strspn(line, " "), len), width = at;
	bool first = true;

	g_string_append_len(out, line, (gssize)at);
	while (at < len) {
		size_t gap = at, end;

		while (gap < len && line[gap] == ' ')
			gap++;
		for (end = gap; end < len && line[end] != ' ';)
			end++;
		/* Behind a bullet there is as much room as on the next line. */
		if (!first && width + gap - at != hang &&
		    width + wrap_width(line + at, end - at) > columns) {
			g_string_append_printf(out, "\n%*s", (int)hang, "");
			width = hang;
		} else {
			g_string_append_len(out, line + at, (gssize)(gap - at));
			width += gap - at;
		}
		g_string_append_len(out, line + gap, (gssize)(end - gap));
		width += wrap_width(line + gap, end - gap);
		first = false;
		at = end;
	}
}

/* Further in than its beginning, unless that is half of the line. */
static size_t default_hang(const char *line, size_t columns)
{
	size_t indent = strspn(line, " ");

	return indent + HANG < columns / 2 ? indent + HANG : indent;
}

void wrap_lines(GString *out, const char *text, size_t columns)
{
	wrap_hanging(out, text, columns, WRAP_DEFAULT);
}

void wrap_hanging(GString *out, const char *text, size_t columns, size_t hang)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (columns && wrap_width(text, len) > columns)
			wrap_line(out, text, len, columns,
				  hang == WRAP_DEFAULT ? default_hang(text, columns) : hang);
		else
			g_string_append_len(out, text, (gssize)len);
		text += len;
		if (*text == '\n') {
			g_string_append_c(out, '\n');
			text++;
		}
	}
}
