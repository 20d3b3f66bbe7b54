/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdint.h>
#include "report/escape.h"

/* Code points from 0x80 on that are never shown as they are, in rising order. */
static const struct {
	uint32_t first, last;
} unsafe_ranges[] = {
	{ 0x80, 0x9f },	      /* C1 controls */
	{ 0xad, 0xad },	      /* soft hyphen */
	{ 0x61c, 0x61c },     /* arabic letter mark */
	{ 0x180e, 0x180e },   /* mongolian vowel separator */
	{ 0x200b, 0x200b },   /* zero width space; the joiners behind it stay */
	{ 0x200e, 0x200f },   /* direction marks */
	{ 0x2028, 0x202e },   /* line and paragraph separator, direction */
	{ 0x2060, 0x206f },   /* word joiner, invisible operators, isolates, deprecated controls */
	{ 0xfeff, 0xfeff },   /* zero width no-break space, byte order mark */
	{ 0xfff9, 0xfffb },   /* annotations: hide what they enclose */
	{ 0xe0000, 0xe007f }, /* tags: invisible ASCII */
};

static bool is_unsafe(gunichar c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(unsafe_ranges) && c >= unsafe_ranges[i].first; i++) {
		if (c <= unsafe_ranges[i].last)
			return true;
	}
	return false;
}

/* Beside the bits of enum escape_flag: a byte that is never plain by itself. */
#define NEVER_PLAIN (1 << 7)

/* What keeps a byte from being plain. A table, because every byte of a report is looked up. */
static const unsigned char byte_class[256] = {
	[0x00 ... 0x08] = NEVER_PLAIN, ['\t'] = ESCAPE_TAB,	      ['\n'] = ESCAPE_NEWLINE,
	[0x0b ... 0x1f] = NEVER_PLAIN, [0x7f ... 0xff] = NEVER_PLAIN,
};

size_t escape_plain_length(const char *text, size_t len, unsigned flags)
{
	const char *p = text, *end = text + len;
	unsigned not_plain = flags | NEVER_PLAIN;

	for (;;) {
		gunichar c;

		while (p < end && !(byte_class[(unsigned char)*p] & not_plain))
			p++;
		if (p == end || (unsigned char)*p < 0x80)
			break;
		/* (gunichar)-1 and -2, for invalid and cut off, lie above all characters. */
		c = g_utf8_get_char_validated(p, end - p);
		if (c > 0x10ffff || is_unsafe(c))
			break;
		p = g_utf8_next_char(p);
	}
	return p - text;
}

void escape_terminal(GString *out, const char *text, size_t len, unsigned flags)
{
	const char *end = text + len;

	for (;;) {
		size_t plain = escape_plain_length(text, end - text, flags);
		gunichar c;

		g_string_append_len(out, text, plain);
		text += plain;
		if (text == end)
			return;
		/* GLib's function takes a NUL for the end of the text. */
		c = *text ? g_utf8_get_char_validated(text, end - text) : 0;
		if (c > 0x10ffff) {
			g_string_append_printf(out, "<%02X>", (unsigned char)*text);
			text++;
		} else {
			g_string_append_printf(out, "<U+%04X>", c);
			text = g_utf8_next_char(text);
		}
	}
}

bool escape_needed(const char *text, size_t len, unsigned flags)
{
	return escape_plain_length(text, len, flags) != len;
}
