/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/*
 * What somebody thinks, where it needs no answer: approval, and agreement with what was said.
 * "Looks good, but …" is neither.
 */

/* So many words agree, and do no more. */
#define LONG_ASSENT 12

/* Within so many one tells what one did wrong: later words tell of something else. */
#define SLIP_LEAD 5

/* So many say what was said before again. */
#define SECONDING 7

static bool turns_round(const struct sentence *s)
{
	for (unsigned i = 1; has_a(s, WORD_OPINION_TURN) && i < s->nr; i++)
		if (is_a(s, i, WORD_OPINION_TURN))
			return true;
	return s->asks;
}

static bool is_fine(const struct sentence *s, unsigned i)
{
	if (!is_a(s, i, WORD_LOOKS))
		return false;
	for (i++; i < s->nr && is_a(s, i, WORD_DEGREE);)
		i++;
	return i < s->nr && is_a(s, i, WORD_FINE);
}

/* "Got it", "I see", "Gotcha": where it is the clause, an explanation was taken. */
static bool understands(const struct sentence *s, unsigned i)
{
	struct slice word = s->words[i].text, next = word_at(s, i + 1);
	bool two = ((slice_ieq(word, SLICE("got")) || slice_ieq(word, SLICE("get"))) &&
		    (slice_ieq(next, SLICE("it")) || slice_ieq(next, SLICE("'em")) ||
		     slice_ieq(next, SLICE("em")))) ||
		   (slice_ieq(word, SLICE("i")) && slice_ieq(next, SLICE("see")));
	unsigned last = i + two;

	return (two || is_a(s, i, WORD_UNDERSTOOD)) &&
	       (s->words[last].after || last + 1 == s->nr) && s->words[last].after != ':';
}

static bool approves(const struct sentence *s, unsigned i)
{
	struct slice word = s->words[i].text, next = word_at(s, i + 1);

	return is_a(s, i, WORD_APPROVAL) || is_fine(s, i) || understands(s, i) ||
	       ((slice_ieq(word, SLICE("makes")) || slice_ieq(word, SLICE("make"))) &&
		slice_ieq(next, SLICE("sense"))) ||
	       (slice_ieq(word, SLICE("fine")) &&
		(slice_ieq(next, SLICE("by")) || slice_ieq(next, SLICE("with")))) ||
	       (slice_ieq(word, SLICE("no")) &&
		(slice_istarts(next, SLICE("objection")) ||
		 slice_istarts(next, SLICE("complaint")) || slice_ieq(next, SLICE("worries")) ||
		 slice_ieq(next, SLICE("problem")) || slice_ieq(next, SLICE("rush")))) ||
	       (slice_ieq(word, SLICE("feel")) && slice_ieq(next, SLICE("free"))) ||
	       (slice_ieq(word, SLICE("like")) && slice_ieq(next, SLICE("it")));
}

/* "You are right", "good point", "agreed": what was said before is taken for right. */
static bool concedes(const struct sentence *s, unsigned i)
{
	struct slice word = s->words[i].text, next = word_at(s, i + 1);

	if (slice_ieq(word, SLICE("i")) &&
	    (slice_ieq(next, SLICE("missed")) || slice_ieq(next, SLICE("overlooked"))))
		return is_a(s, i + 2, WORD_THOSE) && (s->words[i + 2].after || i + 3 == s->nr);
	if (slice_ieq(word, SLICE("i")) && is_a(s, i + 1, WORD_ERRED))
		return true;
	if (slice_ieq(word, SLICE("i")) && slice_ieq(next, SLICE("was")))
		return SAYS(s, i + 2, "wrong") || SAYS(s, i + 2, "mistaken");
	if (slice_ieq(word, SLICE("i")) && slice_ieq(next, SLICE("stand")))
		return SAYS(s, i + 2, "corrected");
	if (slice_ieq(word, SLICE("you")) && slice_ieq(next, SLICE("are")))
		return SAYS(s, i + 2, "right") || SAYS(s, i + 2, "correct");
	if (slice_ieq(word, SLICE("you're")))
		return slice_ieq(next, SLICE("right")) || slice_ieq(next, SLICE("absolutely")) ||
		       slice_ieq(next, SLICE("correct"));
	if (slice_ieq(word, SLICE("my")))
		return slice_ieq(next, SLICE("bad")) || slice_ieq(next, SLICE("mistake")) ||
		       slice_ieq(next, SLICE("fault"));
	if (is_a(s, i, WORD_GOOD))
		return is_a(s, i + 1, WORD_POINT);
	if ((slice_ieq(word, SLICE("well")) || slice_ieq(word, SLICE("nicely"))) &&
	    !s->words[i].after)
		return slice_ieq(next, SLICE("spotted")) || slice_ieq(next, SLICE("caught")) ||
		       slice_ieq(next, SLICE("noticed"));
	if (slice_ieq(word, SLICE("nailed")))
		return slice_ieq(next, SLICE("it"));
	if (!i && slice_ieq(word, SLICE("works")))
		return slice_ieq(next, SLICE("for")) && SAYS(s, 2, "me") && s->nr == 3;
	if ((slice_ieq(word, SLICE("you")) && slice_ieq(next, SLICE("bet"))) ||
	    (slice_ieq(word, SLICE("sure")) && slice_ieq(next, SLICE("thing"))) ||
	    (slice_ieq(word, SLICE("of")) && slice_ieq(next, SLICE("course"))))
		return s->words[i + 1].after || i + 2 == s->nr;
	return is_a(s, i, WORD_CONCESSION) &&
	       (s->words[i].after || i + 1 == s->nr || *word.ptr == 'A' || *word.ptr == 'a');
}

