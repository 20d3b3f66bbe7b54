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
#define MENDS                                                                                      \
	"fix|fixup|fold|change|adjust|add|drop|do|correct|amend|tweak|squash|edit|remove|update|"  \
	"handle|touch"
	static const struct pattern mending[] = {
		{ { "i'll|i|we'll|we", MENDS }, 3 },
		{ { "will|can", MENDS }, 1 },
	};
	static const struct pattern taking[] = {
		{ { "when|while|upon|on|during|as",
		    "applying|merging|committing|queuing|queueing|picking" },
		  0 },
		{ { "when|while|as", "i|we", "apply|merge|commit|queue|pick|take" }, 0 },
		{ { "on|during|upon", "apply|commit|merge", "$end" }, 0 },
	};
#undef MENDS
	static struct pattern_set mending_set = PATTERN_SET(mending);
	static struct pattern_set taking_set = PATTERN_SET(taking);
	unsigned mends = pattern_find(s, &mending_set), takes = pattern_find(s, &taking_set);

	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_MENDS_DOUBT) || s->words[i].after == '?')
			return false;
	/* "Will fix", but not "this will change when we queue it". */
	if (mends > 1 && (SAYS(s, mends - 1, "will") || SAYS(s, mends - 1, "can")) &&
	    !s->words[mends - 2].after && !SAYS(s, mends - 2, "i") && !SAYS(s, mends - 2, "we"))
		return false;
	return mends && takes > mends && takes - mends < 10;
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

/* "…, but then Ada merged it": by name; "is it merged" tells nothing. */
static bool tells_who_took_it(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "merged|queued|applied|took|picked", "this|it|these|them", "$end" }, 0 },
		{ { "merged|queued|applied|took|picked", "this|it|these|them",
		    "already|up|into|yesterday|today|for" },
		  0 },
		{ { "merged|queued|applied|took|picked|taken", "the",
		    "series|patch|patches|first|last" },
		  0 },
	};
	static const struct pattern addressed[] = {
		{ { "you|you've", "already", "queued|applied|merged|picked|taken|took",
		    "this|it|these|them|the" },
		  1 },
		{ { "you|you've", "have", "already", "queued|applied|merged|picked|taken",
		    "this|it|these|them|the" },
		  0 },
	};
	static struct pattern_set set = PATTERN_SET(patterns), to_you = PATTERN_SET(addressed);
	unsigned at = pattern_find(s, &set), who = at;

	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_TAKES_SPOILER) || s->words[i].after == '?')
			return false;
	if (pattern_find(s, &to_you))
		return true;
	/* at is one more than the verb's place. */
	who -= who > 2 &&
	       (SAYS(s, who - 2, "already") || SAYS(s, who - 2, "has") || SAYS(s, who - 2, "just"));
	return who > 2 && g_ascii_isupper(*s->words[who - 2].text.ptr) &&
	       s->words[who - 2].text.len > 2 && !s->words[who - 2].after;
}

bool phrase_is_thanks_for_taking(const struct sentence *s)
{
	unsigned i = 0;

	if (tells_who_took_it(s))
		return true;

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
