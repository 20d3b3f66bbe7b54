/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* That a patch was applied, to try it: by where, and by what is said of it behind that. */

/* "v6.9-rc3", "6.1.y", "next-20250301": what was released has no room for a patch. */
static bool is_released(struct slice word)
{
	if (slice_istarts(word, SLICE("next-")))
		return word.len > 5 && g_ascii_isdigit(word.ptr[5]);
	return phrase_is_release(word) && !slice_istarts(word, SLICE("for-")) &&
	       !memchr(word.ptr, '/', word.len) &&
	       (memmem(word.ptr, word.len, "-rc", 3) || word.ptr[word.len - 1] == 'y');
}

static bool is_others(struct slice word)
{
	return word_is(word, WORD_NOT_HIS_TREE) || slice_istarts(word, SLICE("torvalds")) ||
	       slice_istarts(word, SLICE("linus'"));
}

bool phrase_leads_to_trial(const struct sentence *s, unsigned i, bool first_person)
{
	bool place = SAYS(s, i, "to") || SAYS(s, i, "into") || SAYS(s, i, "onto") ||
		     SAYS(s, i, "on") || SAYS(s, i, "in");
	unsigned end = MIN(i + 5, s->nr);
	bool local = false;

	if (SAYS(s, i, "for") && is_a(s, i + 1, WORD_NO_PLACE))
		return is_a(s, i + 2, WORD_TRIAL_AIM);
	for (unsigned k = i + 1; k < end; k++) {
		struct slice word = s->words[k].text;

		local |= is_a(s, k, WORD_LOCAL);
		if (local && (SAYS(s, k - 1, "my") || SAYS(s, k - 1, "our")))
			return true;
		if ((place && k < i + 3 &&
		     (is_released(word) || (first_person && is_others(word)))) ||
		    (is_a(s, k, WORD_TRIAL_PLACE) && !is_a(s, k + 1, WORD_TREE)) ||
		    (local && is_a(s, k, WORD_TREE) && first_person))
			return true;
		if (s->words[k].after || is_a(s, k, WORD_TREE) || is_a(s, k, WORD_REASON))
			break;
	}
	return false;
}

/* "on top of": who says "I" has it there at home, unless he queued it. */
static bool is_on_top(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "on") && SAYS(s, i + 1, "top") && SAYS(s, i + 2, "of");
}

/* Whether it is told of the place that it was but a trial; what stands behind that place, or
 * begins another clause, is about something else. */
static bool is_tried_there(const struct sentence *s, unsigned verb, bool first_person)
{
	for (unsigned i = verb + 1; i < s->nr && i < verb + 8; i++) {
		if (is_on_top(s, i) && first_person &&
		    !slice_istarts(s->words[verb].text, SLICE("queu")))
			return true;
		if (is_a(s, i, WORD_DESTINATION) || SAYS(s, i, "on") || SAYS(s, i, "through")) {
			if (phrase_leads_to_trial(s, i, first_person))
				return true;
			if (phrase_behind_tree(s, i + 1))
				return false;
		}
		if ((s->words[i].after && !is_number(s->words[i].text)) || SAYS(s, i, "and"))
			return false;
	}
	return false;
}

/* "Applied in this order, patch 2 would …": what stands in front of the comma is the condition. */
static bool is_condition(const struct sentence *s, unsigned end)
{
	for (unsigned i = end; i < MIN(end + 4, s->nr); i++) {
		if (is_a(s, i, WORD_CLAUSE_JOINT) || is_a(s, i, WORD_FIRST_PERSON) ||
		    is_a(s, i, WORD_REASON) || is_a(s, i, WORD_THANKS))
			return false;
		if (SAYS(s, i, "would") || SAYS(s, i, "could"))
			return true;
	}
	return false;
}

/* "and will test it", "to test it" */
static bool will_be_tested(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "test") && (SAYS(s, i - 1, "will") || SAYS(s, i - 1, "to") ||
				      SAYS(s, i - 1, "and") || is_a(s, i - 1, WORD_SHORT_WILL));
}

/* "… and it fixes the problem for me" */
static bool cured(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "and") &&
	       (SAYS(s, i + 1, "it") || SAYS(s, i + 1, "that") || SAYS(s, i + 1, "this")) &&
	       (slice_istarts(word_at(s, i + 2), SLICE("fixe")) ||
		slice_istarts(word_at(s, i + 2), SLICE("solve")) ||
		slice_istarts(word_at(s, i + 2), SLICE("resolve")) ||
		slice_istarts(word_at(s, i + 2), SLICE("help")) ||
		slice_istarts(word_at(s, i + 2), SLICE("cure")));
}

bool phrase_is_trial(const struct sentence *s, unsigned verb, bool first_person)
{
	bool reason = false;

	if (!s->words[verb].after && is_tried_there(s, verb, first_person))
		return true;
	for (unsigned i = verb + 1; i < s->nr; i++) {
		bool begins = s->words[i - 1].after || SAYS(s, i, "and") || SAYS(s, i, "but");

		reason = (reason && !begins) || is_a(s, i, WORD_REASON) || is_a(s, i, WORD_THANKS);
		/* "let's see what breaks" */
		if (!reason && ((is_a(s, i, WORD_OUTCOME) && !SAYS(s, i - 1, "what") &&
				 !SAYS(s, i - 1, "nothing")) ||
				will_be_tested(s, i)))
			return true;
		if (first_person && cured(s, i))
			return true;
		if (s->words[i].after == ',' && !first_person && is_condition(s, i + 1))
			return true;
	}
	return false;
}
