/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

static bool is_spoiled(const struct sentence *s, unsigned verb)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_TAKES_SPOILER) || s->words[i].after == '?' ||
		    is_version(s->words[i].text) ||
		    (i >= verb && is_a(s, i, WORD_TAKES_SPOILER_BEHIND)))
			return true;
	return false;
}

/* "it.", "these for 5.12", "the series via arm64", "patches 1 and 2 in the next round of fixes" */
static bool is_taken(const struct sentence *s, unsigned i, bool place)
{
	unsigned start = i;

	while (i < s->nr && (is_a(s, i, WORD_TAKES_OBJECT) || is_number(s->words[i].text) ||
			     (i > start && is_number(s->words[i - 1].text) && SAYS(s, i, "and"))))
		if (s->words[i++].after)
			break;
	if (i == start)
		return false;
	if (s->words[i - 1].after && !is_number(s->words[i - 1].text))
		return !place && strchr(".!,;(", s->words[i - 1].after);
	if (i == s->nr)
		return !place;
	if (is_a(s, i, WORD_DESTINATION))
		return place ? phrase_is_tree(s, i + 1)
			     : phrase_is_tree(s, i + 1) || phrase_is_release(word_at(s, i + 1)) ||
				       SAYS(s, i, "for");
	return !place && is_a(s, i, WORD_TAKES_WAY);
}

static bool begins_clause(const struct sentence *s, unsigned i)
{
	return !i || s->words[i - 1].after || is_a(s, i - 1, WORD_CLAUSE_JOINT) ||
	       is_a(s, i - 1, WORD_TAKES_JOINT);
}

/* "I'll fix it when applying": what is mended on the way will be taken. */
static bool mends_on_the_way(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "i'll|will|can|could|i",
		    "fix|fixup|fold|change|adjust|add|drop|do|correct|amend|tweak|squash|edit|"
		    "remove|"
		    "update|handle|touch",
		    "when|while|upon|on|during|as",
		    "applying|apply|merging|merge|committing|commit|queuing|queueing|picking" },
		  5 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_MENDS_DOUBT) || s->words[i].after == '?')
			return false;
	return pattern_find(s, &set) > 0;
}

enum phrase phrase_read_takes(const struct sentence *s, struct scope *scope)
{
	for (unsigned i = 0; i < s->nr; i++) {
		unsigned at = begins_clause(s, i) ? phrase_behind_will(s, i) : 0;
		bool place;

		if (!at)
			continue;
		while (at < s->nr && is_a(s, at, WORD_TAKES_ADVERB))
			at++;
		place = is_a(s, at, WORD_TAKES_PLACE);
		if ((!place && !is_a(s, at, WORD_TAKES_DEED)) || s->words[at].after ||
		    !is_taken(s, at + 1, place) || is_spoiled(s, at))
			continue;
		scope_read(slice_of(s->words[at].text.ptr,
				    (size_t)(s->words[s->nr - 1].text.ptr +
					     s->words[s->nr - 1].text.len - s->words[at].text.ptr)),
			   scope);
		return PHRASE_TAKES;
	}
	if (mends_on_the_way(s))
		return PHRASE_TAKES;
	return PHRASE_NONE;
}

bool phrase_is_thanks_for_taking(const struct sentence *s)
{
	unsigned i = 0;

	while (i < s->nr && !SAYS(s, i, "for"))
		i++;
	if (i < 1 || i > 5 || !slice_istarts(s->words[0].text, SLICE("thank")) ||
	    !is_a(s, i + 1, WORD_TAKING))
		return false;
	for (unsigned k = i + 2; k < MIN(i + 6, s->nr); k++)
		if (is_a(s, k, WORD_TAKING_NOTHING))
			return false;
	return is_a(s, i + 2, WORD_TAKING_OBJECT);
}
