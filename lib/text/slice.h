/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_SLICE_H
#define TEXT_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <glib.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * A run of bytes inside somebody else's buffer: never owned, not terminated by a NUL, may hold
 * any byte. A slice whose ptr is NULL is "not there"; one with ptr set and len 0 is "empty".
 */
struct slice {
	const char *ptr;
	size_t len;
};

#define SLICE(literal) ((struct slice){ "" literal, sizeof(literal) - 1 })

static inline struct slice slice_of(const char *ptr, size_t len)
{
	return (struct slice){ ptr, len };
}

/* The slice of a C string, without its NUL; NULL gives "not there". */
static inline struct slice slice_str(const char *str)
{
	return (struct slice){ str, str ? strlen(str) : 0 };
}

static inline bool slice_eq(struct slice a, struct slice b)
{
	return a.len == b.len && (!a.len || !memcmp(a.ptr, b.ptr, a.len));
}

/* g_ascii_tolower() without the call, for loops over texts. */
static inline unsigned char slice_lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

/* g_ascii_isspace() without its table, for the same. */
static inline bool slice_is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* False where two bytes are not the same letter; most comparisons end here, without a call. */
static inline bool slice_may_ieq(char a, char b)
{
	return !((a ^ b) & ~0x20);
}

/* Of C strings: equal but for the case of ASCII letters. Most that are differ in no byte. */
static inline bool text_ieq(const char *a, const char *b)
{
	if (!slice_may_ieq(*a, *b))
		return false;
	if (!strcmp(a, b))
		return true;
	while (*a && slice_lower(*a) == slice_lower(*b))
		a++, b++;
	return slice_lower(*a) == slice_lower(*b);
}

/* The same len bytes but for the case of ASCII letters: no call for the few bytes that most are. */
static inline bool slice_same_letters(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (a[i] != b[i] && slice_lower(a[i]) != slice_lower(b[i]))
			return false;
	return true;
}

/* Equal but for the case of ASCII letters, whatever the locale. */
static inline bool slice_ieq(struct slice a, struct slice b)
{
	return a.len == b.len && slice_same_letters(a.ptr, b.ptr, a.len);
}

static inline bool slice_starts(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len && !memcmp(s.ptr, prefix.ptr, prefix.len);
}

static inline bool slice_istarts(struct slice s, struct slice prefix)
{
	return s.len >= prefix.len && slice_same_letters(s.ptr, prefix.ptr, prefix.len);
}

/* Whether no byte is above 127: eight are looked at at once. */
static inline bool slice_is_ascii(struct slice s)
{
	uint64_t all = 0, word;
	size_t at = 0;

	for (; s.len - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, s.ptr + at, sizeof(word));
		all |= word;
	}
	for (; at < s.len; at++)
		all |= (unsigned char)s.ptr[at];
	return !(all & UINT64_C(0x8080808080808080));
}

/* Without the first n bytes (all of them where there are fewer). */
static inline struct slice slice_skip(struct slice s, size_t n)
{
	n = n < s.len ? n : s.len;
	return (struct slice){ s.ptr + n, s.len - n };
}

/* Without ASCII white space (CR and LF too) at the end. */
static inline struct slice slice_trim_end(struct slice s)
{
	while (s.len && g_ascii_isspace(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

/* The same at both ends. */
static inline struct slice slice_trim(struct slice s)
{
	while (s.len && g_ascii_isspace(s.ptr[0]))
		s.ptr++, s.len--;
	return slice_trim_end(s);
}

/* Takes a word, in any case of ASCII letters, and the white space behind it off the front of a
 * line, which loses that at its end, too. False where it does not begin so. */
static inline bool slice_take(struct slice *line, struct slice word)
{
	if (!slice_istarts(*line, word))
		return false;
	*line = slice_trim(slice_skip(*line, word.len));
	return true;
}

/* memchr() for a line's end, which is near: the call would cost as much as the search. */
static inline const char *slice_find_lf(const char *at, size_t len)
{
#ifdef __SSE2__
	const __m128i lf = _mm_set1_epi8('\n');

	for (; len >= sizeof(lf); at += sizeof(lf), len -= sizeof(lf)) {
		__m128i part = _mm_loadu_si128((const __m128i *)(const void *)at);
		unsigned found = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(part, lf));

		if (found)
			return at + __builtin_ctz(found);
	}
#endif
	return memchr(at, '\n', len);
}

/* Whether a letter is one of three. */
static inline bool slice_is_one(char letter, char a, char b, char c)
{
	return letter == a || letter == b || letter == c;
}

/*
 * Where the first line of s begins that begins with one of three letters (begins) or with another
 * one (!begins); NULL where none does. Lines between are passed over without a look at where they
 * end, which nobody can guess.
 */
static inline const char *slice_seek_line(struct slice s, char a, char b, char c, bool begins)
{
	const char *at = s.ptr, *end = at + s.len;

	if (!s.len || slice_is_one(*at, a, b, c) == begins)
		return s.len ? at : NULL;
#ifdef __SSE2__
	for (; end - at > 16; at += 16) {
		__m128i here = _mm_loadu_si128((const __m128i *)(const void *)at);
		__m128i next = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
		__m128i lf = _mm_cmpeq_epi8(here, _mm_set1_epi8('\n'));
		__m128i one = _mm_or_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8(a)),
					   _mm_or_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8(b)),
							_mm_cmpeq_epi8(next, _mm_set1_epi8(c))));
		unsigned found = (unsigned)_mm_movemask_epi8(begins ? _mm_and_si128(one, lf)
								    : _mm_andnot_si128(one, lf));

		if (found)
			return at + __builtin_ctz(found) + 1;
	}
#endif
	while ((at = memchr(at, '\n', (size_t)(end - at))) && ++at < end)
		if (slice_is_one(*at, a, b, c) == begins)
			return at;
	return NULL;
}

/*
 * Cuts the next line off *rest into *line, without its LF or CRLF. Returns false, *line untouched,
 * when *rest is empty. A last line without LF is a line too.
 */
static inline bool slice_next_line(struct slice *rest, struct slice *line)
{
	const char *lf;
	size_t len;

	if (!rest->len)
		return false;
	lf = slice_find_lf(rest->ptr, rest->len);
	len = lf ? (size_t)(lf - rest->ptr) : rest->len;
	*line = slice_of(rest->ptr, len);
	*rest = slice_skip(*rest, lf ? len + 1 : len);
	if (lf && line->len && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

#endif
