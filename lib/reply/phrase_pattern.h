/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_PATTERN_H
#define REPLY_PHRASE_PATTERN_H

#include "reply/phrase_private.h"

/*
 * Words that follow each other, others between them; "|" in a word parts alternatives, "#v" is
 * "v2". "$tree" is a place where patches are kept, which is the last; "$end" is where a clause
 * ends, as the last.
 */
struct pattern {
	const char *const words[8];
	unsigned apart; /* so many words may stand between two of them */
};

/* The place of the first word of one that the sentence has, + 1; 0 where it has none. */
unsigned pattern_find(const struct sentence *s, const struct pattern *patterns, size_t nr);

#define PATTERN_FIND(s, patterns) pattern_find(s, patterns, G_N_ELEMENTS(patterns))

#endif
