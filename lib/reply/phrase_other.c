/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/*
 * Other words for what phrase.c, phrase_applied.c and phrase_takes.c read: those that are found as
 * they stand, wherever in the sentence.
 */

static bool spoils(const struct sentence *s, unsigned i, bool place)
{
	/* "the v2 patch", "the v2 frob patch" */
	bool named = is_version(s->words[i].text) &&
		     (is_a(s, i + 1, WORD_ONE) || is_a(s, i + 1, WORD_WHOLE) ||
		      is_a(s, i + 2, WORD_ONE) || is_a(s, i + 2, WORD_WHOLE));

	/* "After all" is no condition, nor is a reason given first. */
	return is_a(s, i, WORD_OTHER_SPOILER) && !named && !(place && SAYS(s, i, "next")) &&
	       !((place || !i) && SAYS(s, i, "since")) &&
	       !(SAYS(s, i, "after") && SAYS(s, i + 1, "all"));
}

/*
 * Whether a sentence that says something from word at - 1 on means it. Where it is about a place,
 * "next" is a tree's name, and "v2", which it begins with, no other version.
 */
static bool means_it(const struct sentence *s, unsigned at, bool place)
{
	unsigned clause = at;
	bool ended = false;

	/* "I can't do it, so let's drop my patch": denied is what stands in the same clause. */
	while (clause > 1 &&
	       !(s->words[clause - 2].after && strchr(",;", s->words[clause - 2].after)))
		clause--;
	for (unsigned i = 0; at && i < s->nr; i++) {
		/* "(which should not be there yet)" is said beside it. */
		ended |= i > at && (s->words[i].text.ptr[-1] == '(' || SAYS(s, i, "and") ||
				    SAYS(s, i, "since") || SAYS(s, i, "because"));
		if (s->words[i].after == '?' ||
		    (i + 1 < at && i + 1 >= clause && is_a(s, i, WORD_DENIAL)) ||
		    is_a(s, i, WORD_CONDITION) ||
		    (!ended && !(place && i + 1 == at) && spoils(s, i, place)))
			return false;
		ended |= i > at && s->words[i].after;
	}
	return at > 0;
}

#define WORK "patch|patches|series|patchset|set|rfc|submission|posting|one"
#define SAID "this|it|my|the|these|patch|patches|series|patchset|set|rfc|submission|posting|one"

