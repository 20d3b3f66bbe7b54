/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/*
 * Other words for what phrase.c, phrase_applied.c and phrase_takes.c read: those that are found as
 * they stand, wherever in the sentence.
 */

/* Any of them, and it is no statement. */
static const struct slice conditions[] = { SLICE("if"), SLICE("unless"), SLICE("until"),
					   SLICE("whether") };

/* The same in one clause; or it is about something else. */
static const struct slice spoilers[] = {
	SLICE("before"),  SLICE("once"),      SLICE("when"),   SLICE("yet"),	SLICE("should"),
	SLICE("would"),	  SLICE("version"),   SLICE("next"),   SLICE("v2"),	SLICE("v3"),
	SLICE("v4"),	  SLICE("could"),     SLICE("might"),  SLICE("wonder"), SLICE("after"),
	SLICE("test"),	  SLICE("testing"),   SLICE("tested"), SLICE("since"),	SLICE("hasn't"),
	SLICE("haven't"), SLICE("otherwise"),
};

static const struct slice denials[] = { SLICE("not"),	SLICE("don't"),	 SLICE("doesn't"),
					SLICE("isn't"), SLICE("won't"),	 SLICE("never"),
					SLICE("can't"), SLICE("cannot"), SLICE("shouldn't"),
					SLICE("why") };

static bool spoils(const struct sentence *s, unsigned i)
{
	/* "After all" is no condition. */
	return IS_ONE(s->words[i].text, spoilers) &&
	       !(slice_ieq(s->words[i].text, SLICE("after")) &&
		 slice_ieq(word_at(s, i + 1), SLICE("all")));
}

/* Whether a sentence that says something from word at - 1 on means it. */
static bool means_it(const struct sentence *s, unsigned at)
{
	bool ended = false;

	for (unsigned i = 0; at && i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (s->words[i].after == '?' || (i + 1 < at && IS_ONE(word, denials)) ||
		    IS_ONE(word, conditions) || (!ended && spoils(s, i)))
			return false;
		ended |= i > at && s->words[i].after;
	}
	return at > 0;
}

/* "next" is a tree's name here. */
static bool means_place(const struct sentence *s, unsigned at)
{
	struct sentence copy;

	if (!at)
		return false;
	copy = *s;
	for (unsigned i = 0; i < copy.nr; i++)
		if (slice_ieq(copy.words[i].text, SLICE("next")))
			copy.words[i].text = SLICE("-next");
	return means_it(&copy, at);
}

static const struct slice whole_nouns[] = { SLICE("series"), SLICE("patchset"), SLICE("patches") };

#define WORK "patch|patches|series|patchset|set|rfc|submission|posting|one"
#define SAID "this|it|my|the|these|patch|patches|series|patchset|set|rfc|submission|posting|one"

