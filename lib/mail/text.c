/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/text.h"

#include "mail/body.h"
#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/hunk.h"
#include "mail/mailinfo.h"

static void text_take(struct text *text, GString *new)
{
	size_t len = new->len;

	g_free(text->owned);
	text->owned = g_string_free(new, FALSE);
	text->slice = slice_of(text->owned, len);
}

static bool base64_is_broken(struct slice s)
{
	size_t letters = 0, pads = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (g_ascii_isspace(s.ptr[i]))
			continue;
		if (s.ptr[i] == '=')
			pads++;
		else if (pads || !(g_ascii_isalnum(s.ptr[i]) || s.ptr[i] == '+' || s.ptr[i] == '/'))
			return true;
		else
			letters++;
	}
	return (letters + pads) % 4;
}

static bool quoted_is_broken(struct slice s)
{
	const char *at;

	while (s.len && (at = memchr(s.ptr, '=', s.len))) {
		s = slice_skip(s, (size_t)(at + 1 - s.ptr));
		if (s.len >= 2 && g_ascii_isxdigit(s.ptr[0]) && g_ascii_isxdigit(s.ptr[1]))
			continue;
		while (s.len && (*s.ptr == ' ' || *s.ptr == '\t' || *s.ptr == '\r'))
			s = slice_skip(s, 1);
		if (s.len && *s.ptr != '\n')
			return true;
	}
	return false;
}

/* The filter looks for the "begin" line; GMimeEncoding alone does not. */
static GString *uudecode(struct slice s)
{
	GMimeFilter *filter = g_mime_filter_basic_new(GMIME_CONTENT_ENCODING_UUENCODE, FALSE);
	GString *out = g_string_new(NULL);
	char *copy = g_memdup2(s.ptr, s.len), *bytes;
	size_t len, room;

	g_mime_filter_filter(filter, copy, s.len, 0, &bytes, &len, &room);
	g_string_append_len(out, bytes, (gssize)len);
	g_free(copy);
	g_object_unref(filter);
	return out;
}

static GString *decode_encoding(GMimeContentEncoding encoding, struct slice s)
{
	GMimeEncoding state;
	GString *out;

	if (encoding == GMIME_CONTENT_ENCODING_UUENCODE)
		return uudecode(s);
	g_mime_encoding_init_decode(&state, encoding);
	out = g_string_sized_new(g_mime_encoding_outlen(&state, s.len));
	out->len = g_mime_encoding_flush(&state, s.ptr, s.len, out->str);
	out->str[out->len] = '\0';
	return out;
}

static void undo_encoding(GMimeContentEncoding encoding, struct text *text, unsigned *flags)
{
	struct slice s = text->slice;

	if (encoding == GMIME_CONTENT_ENCODING_DEFAULT || !s.len)
		return;
	if ((encoding == GMIME_CONTENT_ENCODING_BASE64 && base64_is_broken(s)) ||
	    (encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE && quoted_is_broken(s)))
		*flags |= BODY_BAD_ENCODING;
	mail_library_init();
	text_take(text, decode_encoding(encoding, s));
}

static void undo_charset(const char *charset, struct text *text, unsigned *flags)
{
	GString *decoded;
	bool bad;

	if (!charset_to_utf8(text->slice, charset, &decoded, &bad))
		text_take(text, decoded);
	if (bad)
		*flags |= BODY_BAD_CHARSET;
}

/* At most that many at the end of a line; one inside a line is no line end. */
static GString *drop_crs(struct slice s, size_t most)
{
	GString *out = g_string_sized_new(s.len);
	struct slice line;

	while (s.len) {
		const char *lf = memchr(s.ptr, '\n', s.len);

		line = slice_of(s.ptr, lf ? (size_t)(lf - s.ptr) : s.len);
		s = slice_skip(s, line.len + (lf != NULL));
		for (size_t i = 0; i < most && line.len && line.ptr[line.len - 1] == '\r'; i++)
			line.len--;
		g_string_append_len(out, line.ptr, (gssize)line.len);
		if (lf)
			g_string_append_c(out, '\n');
	}
	return out;
}

/* Of a file with CRLF line ends, the lines around it in a patch have LF: the first one tells. */
static bool is_crlf_text(struct slice s)
{
	struct slice line;

	while (slice_next_line(&s, &line))
		if (diff_begins(line, s))
			return s.ptr > line.ptr + line.len && line.ptr[line.len] == '\r';
	return true;
}

/* UTF-16 has no line that could be told from others before it is converted. */
static bool is_wide(const char *charset)
{
	return charset && (!g_ascii_strncasecmp(charset, "utf-16", 6) ||
			   !g_ascii_strncasecmp(charset, "utf-32", 6));
}

/* Git converts the commit message alone: the patch is made of the bytes of files. */
static void undo_charset_of_message(const char *charset, struct text *text, unsigned *flags)
{
	size_t len = is_wide(charset) ? text->slice.len : mailinfo_message_length(text->slice);
	struct slice patch = slice_skip(text->slice, len);
	struct text message = { .slice = slice_of(text->slice.ptr, len) };
	GString *joined;

	undo_charset(charset, &message, flags);
	if (!message.owned)
		return;
	joined = g_string_sized_new(message.slice.len + patch.len);
	g_string_append_len(joined, message.slice.ptr, (gssize)message.slice.len);
	g_string_append_len(joined, patch.ptr, (gssize)patch.len);
	text_release(&message);
	text_take(text, joined);
}

static void decode_exact(const struct content *content, struct text *out, unsigned *flags)
{
	GString *plain;

	if (out->slice.len && memchr(out->slice.ptr, '\r', out->slice.len) &&
	    (content->flowed || is_crlf_text(out->slice)))
		text_take(out, drop_crs(out->slice, 1));
	plain = content->flowed ? flowed_undo(out->slice, content->delsp) : NULL;
	if (plain)
		text_take(out, plain);
	undo_charset_of_message(content->charset, out, flags);
}

void text_decode(const struct content *content, struct slice bytes, struct text *out,
		 unsigned *flags)
{
	GString *plain;

	*out = (struct text){ .slice = bytes };
	undo_encoding(content->encoding, out, flags);
	if (content->exact) {
		decode_exact(content, out, flags);
		return;
	}
	undo_charset(content->charset, out, flags);
	if (out->slice.len && memchr(out->slice.ptr, '\r', out->slice.len))
		text_take(out, drop_crs(out->slice, SIZE_MAX));
	if (!content->flowed)
		return;
	plain = flowed_undo(out->slice, content->delsp);
	if (!plain)
		return;
	*flags |= BODY_FLOWED;
	text_take(out, plain);
}

void text_release(struct text *text)
{
	g_free(text->owned);
	*text = (struct text){ .owned = NULL };
}