/* What its author says of his own, when he takes it back. */
const struct pattern patterns_withdraws[] = {
	{ { "treat|consider|take|regard", "this|my|it|these|the",
	    "report|reported-by|bugreport|bug-report" },
	  4 },
	{ { "withdraw|withdrawing|retract|retracting|abandon|abandoning|scrap",
	    "this|it|that|these|them", "$end" },
	  0 },
	{ { "withdraw|withdrawing|retract|retracting|abandon|abandoning|scrap",
	    "this|my|the|these|that", WORK },
	  1 },
	{ { "consider", SAID, "withdrawn|dropped|abandoned|retracted|void|obsolete|gone" }, 2 },
	{ { WORK, "can|could|may|will", "be",
	    "dropped|ignored|discarded|withdrawn|disregarded|abandoned" },
	  1 },
	{ { "free", "to", "ignore|drop|discard|disregard", "this|my|the|these", WORK }, 1 },
	{ { "free", "to", "ignore|drop|discard|disregard", "this|it", "$end" }, 1 },
	{ { "can|may", "just|safely", "ignore|drop|discard|disregard", "this|my|the|these", WORK },
	  1 },
	{ { "can|may", "just|safely", "ignore|drop|discard|disregard", "this|it", "$end" }, 1 },
	{ { "typo|mistake|wrong|sorry|oops", "ignore|disregard", "this|it", "$end" }, 3 },
	{ { "forget|nevermind", "about|this|the|my|these", WORK }, 1 },
	{ { "never", "mind", "this|the|my|these", WORK }, 1 },
	{ { "let's|lets", "drop|scrap|skip|abandon|forget", "this|my", WORK }, 0 },
	{ { "no", "need|use|point", "for|in|of", "this|my|these", WORK }, 0 },
	{ { "this|the|my|these", WORK, "is|are", "not", "needed|necessary|required",
	    "after|anymore|any" },
	  0 },
	{ { "this|the|my|these", WORK, "isn't|aren't", "needed|necessary|required",
	    "after|anymore|any" },
	  0 },
	{ { "turns", "out", SAID, "isn't|not|unnecessary", "needed|necessary|required" }, 3 },
	{ { "sent|posted|resent", "by", "mistake|accident" }, 3 },
	{ { "nak|nack", "from|by", "myself", "$end" }, 0 },
	{ { "nak|nack", "to|on", "my", "own|patch|series" }, 0 },
	{ { "going|will|i'll", "drop|withdraw", "it|this|these|them", "then|altogether|entirely" },
	  1 },
	{ { "won't|not|stop", "pursue|pursuing", "this|it|these" }, 1 },
	{ { "not|don't|won't", "intend|plan|planning|going", "to",
	    "resend|repost|respin|re-send|resubmit|continue|pursue", SAID },
	  1 },
	{ { "series|patchset|patch|version|one|#v", "replaces|supersedes|obsoletes",
	    "this|it|these|that|mine", "$end" },
	  0 },
	{ { "series|patchset|patch|version|one|#v", "replaces|supersedes|obsoletes",
	    "this|these|that|the", WORK },
	  0 },
	{ { "patch|series|patchset|version|one|#v", "is|are",
	    "unnecessary|needless|obsolete|moot|superfluous", "now|then|anymore" },
	  0 },
	{ { "patch|series|patchset|version|one|#v", "is|are",
	    "unnecessary|needless|obsolete|moot|superfluous", "$end" },
	  0 },
	{ { "not", "bad", "idea", "to", "drop|withdraw|abandon", "this|my",
	    "patch|series|patchset|change|work" },
	  1 },
	{ { "idea", "to", "drop|withdraw|abandon", "this|my", "patch|series|patchset|change|work" },
	  0 },
	{ { "not|don't", "need", "this|my|these", WORK, "$end" }, 0 },
	{ { "makes|making|made", "this|my", "patch|series|change",
	    "useless|pointless|unnecessary|moot|redundant|obsolete" },
	  0 },
	{ { "i'm|am|i'll|will", "dropping|drop|shelving|shelve|abandoning|parking|postponing",
	    "this|my|these|the", WORK, "for", "now" },
	  0 },
	{ { "not|don't", "need", "this|my|these", WORK, "any|anymore|then|after|at" }, 0 },
	PATTERNS_END,
};

bool phrase_withdraws_otherwise(const struct sentence *s, struct scope *scope)
{
	unsigned at = pattern_find(s, SET_WITHDRAWS);
	bool whole = false;

	/* "drop this patch from the series": not the series */
	for (unsigned i = at; at && i < s->nr && !SAYS(s, i, "from"); i++)
		whole |= is_a(s, i, WORD_WHOLE);
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return means_it(s, at, false);
}

const struct pattern patterns_trial[] = {
	{ { "still", "under|in|being", "review|reviewed|discussion" }, 0 },
	PATTERNS_END,
};

bool phrase_is_trial_tree(const struct sentence *s)
{

	return pattern_find(s, SET_TRIAL) > 0;
}

const struct pattern patterns_holds[] = {
	{ { "please|pls", "don't|not", "apply|merge|take|queue|pick", "this|these|the|it|my" }, 1 },
	{ { "please|pls", "don't|not", "apply|merge|take|queue|pick", "$end" }, 1 },
	{ { "ignore|disregard|drop|discard|skip", "it|this", "please" }, 1 },
	{ { "let's|lets", "forget", "about|it|this" }, 0 },
	{ { "this|my|the", "patch|series|version", "is", "bogus|nonsense|garbage", "$end" }, 0 },
	PATTERNS_END,
};

/* "Please don't apply this": its author takes it back; anybody else objects. */
bool phrase_holds(const struct sentence *s)
{

	return means_it(s, pattern_find(s, SET_HOLDS), false);
}

