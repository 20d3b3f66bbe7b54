/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/transfer.h"

#include <stdint.h>

#include "late/late.h"
#include "mime/mail.h"

static GString *decode_base64(struct slice s, bool *broken)
{
	size_t len = base64_length(s, broken);
	GString *out = g_string_sized_new(len / 4 * 3 + 6);

	base64_append(out, slice_of(s.ptr, len));
	return out;
}

/* Whether s begins with a line end, which the end of the text may cut short; *len is its length. */
static bool is_line_end(struct slice s, size_t *len)
{
	*len = s.len && *s.ptr == '\r';
	if (*len == s.len)
		return true;
	return s.ptr[(*len)++] == '\n';
}

static bool is_blank_to_line_end(struct slice s)
{
	while (s.len && (*s.ptr == ' ' || *s.ptr == '\t' || *s.ptr == '\r'))
		s = slice_skip(s, 1);
	return s.len && *s.ptr == '\n';
}

/* What is no escape stays as it is, as with git mailinfo. */
static GString *decode_quoted(struct slice s, bool *broken)
{
	GString *out = g_string_sized_new(s.len);
	const char *at;
	size_t end;

	*broken = false;
	while (s.len && (at = memchr(s.ptr, '=', s.len))) {
		g_string_append_len(out, s.ptr, at - s.ptr);
		s = slice_skip(s, (size_t)(at + 1 - s.ptr));
		if (s.len >= 2 && g_ascii_isxdigit(s.ptr[0]) && g_ascii_isxdigit(s.ptr[1])) {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(s.ptr[0]) * 16 +
						      g_ascii_xdigit_value(s.ptr[1])));
			s = slice_skip(s, 2);
		} else if (is_line_end(s, &end)) {
			s = slice_skip(s, end);
		} else {
			g_string_append_c(out, '=');
			*broken |= !is_blank_to_line_end(s);
		}
	}
	return g_string_append_len(out, s.ptr, (gssize)s.len);
}

/* The filter looks for the "begin" line; GMimeEncoding alone does not. */
static GString *uudecode(struct slice s)
{
	GString *out = g_string_new(NULL);
	char *copy = g_memdup2(s.ptr, s.len), *bytes;
	GMimeFilter *filter;
	size_t len, room;

	mail_library_init();
	filter = late()->g_mime_filter_basic_new(GMIME_CONTENT_ENCODING_UUENCODE, FALSE);
	late()->g_mime_filter_filter(filter, copy, s.len, 0, &bytes, &len, &room);
	g_string_append_len(out, bytes, (gssize)len);
	g_free(copy);
	late()->g_object_unref(filter);
	return out;
}

GString *transfer_decode(GMimeContentEncoding encoding, struct slice bytes, bool *broken)
{
	*broken = false;
	if (encoding == GMIME_CONTENT_ENCODING_BASE64)
		return decode_base64(bytes, broken);
	if (encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
		return decode_quoted(bytes, broken);
	return uudecode(bytes);
}

/* The values of letters, + 1; 0 for what is none. */
static const unsigned char values[256] = {
	['A'] = 1,  ['B'] = 2,	['C'] = 3,  ['D'] = 4,	['E'] = 5,  ['F'] = 6,	['G'] = 7,
	['H'] = 8,  ['I'] = 9,	['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
	['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
	['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
	['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
	['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
	['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63,
	['/'] = 64,
};

static unsigned value_of(char c)
{
	return values[(unsigned char)c];
}

static size_t count_letters(struct slice s)
{
	size_t nr = 0;

	while (nr < s.len && value_of(s.ptr[nr]))
		nr++;
	return nr;
}

size_t base64_length(struct slice s, bool *broken)
{
	struct slice rest = s, line;
	size_t letters = 0, pads = 0;

	while (!pads && rest.len) {
		struct slice next = rest;
		size_t nr;

		slice_next_line(&next, &line);
		line = slice_trim(line);
		nr = count_letters(line);
		if (nr < line.len && line.ptr[nr] != '=')
			break;
		letters += nr;
		if (nr == line.len) {
			rest = next;
			continue;
		}
		rest = slice_skip(rest, (size_t)(line.ptr + nr - rest.ptr));
		for (; rest.len && (*rest.ptr == '=' || g_ascii_isspace(*rest.ptr));
		     rest = slice_skip(rest, 1))
			pads += *rest.ptr == '=';
	}
	*broken = slice_trim(rest).len || pads > 2 || (letters + pads) % 4;
	return s.len - rest.len;
}

/* Bits that are read and not yet written. */
struct bits {
	uint32_t value;
	unsigned nr;
};

/* One letter: six bits, of which eight make a byte. */
static void take_letter(struct bits *bits, char c, char **at)
{
	bits->value = (bits->value & 0xff) << 6 | (value_of(c) - 1);
	bits->nr += 6;
	if (bits->nr < 8)
		return;
	bits->nr -= 8;
	*(*at)++ = (char)(bits->value >> bits->nr & 0xff);
}

/* Four letters at once, as long as no byte was begun; returns how many letters that were. */
static size_t take_quads(struct slice s, char **at)
{
	size_t nr;

	for (nr = 0; s.len - nr >= 4; nr += 4) {
		unsigned a = value_of(s.ptr[nr]), b = value_of(s.ptr[nr + 1]),
			 c = value_of(s.ptr[nr + 2]), d = value_of(s.ptr[nr + 3]);
		uint32_t value;

		if (!a || !b || !c || !d)
			break;
		value = (a - 1) << 18 | (b - 1) << 12 | (c - 1) << 6 | (d - 1);
		*(*at)++ = (char)(value >> 16);
		*(*at)++ = (char)(value >> 8 & 0xff);
		*(*at)++ = (char)(value & 0xff);
	}
	return nr;
}

void base64_append(GString *out, struct slice s)
{
	struct bits bits = { 0, 0 };
	gsize before = out->len;
	char *at;

	g_string_set_size(out, before + s.len / 4 * 3 + 6);
	at = out->str + before;
	while (s.len && *s.ptr != '=') {
		s = slice_skip(s, bits.nr ? 0 : take_quads(s, &at));
		if (!s.len || *s.ptr == '=')
			break;
		if (value_of(*s.ptr))
			take_letter(&bits, *s.ptr, &at);
		s = slice_skip(s, 1);
	}
	g_string_set_size(out, (gsize)(at - out->str));
}
