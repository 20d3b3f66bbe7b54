/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_PATTERN_H
#define REPLY_PHRASE_PATTERN_H

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

/* What is given beside "my …". */
#define PATTERN_TAGS                                                                               \
	"ack|acks|acked-by|a-b|r-b|rb|rvb|reviewed-by|review|tag|tags|tested-by|t-b|ack-by"

#define MAX_PATTERNS 64 /* of a set */
#define PATTERNS_END                                                                               \
	{                                                                                          \
		{ NULL }, 0                                                                        \
	}

/* The sets, each in the file that asks for it, with PATTERNS_END behind its last pattern. */
extern const struct pattern patterns_silence[], patterns_promises[], patterns_adds[],
	patterns_studies[], patterns_mends[], patterns_on_the_way[], patterns_at_home[],
	patterns_one_patch[], patterns_offers[], patterns_offered[], patterns_took[],
	patterns_you_took[], patterns_will_review[], patterns_asks[], patterns_content[],
	patterns_praises[], patterns_intends[], patterns_worth[], patterns_seconds[],
	patterns_retracts[], patterns_untags[], patterns_withdraws[], patterns_unqueues[],
	patterns_leaves[], patterns_trial[], patterns_holds[], patterns_was_applied[],
	patterns_takes[], patterns_arrives[], patterns_refuses[], patterns_refuses_shortly[],
	patterns_was_done[], patterns_naks[], patterns_wishes[], patterns_nits[], patterns_works[];

unsigned pattern_find_possible(const struct sentence *s, enum pattern_set set);

/* The place of the first word of one that the sentence has, + 1; 0 where it has none. */
static inline unsigned pattern_find(const struct sentence *s, enum pattern_set set)
{
	return s->has_possible ? pattern_find_possible(s, set) : 0;
}

#endif