const struct pattern patterns_was_applied[] = {
	{ { "this|these|patch|series|both|bit", "landed", "in|into|on|upstream|already" }, 1 },
	{ { "this|these|series|both", "has|have", "landed", "in|into|on|upstream" }, 1 },
	{ { "i|we|i've|we've", "ended", "up", "applying|merging|queuing|queueing|taking",
	    "this|these|it|them|both|patch|patches|the" },
	  1 },
	{ { "this|these|series|both|they|patch|patches", "is|are|sits|sit", "sitting|now|queued",
	    "in|on", "$tree" },
	  1 },
	{ { "patch|patches|series|patchset", "is|are", "still", "in|on", "$tree" }, 0 },
	{ { "this|change|patch|patches|series|changes", "has|have", "now|been", "been|now",
	    "merged|applied|queued" },
	  0 },
	{ { "this|series|patchset|set|one|patch|patches|both|these", "has|have", "been",
	    "merged|applied|queued|picked|pulled|taken|accepted", "by|into|to|upstream" },
	  1 },
	{ { "series|patchset|patches", "is|are", "in", "$tree" }, 0 },
	{ { "one|series|patch|patches|both", "is|are", "upstream|mainline" }, 1 },
	{ { "these|this|series|both|they|it", "was|were", "merged|applied", "long|ages|already",
	    "ago" },
	  1 },
	{ { "#v", "is|are", "in", "$tree" }, 1 },
	{ { "patch|patches|series", "has|have|was|were", "accepted", "as|by|into|in|upstream|to" },
	  1 },
	{ { "i've|i|we've|we", "taken", "it|this|these|them|both", "as", "part|fixes" }, 1 },
	{ { "merged|pulled", "from", "your", "tree|branch|repo|repository" }, 2 },
	{ { "thanks|thank", "applies", "to", "$tree" }, 0 },
	{ { "this|these|series|both|they|it", "is|are", "now", "upstream|merged|mainline" }, 1 },
	PATTERNS_END,
};

/* "The prerequisite series has landed in next": of something else than what the mail answers. */
static bool is_other(const struct sentence *s, unsigned i)
{
	if (!i || SAYS(s, i, "this") || SAYS(s, i, "these") || !is_a(s, i, WORD_LANDED_THESE) ||
	    s->words[i - 1].after)
		return false;
	return !is_a(s, i - 1, WORD_LANDED_THESE) && !is_a(s, i - 1, WORD_LANDED_DETERMINER) &&
	       !is_a(s, i - 1, WORD_CLAUSE_JOINT) && !is_a(s, i - 1, WORD_THE_OBJECT) &&
	       !is_version(s->words[i - 1].text);
}

/* What somebody did, or has: "this is in my tree now". */
bool phrase_was_applied_otherwise(const struct sentence *s)
{
	unsigned at = pattern_find(s, SET_WAS_APPLIED);

	return at && !is_other(s, at - 1) && means_it(s, at, true);
}

const struct pattern patterns_takes[] = {
	{ { "i|i've|we|we've", "folded|squashed", "this|these|it|them|both|that|your|the",
	    "in|into" },
	  2 },
	{ { "i|we", "can", "take|pick|queue|merge|carry", "this|it|them|these",
	    "up|via|through|into|directly" },
	  0 },
	{ { "i|we", "can", "take|pick|queue|merge|carry", "this", "one", "via|through|into" }, 0 },
	{ { "ended", "up", "doing", "add|squash|fold|apply|merge" }, 3 },
	{ { "while|when", "applying|merging|queuing|queueing|committing", "i|i've",
	    "made|fixed|changed|dropped|added|tweaked|reworded|adjusted" },
	  1 },
	{ { "folded|squashed", "into|in", "the|my|commit|patch|patches|series|one" }, 0 },
	{ { "folded|squashed", "this|it|these|them|both", "into", "the|my|commit|patch|original" },
	  0 },
	{ { "i|we|i've|we've", "have|got", "this|these|it|them|both", "in|on", "$tree" }, 1 },
	{ { "i'll|will|we'll", "get", "this|these|it|them|both", "queued|applied|merged" }, 1 },
	{ { "i'll|will|we'll", "take", "care", "of", "this|these|it|them|both",
	    "during|in|at|after|for|once", "the|this|#v", "merge|next|cycle|window|release" },
	  0 },
	{ { "i|i've|we|we've",
	    "changed|edited|reworded|tweaked|amended|adjusted|massaged|rewrote|rewritten",
	    "the|your", "commit", "message|log|subject|title" },
	  1 },
	{ { "i'll|will|we'll", "squash|fold|merge", "it|this|that|these", "into|in|with",
	    "your|you", "patch|patches|series|commit" },
	  1 },
	{ { "i'll|will|we'll|and", "push", "it|this|these|them|both", "to|into|in|out", "$tree" },
	  1 },
	{ { "i'll|will|we'll", "pick|take|queue|apply|merge", "this|it|these|them|both",
	    "next|this", "cycle|merge|window|release|week|weekend|evening|afternoon" },
	  1 },
	{ { "i|i've|we|we've", "put|stuck", "it|this|these|them", "in", "for", "the|next|this",
	    "next|merge|coming|release|cycle" },
	  0 },
	{ { "in", "it|they", "goes|go|went", "$end" }, 0 },
	{ { "series|patch|patches|patchset", "accepted", "$end" }, 0 },
	{ { "i'll|will|we'll", "work", "on", "queueing|queuing|applying|merging|taking",
	    "this|these|it|them|both" },
	  1 },
	{ { "i'll|will|we'll", "apply|queue|merge", "shortly|today|tomorrow|asap|now", "$end" },
	  0 },
	{ { "i've|i|we've|we", "fixed|corrected|amended|adjusted", "it|this|that|them", "in",
	    "my|our", "tree|branch|queue" },
	  1 },
	{ { "i'm|am|we're", "taking|picking|queuing|queueing|applying|merging",
	    "this|these|it|them|both|series", "in|into|to|for|through|via|up", "$tree" },
	  1 },
	{ { "i've|i|we've", "updated|amended", "patch|commit", "with|to", "the|this|your",
	    "change|fix|patch" },
	  7 },
	PATTERNS_END,
};

