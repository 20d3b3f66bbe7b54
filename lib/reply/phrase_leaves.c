/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* That what was taken is not, any more: "I've dropped it from my queue", "Now dropped". */

const struct pattern patterns_unqueues[] = {
	{ { "i've|i|we|we've|have|now", "dropped|unqueued|reverted", "this|these|the",
	    "patch|patches|series|one|set", "$end" },
	  0 },
	{ { "drop|dropped|droped|removed|unqueued|reverted|gone", "from", "my|our",
	    "queue|tree|branch|fixes" },
	  4 },
	{ { "i've|i|we|we've|have|now", "dropped|unqueued|reverted", "this|it|these|them|both|the",
	    "for|again|from", "now|again|my|next" },
	  3 },
	{ { "i'll|i'm|will", "drop|dropping", "this|the", "whole|entire", "series|set|lot" }, 0 },
	{ { "i've|i|we|we've|have|now", "unqueued|un-queued|unapplied|un-applied" }, 1 },
	{ { "pushed|queued|applied|committed", "a|the", "revert" }, 0 },
	{ { "out", "it|they", "goes|go" }, 0 },
	{ { "is|are|it's|they're|now", "out", "of", "my|our", "tree|queue|branch" }, 1 },
	{ { "no|not", "longer|in|on", "my|our", "tree|queue|branch", "any|anymore|now" }, 2 },
	{ { "this|it|they|series|patch|patches", "is|are", "no", "longer", "in", "$tree" }, 0 },
	PATTERNS_END,
};

#define THEM "it|this|these|them|both"
#define WHO "i've|i|we|we've|have"
#define TOOK_OUT "dropped|unqueued|un-queued|reverted"

/* What he took who took it, but of an author his own work: "Now dropped", "I've dropped it". */
const struct pattern patterns_leaves[] = {
	{ { WHO, "now|just", TOOK_OUT, THEM, "$end" }, 0 },
	{ { WHO, TOOK_OUT, THEM, "$end" }, 0 },
	{ { WHO, TOOK_OUT, THEM, "from|for|until|again|now" }, 0 },
	{ { WHO, TOOK_OUT, THEM, "and", "the", "patch|patches|one|ones" }, 0 },
	{ { WHO, TOOK_OUT, "this|the|these|your|that", "patch|patches|series",
	    "for|from|now|again|and|until" },
	  0 },
	{ { WHO, TOOK_OUT, "all", "the", "patches|ones" }, 0 },
	{ { "had|have", "to", "back|kick|pull|take|throw", "it|this|these|them", "out" }, 0 },
	{ { "had|have", "to", "drop|unqueue|un-queue|revert|remove", "it|this|these|them" }, 0 },
	{ { "took|taken|take|pulled|taking|pulling", "it|this|these|them|both|series|patch", "back",
	    "out" },
	  0 },
	{ { "hence|thus|therefore|so", TOOK_OUT, "$end" }, 1 },
	{ { WHO, "pulled|removed", THEM, "from", "the|my", "queue" }, 0 },
	{ { WHO, "taken|took|pulled|kicked|thrown|backed", THEM, "out",
	    "again|for|until|as|because|since" },
	  0 },
	{ { WHO, "taken|took|pulled|kicked|thrown|backed", THEM, "out", "$end" }, 0 },
	{ { "i'm|we're|am", "dropping|unqueueing|reverting|removing|unapplying", THEM,
	    "again|for|from|until|because|as|since|now" },
	  0 },
	{ { "hence|thus|therefore|so", TOOK_OUT, THEM, "$end" }, 1 },
	{ { "i'll|we'll", "drop|unqueue", THEM, "for", "now" }, 0 },
	PATTERNS_END,
};

