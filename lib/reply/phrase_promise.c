/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/*
 * What its author says of his own work: what he will do to it, or has done since he posted it. Both
 * are told by who does it and by the verb's tense, whatever the verb: of "I will …" little else is
 * said in an answer than work, so that verbs of thought, talk and waiting are what is listed. Of
 * the past, and of what "we" do, more is said: then it takes a verb that changes something.
 */

/* How sure it is that a deed is the author's own. */
enum doer {
	NOBODY,
	ANYBODY, /* "we will", "let me": it takes a verb that changes something */
	AUTHOR,	 /* "I will", "will" */
};

/* "next time", "in the future" */
static bool is_for_later(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		/* "The next time I post it" is the next version. */
		if (SAYS(s, i, "future") ||
		    (SAYS(s, i, "next") && SAYS(s, i + 1, "time") && !is_a(s, i + 2, WORD_SPEAKER)))
			return true;
	return false;
}

/* "later today", "later this week" */
static bool is_soon(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "later") && (SAYS(s, i + 1, "today") || SAYS(s, i + 1, "tonight") ||
				       SAYS(s, i + 1, "this") || SAYS(s, i + 1, "tomorrow"));
}

/* "I'll change it if you prefer that": what others want decides, and they have to say so. What code
 * does "if it is empty" is no condition for the promise. */
static bool leaves_it_open(const struct sentence *s, unsigned i)
{
	return (SAYS(s, i, "if") || SAYS(s, i, "unless")) &&
	       (!i || s->words[i - 1].after || is_a(s, i + 1, WORD_OTHERS_WANT));
}

/* "Unless somebody objects", "if there is nothing else": who says nothing agrees. */
const struct pattern patterns_silence[] = {
	{ { "if", "no", "one", "beats|objects|complains|shouts|screams|else|speaks|minds" }, 0 },
	{ { "unless", "someone|somebody|anyone|anybody|you|people|others|there",
	    "objects|object|shouts|complains|screams|disagrees|disagree|objections|objection|"
	    "thinks|protests" },
	  3 },
	{ { "if", "no|nobody|nothing|none|any",
	    "objections|objection|objects|comments|issues|concerns|"
	    "problems|complains|complaints|else|further|more|other" },
	  3 },
	PATTERNS_END,
};

/* "Once again", "once you agree", "once Ada has tested it", "once it is merged": no time of one's
 * own. */
static bool is_others_time(const struct sentence *s, unsigned i)
{
	struct slice next = word_at(s, i + 1);

	if (is_a(s, i + 1, WORD_OTHERS_WANT) || (next.len && g_ascii_isupper(*next.ptr)) ||
	    SAYS(s, i + 1, "again") || SAYS(s, i + 1, "with"))
		return true;
	for (unsigned k = i + 1; k < MIN(i + 7, s->nr); k++)
		if (is_a(s, k, WORD_VERB))
			return true;
	return false;
}

/* "When net-next opens", "once it has reopened" */
static bool is_opening(const struct sentence *s)
{
	for (unsigned i = 1; i < s->nr; i++)
		if (SAYS(s, i, "opens") || SAYS(s, i, "reopens") || SAYS(s, i, "reopened"))
			return true;
	return false;
}

/* "When I update the series", "when sending v3", "once the tests have finished": no condition. */
static bool is_own_time(const struct sentence *s, unsigned i)
{
	if (is_opening(s))
		return true;
	if (SAYS(s, i, "when"))
		return is_a(s, i + 1, WORD_FIRST_PERSON) || is_a(s, i + 1, WORD_SENDING);
	return SAYS(s, i, "once") && (is_a(s, i + 1, WORD_FIRST_PERSON) || !is_others_time(s, i));
}

static bool is_spoiled(const struct sentence *s)
{
	unsigned silence = pattern_find(s, SET_SILENCE);

	if (is_for_later(s))
		return true;
	for (unsigned i = 0; i < s->nr; i++)
		if ((is_a(s, i, WORD_PROMISE_SPOILER) && !is_own_time(s, i) && !is_soon(s, i)) ||
		    (leaves_it_open(s, i) && i + 1 != silence) || s->words[i].after == '?' ||
		    (SAYS(s, i, "follow") && SAYS(s, i + 1, "up")))
			return true;
	return false;
}

