/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/width.h"

#include <string.h>

static size_t char_width(gunichar c)
{
	if (c < 0x300)
		return 1;
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

size_t text_width(const char *utf8)
{
	size_t width = 0;

	while (*utf8) {
		if (text_is_plain(*utf8)) {
			width++;
			utf8++;
		} else {
			width += char_width(g_utf8_get_char(utf8));
			utf8 = g_utf8_next_char(utf8);
		}
	}
	return width;
}

/* Appends whole characters, as many as fit into width columns; returns the columns they take. */
static size_t append_fitting(GString *out, const char *utf8, size_t width)
{
	const char *p = utf8;
	size_t used = 0;

	for (; *p; p = g_utf8_next_char(p)) {
		size_t columns = char_width(g_utf8_get_char(p));

		if (used + columns > width)
			break;
		used += columns;
	}
	g_string_append_len(out, utf8, p - utf8);
	return used;
}

static void append_spaces(GString *out, size_t n)
{
	static const char spaces[] = "                                ";

	for (; n >= sizeof(spaces); n -= sizeof(spaces) - 1)
		g_string_append(out, spaces);
	g_string_append_len(out, spaces, (gssize)n);
}

void text_pad(GString *out, const char *utf8, size_t width, enum width_align align)
{
	size_t used = text_width(utf8);
	size_t padding = used < width ? width - used : 0;

	if (align == WIDTH_RIGHT)
		append_spaces(out, padding);
	g_string_append(out, utf8);
	if (align == WIDTH_LEFT)
		append_spaces(out, padding);
}

void text_fit(GString *out, const char *utf8, size_t width, enum width_align align)
{
	size_t dots = MIN(width, 2);
	size_t used;

	if (text_width(utf8) <= width) {
		text_pad(out, utf8, width, align);
		return;
	}
	used = append_fitting(out, utf8, width - dots);
	g_string_append_len(out, "..", (gssize)dots);
	/* A wide character that did not fit leaves a column. */
	append_spaces(out, width - dots - used);
}

void text_cut(GString *out, const char *utf8, size_t width)
{
	g_autoptr(GString) cut = g_string_new(NULL);
	const char *blank;

	if (text_width(utf8) <= width) {
		g_string_append(out, utf8);
	} else {
		append_fitting(cut, utf8, width ? width - 1 : 0);
		blank = strrchr(cut->str, ' ');
		if (utf8[cut->len] != ' ' && blank && (size_t)(blank - cut->str) > cut->len / 2)
			g_string_truncate(cut, (gsize)(blank - cut->str));
		g_string_append(out, g_strchomp(cut->str));
		g_string_append(out, "…");
	}
}