/* "Both now dropped, thanks.", "OK, dropped it for now.", "Backed out, as it fails." */
static bool begins_dropped(const struct sentence *s)
{
	bool dropped, out = false, more;
	unsigned i = 0;

	while (i < s->nr &&
	       (is_a(s, i, WORD_UNQUEUED_LEAD) || (i + 1 < s->nr && is_a(s, i, WORD_UNQUEUED_ALL))))
		i++;
	dropped = SAYS(s, i, "dropped") || SAYS(s, i, "unqueued") || SAYS(s, i, "dropping") ||
		  SAYS(s, i, "reverted") || SAYS(s, i, "unapplied") || SAYS(s, i, "un-applied");
	if (!dropped && !is_a(s, i, WORD_REMOVED))
		return false;
	/* "Dropped." alone says the author of his own. */
	more = i > 0 || (dropped && !SAYS(s, i, "dropped") && !SAYS(s, i, "dropping"));
	for (i++; i < s->nr && !s->words[i - 1].after; i++) {
		if (SAYS(s, i, "out"))
			out = true;
		else if (SAYS(s, i, "for") && SAYS(s, i + 1, "now"))
			i++;
		else if (SAYS(s, i, "for") && SAYS(s, i + 2, "time") && SAYS(s, i + 3, "being"))
			i += 3;
		else if (!is_a(s, i, WORD_UNQUEUED_ALL) && !SAYS(s, i, "it") &&
			 !SAYS(s, i, "this") && !SAYS(s, i, "now") && !SAYS(s, i, "thanks") &&
			 !SAYS(s, i, "again"))
			break;
		out |= SAYS(s, i, "again");
		more = true;
	}
	return (dropped ? more : out) &&
	       (i == s->nr || s->words[i - 1].after || is_a(s, i, WORD_REASON) ||
		SAYS(s, i, "for") || SAYS(s, i, "since") || SAYS(s, i, "until"));
}

bool phrase_leaves(const struct sentence *s, struct scope *scope)
{
	bool whole = false, ended = false;
	unsigned at = pattern_find(s, SET_LEAVES);

	if (s->asks || !(at || begins_dropped(s)))
		return false;
	for (unsigned i = 0; i < s->nr; i++) {
		/* "I dropped it in v3" is told of the own work. */
		if (i > at && at && s->words[i - 1].after)
			ended = true;
		if (is_a(s, i, WORD_UNQUEUED_DOUBT) || SAYS(s, i, "may") || SAYS(s, i, "might") ||
		    (i >= at && !ended &&
		     (is_version(s->words[i].text) || SAYS(s, i, "in") || SAYS(s, i, "not") ||
		      SAYS(s, i, "applied"))))
			return false;
		whole |= is_a(s, i, WORD_UNQUEUED_ALL) || SAYS(s, i, "all");
	}
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return true;
}

/*
 * "I've kicked it out of for-next", "Now removed from my tree", "Reverted in frob-next": whatever
 * the verb, out of a tree.
 */
static unsigned find_removed(const struct sentence *s)
{
	for (unsigned i = 0; has_a(s, WORD_REMOVED) && i < s->nr; i++) {
		unsigned k = i + 1;
		bool out = !is_a(s, i, WORD_VERB) &&
			   !is_a(s, i, WORD_TAKING); /* "pulled from your branch" is not */

		if (!is_a(s, i, WORD_REMOVED) ||
		    !(!i || s->words[i - 1].after || is_a(s, i - 1, WORD_CLAUSE_JOINT) ||
		      is_a(s, i - 1, WORD_UNQUEUED_LEAD) || is_a(s, i - 1, WORD_FIRST_PERSON) ||
		      is_a(s, i - 1, WORD_HAVE)))
			continue;
		while (k < s->nr && !s->words[k - 1].after &&
		       (is_a(s, k, WORD_TAKES_OBJECT) || is_a(s, k, WORD_UNQUEUED_LEAD) ||
			SAYS(s, k, "out") || SAYS(s, k, "back") || SAYS(s, k, "again")) &&
		       !(SAYS(s, k, "of") && SAYS(s, k - 1, "out")))
			out |= SAYS(s, k++, "out");
		if (out && !s->words[k - 1].after &&
		    (SAYS(s, k, "from") || SAYS(s, k, "of") ||
		     (SAYS(s, i, "reverted") && SAYS(s, k, "in"))) &&
		    phrase_behind_tree(s, k + 1))
			return i + 1;
	}
	return 0;
}

bool phrase_unqueues(const struct sentence *s, struct scope *scope)
{
	unsigned at = pattern_find(s, SET_UNQUEUES);
	bool whole = false;

	at = at ? at : find_removed(s);
	for (unsigned i = 0; at && i < s->nr; i++) {
		whole |= is_a(s, i, WORD_UNQUEUED_ALL);
		if (s->words[i].after == '?' || is_a(s, i, WORD_UNQUEUED_DOUBT))
			return false;
	}
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return at > 0;
}
