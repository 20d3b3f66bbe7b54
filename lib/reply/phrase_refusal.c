/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* A refusal without "NAK": "I won't take this", "Somebody else has sent this fix already". */

/* Words that follow each other, others between them; "|" in a word parts alternatives. */
struct pattern {
	const char *const words[8];
	unsigned apart; /* so many words may stand between two of them */
};

static const struct pattern patterns[] = {
	{ { "i|we", "won't", "take|apply|merge|queue|be" }, 1 },
	{ { "i'm|we're", "not", "going", "to", "take|apply|merge|queue" }, 1 },
	{ { "i|we", "am|are", "not", "going", "to", "take|apply|merge|queue" }, 1 },
	{ { "i'm|we're", "not", "taking|applying|merging|queuing" }, 1 },
	{ { "not", "something", "i'm|i|we're|we", "merge|take|apply|taking|merging" }, 3 },
	{ { "i|we", "can't|cannot", "take|merge", "this|these|it" }, 1 },
	{ { "somebody|someone|others|anyone", "already|has|have", "sent|posted|submitted|fixed" },
	  2 },
	{ { "already", "sent|posted|submitted", "fix|patch|fixes|patches" }, 3 },
	{ { "already", "been", "fixed|addressed", "by|in|upstream" }, 1 },
	{ { "has|was|is|been", "already", "fixed|addressed", "in|by|upstream" }, 1 },
	{ { "same|similar|identical", "fix|patch|change", "already",
	    "sent|posted|submitted|queued|merged" },
	  3 },
};

static bool is_alternative(struct slice word, const char *alternatives)
{
	for (const char *at = alternatives;; at++) {
		size_t len = strcspn(at, "|");

		if (len && slice_ieq(word, slice_of(at, len)))
			return true;
		at += len;
		if (!*at)
			return false;
	}
}

/* Whether the words of the pattern stand in the sentence from i on. */
static bool fits(const struct sentence *s, unsigned i, const struct pattern *pattern)
{
	unsigned nr = 0;

	for (; nr < G_N_ELEMENTS(pattern->words) && pattern->words[nr]; nr++) {
		unsigned end = nr ? MIN(i + pattern->apart + 1, s->nr) : MIN(i + 1, s->nr);

		while (i < end && !is_alternative(s->words[i].text, pattern->words[nr]))
			i++;
		if (i == end)
			return false;
		i++;
	}
	return true;
}

bool phrase_refuses(const struct sentence *s)
{
	static const struct slice spoilers[] = {
		SLICE("if"), SLICE("unless"), SLICE("until"),	SLICE("before"), SLICE("cleanly"),
		SLICE("v1"), SLICE("v2"),     SLICE("version"), SLICE("rebase")
	};

	for (unsigned i = 0; i < s->nr; i++)
		if (IS_ONE(s->words[i].text, spoilers) || s->words[i].after == '?')
			return false;
	for (unsigned i = 0; i < s->nr; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(patterns); k++)
			if (fits(s, i, &patterns[k]))
				return true;
	return false;
}
