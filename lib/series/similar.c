/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/similar.h"

#include "patch/subject.h"
#include "text/hash.h"
#include "text/integers.h"
#include "text/slice.h"

/* Files of one patch that are compared: a series is tried against many. */
#define MAX_PATHS 300

#define LETTERS 256 /* that are hashed at a time */

/* Each byte as a letter: 0 of white space, else in lower case. */
#define LETTER(c)                                                                                  \
	((c) == ' ' || (c) == '\n' || (c) == '\t' || (c) == '\r' || (c) == '\f' ? 0                \
	 : (c) >= 'A' && (c) <= 'Z'						? (c) | 0x20       \
										: (c))
#define FOUR(c) LETTER(c), LETTER((c) + 1), LETTER((c) + 2), LETTER((c) + 3)
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)
#define MANY(c) SIXTEEN(c), SIXTEEN((c) + 16), SIXTEEN((c) + 32), SIXTEEN((c) + 48)
static const unsigned char letter_of[256] = { MANY(0), MANY(64), MANY(128), MANY(192) };

/* Copies what is no white space, in lower case. */
static size_t take_letters(char out[LETTERS], const char **text)
{
	const char *at = *text;
	size_t nr = 0;

	/* Where the words of a title end cannot be guessed: nothing depends on a guess. */
	for (; *at && nr < LETTERS; at++) {
		unsigned char letter = letter_of[(unsigned char)*at];

		out[nr] = (char)letter;
		nr += letter != 0;
	}
	*text = at;
	return nr;
}

uint64_t letters_hash(const char *text)
{
	char letters[LETTERS];
	uint64_t hash = 0;

	while (*text) {
		size_t nr = take_letters(letters, &text);

		if (nr)
			hash = hash_piece(hash, letters, nr);
	}
	return hash;
}

static const char *skip_spaces(const char *text)
{
	while (*text && slice_is_space(*text))
		text++;
	return text;
}

bool letters_equal(const char *a, const char *b)
{
	for (;; a++, b++) {
		a = skip_spaces(a);
		b = skip_spaces(b);
		if (slice_lower(*a) != slice_lower(*b))
			return false;
		if (!*a)
			return true;
	}
}

static const char *skip_groups(const char *title)
{
	const char *end;

	while (*title == '[' && (end = strchr(title, ']')) && end[1]) {
		title = end + 1;
		while (g_ascii_isspace(*title))
			title++;
	}
	return title;
}

uint64_t title_hash(const char *title)
{
	return letters_hash(skip_groups(title));
}

static void add_word(struct title_words *out, uint32_t word)
{
	unsigned at = out->nr;

	for (unsigned i = 0; i < out->nr; i++)
		if (out->words[i] == word)
			return;
	if (out->nr == TITLE_MAX_WORDS)
		return;
	for (; at && out->words[at - 1] > word; at--)
		out->words[at] = out->words[at - 1];
	out->words[at] = word;
	out->nr++;
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* FNV-1a, the same in each run: how alike two titles are is no matter of chance. */
#define WORD_START 14695981039346656037ULL
#define WORD_PRIME 1099511628211ULL

WRAPS_AROUND void title_words(const char *title, struct title_words *out)
{
	out->nr = 0;
	title = title_tail(title);
	while (*title) {
		uint64_t hash = WORD_START;
		unsigned len = 0;

		for (; is_word_char(*title); title++, len++)
			hash = (hash ^ slice_lower(*title)) * WORD_PRIME;
		if (len > 1)
			add_word(out, (uint32_t)(hash ^ hash >> 32));
		if (*title)
			title++;
	}
}

int title_similarity(const struct title_words *a, const struct title_words *b)
{
	unsigned i = 0, j = 0, common = 0;

	if (!a->nr || !b->nr)
		return 0;
	while (i < a->nr && j < b->nr) {
		if (a->words[i] == b->words[j])
			common++, i++, j++;
		else if (a->words[i] < b->words[j])
			i++;
		else
			j++;
	}
	return (int)(200 * common / (a->nr + b->nr));
}

int paths_similarity(const struct diffstat *a, const struct diffstat *b)
{
	size_t nr_a = MIN(a->nr_paths, MAX_PATHS), nr_b = MIN(b->nr_paths, MAX_PATHS);
	size_t i = 0, j = 0, common = 0;

	if (!nr_a || !nr_b)
		return -1;
	while (i < nr_a && j < nr_b) {
		int order = strcmp(a->paths[i], b->paths[j]);

		common += !order;
		i += order <= 0;
		j += order >= 0;
	}
	return (int)(100 * common / MIN(nr_a, nr_b));
}
