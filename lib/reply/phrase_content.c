/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"
#include "reply/phrase_pattern.h"

/* Who is content with it, or praises it, and asks for nothing. */

/* So many words do no more. */
#define PLEASED 12

/* "Awesome, I was waiting for that!", "Correct and simple, great." */
bool phrase_is_pleased(const struct sentence *s)
{
	bool pleased = (s->nr > 3 && is_a(s, s->nr - 1, WORD_FINE) && !has_a(s, WORD_OTHERS_WANT) &&
			s->words[s->nr - 2].after == ',') ||
		       (is_a(s, 0, WORD_APPROVAL) && s->words[0].after &&
			strchr(",!.", s->words[0].after)) ||
		       (s->nr > 2 && is_a(s, s->nr - 1, WORD_APPROVAL) &&
			s->words[s->nr - 2].after == ',');

	if (!pleased || s->asks || s->nr > PLEASED)
		return false;
	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_CRY_TURN) || is_a(s, i, WORD_NOT) || is_a(s, i, WORD_PLEASE) ||
		    SAYS(s, i, "should") || SAYS(s, i, "could") || is_a(s, i, WORD_CONDITION))
			return false;
	return true;
}

/* Content with it as it is; and who may have his tag gives no objection. */
const struct pattern patterns_content[] = {
	{ { "i|i'm|am|we're", "ok|okay|fine|good|happy", "with", "this|it|that|the|these|both" },
	  0 },
	{ { "ok|okay|fine|good", "for|by|with", "me" }, 0 },
	{ { "good", "to", "go" }, 0 },
	{ { "ship", "it", "$end" }, 0 },
	{ { "i|we", "can", "live", "with" }, 0 },
	{ { "my", PATTERN_TAGS, "stands|still|remains|holds" }, 0 },
	{ { "add|keep|have|carry|retain|include|use|put", "my", PATTERN_TAGS }, 0 },
	{ { "no", "more|further|other", "comments|objections|concerns|issues|remarks" }, 0 },
	{ { "ok|okay|fine|good|ack|happy|concerns|objections|complaints|issues|comments", "from",
	    "my|our|the", "side|end|pov|perspective|point|standpoint|view|part" },
	  1 },
	{ { "no", "concerns|objections|complaints", "here|left|$end" }, 0 },
	{ { "no", "issues|comments|problems", "here", "$end" }, 0 },
	{ { "i|we", "have|see", "no", "problem|problems|issue|issues|objection|objections|concerns",
	    "with|to" },
	  0 },
	{ { "i'm|am|we're", "happy|content|satisfied|convinced|good", "now|$end" }, 1 },
	{ { "series|patch|this|it", "looks|seems", "ready", "$end" }, 1 },
	{ { "my", "concern|concerns|comments|questions|worries", "are|is|been|were",
	    "addressed|resolved|answered|gone|settled" },
	  1 },
	{ { "consider", "it|this|these|them", "acked|reviewed" }, 0 },
	{ { "acked|reviewed|r-b|ack|acked-by|reviewed-by", "me", "$end" }, 1 },
	{ { "nothing", "to", "add|object", "$end" }, 2 },
	{ { "nothing", "further|else|more", "from|to", "me|us|my|our|add|say" }, 0 },
	{ { "nothing", "to", "complain|moan|criticize" }, 1 },
	{ { "merged|applied|queued|go", "from", "my|our", "side|end|pov|perspective|point" }, 1 },
	{ { "ready|good", "to", "go|land|merge|apply|ship" }, 0 },
	{ { "ready", "to", "be", "merged|applied|queued|picked|taken|pulled|included" }, 0 },
	{ { "ready", "for", "inclusion|merging|mainline|upstream|next|you" }, 0 },
	{ { "either|any", "way|option|approach", "is|works|seems", "fine|ok|okay|good" }, 0 },
	{ { "no", "strong|particular", "opinion|preference|feelings|feeling|objection" }, 0 },
	{ { "so|then", "fine|ok|okay", "$end" }, 0 },
	{ { "not|couldn't|didn't|don't|can't", "find|see|spot|found|seen", "any|anything",
	    "problem|problems|issue|issues|bug|bugs|wrong|fault|moan|complain" },
	  1 },
	PATTERNS_END,
};

#define GOOD_THING "improvement|cleanup|idea|change|simplification|fix|solution|addition"

