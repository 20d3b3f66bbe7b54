/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_PATTERN_H
#define REPLY_PHRASE_PATTERN_H

#include <stdint.h>

#include "reply/phrase_private.h"

#define PATTERN_WORDS 8

/*
 * Words that follow each other, others between them; "|" in a word parts alternatives, "#v" is
 * "v2". "$tree" is a place where patches are kept, which is the last; "$end" is where a clause
 * ends, as the last.
 */
struct pattern {
	const char *const words[PATTERN_WORDS];
	unsigned apart; /* so many words may stand between two of them */
};

#define MAX_PATTERNS 32 /* a bit each */

/* Patterns, with what makes looking for them quick: made once, by the first thread that looks. */
struct pattern_set {
	const struct pattern *patterns;
	size_t nr;
	gsize ready;
	uint64_t looks[MAX_PATTERNS][PATTERN_WORDS][2]; /* bits for what that word may be */
	uint32_t of[2][LOOKS]; /* a bit for each pattern whose first word may have that look */
};

#define PATTERN_SET(items)                                                                         \
	{                                                                                          \
		.patterns = items, .nr = G_N_ELEMENTS(items)                                       \
	}

/* The place of the first word of one that the sentence has, + 1; 0 where it has none. */
unsigned pattern_find(const struct sentence *s, struct pattern_set *set);

#endif
