/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "body/text.h"

#include "mime/charset.h"
#include "mime/flowed.h"
#include "mime/transfer.h"
#include "patch/hunk.h"
#include "patch/mailinfo.h"
#include "patch/patch.h"

static void text_take(struct text *text, GString *new)
{
	size_t len = new->len;

	g_free(text->owned);
	text->owned = g_string_free(new, FALSE);
	text->slice = slice_of(text->owned, len);
}

static void undo_encoding(GMimeContentEncoding encoding, struct text *text, unsigned *flags)
{
	bool broken;

	if (encoding == GMIME_CONTENT_ENCODING_DEFAULT || !text->slice.len)
		return;
	text_take(text, transfer_decode(encoding, text->slice, &broken));
	if (broken)
		*flags |= BODY_BAD_ENCODING;
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

/* Where the diff begins, or the end. */
static size_t diff_offset(struct slice s)
{
	struct slice rest = s, line;

	while (slice_next_line(&rest, &line))
		if (diff_begins(line, rest))
			return (size_t)(line.ptr - s.ptr);
	return s.len;
}

/* Who stuffs (RFC 3676, 4.4) leaves no line of a hunk with one blank in front of what it says. */
static bool is_unstuffed(struct slice diff)
{
	struct hunk hunk = { 0, 0 };
	struct slice line;

	while (slice_next_line(&diff, &line)) {
		if (!hunk_is_open(&hunk))
			hunk_begin(&hunk, line);
		else if (hunk_take(&hunk, line) == ' ' && line.len > 1 && line.ptr[0] == ' ' &&
			 line.ptr[1] != ' ')
			return true;
	}
	return false;
}

/* As flowed_undo(), but a diff stays as it came where its sender did not stuff it. */
static GString *undo_flowed(struct slice s, bool delsp)
{
	size_t message = diff_offset(s);
	struct slice diff = slice_skip(s, message);
	GString *out;

	if (!is_unstuffed(diff))
		return flowed_undo(s, delsp);
	out = flowed_undo(slice_of(s.ptr, message), delsp);
	return out ? g_string_append_len(out, diff.ptr, (gssize)diff.len) : NULL;
}

/* UTF-16 has no line that could be told from others before it is converted. */
static bool is_wide(const char *charset)
{
	return charset && (!g_ascii_strncasecmp(charset, "utf-16", 6) ||
			   !g_ascii_strncasecmp(charset, "utf-32", 6));
}

/*
 * How long the in-body header is where its bytes are UTF-8 whatever the label says: git never
 * converts it.
 */
static size_t utf8_header_length(const char *charset, struct slice text)
{
	struct inbody inbody;
	size_t len;

	if (!charset || is_wide(charset))
		return 0;
	inbody_parse(text, &inbody);
	len = (size_t)(inbody.rest.ptr - text.ptr);
	return bytes_scan(slice_of(text.ptr, len)) & BYTES_8BIT &&
			       g_utf8_validate(text.ptr, (gssize)len, NULL)
		       ? len
		       : 0;
}

/* Of the text up to end, without such a header. */
static void undo_charset(const char *charset, struct text *text, size_t end, unsigned *flags)
{
	size_t start = utf8_header_length(charset, text->slice);
	struct slice header = slice_of(text->slice.ptr, start), tail;
	GString *decoded;
	bool bad;

	end = MAX(start, end);
	tail = slice_skip(text->slice, end);
	if (!charset_to_utf8(slice_of(text->slice.ptr + start, end - start), charset, &decoded,
			     &bad)) {
		g_string_prepend_len(decoded, header.ptr, (gssize)header.len);
		g_string_append_len(decoded, tail.ptr, (gssize)tail.len);
		text_take(text, decoded);
	}
	if (bad)
		*flags |= BODY_BAD_CHARSET;
}

static void decode_exact(const struct content *content, struct text *out, unsigned *flags)
{
	GString *plain;

	if (out->slice.len && memchr(out->slice.ptr, '\r', out->slice.len) &&
	    is_crlf_text(out->slice))
		text_take(out, drop_crs(out->slice, 1));
	plain = content->flowed ? undo_flowed(out->slice, content->delsp) : NULL;
	if (plain)
		text_take(out, plain);
	/* Git converts the commit message alone: the patch is made of the bytes of files. */
	undo_charset(content->charset, out,
		     is_wide(content->charset) ? out->slice.len
					       : mailinfo_message_length(out->slice),
		     flags);
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
	undo_charset(content->charset, out, out->slice.len, flags);
	if (out->slice.len && memchr(out->slice.ptr, '\r', out->slice.len))
		text_take(out, drop_crs(out->slice, SIZE_MAX));
	if (!content->flowed)
		return;
	plain = undo_flowed(out->slice, content->delsp);
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