/* "My oversight", "I completely forgot that", "copy-paste error": what one did wrong. */
static bool admits(const struct sentence *s)
{
	bool slip = false;

	for (unsigned i = 0; i < s->nr; i++) {
		if (s->words[i].after == '?' || is_a(s, i, WORD_DENIAL))
			return false;
		slip |= i < SLIP_LEAD && (is_a(s, i, WORD_SLIP) || (is_a(s, i, WORD_FORGOT) &&
								    is_a(s, 0, WORD_FIRST_PERSON)));
	}
	return slip && s->nr <= LONG_ASSENT && !concedes(s, 0);
}

/* A whole sentence of "right", "yes". */
static bool is_assent(const struct sentence *s)
{
	bool assent = false;

	for (unsigned i = 0; i < s->nr; i++) {
		bool word = is_a(s, i, WORD_ASSENT);

		if (!word && !is_a(s, i, WORD_ASSENT_FILLER))
			return false;
		assent |= word;
	}
	return assent;
}

/*
 * "Yes, it should be sequence", "Yes, that works for me": no more than a short sentence, which
 * gives no reason. The first takes what was said for right, the second may be an answer.
 */
static enum phrase read_long_assent(const struct sentence *s)
{
	enum phrase found = PHRASE_NONE;

	if (s->nr > LONG_ASSENT || !is_a(s, 0, WORD_LONG_ASSENT) || s->words[0].after != ',')
		return PHRASE_NONE;
	for (unsigned i = 1; i < s->nr; i++) {
		if (is_a(s, i, WORD_LONG_ARGUES) || s->words[i].after == '?')
			return PHRASE_NONE;
		if (is_a(s, i, WORD_LONG_CONCEDES))
			found = PHRASE_AGREES;
		else if (!found && is_a(s, i, WORD_LONG_ACCEPTS))
			found = PHRASE_ASSENT;
	}
	return found;
}

const struct pattern patterns_will_review[] = {
	{ { "i'll|will|we'll", "review|test|retest", "this|it|them|these|the|your|#v" }, 1 },
	PATTERNS_END,
};

const struct pattern patterns_intends[] = {
	{ { "i|we", "plan|intend|hope", "to", "queue|apply|take|merge|pick|pull|send",
	    "this|it|them|these|the" },
	  0 },
	{ { "i'll|i|we'll|we|will", "queue|apply|take|merge|pick", "this|it|them|these", "$end" },
	  0 },
	{ { "i'll|i|we'll|we|will", "queue|apply|take|merge|pick", "this|it|them|these",
	    "up|by|for|in|via|through|next|later|tomorrow|tonight|soon|on" },
	  0 },
	PATTERNS_END,
};

/* "I plan to take this", "if nobody objects I'll queue it" */
static bool intends_to_take(const struct sentence *s)
{
	return !s->asks && !has_a(s, WORD_PLEASE) && !has_a(s, WORD_CRY_TURN) &&
	       pattern_find(s, SET_INTENDS) &&
	       (!has_a(s, WORD_TAKES_SPOILER) || pattern_find(s, SET_SILENCE));
}

/* "Thanks for the patch", and nothing else; "I'll review this next week". */
static bool is_thanks(const struct sentence *s)
{

	unsigned i = 0;

	/* "Great, thanks for tackling this!" */
	while (i < 3 && i < s->nr && s->words[i].after == ',' &&
	       (is_a(s, i, WORD_LEAD) || is_a(s, i, WORD_APPROVAL)))
		i++;
	if (i && is_a(s, i, WORD_THANKS) && SAYS(s, i + 1, "for"))
		return !has_a(s, WORD_CRY_TURN);
	/* "Glad it helped." */
	if (SAYS(s, 0, "glad") && !SAYS(s, 1, "to"))
		return !has_a(s, WORD_CRY_TURN);
	return (is_a(s, 0, WORD_THANKS) && s->nr > 1) || pattern_find(s, SET_WILL_REVIEW);
}

