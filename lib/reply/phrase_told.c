/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"
#include "reply/phrase_pattern.h"

/* That somebody took it, as others tell: "Thanks for queueing this", "But then Ada merged it". */

const struct pattern patterns_took[] = {
	{ { "merged|queued|applied|took|picked", "this|it|these|them|both", "$end" }, 0 },
	{ { "merged|queued|applied|took|picked", "this|it|these|them|both",
	    "already|up|yesterday|today|directly|for" },
	  0 },
	{ { "merged|queued|applied|took|picked|taken", "this|it|these|them|both",
	    "into|through|via|to", "$tree" },
	  0 },
	{ { "merged|queued|applied|took|picked|taken", "the",
	    "series|patch|patches|first|last|remaining|whole" },
	  0 },
	PATTERNS_END,
};

const struct pattern patterns_you_took[] = {
	{ { "you|you've", "already", "queued|applied|merged|picked|taken|took",
	    "this|it|these|them|the" },
	  1 },
	{ { "you|you've", "have", "already", "queued|applied|merged|picked|taken",
	    "this|it|these|them|the" },
	  0 },
	PATTERNS_END,
};

/* A name: a word in capitals that nothing else is known of. */
static bool is_name(const struct sentence *s, unsigned i)
{
	const struct word *word = &s->words[i];

	if (word->text.len < 3 || word->after || !g_ascii_isupper(*word->text.ptr))
		return false;
	for (size_t k = 0; !i && !SAYS(s, 0, "linus") && k < G_N_ELEMENTS(word->classes->bits); k++)
		if (word->classes->bits[k])
			return false;
	return true;
}

/* "…, but then Ada merged it": by name; "is it merged" tells nothing. */
bool phrase_tells_who_took_it(const struct sentence *s)
{
	unsigned at = pattern_find(s, SET_TOOK);

	if (at < 2 || s->asks || has_a(s, WORD_TAKES_SPOILER))
		return false;
	/* The place of who did it; at is one more than the verb's. */
	at -= 2;
	if (at && (is_a(s, at, WORD_HAS) || is_a(s, at, WORD_ADVERB)))
		at--;
	for (unsigned i = 0; i < at; i++)
		if (is_a(s, i, WORD_NOT) || is_a(s, i, WORD_DENIAL) || is_a(s, i, WORD_CONDITION))
			return false;
	return is_name(s, at);
}

bool phrase_is_thanks_for_taking(const struct sentence *s)
{
	unsigned i = 0;

	if (pattern_find(s, SET_YOU_TOOK))
		return !s->asks && !has_a(s, WORD_TAKES_SPOILER);
	if (!s->nr || !slice_istarts(s->words[0].text, SLICE("thank")))
		return false;
	while (i < s->nr && !SAYS(s, i, "for"))
		i++;
	if (i < 1 || i > 5 || !is_a(s, i + 1, WORD_TAKING))
		return false;
	for (unsigned k = i + 2; k < MIN(i + 6, s->nr); k++)
		if (is_a(s, k, WORD_TAKING_NOTHING))
			return false;
	return is_a(s, i + 2, WORD_TAKING_OBJECT);
}
