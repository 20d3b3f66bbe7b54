/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/form.h"

#include "reply/vocabulary.h"

#define FORM_MAX 40	  /* bytes of a line that may be said for the form */
#define GREETING_WORDS 4  /* "Hi Ann and Ben," */
#define CLOSING_BEHIND 10 /* bytes behind the first words of a closing: "a lot," */
#define FIRST_NAME_MAX 20

#ifdef __SSE2__

#define STEP 16 /* bytes that are looked at in one go */

/* Which bytes are c, or one of the nr behind it. */
static inline __m128i bytes_from(__m128i bytes, char c, char nr)
{
	__m128i behind = _mm_sub_epi8(bytes, _mm_set1_epi8(c));

	return _mm_cmpeq_epi8(_mm_min_epu8(behind, _mm_set1_epi8(nr)), behind);
}

/*
 * The words that begin in so many bytes. *inside: whether one goes on from the bytes before, then
 * whether one does behind these. It goes on as the carry of a sum does: letters make one, and but
 * for spaces it is handed on.
 */
static inline int count_step(const char *at, unsigned *inside)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at),
		small = _mm_or_si128(bytes, _mm_set1_epi8(0x20)),
		blanks = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '));
	unsigned letters = (unsigned)_mm_movemask_epi8(
			 _mm_or_si128(bytes, bytes_from(small, 'a', 'z' - 'a'))),
		 others = 0xffff & ~(unsigned)_mm_movemask_epi8(_mm_or_si128(
					   blanks, bytes_from(bytes, '\t', '\r' - '\t'))),
		 sum = letters + others + *inside;

	*inside = sum >> STEP;
	return __builtin_popcount(letters & ~(sum ^ letters ^ others));
}

int form_count_words(struct slice line)
{
	char rest[STEP];
	unsigned inside = 0;
	int nr = 0;

	for (; line.len >= STEP; line = slice_skip(line, STEP))
		nr += count_step(line.ptr, &inside);
	if (!line.len)
		return nr;
	memset(rest, ' ', sizeof(rest));
	memcpy(rest, line.ptr, line.len);
	return nr + count_step(rest, &inside);
}

#else

int form_count_words(struct slice line)
{
	unsigned nr = 0, inside = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		unsigned letter = g_ascii_isalpha(c) | c >> 7, space = g_ascii_isspace(c);

		nr += letter & ~inside;
		inside = letter | (inside & ~space);
	}
	return (int)nr;
}

#endif

struct slice form_first_word(struct slice line)
{
	size_t len = 0;

	while (len < line.len && (g_ascii_isalpha(line.ptr[len]) || line.ptr[len] == '\''))
		len++;
	return slice_of(line.ptr, len);
}

bool form_ends_paragraph(struct slice rest)
{
	struct slice line;

	return !slice_next_line(&rest, &line) || !slice_trim(line).len || *line.ptr == '>';
}

/* Words with capital letters, no more than two. */
static bool is_names(struct slice line)
{
	bool begins = true;
	int words = 0;

	for (size_t i = 0; i < line.len; i++) {
		bool letter = g_ascii_isalpha(line.ptr[i]) || line.ptr[i] & 0x80;

		if (begins && !g_ascii_isupper(line.ptr[i]) && !(line.ptr[i] & 0x80))
			return false;
		if (!letter && line.ptr[i] != ' ' && line.ptr[i] != '-')
			return false;
		words += begins;
		begins = line.ptr[i] == ' ';
	}
	return words == 1 || words == 2;
}

bool form_is_name(struct slice line)
{
	size_t i = 0;

	while (i < line.len && i < FIRST_NAME_MAX &&
	       (g_ascii_isalpha(line.ptr[i]) || (line.ptr[i] & 0x80) || (i && line.ptr[i] == '-')))
		i++;
	return i > 1 && g_ascii_isupper(line.ptr[0]) && !g_ascii_isupper(line.ptr[1]) &&
	       i == line.len;
}

/* What follows "Hi" is a name, or thanks. */
static bool only_greets(struct slice line)
{
	return !memchr(line.ptr, '?', line.len) &&
	       (line.ptr[line.len - 1] == ',' || form_count_words(line) <= GREETING_WORDS ||
		memmem(line.ptr, line.len, "hank", 4));
}

bool form_is_greeting(struct slice line, struct slice rest)
{
	if (line.len > FORM_MAX)
		return false;
	if (word_is(form_first_word(line), WORD_GREETING))
		return only_greets(line);
	return line.ptr[line.len - 1] == ',' && is_names(slice_of(line.ptr, line.len - 1)) &&
	       form_ends_paragraph(rest);
}

/* "best", "kind regards", "many thanks": cuts it off *rest. */
static bool take_closing(struct slice *rest)
{
	struct slice word = form_first_word(*rest);
	bool closing = word_is(word, WORD_CLOSING);

	if (!closing && !word_is(word, WORD_BEFORE_CLOSING))
		return false;
	*rest = slice_skip(*rest, word.len);
	if (rest->len && *rest->ptr == ' ' &&
	    word_is(form_first_word(slice_skip(*rest, 1)), WORD_CLOSING)) {
		*rest = slice_skip(*rest, 1);
		return take_closing(rest);
	}
	return closing;
}

bool form_is_closing(struct slice line)
{
	struct slice rest = line;

	if (line.len > FORM_MAX)
		return false;
	if (!take_closing(&rest))
		return slice_eq(line, SLICE("--"));
	/* "Thanks" alone is what somebody says. */
	if (!rest.len)
		return !slice_istarts(line, SLICE("thank"));
	if (*rest.ptr != ',')
		return rest.len < CLOSING_BEHIND && rest.ptr[rest.len - 1] == ',';
	rest = slice_trim(slice_skip(rest, 1));
	return !rest.len || form_is_name(rest);
}
