/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* "next time", "in the future" */
static bool is_for_later(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (SAYS(s, i, "future") || (SAYS(s, i, "next") && SAYS(s, i + 1, "time")))
			return true;
	return false;
}

/* "later today", "later this week" */
static bool is_soon(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "later") && (SAYS(s, i + 1, "today") || SAYS(s, i + 1, "tonight") ||
				       SAYS(s, i + 1, "this") || SAYS(s, i + 1, "tomorrow"));
}

const struct pattern patterns_own_update[] = {
	{ { "when|once", "i|we", "update|send|respin|post|resend|rebase|repost|submit" }, 0 },
	PATTERNS_END,
};

static bool is_spoiled(const struct sentence *s)
{
	/* "when I update the series": no condition. */
	unsigned at = pattern_find(s, SET_OWN_UPDATE);

	if (is_for_later(s))
		return true;
	for (unsigned i = 0; i < s->nr; i++)
		if ((is_a(s, i, WORD_PROMISE_SPOILER) && i + 1 != at && !is_soon(s, i)) ||
		    s->words[i].after == '?' || (SAYS(s, i, "follow") && SAYS(s, i + 1, "up")))
			return true;
	return false;
}

unsigned phrase_behind_will(const struct sentence *s, unsigned i)
{
	struct slice word = word_at(s, i);

	if (is_a(s, i, WORD_PERSON) && SAYS(s, i + 1, "will"))
		return i + 2;
	if (is_a(s, i, WORD_SHORT_WILL))
		return i + 1;
	if (slice_ieq(word, SLICE("let")) && SAYS(s, i + 1, "me"))
		return i + 2;
	if (slice_ieq(word, SLICE("i")) && SAYS(s, i + 1, "am"))
		i++;
	else if (!slice_ieq(word, SLICE("i'm")))
		return 0;
	return SAYS(s, i + 1, "going") ? i + 2 : 0;
}

/* "v3", "the next version" from there on. */
static bool names_next(const struct sentence *s, unsigned i)
{
	for (; i < s->nr; i++)
		if (is_version(s->words[i].text) ||
		    (SAYS(s, i, "next") && is_a(s, i + 1, WORD_NEXT_NOUN)))
			return true;
	return false;
}

/* "do.", "do that", "fix", "send v3". */
static bool is_deed(const struct sentence *s, unsigned i)
{
	while (i < s->nr && is_a(s, i, WORD_PROMISE_ADVERB))
		i++;
	if (i == s->nr)
		return false;
	if (SAYS(s, i, "do"))
		return s->words[i].after || i + 1 == s->nr || is_a(s, i + 1, WORD_PROMISE_OBJECT);
	return word_begins(s->words[i].text, WORD_PROMISE_DEED) || names_next(s, i);
}

/* Whether a clause may begin at word i: behind a comma, or "and". */
static bool begins_clause(const struct sentence *s, unsigned i)
{
	return s->words[i - 1].after || is_a(s, i - 1, WORD_CLAUSE_JOINT);
}

/* "I plan to respin", "needs a v3", "fixed in the next version": anywhere in the sentence. */
static bool names_a_next_one(const struct sentence *s)
{
	bool future = false, first = false;

	if (!has_a(s, WORD_FUTURE) && !s->curly)
		return false;
	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		first |= is_a(s, i, WORD_PROMISE_WHO) || !i;
		if (future && first && is_a(s, i, WORD_AGAIN))
			return true;
		if (future && (is_version(word) || slice_ieq(word, SLICE("next"))) &&
		    names_next(s, i))
			return first;
		future |= is_a(s, i, WORD_FUTURE) || slice_istarts(word, SLICE("i\u2019ll"));
		if (slice_ieq(word, SLICE("not")) || slice_ieq(word, SLICE("don't")))
			return false;
	}
	return false;
}

