/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/words.h"

#include "mime/transfer.h"
#include "mime/charset.h"

/*
 * The splitting into encoded words is our own and not g_mime_utils_header_decode_text(): GMime 3.2
 * joins the base64 of neighbouring words and stops at the first padding, so that of
 * "=?utf-8?B?YWI=?= =?utf-8?B?Y2Q=?=" only "ab" is left, and it gives "?" for a letter that is cut
 * by the end of a word in another encoding.
 */

#define CHARSET_MAX 64 /* bytes of "charset*language" */

/* One "=?charset?encoding?payload?=" (RFC 2047, section 2). */
struct encoded_word {
	struct slice charset; /* without "*language" (RFC 2231, section 5) */
	bool base64;
	struct slice payload;
	size_t len;
};

struct decoder {
	GString *out;
	GString *bytes; /* of the words before, not yet read as text: a letter may go on */
	char charset[CHARSET_MAX + 1];
	bool unclosed; /* no "?=" follows any more: spares looking for it again and again */
};

static bool is_plain(struct slice s)
{
	char last = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!c || c & 0x80 || c == '\n' || c == '\r' || (c == '?' && last == '='))
			return false;
		last = c;
	}
	return true;
}

/* The length of the run of white space that a line end begins; 0 where there is none. */
static size_t fold_length(struct slice s)
{
	size_t len = 0;

	if (s.ptr[0] != '\n' && s.ptr[0] != '\r')
		return 0;
	while (len < s.len && g_ascii_isspace(s.ptr[len]))
		len++;
	return len;
}

static GString *unfold(struct slice s)
{
	GString *line = g_string_sized_new(s.len + 1);

	while (s.len) {
		size_t fold = fold_length(s);

		g_string_append_c(line, fold ? ' ' : *s.ptr);
		s = slice_skip(s, fold ? fold : 1);
	}
	return line;
}

static GString *to_utf8(GString *bytes, const char *charset)
{
	GString *text;
	bool bad;

	if (charset_to_utf8(slice_of(bytes->str, bytes->len), charset, &text, &bad))
		return bytes;
	g_string_free(bytes, TRUE);
	return text;
}

/* "charset?B?" or "charset*language?Q?" behind the "=?". */
static bool read_label(struct slice s, struct encoded_word *word, size_t *len)
{
	size_t at = 0, name;

	while (at < s.len && at <= CHARSET_MAX && g_ascii_isgraph(s.ptr[at]) && s.ptr[at] != '?')
		at++;
	if (!at || at > CHARSET_MAX || s.len - at < 3 || s.ptr[at + 2] != '?')
		return false;
	name = at;
	for (size_t i = 0; i < name; i++)
		if (s.ptr[i] == '*')
			name = i;
	word->charset = slice_of(s.ptr, name);
	word->base64 = g_ascii_tolower(s.ptr[at + 1]) == 'b';
	*len = at + 3;
	return s.ptr[at] == '?' && (word->base64 || g_ascii_tolower(s.ptr[at + 1]) == 'q');
}

static bool read_word(struct decoder *decoder, struct slice s, struct encoded_word *word)
{
	const char *end;
	size_t label;

	if (decoder->unclosed || !slice_starts(s, SLICE("=?")))
		return false;
	if (!read_label(slice_skip(s, 2), word, &label))
		return false;
	word->payload = slice_skip(s, 2 + label);
	end = memmem(word->payload.ptr, word->payload.len, "?=", 2);
	decoder->unclosed = !end;
	if (!end)
		return false;
	word->payload.len = (size_t)(end - word->payload.ptr);
	word->len = (size_t)(end - s.ptr) + 2;
	return true;
}

static void append_quoted(GString *out, struct slice s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '=' && s.len - i > 2 && g_ascii_isxdigit(s.ptr[i + 1]) &&
		    g_ascii_isxdigit(s.ptr[i + 2])) {
			c = (char)(g_ascii_xdigit_value(s.ptr[i + 1]) * 16 +
				   g_ascii_xdigit_value(s.ptr[i + 2]));
			i += 2;
		} else if (c == '_') {
			c = ' ';
		}
		g_string_append_c(out, c);
	}
}

static void flush_words(struct decoder *decoder)
{
	if (!decoder->bytes->len)
		return;
	decoder->bytes = to_utf8(decoder->bytes, decoder->charset);
	/* A line end out of an encoded word would make two lines of one. */
	g_strdelimit(decoder->bytes->str, "\r\n", ' ');
	g_string_append_len(decoder->out, decoder->bytes->str, (gssize)decoder->bytes->len);
	g_string_truncate(decoder->bytes, 0);
}

static void take_word(struct decoder *decoder, const struct encoded_word *word)
{
	struct slice charset = word->charset;

	if (!slice_ieq(slice_str(decoder->charset), charset)) {
		flush_words(decoder);
		memcpy(decoder->charset, charset.ptr, charset.len);
		decoder->charset[charset.len] = '\0';
	}
	if (word->base64)
		base64_append(decoder->bytes, word->payload);
	else
		append_quoted(decoder->bytes, word->payload);
}

/* White space between two encoded words is no part of the text (RFC 2047, section 6.2). */
static size_t gap_length(struct slice s)
{
	size_t len = 0;

	while (len < s.len && (s.ptr[len] == ' ' || s.ptr[len] == '\t'))
		len++;
	return len;
}

static GString *decode_words(GString *line)
{
	struct decoder decoder = { .out = g_string_sized_new(line->len),
				   .bytes = g_string_new(NULL) };
	struct slice s = slice_of(line->str, line->len);
	struct encoded_word word;
	bool after_word = false;

	while (s.len) {
		size_t gap = after_word ? gap_length(s) : 0;

		after_word = read_word(&decoder, slice_skip(s, gap), &word);
		if (after_word) {
			take_word(&decoder, &word);
			s = slice_skip(s, gap + word.len);
		} else {
			size_t len = gap ? gap : 1;

			flush_words(&decoder);
			g_string_append_len(decoder.out, s.ptr, (gssize)len);
			s = slice_skip(s, len);
		}
	}
	flush_words(&decoder);
	g_string_free(decoder.bytes, TRUE);
	g_string_free(line, TRUE);
	return decoder.out;
}

char *words_decode(struct pool *pool, struct slice field)
{
	struct slice trimmed = slice_trim(field);
	GString *line;
	char *result;

	if (is_plain(trimmed))
		return pool_copy(pool, trimmed.ptr ? trimmed : SLICE(""));
	line = to_utf8(unfold(trimmed), NULL);
	if (strstr(line->str, "=?"))
		line = decode_words(line);
	result = pool_copy(pool, slice_trim(slice_of(line->str, line->len)));
	g_string_free(line, TRUE);
	return result;
}