#define IT "this|it|these|they|them|both|patch|patches|series|patchset"

/* Where it is on its way to. */
const struct pattern patterns_arrives[] = {
	{ { "this|it|it's|these|they're|both|patch|patches|series|now|already", "on",
	    "its|the|their", "way", "upstream" },
	  1 },
	{ { "this|it|it's|these|they're|both|patch|patches|series|now|already", "on",
	    "its|the|their", "way", "to|into", "linus|mainline|linux-next|next|stable" },
	  1 },
	{ { "sent|sending|forwarded", IT, "off|to|on|up", "linus|upstream" }, 2 },
	{ { "i'll|will", "send|forward", "this|it|these|them", "to|upstream", "linus|upstream" },
	  5 },
	{ { "should|will|you'll", "see|find", "it|this|these|them", "in|on", "$tree" }, 0 },
	{ { "consider", "it|this|these|them", "applied|merged|queued|taken|pulled" }, 0 },
	{ { "my|our", "tree|queue|branch", "has|contains|holds|carries", "this|it|these|them" },
	  1 },
	{ { "liberty", "to|of", "apply|applying|merge|merging|queue|queueing|queuing|push|pushing",
	    "this|it|these|them|the" },
	  0 },
	{ { "decided|chose|opted", "to", "apply|take|merge|queue|pick", "this|it|these|them|both",
	    "$end" },
	  1 },
	{ { "decided|chose|opted", "to", "apply|take|merge|queue|pick", "this|it|these|them|both",
	    "after|anyway|for|via|through|into|now|as" },
	  1 },
	{ { "i've|i|we've|we|now", "put|pulled|merged|took", "it|this|these|them|both", "in",
	    "$end" },
	  0 },
	{ { "included|part|it|this|these", "in|of|into", "my|the|next|today's|this|tomorrow's",
	    "pull|pr|pull-request" },
	  2 },
	{ { "and", "pushed|sent|push|send", IT, "out|off" }, 0 },
	{ { "replaced|swapped|updated|refreshed", "#v|the|that|old", "with|to|for", "this|#v|new",
	    "in|from", "$tree" },
	  1 },
	PATTERNS_END,
};

/* What somebody who is not the author did with it, or is about to. */
bool phrase_takes_otherwise(const struct sentence *s)
{
	unsigned at = pattern_find(s, SET_TAKES);

	if (!at) {
		at = pattern_find(s, SET_ARRIVES);
		/* Not "I saw that it was included in the pull request" */
		for (unsigned i = 0; i + 1 < at; i++)
			if (SAYS(s, i, "that") && i && !s->words[i - 1].after)
				return false;
	}
	return means_it(s, at, true);
}
