/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/transfer.h"

#include "late/late.h"
#include "mime/base64.h"
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