/* "Ping?", "Gentle ping on this series", "Any feedback?" */
static bool is_ping(const struct sentence *s)
{
	/* "Ada, ping?" */
	unsigned i = s->words[0].after == ',' && s->nr < 5;

	while (i < s->nr && is_a(s, i, WORD_PING_LEAD))
		i++;
	if (i < s->nr && slice_istarts(s->words[i].text, SLICE("ping")))
		return true;
	if (i >= s->nr || !SAYS(s, i, "any"))
		return false;
	for (unsigned k = i + 1; k < MIN(s->nr, i + 4); k++)
		if (is_a(s, k, WORD_PING_WANTED))
			return true;
	return false;
}

/* "Oops, definitely not." */
static bool is_startled(const struct sentence *s)
{
	if (!is_a(s, 0, WORD_CRY))
		return false;
	for (unsigned i = 1; i < s->nr; i++)
		if (is_a(s, i, WORD_CRY_TURN) || s->words[i].after == '?')
			return false;
	return true;
}

const struct pattern patterns_asks[] = {
	{ { "can|could|will|would", "you|someone|somebody|anyone|maintainers",
	    "pick|take|apply|queue|merge", "this|these|it|them", "$end" },
	  1 },
	{ { "can|could|will|would", "you|someone|somebody|anyone|maintainers",
	    "pick|take|apply|queue|merge", "this|these|it|them|the",
	    "up|via|through|into|series|patch|patches|patchset|directly|please" },
	  2 },
	{ { "please", "pick|queue|merge|apply|take", "this|these|it|them", "$end" }, 1 },
	{ { "please", "pick|queue|merge|apply|take", "this|these|it|them", "through|via|up" }, 0 },
	{ { "this|patch|series|patches|these", "should|can|could", "be",
	    "applied|merged|picked|queued|taken", "$end" },
	  0 },
	{ { "this|patch|series|patches|these", "should|can|could", "be",
	    "applied|merged|picked|queued|taken", "up|for|soon|now|upstream|asap" },
	  0 },
	{ { "like|love", "to", "see", "this|it|these", "merged|applied|upstream|land" }, 0 },
	{ { "can|could", "we|you", "get|have", "this|it|these", "merged|applied|queued", "$end" },
	  0 },
	{ { "can|could", "we|you", "get|have", "this|it|these", "merged|applied|queued",
	    "please|for|now|soon" },
	  0 },
	{ { "expect|assume", "to|can|will", "apply|take|pick|queue|merge", "this|these|it|them" },
	  2 },
	{ { "someone|somebody", "can|could|will", "apply|take|pick|queue|merge",
	    "this|these|it|them" },
	  0 },
	{ { "go", "ahead", "and|with", "take|pick|queue|merge|apply|queuing|taking|merging" }, 0 },
	{ { "please", "go", "ahead", "$end" }, 1 },
	{ { "please", "go", "ahead", "with" }, 1 },
	{ { "share|give", "your", "thoughts|view|opinion|views", "on" }, 0 },
	{ { "you|guys", "mind", "picking|taking|queuing|queueing|merging|applying",
	    "this|these|it|them" },
	  1 },
	PATTERNS_END,
};

/* "Paolo, can you pick this up?": asked of somebody else than the author. */
static bool asks_to_take(const struct sentence *s)
{

	return pattern_find(s, SET_ASKS) > 0;
}

const struct pattern patterns_worth[] = {
	{ { "worth", "trying|exploring|investigating", "$end" }, 0 },
	{ { "worth", "a", "try|shot|go", "$end" }, 0 },
	{ { "yes|ok|okay|sure|yeah|then", "let's|lets", "do|go", "that|this|it|with" }, 0 },
	{ { "works", "for", "me", "$end" }, 0 },
	{ { "i|i'd", "like|love", "that|this|the|your", "idea|suggestion|proposal" }, 0 },
	PATTERNS_END,
};

/* "I think that's worth trying!" */
static bool is_worth_it(const struct sentence *s)
{

	return pattern_find(s, SET_WORTH) > 0;
}

const struct pattern patterns_seconds[] = {
	{ { "that|that'd|that's|it|it'd", "be|is",
	    "preferable|better|nicer|cleaner|simpler|best|neater|safer", "$end" },
	  2 },
	{ { "i|i'd", "second", "that|this", "$end" }, 1 },
	{ { "same", "here|concern|question|comment|thought", "$end" }, 0 },
	PATTERNS_END,
};