unsigned phrase_behind_will(const struct sentence *s, unsigned i)
{
	struct slice word = word_at(s, i);

	if (is_a(s, i, WORD_PERSON) && (SAYS(s, i + 1, "will") || SAYS(s, i + 1, "shall")))
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

/* The place behind what says that somebody will do something; 0 where there is none. */
static unsigned behind_future(const struct sentence *s, unsigned i, bool leading, enum doer *who)
{
	unsigned behind = s->wills >> i & 1 ? phrase_behind_will(s, i) : 0;

	/* "It will overflow" is nobody's work. */
	if (i && is_a(s, i - 1, WORD_THOSE) && !s->words[i - 1].after)
		leading = false;
	*who = SAYS(s, i, "i") || slice_istarts(word_at(s, i), SLICE("i'")) ||
			       (leading && SAYS(s, i, "will"))
		       ? AUTHOR
		       : ANYBODY;
	if (behind)
		return behind;
	/* "Sure, I can do that" */
	if (i && leading && SAYS(s, i, "i") && SAYS(s, i + 1, "can"))
		return i + 2;
	/* "I am happy to", "I plan to" */
	if (SAYS(s, i, "i") && SAYS(s, i + 1, "am"))
		i++;
	else if (!SAYS(s, i, "i") && !SAYS(s, i, "i'm") && !is_a(s, i, WORD_WILLING))
		return 0;
	i += !is_a(s, i, WORD_WILLING);
	if (is_a(s, i, WORD_SENDING) && names_next(s, i))
		return i;
	return is_a(s, i, WORD_WILLING) && SAYS(s, i + 1, "to") ? i + 2 : 0;
}

/* Whether a word has this end, and something in front of it. */
static bool ends_in(struct slice word, struct slice end)
{
	return word.len > end.len && slice_ieq(slice_skip(word, word.len - end.len), end);
}

/* A word in small letters that may be a verb; not "applied" of "will be applied". */
static bool is_plain(struct slice word)
{
	if (ends_in(word, SLICE("ed")))
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (!g_ascii_islower(word.ptr[i]) && (word.ptr[i] != '-' || !i))
			return false;
	return word.len > 1;
}

/* "do.", "do that", "fix", "send v3". */
static bool is_deed(const struct sentence *s, unsigned i, enum doer who)
{
	bool is = false;

	for (; i < s->nr && is_a(s, i, WORD_PROMISE_ADVERB); i++)
		is |= SAYS(s, i, "be");
	if (i == s->nr)
		return false;
	/* "Will be grateful" */
	if (is && !ends_in(s->words[i].text, SLICE("ing")) &&
	    !word_begins(s->words[i].text, WORD_PROMISE_DEED))
		return names_next(s, i);
	if (SAYS(s, i, "do"))
		return s->words[i].after || i + 1 == s->nr || is_a(s, i + 1, WORD_PROMISE_OBJECT) ||
		       who == AUTHOR;
	if (word_begins(s->words[i].text, WORD_PROMISE_DEED) || names_next(s, i))
		return true;
	/* "a fix for that" may be for what was there before. */
	return who == AUTHOR && is_plain(s->words[i].text) && !is_a(s, i, WORD_NO_DEED) &&
	       !is_a(s, i, WORD_STUDIES) && !(is_a(s, i, WORD_SENDS) && SAYS(s, i + 1, "a"));
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

	if (!has_a(s, WORD_FUTURE))
		return false;
	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		first |= is_a(s, i, WORD_PROMISE_WHO) || !i;
		if (future && first &&
		    (is_a(s, i, WORD_AGAIN) || (is_a(s, i, WORD_SENDS) && SAYS(s, i + 1, "again"))))
			return true;
		if (future && (is_version(word) || slice_ieq(word, SLICE("next"))) &&
		    names_next(s, i))
			return first;
		future |= is_a(s, i, WORD_FUTURE);
		if (slice_ieq(word, SLICE("not")) || slice_ieq(word, SLICE("don't")))
			return false;
	}
	return false;
}

#define SUGGESTIONS                                                                                \
	"changes|suggestions|suggestion|comments|comment|feedback|remarks|nits|fixups|advice"

