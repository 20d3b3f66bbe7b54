/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>

#include "late/late.h"
#include "mime/mail.h"

#define REPLACEMENT 0xfffd
#define CHARSET_MAX_NAME 40 /* longer than any name iconv knows */

enum charset_kind {
	CHARSET_UTF8,  /* UTF-8, ASCII, or no charset at all: UTF-8 is a superset */
	CHARSET_ASCII, /* other charsets in which bytes below 128 are ASCII */
	CHARSET_OTHER,
};

unsigned bytes_scan(struct slice s)
{
	unsigned flags = 0;

	if (!s.len)
		return 0;
	if (!slice_is_ascii(s))
		flags |= BYTES_8BIT;
	if (memchr(s.ptr, '\0', s.len))
		flags |= BYTES_NUL;
	if (memchr(s.ptr, '\r', s.len))
		flags |= BYTES_CR;
	return flags;
}

static enum charset_kind charset_kind(const char *name)
{
	static const char *const utf8[] = { "utf-8",   "utf8",	       "us-ascii", "ascii",
					    "unknown", "unknown-8bit", "x-unknown" };
	static const char *const ascii[] = { "iso-8859-", "iso8859-", "windows-12", "windows-874",
					     "cp12",	  "gb2312",   "gbk",	    "gb18030",
					     "big5",	  "euc-",     "koi8-",	    "tis-620" };

	if (!name || !*name)
		return CHARSET_UTF8;
	for (size_t i = 0; i < G_N_ELEMENTS(utf8); i++)
		if (!g_ascii_strcasecmp(name, utf8[i]))
			return CHARSET_UTF8;
	for (size_t i = 0; i < G_N_ELEMENTS(ascii); i++)
		if (!g_ascii_strncasecmp(name, ascii[i], strlen(ascii[i])))
			return CHARSET_ASCII;
	return CHARSET_OTHER;
}

static gunichar from_windows_1252(unsigned char byte)
{
	static const uint16_t c1[32] = {
		0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
		0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
	};

	if (!byte)
		return REPLACEMENT;
	return byte >= 0x80 && byte < 0xa0 ? c1[byte - 0x80] : byte;
}

/* Byte by byte, so that one broken byte does not spoil all names around it. */
static GString *repair_utf8(struct slice s, bool *bad)
{
	GString *out = g_string_sized_new(s.len + s.len / 8 + 16);

	while (s.len) {
		const char *end;

		g_utf8_validate(s.ptr, (gssize)s.len, &end);
		g_string_append_len(out, s.ptr, end - s.ptr);
		s = slice_skip(s, (size_t)(end - s.ptr));
		if (!s.len)
			break;
		if (*s.ptr)
			*bad = true;
		g_string_append_unichar(out, from_windows_1252((unsigned char)*s.ptr));
		s = slice_skip(s, 1);
	}
	return out;
}

/*
 * What iconv calls a charset. The usual ones are known here as GMime has them, which knows the
 * others.
 */
static const char *iconv_name(const char *name)
{
	static const char *const usual[][2] = {
		{ "iso-8859-1", "iso-8859-1" },
		{ "iso-8859-2", "iso-8859-2" },
		{ "iso-8859-15", "iso-8859-15" },
		{ "windows-1250", "CP1250" },
		{ "windows-1251", "CP1251" },
		{ "windows-1252", "CP1252" },
		{ "koi8-r", "koi8-r" },
		{ "gb2312", "GBK" },
		{ "gbk", "gbk" },
		{ "gb18030", "gb18030" },
		{ "big5", "big5" },
		{ "euc-kr", "euc-kr" },
		{ "iso-2022-jp", "iso-2022-jp" },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
		if (!g_ascii_strcasecmp(name, usual[i][0]))
			return usual[i][1];
	mail_library_init();
	return late()->g_mime_charset_iconv_name(name);
}

static iconv_t open_charset(const char *name)
{
	size_t len = strlen(name);

	/* "//IGNORE" and the like are glibc's language, not a charset. */
	if (len > CHARSET_MAX_NAME || strspn(name, "abcdefghijklmnopqrstuvwxyz"
						   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
						   "0123456789-_.:+") != len)
		return (iconv_t)-1;
	return iconv_open("UTF-8", iconv_name(name));
}

/* A few decoders keep a letter until they know that no accent follows. */
static void append_held_back(iconv_t from, GString *out)
{
	char buffer[64], *to = buffer;
	size_t room = sizeof(buffer);

	iconv(from, NULL, NULL, &to, &room);
	g_string_append_len(out, buffer, to - buffer);
}

static GString *convert(iconv_t from, struct slice s, bool *bad)
{
	GString *out = g_string_sized_new(s.len + s.len / 2 + 16);
	char *in = (char *)s.ptr;
	size_t left = s.len;
	char buffer[4096];

	while (left) {
		char *to = buffer;
		size_t room = sizeof(buffer);
		size_t done = iconv(from, &in, &left, &to, &room);
		int reason = errno;

		g_string_append_len(out, buffer, to - buffer);
		if (done != (size_t)-1 || reason == E2BIG)
			continue;
		*bad = true;
		g_string_append_unichar(out, REPLACEMENT);
		in++, left--;
	}
	append_held_back(from, out);
	return out;
}

/* A decoder may let through what UTF-8 has no place for, or give NULs. */
static GString *make_valid(GString *text)
{
	g_autofree char *valid = NULL;

	if (g_utf8_validate(text->str, (gssize)text->len, NULL))
		return text;
	valid = g_utf8_make_valid(text->str, (gssize)text->len);
	g_string_free(text, TRUE);
	text = g_string_new(valid);
	return text;
}

bool charset_to_utf8(struct slice bytes, const char *charset, GString **out, bool *bad)
{
	enum charset_kind kind = charset_kind(charset);
	unsigned flags = bytes_scan(bytes);
	bool valid;
	iconv_t from;

	*bad = false;
	if (kind != CHARSET_OTHER && !(flags & (BYTES_8BIT | BYTES_NUL)))
		return true;
	valid = g_utf8_validate(bytes.ptr, (gssize)bytes.len, NULL);
	if (kind == CHARSET_UTF8) {
		if (!valid)
			*out = repair_utf8(bytes, bad);
		return valid;
	}
	from = open_charset(charset);
	if (from == (iconv_t)-1) {
		*bad = true;
		if (!valid)
			*out = repair_utf8(bytes, bad);
		return valid;
	}
	*out = convert(from, bytes, bad);
	iconv_close(from);
	if (*bad && valid) {
		g_string_free(*out, TRUE);
		return true;
	}
	*out = make_valid(*out);
	return false;
}
