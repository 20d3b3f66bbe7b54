/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/escape.h"

#include "text/hidden.h"

/* Beside the bits of enum escape_flag: a byte that is never plain by itself. */
#define NEVER_PLAIN (1 << 7)

/* What keeps a byte from being plain. A table, because every byte of a report is looked up. */
static const unsigned char byte_class[256] = {
	[0x00 ... 0x08] = NEVER_PLAIN, ['\t'] = ESCAPE_TAB,	      ['\n'] = ESCAPE_NEWLINE,
	[0x0b ... 0x1f] = NEVER_PLAIN, [0x7f ... 0xff] = NEVER_PLAIN,
};

size_t escape_plain_length(const char *text, size_t len, unsigned flags)
{
	const char *p = text, *end;
	unsigned not_plain = flags | NEVER_PLAIN;

	if (!len) /* text may be NULL then */
		return 0;
	end = text + len;
	for (;;) {
		gunichar c;

		while (p < end && !(byte_class[(unsigned char)*p] & not_plain))
			p++;
		if (p == end || (unsigned char)*p < 0x80)
			break;
		/* (gunichar)-1 and -2, for invalid and cut off, lie above all characters. */
		c = g_utf8_get_char_validated(p, end - p);
		if (c > 0x10ffff || text_is_hidden(c))
			break;
		p = g_utf8_next_char(p);
	}
	return (size_t)(p - text);
}

/* lead, the number in so many digits of 16 or more, and ">". Output by a format takes three times
 * as long. */
static void append_code(GString *out, const char *lead, guint32 number, unsigned digits)
{
	char text[8];
	size_t at = sizeof(text);

	for (unsigned done = 0; number || done < digits; done++, number >>= 4)
		text[--at] = "0123456789ABCDEF"[number & 0xf];
	g_string_append(out, lead);
	g_string_append_len(out, text + at, (gssize)(sizeof(text) - at));
	g_string_append_c(out, '>');
}

void escape_terminal(GString *out, const char *text, size_t len, unsigned flags)
{
	while (len) { /* without, text may be NULL */
		size_t plain = escape_plain_length(text, len, flags);
		const char *before = text + plain;
		gunichar c;

		g_string_append_len(out, text, (gssize)plain);
		text = before;
		len -= plain;
		if (!len)
			return;
		/* GLib's function takes a NUL for the end of the text. */
		c = *text ? g_utf8_get_char_validated(text, (gssize)len) : 0;
		if (c > 0x10ffff) {
			append_code(out, "<", (unsigned char)*text, 2);
			text++;
		} else {
			append_code(out, "<U+", c, 4);
			text = g_utf8_next_char(text);
		}
		len -= (size_t)(text - before);
	}
}

bool escape_needed(const char *text, size_t len, unsigned flags)
{
	return escape_plain_length(text, len, flags) != len;
}
