/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/form.h"

#include "reply/vocabulary.h"

#define FORM_MAX 40	  /* bytes of a line that may be said for the form */
#define GREETING_WORDS 4  /* "Hi Ann and Ben," */
#define CLOSING_BEHIND 10 /* bytes behind the first words of a closing: "a lot," */
#define FIRST_NAME_MAX 20

/* Nobody can guess where the words of a text end: so there is nothing to be guessed. */
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
