/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_PRIVATE_H
#define REPLY_PHRASE_PRIVATE_H

/* Shared among phrase*.c only. */

#include "reply/phrase.h"

#define MAX_WORDS 32

struct word {
	struct slice text; /* without punctuation around it */
	char after;	   /* the punctuation that follows it; 0 without */
};

struct sentence {
	struct word words[MAX_WORDS];
	unsigned nr;
};

/* The first words of text. */
void phrase_split(struct slice text, struct sentence *out);

/* PHRASE_APPLIED, PHRASE_PUSHED or PHRASE_NONE. */
enum phrase phrase_read_applied(const struct sentence *s, struct scope *scope);

/* Whether its sender says that he will change what he posted: "Will fix in v2." */
bool phrase_promises(const struct sentence *s);

static inline bool is_one(struct slice word, const struct slice *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_ieq(word, words[i]))
			return true;
	return false;
}

#define IS_ONE(word, words) is_one(word, words, G_N_ELEMENTS(words))

static inline bool is_number(struct slice word)
{
	return word.len && (g_ascii_isdigit(*word.ptr) || (*word.ptr == '#' && word.len > 1));
}

static inline bool is_version(struct slice word)
{
	for (size_t i = 1; i < word.len; i++)
		if (!g_ascii_isdigit(word.ptr[i]))
			return false;
	return word.len > 1 && (*word.ptr | 0x20) == 'v';
}

#endif