const struct pattern patterns_promises[] = {
	{ { "i'll|will|let|i'm|i",
	    "send|post|submit|prepare|cook|spin|sending|posting|preparing|work|working",
	    "new|updated|revised|another|fixed|next|reworked|corrected|amended|modified|"
	    "improved|rebased|cleaned-up",
	    "version|revision|series|patch|patchset|one|spin" },
	  2 },
	{ { "i'll|will", "take", "care", "of", "it|this|that|these|them|all" }, 1 },
	{ { "i'll|will", "take|keep", "it|that|this|these|them|your", "into|in",
	    "account|consideration" },
	  2 },
	{ { "i'm|am|working|preparing|cooking", "working|preparing|on|a|the", "#v|respin|re-spin" },
	  2 },
	{ { "#v|version|respin", "coming|follows|follow|soon|is|are|will|on",
	    "up|soon|shortly|way|follow|tomorrow|out" },
	  2 },
	{ { "expect|tuned", "#v|version" }, 2 },
	{ { "#v", "will", "have|be|contain|include|get|come|use" }, 0 },
	{ { "i'm|am", "working", "on", "it|this|that|these|them", "$end" }, 0 },
	{ { "my", "plan|intention", "is", "to" }, 0 },
	{ { "in|a|the|my", "#v", "haven't|hasn't|not|yet", "posted|sent|submitted" }, 3 },
	{ { "i've|i|we've|we", "sent|posted|submitted", "a|the|out", "#v" }, 0 },
	{ { "i'll|i|will|let", "give", "it|that|this", "try|go|shot" }, 2 },
	{ { "i|we", "can", "do|change|fix|rename", "that|this|it|so", "$end" }, 0 },
	{ { "that'll|it'll|this'll", "be", "in", "#v" }, 1 },
	{ { "i'll|will", "take|pull|rip|leave|throw", "it|that|this|these|them|those", "out" }, 0 },
	{ { "applied|took|taken|incorporated|adopted|integrated", "your", SUGGESTIONS }, 2 },
	{ { "applied|incorporated|adopted|integrated", "the|all|these|those", SUGGESTIONS,
	    "you|from|suggested|requested" },
	  1 },
	{ { "i'll", "take|use|pick", "the|that|your|this",
	    "approach|route|suggestion|option|variant" },
	  1 },
	{ { "fixing|changing|dropping|renaming|moving|adding", "this|that|it|them", "in|for",
	    "#v|next" },
	  1 },
	{ { "next|new", "version|revision|spin|iteration", "will" }, 0 },
	{ { "queued|staged|noted|parked", "this|it|that|these|them|up", "for", "#v|next" }, 1 },
	{ { "happy|glad", "to", "$end" }, 0 },
	PATTERNS_END,
};

/* The same in other words, wherever in the sentence. */
static bool promises_otherwise(const struct sentence *s)
{
	return pattern_find(s, SET_PROMISES) > 0;
}

bool phrase_is_change(const struct sentence *s, unsigned i)
{
	struct slice word = word_at(s, i);

	return is_a(s, i, WORD_DONE) ||
	       (word.len > 4 && ends_in(word, SLICE("ed")) && word_begins(word, WORD_PROMISE_DEED));
}

/* Why something is as it is posted: "I added it because …". */
static bool gives_reason(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_LONG_ARGUES))
			return true;
	return false;
}

/* "I've fixed that", "I replaced it": "I added a flag" may tell of what was posted. */
static bool has_done(const struct sentence *s, unsigned i)
{
	bool perfect = SAYS(s, i, "i've") || (SAYS(s, i, "i") && SAYS(s, i + 1, "have"));

	if (!perfect && !SAYS(s, i, "i"))
		return false;
	i += 1 + SAYS(s, i + 1, "have");
	while (is_a(s, i, WORD_PROMISE_ADVERB) || is_a(s, i, WORD_PROMISE_NOW))
		i++;
	if (!phrase_is_change(s, i) || gives_reason(s))
		return false;
	return perfect || is_a(s, i + 1, WORD_THOSE) || is_a(s, s->nr - 1, WORD_PROMISE_NOW);
}