/* The same of what others did, or think of. */
const struct pattern patterns_praises[] = {
	{ { "look|looks|seem|seems", "like", "the", "right|correct",
	    "thing|approach|fix|way|solution|direction" },
	  0 },
	{ { "it's|that's", "good|nice|great|clear|welcome|neat|solid|sensible", GOOD_THING,
	    "$end" },
	  2 },
	{ { "it|this|that|which", "is", "a|an", "good|nice|great|clear|welcome|neat|solid|sensible",
	    GOOD_THING, "$end" },
	  1 },
	{ { "what", "i", "had", "in", "mind", "$end" }, 0 },
	{ { "all", "for", "it|this|that" }, 0 },
	{ { "be|am|i'm", "in", "favour|favor", "of", "this|it" }, 0 },
	{ { "i", "trust", "you|your" }, 0 },
	{ { "exactly|precisely", "what", "i", "wanted|meant|needed|thought|suggested|asked" }, 0 },
	{ { "addresses|answers|resolves|settles|addressed|answered|resolved", "my",
	    "concern|concerns|question|questions|comments|worries" },
	  1 },
	{ { "i", "agree", "with", "this|the|that", "change|patch|approach|direction|series" }, 0 },
	{ { "we|you", "should", "merge|take|apply|queue", "this|it|these" }, 0 },
	{ { "well|nicely", "done", "$end" }, 0 },
	{ { "good|great|nice|glad|happy", "to", "see", "this|it|these|that" }, 0 },
	{ { "i", "like|love", "this|that|it|these", "$end" }, 0 },
	{ { "i|really|do", "like|love", "this|the|your",
	    "series|patch|approach|direction|cleanup" },
	  0 },
	{ { "convinced|convinces", "me", "$end" }, 0 },
	{ { "nicer|better|cleaner|simpler", "than", "#v|before" }, 0 },
	{ { "works", "as", "advertised|expected|intended|designed|described" }, 0 },
	PATTERNS_END,
};

/* Not "with that change you can add my ack": something is to be done first; nor "I need an ack from
 * your side". */
bool phrase_is_content(const struct sentence *s, bool praise)
{
	unsigned at = s->asks ? 0 : pattern_find(s, praise ? SET_PRAISES : SET_CONTENT),
		 clause = at;

	if (praise && SAYS(s, 0, "otherwise"))
		return false;
	/* "Moving it is a good idea" */
	if (at && (is_a(s, at - 1, WORD_IT) || is_a(s, at - 1, WORD_THOSE)) &&
	    !clause_begins(s, at - 1))
		return false;
	if (at > 1 &&
	    (is_a(s, at - 2, WORD_NO_PLACE) || SAYS(s, at - 2, "the") || SAYS(s, at - 2, "your")))
		return false;
	/* "I don't care, so fine": denied is what stands in the same clause. */
	while (clause > 1 && s->words[clause - 2].after != ',')
		clause--;
	for (unsigned i = 0; at && i < s->nr; i++)
		if ((i + 1 >= clause && i + 1 != at &&
		     (is_a(s, i, WORD_DENIAL) || (i + 1 < at && is_a(s, i, WORD_NOT)))) ||
		    (i >= at && is_a(s, i, WORD_EXCEPT) && !SAYS(s, i, "but")) ||
		    is_a(s, i, WORD_CONDITION) || is_a(s, i, WORD_CRY_TURN) ||
		    is_a(s, i, WORD_UNQUEUED_DOUBT) || (i + 1 < at && SAYS(s, i, "with")) ||
		    (!i && is_a(s, i, WORD_OPINION_TURN) && !is_a(s, i, WORD_PLEASE)))
			return false;
	return at > 0;
}

/* "good.", "fine to me", "nice patch": it ends what is said, or what it is said of does. */
static bool ends_praise(const struct sentence *s, unsigned i)
{
	if (s->words[i].after || i + 1 == s->nr)
		return true;
	if (s->words[i + 1].after || i + 2 == s->nr)
		return true;
	return (SAYS(s, i + 1, "to") || SAYS(s, i + 1, "for") || SAYS(s, i + 1, "with") ||
		SAYS(s, i + 1, "by")) &&
	       (SAYS(s, i + 2, "me") || SAYS(s, i + 2, "us") || is_a(s, i + 2, WORD_THOSE));
}

bool phrase_praises(const struct sentence *s)
{
	bool praises = false;

	if (!has_a(s, WORD_PRAISE) || s->asks || s->wills || has_a(s, WORD_TAG_CONDITION) ||
	    s->nr > PLEASED || has_a(s, WORD_OPINION_TURN) || has_a(s, WORD_DENIAL) ||
	    has_a(s, WORD_NOT) || has_a(s, WORD_MAY) || has_a(s, WORD_CONDITION) ||
	    has_a(s, WORD_CRY_TURN) || has_a(s, WORD_OUTCOME))
		return false;
	for (unsigned i = 0; i < s->nr; i++) {
		/* "fine to me" */
		if (is_a(s, i, WORD_NO_PRAISE) &&
		    !(SAYS(s, i, "to") && (SAYS(s, i + 1, "me") || SAYS(s, i + 1, "us"))))
			return false;
		/* "Right, …" says that one goes on. */
		praises |= is_a(s, i, WORD_PRAISE) && (i || s->words[0].after != ',') &&
			   ends_praise(s, i);
	}
	return praises && s->words[s->nr - 1].after != ':' && s->words[s->nr - 1].after != ',';
}