const struct pattern patterns_promises[] = {
	{ { "i'll|will|let|i'm|i",
	    "send|post|submit|prepare|cook|spin|sending|posting|preparing|work|working",
	    "new|updated|revised|another|fixed|next|reworked|corrected|amended|modified|"
	    "improved|rebased|cleaned-up",
	    "version|revision|series|patch|patchset|one|spin" },
	  2 },
	{ { "i'll|will", "take", "care", "of", "it|this|that|these|them|all" }, 1 },
	{ { "i'll|will", "take|keep", "it|that|this|these|them|your", "into|in",
	    "account|mind|consideration" },
	  2 },
	{ { "fixed|changed|updated|done|corrected|addressed|reworked|removed|renamed|added",
	    "locally" },
	  1 },
	{ { "i'm|am|working|preparing|cooking", "working|preparing|on|a|the", "#v|respin|re-spin" },
	  2 },
	{ { "#v|version|respin", "coming|follows|follow|soon|is|are|will",
	    "up|soon|shortly|way|follow|tomorrow|out" },
	  2 },
	{ { "expect|tuned", "#v|version" }, 2 },
	{ { "in|a|the|my", "#v", "haven't|hasn't|not|yet", "posted|sent|submitted" }, 3 },
	{ { "i've|i|we've|we", "sent|posted|submitted", "a|the|out", "#v" }, 0 },
	{ { "i'll|i|will|let", "give", "it|that|this", "try|go|shot" }, 2 },
	{ { "i|we", "can", "do|change|fix|rename", "that|this|it|so", "$end" }, 0 },
	{ { "that'll|it'll|this'll", "be", "in", "#v" }, 1 },
	{ { "i'll|will", "take|pull|rip|leave|throw", "it|that|this|these|them|those", "out" }, 0 },
	PATTERNS_END,
};

/* The same in other words, wherever in the sentence. */
static bool promises_otherwise(const struct sentence *s)
{

	return pattern_find(s, SET_PROMISES) > 0;
}

bool phrase_promises(const struct sentence *s)
{
	bool leading = true;

	/* "Can do." */
	if (s->nr == 2 && SAYS(s, 0, "can") && SAYS(s, 1, "do"))
		return !is_spoiled(s);
	for (unsigned i = 0; i < s->nr && s->wills >> i; i++) {
		unsigned behind = leading || begins_clause(s, i) ? phrase_behind_will(s, i) : 0;

		if (behind && is_deed(s, behind))
			return !is_spoiled(s);
		leading = leading && is_a(s, i, WORD_PROMISE_LEAD);
	}
	return (names_a_next_one(s) || promises_otherwise(s)) && !is_spoiled(s);
}

const struct pattern patterns_adds[] = {
	{ { "i'll|will", "add|fold|squash|include|pick|pull", "this|that|it|these|them|both",
	    "to|into|in", "the|my|our", "series|branch|pull|queue|patchset" },
	  1 },
	PATTERNS_END,
};

bool phrase_adds(const struct sentence *s)
{

	return pattern_find(s, SET_ADDS) > 0;
}

/* "see whether that works", not "see you". */
static bool is_study(const struct sentence *s, unsigned i)
{
	struct slice next = word_at(s, i + 1);

	if (!SAYS(s, i, "see"))
		return is_a(s, i, WORD_STUDIES);
	return slice_ieq(next, SLICE("if")) || slice_ieq(next, SLICE("whether")) ||
	       slice_ieq(next, SLICE("what"));
}

const struct pattern patterns_studies[] = {
	{ { "i'm|we're", "looking", "into|at" }, 1 },
	{ { "i'm|we're", "investigating|exploring|debugging|analyzing|analysing" }, 1 },
	{ { "i|we", "am|are", "looking", "into|at" }, 1 },
	{ { "i|we", "am|are", "investigating|exploring|debugging|analyzing|analysing" }, 1 },
	PATTERNS_END,
};

/* "I'm looking into this" */
static bool is_studying(const struct sentence *s)
{

	return pattern_find(s, SET_STUDIES) > 0;
}

bool phrase_studies(const struct sentence *s)
{
	bool leading = true;

	if (s->asks && s->words[s->nr - 1].after == '?')
		return false;
	if (is_studying(s))
		return true;
	for (unsigned i = 0; i < s->nr && s->wills >> i; i++) {
		unsigned at = leading || begins_clause(s, i) ? phrase_behind_will(s, i) : 0;
		bool tries = false;

		leading = leading && is_a(s, i, WORD_PROMISE_LEAD);
		if (!at)
			continue;
		for (; at < s->nr && !is_study(s, at) &&
		       (is_a(s, at, WORD_PROMISE_ADVERB) || is_a(s, at, WORD_STUDIES_ADVERB));
		     at++)
			tries |= SAYS(s, at, "try");
		if (tries || is_study(s, at))
			return !is_for_later(s);
	}
	return false;
}