const struct pattern patterns_retracts[] = {
	{ { "comment|comments|objection|objections|concern|question|nit", "withdrawn|retracted" },
	  1 },
	{ { "disregard|ignore|withdraw|retract|forget|mind", "my",
	    "comment|comments|question|remark|objection|objections|mail|concern|ramblings|"
	    "rambling|reply" },
	  1 },
	{ { "ignore|disregard", "me", "$end" }, 0 },
	{ { "forget|ignore|disregard|scratch", "what", "i", "said|wrote|asked" }, 3 },
	PATTERNS_END,
};

const struct pattern patterns_untags[] = {
	{ { "drop|remove|retract|withdraw|revoke|rescind|retracting|withdrawing|revoking|"
	    "dropping|discard",
	    "my", PATTERN_TAGS },
	  1 },
	{ { "take|taking", "back", "my", PATTERN_TAGS }, 1 },
	{ { "take|taking", "my", PATTERN_TAGS, "back" }, 1 },
	{ { "consider", "my", PATTERN_TAGS, "withdrawn|retracted|revoked|dropped|void" }, 1 },
	{ { "my", PATTERN_TAGS, "is", "withdrawn|retracted|revoked|void" }, 1 },
	PATTERNS_END,
};

/* What may stand in front of it; not "why did you drop my tag" or "no need to drop my tag". */
static bool leads_to_untagging(const struct sentence *s, unsigned i)
{
	static const char *const leads[] = { "please", "kindly", "hereby", "i",	   "i'll", "i'm",
					     "i've",   "so",	 "then",   "also", "me",   "and",
					     "just",   "must",	 "will",   "now" },
				 *const may[] = { "can", "could", "would", "will" },
				 *const wishes[] = { "like", "want", "have" };

	for (size_t k = 0; k < G_N_ELEMENTS(leads); k++)
		if (slice_ieq(word_at(s, i), slice_str(leads[k])))
			return true;
	for (size_t k = 0; i && k < G_N_ELEMENTS(may); k++)
		if (SAYS(s, i, "you") && slice_ieq(word_at(s, i - 1), slice_str(may[k])))
			return true;
	for (size_t k = 0; i && k < G_N_ELEMENTS(wishes); k++)
		if (SAYS(s, i, "to") && slice_ieq(word_at(s, i - 1), slice_str(wishes[k])))
			return true;
	return false;
}

bool phrase_untags(const struct sentence *s)
{
	unsigned at = pattern_find(s, SET_UNTAGS);

	if (!at || has_a(s, WORD_CONDITION) || has_a(s, WORD_TAG_CONDITION))
		return false;
	return at == 1 || s->words[at - 2].after || leads_to_untagging(s, at - 2);
}

/* "Objection withdrawn", "Never mind, I misread it" */
static bool is_retracting(const struct sentence *s)
{
	if (SAYS(s, 0, "nevermind") || (SAYS(s, 0, "never") && SAYS(s, 1, "mind")))
		return true;
	return !s->asks && pattern_find(s, SET_RETRACTS) > 0;
}

/* "That would indeed be preferable", "Same here": what was said before is said again. */
static bool is_seconding(const struct sentence *s)
{

	return s->nr <= SECONDING && s->words[s->nr - 1].after != '?' &&
	       pattern_find(s, SET_SECONDS) > 0;
}

enum phrase phrase_read_opinion(const struct sentence *s)
{
	enum phrase found;
	unsigned i = 0;

	if (asks_to_take(s))
		return PHRASE_WANTS;
	if (is_ping(s))
		return PHRASE_PING;
	if (phrase_requests(s))
		return PHRASE_REQUEST;
	found = read_long_assent(s);
	if (found)
		return found;
	if (is_startled(s))
		return PHRASE_AGREES;
	if (is_retracting(s))
		return PHRASE_RETRACTS;
	if (is_seconding(s))
		return PHRASE_AGREES;
	if (admits(s))
		return PHRASE_ADMITS;
	if (phrase_is_content(s, false))
		return PHRASE_APPROVES;
	if (intends_to_take(s))
		return PHRASE_THANKS;
	if (phrase_is_pleased(s))
		return PHRASE_APPROVES;
	if (turns_round(s))
		return PHRASE_NONE;
	if (is_assent(s))
		return PHRASE_ASSENT;
	for (; i < s->nr; i++) {
		if (concedes(s, i))
			return PHRASE_AGREES;
		if (approves(s, i))
			return PHRASE_APPROVES;
		if (!is_a(s, i, WORD_OPINION_LEAD))
			break;
	}
	if (is_worth_it(s))
		return PHRASE_AGREES;
	if (phrase_is_content(s, true))
		return PHRASE_APPROVES;
	return is_thanks(s) ? PHRASE_THANKS : PHRASE_NONE;
}