/* "That's fixed now": not "it is fixed by the caller". */
static bool is_now_done(const struct sentence *s, unsigned i)
{
	bool now = is_a(s, s->nr - 1, WORD_PROMISE_NOW);

	if (SAYS(s, i, "that's") || SAYS(s, i, "it's"))
		i++;
	else if ((is_a(s, i, WORD_THOSE) || SAYS(s, i, "all")) &&
		 (SAYS(s, i + 1, "is") || SAYS(s, i + 1, "are")))
		i += 2;
	else
		return false;
	for (; is_a(s, i, WORD_PROMISE_ADVERB) || is_a(s, i, WORD_PROMISE_NOW); i++)
		now |= is_a(s, i, WORD_PROMISE_NOW);
	return now && phrase_is_change(s, i);
}

/* "Adding one.", "Fixing." */
static bool is_work_now(const struct sentence *s, unsigned i)
{
	unsigned last = i + (is_a(s, i + 1, WORD_THOSE) || SAYS(s, i + 1, "one"));

	return g_ascii_isupper(*word_at(s, i).ptr) &&
	       (s->words[last].after == '.' || s->words[last].after == '!');
}

/*
 * What has been done since, in front of s's word i nothing but agreement: "Moved; thanks", "I've
 * changed it", "I am dropping this patch", "Resending".
 */
static bool is_done(const struct sentence *s, unsigned i)
{
	bool upper = g_ascii_isupper(*word_at(s, i).ptr) || i;

	if ((upper && phrase_is_change(s, i) && !SAYS(s, i + 1, "by")) || has_done(s, i) ||
	    is_now_done(s, i))
		return true;
	/* "Working on that now." */
	if (SAYS(s, i, "working") && SAYS(s, i + 1, "on") && is_a(s, i + 2, WORD_THOSE) &&
	    (i + 3 == s->nr || s->words[i + 2].after || is_a(s, i + 3, WORD_PROMISE_NOW)))
		return true;
	if (SAYS(s, i, "i'm") || (SAYS(s, i, "i") && SAYS(s, i + 1, "am")))
		i += 1 + !SAYS(s, i, "i'm");
	else if (!is_a(s, i, WORD_AGAIN) && !is_work_now(s, i))
		return false;
	return i < s->nr && s->words[i].text.len > 5 && ends_in(s->words[i].text, SLICE("ing")) &&
	       word_begins(s->words[i].text, WORD_PROMISE_DEED);
}

bool phrase_promises(const struct sentence *s)
{
	bool leading = true;

	/* "Can do." */
	if (s->nr == 2 && SAYS(s, 0, "can") && SAYS(s, 1, "do"))
		return !is_spoiled(s);
	for (unsigned i = 0; i < s->nr; i++) {
		enum doer who = NOBODY;
		bool begins = leading || begins_clause(s, i);
		unsigned behind = begins ? behind_future(s, i, leading, &who) : 0;

		if ((behind && is_deed(s, behind, who)) || (leading && is_done(s, i)))
			return !is_spoiled(s);
		leading = leading && is_a(s, i, WORD_PROMISE_LEAD);
	}
	return (names_a_next_one(s) || promises_otherwise(s)) && !is_spoiled(s);
}

const struct pattern patterns_adds[] = {
	{ { "i'll|will", "add|fold|squash|include|pick|pull", "this|that|it|these|them|both",
	    "to|into|in", "the|my|our", "series|branch|pull|queue|patchset" },
	  1 },
	{ { "i'll|will", "send", "it|this|these|them", "next", "round|batch|pull|pr" }, 4 },
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
	       slice_ieq(next, SLICE("what")) || slice_ieq(next, SLICE("how")) ||
	       slice_ieq(next, SLICE("about"));
}

const struct pattern patterns_studies[] = {
	{ { "i'm|we're", "looking", "into|at" }, 1 },
	{ { "i'll|will|me", "get|come", "back", "to|with" }, 0 },
	{ { "i'm|we're", "investigating|exploring|debugging|analyzing|analysing" }, 1 },
	{ { "i|we", "am|are", "looking", "into|at" }, 1 },
	{ { "i'll|we'll|will", "review|read", "your|the|these|all",
	    "comments|feedback|remarks|suggestions" },
	  1 },
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
