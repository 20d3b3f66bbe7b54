/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/transfer.h"

#include "mime/mail.h"

/* How cleanly something is encoded. */
enum grade {
	GRADE_PLAIN,
	GRADE_ODD, /* allowed, but seldom met */
	GRADE_BROKEN,
};

static enum grade grade_base64(struct slice s)
{
	size_t letters = 0, pads = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (g_ascii_isspace(s.ptr[i]))
			continue;
		if (s.ptr[i] == '=')
			pads++;
		else if (pads || !(g_ascii_isalnum(s.ptr[i]) || s.ptr[i] == '+' || s.ptr[i] == '/'))
			return GRADE_BROKEN;
		else
			letters++;
	}
	if ((letters + pads) % 4)
		return GRADE_BROKEN;
	return pads > 2 ? GRADE_ODD : GRADE_PLAIN;
}

static enum grade grade_quoted(struct slice s)
{
	enum grade grade = GRADE_PLAIN;
	const char *at;

	while (s.len && (at = memchr(s.ptr, '=', s.len))) {
		s = slice_skip(s, (size_t)(at + 1 - s.ptr));
		if (s.len >= 2 && g_ascii_isxdigit(s.ptr[0]) && g_ascii_isxdigit(s.ptr[1]))
			continue;
		if (slice_starts(s, SLICE("\n")) || slice_starts(s, SLICE("\r\n")))
			continue;
		grade = GRADE_ODD;
		while (s.len && (*s.ptr == ' ' || *s.ptr == '\t' || *s.ptr == '\r'))
			s = slice_skip(s, 1);
		if (s.len && *s.ptr != '\n')
			return GRADE_BROKEN;
	}
	return grade;
}

static GString *decode_base64(struct slice s)
{
	GString *out = g_string_sized_new(s.len / 4 * 3 + 3);
	gint state = 0;
	guint save = 0;

	out->len = g_base64_decode_step(s.ptr, s.len, (guchar *)out->str, &state, &save);
	out->str[out->len] = '\0';
	return out;
}

/* Of GRADE_PLAIN: behind each "=" there is a line end or two digits. */
static GString *decode_quoted(struct slice s)
{
	GString *out = g_string_sized_new(s.len);
	const char *at;

	while (s.len && (at = memchr(s.ptr, '=', s.len))) {
		g_string_append_len(out, s.ptr, at - s.ptr);
		s = slice_skip(s, (size_t)(at + 1 - s.ptr));
		if (g_ascii_isspace(*s.ptr)) {
			s = slice_skip(s, *s.ptr == '\r' ? 2 : 1);
		} else {
			g_string_append_c(out, (char)(g_ascii_xdigit_value(s.ptr[0]) * 16 +
						      g_ascii_xdigit_value(s.ptr[1])));
			s = slice_skip(s, 2);
		}
	}
	return g_string_append_len(out, s.ptr, (gssize)s.len);
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

static GString *decode_gmime(GMimeContentEncoding encoding, struct slice s)
{
	GMimeEncoding state;
	GString *out;

	mail_library_init();
	if (encoding == GMIME_CONTENT_ENCODING_UUENCODE)
		return uudecode(s);
	g_mime_encoding_init_decode(&state, encoding);
	out = g_string_sized_new(g_mime_encoding_outlen(&state, s.len));
	out->len = g_mime_encoding_flush(&state, s.ptr, s.len, out->str);
	out->str[out->len] = '\0';
	return out;
}

GString *transfer_decode(GMimeContentEncoding encoding, struct slice bytes, bool *broken)
{
	enum grade grade = GRADE_ODD;

	if (encoding == GMIME_CONTENT_ENCODING_BASE64)
		grade = grade_base64(bytes);
	else if (encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
		grade = grade_quoted(bytes);
	*broken = grade == GRADE_BROKEN;
	if (grade != GRADE_PLAIN)
		return decode_gmime(encoding, bytes);
	return encoding == GMIME_CONTENT_ENCODING_BASE64 ? decode_base64(bytes)
							 : decode_quoted(bytes);
}
