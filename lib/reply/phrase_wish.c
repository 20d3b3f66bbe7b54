/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* What somebody wants to be otherwise: who agrees with it owes it. */
const struct pattern patterns_wishes[] = {
	{ { "should|shouldn't|must|please|pls|nit|nitpick|instead|typo|missing" }, 0 },
	{ { "better|nicer|cleaner|simpler|unnecessary|redundant|useless|superfluous|needless" },
	  0 },
	{ { "can|could|would", "be|use|just|simply|also|drop|remove|move|rename|make" }, 1 },
	{ { "i'd|i", "prefer|rather|suggest|expect" }, 1 },
	{ { "need|needs|want|wants", "to|a|an|some" }, 0 },
	{ { "don't|no|not", "need|needed|necessary|think" }, 2 },
	PATTERNS_END,
};

/* So many bytes are read at once. */
#define STEP 200

static bool asks(struct slice text)
{
	return !text.len || text.ptr[text.len - 1] == '?';
}

bool phrase_is_wish(struct slice text)
{
	text = slice_trim(text);
	if (asks(text))
		return false;
	for (; text.len; text = slice_skip(text, MIN(STEP, text.len))) {
		struct sentence sentence;

		phrase_split(slice_of(text.ptr, MIN(STEP, text.len)), &sentence);
		if (sentence.nr && pattern_find(&sentence, SET_WISHES))
			return true;
	}
	return false;
}

bool phrase_split_is_wish(const struct sentence *s, struct slice text)
{
	text = slice_trim(text);
	if (text.len > STEP)
		return phrase_is_wish(text);
	return s->nr && !asks(text) && pattern_find(s, SET_WISHES);
}