bool phrase_withdraws_otherwise(const struct sentence *s, struct scope *scope)
{
	static const struct pattern patterns[] = {
		{ { "treat|consider|take|regard", "this|my|it|these|the",
		    "report|reported-by|bugreport|bug-report" },
		  4 },
		{ { "withdraw|withdrawing|retract|retracting|abandon|abandoning|scrap",
		    "this|it|that|these|them", "$end" },
		  0 },
		{ { "withdraw|withdrawing|retract|retracting|abandon|abandoning|scrap",
		    "this|my|the|these|that", WORK },
		  1 },
		{ { "consider", SAID, "withdrawn|dropped|abandoned|retracted|void|obsolete" }, 2 },
		{ { WORK, "can|could|may|will", "be",
		    "dropped|ignored|discarded|withdrawn|disregarded|abandoned" },
		  1 },
		{ { "free|can|may", "to|just|safely", "ignore|drop|discard|disregard",
		    "this|my|the|these", WORK },
		  1 },
		{ { "free|can|may", "to|just|safely", "ignore|drop|discard|disregard", "this|it",
		    "$end" },
		  1 },
		{ { "forget|nevermind", "about|this|the|my|these", WORK }, 1 },
		{ { "never", "mind", "this|the|my|these", WORK }, 1 },
		{ { "this|the|my|these", WORK, "is|are", "not", "needed|necessary|required",
		    "after|anymore|any" },
		  0 },
		{ { "this|the|my|these", WORK, "isn't|aren't", "needed|necessary|required",
		    "after|anymore|any" },
		  0 },
		{ { "turns", "out", SAID, "isn't|not|unnecessary", "needed|necessary|required" },
		  3 },
		{ { "sent|posted|resent", "by", "mistake|accident" }, 3 },
		{ { "nak|nack", "from|by", "me|myself", "$end" }, 0 },
		{ { "going|will|i'll", "drop|withdraw", "it|this|these|them",
		    "then|altogether|entirely" },
		  1 },
		{ { "won't|not|stop", "pursue|pursuing", "this|it|these" }, 1 },
		{ { "series|patchset|patch|version|one|#v", "replaces|supersedes|obsoletes",
		    "this|it|these|that|mine", "$end" },
		  0 },
		{ { "series|patchset|patch|version|one|#v", "replaces|supersedes|obsoletes",
		    "this|these|that|the", WORK },
		  0 },
		{ { "not|don't", "need", "this|my|these", WORK, "$end" }, 0 },
		{ { "not|don't", "need", "this|my|these", WORK, "any|anymore|then|after|at" }, 0 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);
	unsigned at = pattern_find(s, &set);
	bool whole = false;

	for (unsigned i = at; at && i < s->nr; i++)
		whole |= IS_ONE(s->words[i].text, whole_nouns);
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return means_it(s, at);
}

bool phrase_unqueues(const struct sentence *s, struct scope *scope)
{
	static const struct pattern patterns[] = {
		{ { "drop|dropped|droped|removed|unqueued|reverted", "from", "my|our",
		    "queue|tree|branch|fixes" },
		  4 },
		{ { "i've|i|we|we've|have|now", "dropped|unqueued|reverted",
		    "this|it|these|them|both|the", "for|again|from", "now|again|my|next" },
		  3 },
		{ { "i'll|i'm|will", "drop|dropping", "this|the", "whole|entire",
		    "series|set|lot" },
		  0 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);
	static const struct slice all[] = { SLICE("series"), SLICE("both"),  SLICE("them"),
					    SLICE("these"),  SLICE("whole"), SLICE("patchset") };
	/* "Until it is clear" is a reason. */
	static const struct slice doubts[] = { SLICE("if"), SLICE("should"), SLICE("would"),
					       SLICE("could"), SLICE("unless") };
	unsigned at = pattern_find(s, &set);
	bool whole = false;

	for (unsigned i = 0; at && i < s->nr; i++) {
		whole |= IS_ONE(s->words[i].text, all);
		if (s->words[i].after == '?' || IS_ONE(s->words[i].text, doubts))
			return false;
	}
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return at > 0;
}

/* "Please don't apply this": its author takes it back; anybody else objects. */
bool phrase_holds(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "please|pls", "don't|not", "apply|merge|take|queue|pick",
		    "this|these|the|it|my" },
		  1 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	return means_it(s, pattern_find(s, &set));
}

/* What somebody did, or has: "this is in my tree now". */
bool phrase_was_applied_otherwise(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "this|these|patch|series|both|bit", "landed", "in|into|on|upstream|already" },
		  1 },
		{ { "this|these|series|both", "has|have", "landed", "in|into|on|upstream" }, 1 },
		{ { "i|we|i've|we've", "ended", "up", "applying|merging|queuing|queueing|taking",
		    "this|these|it|them|both|patch|patches|the" },
		  1 },
		{ { "this|these|series|both|they", "is|are|sits|sit", "sitting|now|queued", "in|on",
		    "$tree" },
		  1 },
		{ { "these|this|series|both|they|it", "was|were", "merged|applied",
		    "long|ages|already", "ago" },
		  1 },
		{ { "i've|i|we've|we", "taken", "it|this|these|them|both", "as", "part|fixes" },
		  1 },
		{ { "merged|pulled", "from", "your", "tree|branch|repo|repository" }, 2 },
		{ { "this|these|series|both|they|it", "is|are", "now", "upstream|merged|mainline" },
		  1 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	return means_place(s, pattern_find(s, &set));
}

/* What somebody who is not the author did with it, or is about to. */
bool phrase_takes_otherwise(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "i|i've|we|we've", "folded|squashed", "this|these|it|them|both|that|your",
		    "in|into" },
		  2 },
		{ { "ended", "up", "doing", "add|squash|fold|apply|merge" }, 3 },
		{ { "folded|squashed", "into|in", "the|my|commit|patch|patches|series|one" }, 0 },
		{ { "i|we|i've|we've", "have|got", "this|these|it|them|both", "in|on", "$tree" },
		  1 },
		{ { "i'll|will|we'll", "get", "this|these|it|them|both", "queued|applied|merged" },
		  1 },
		{ { "i'll|will|we'll", "apply|queue|merge", "shortly|today|tomorrow|asap|now",
		    "$end" },
		  0 },
		{ { "i'm|am|we're", "taking|picking|queuing|queueing|applying|merging",
		    "this|these|it|them|both|series", "in|into|to|for|through|via|up", "$tree" },
		  1 },
		{ { "i've|i|we've", "updated|amended", "patch|commit", "with|to", "the|this|your",
		    "change|fix|patch" },
		  7 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	return means_place(s, pattern_find(s, &set));
}
