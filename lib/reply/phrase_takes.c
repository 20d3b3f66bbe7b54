/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"
#include "reply/phrase_pattern.h"

/* "As soon as I'm back", "when I'm at my desk": no condition, where it is one's own. */
static bool is_own_time(const struct sentence *s, unsigned i)
{
	if (SAYS(s, i, "when"))
		return is_a(s, i + 1, WORD_FIRST_PERSON);
	return i && SAYS(s, i, "soon") && SAYS(s, i - 1, "as") && SAYS(s, i + 1, "as") &&
	       is_a(s, i + 2, WORD_FIRST_PERSON);
}

/* "Once -rc1 is out", "after the merge window": when, and no condition. */
static bool is_date(const struct sentence *s, unsigned i)
{
	if (!SAYS(s, i, "once") && !SAYS(s, i, "after"))
		return false;
	for (unsigned k = i + 1; k < MIN(i + 4, s->nr); k++)
		if (phrase_is_release(s->words[k].text) ||
		    slice_istarts(s->words[k].text, SLICE("rc")) ||
		    (SAYS(s, k, "merge") && SAYS(s, k + 1, "window")))
			return true;
	return false;
}

/* "Soon", but not "as soon as". */
static bool is_soon(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "soon") && !(i && SAYS(s, i - 1, "as"));
}

/* "For the next release". */
static bool is_next_release(const struct sentence *s, unsigned i)
{
	return i && SAYS(s, i, "release") && SAYS(s, i - 1, "next");
}

/* "for testing", "for further testing and review", "the testing branch" */
static bool is_for_testing(const struct sentence *s, unsigned i)
{
	return i && SAYS(s, i, "testing") &&
	       (is_a(s, i + 1, WORD_TREE) || SAYS(s, i - 1, "for") ||
		(i > 1 && SAYS(s, i - 2, "for")) || SAYS(s, i - 1, "and"));
}

static bool is_spoiled(const struct sentence *s, unsigned verb)
{
	for (unsigned i = 0; i < s->nr; i++) {
		/* "I'll take this, but in the future …" is about something else. */
		if (i > verb && SAYS(s, i, "but") && s->words[i - 1].after)
			return false;
		if ((is_a(s, i, WORD_TAKES_SPOILER) && !is_own_time(s, i) && !is_date(s, i) &&
		     !is_soon(s, i) && !is_for_testing(s, i) && !is_next_release(s, i)) ||
		    s->words[i].after == '?' || is_version(s->words[i].text) ||
		    (i >= verb && is_a(s, i, WORD_TAKES_SPOILER_BEHIND)))
			return true;
	}
	return false;
}

/*
 * Whether word i may stand behind what will be taken: by which way, when, and for what; not "for a
 * spin", "through our CI", "as a yes".
 */
static bool is_way(const struct sentence *s, unsigned i, bool takes)
{
	if (phrase_leads_to_trial(s, i, true) ||
	    (SAYS(s, i, "for") && (SAYS(s, i + 1, "review") || is_a(s, i + 1, WORD_NO_PLACE)) &&
	     !SAYS(s, i + 1, "testing") && !SAYS(s, i + 1, "some")))
		return false;
	if (takes && SAYS(s, i, "as") && is_a(s, i + 1, WORD_NO_PLACE))
		return SAYS(s, i + 2, "fix") || SAYS(s, i + 2, "hotfix") ||
		       SAYS(s, i + 2, "bugfix") || SAYS(s, i + 2, "delta");
	return is_a(s, i, WORD_TAKES_WAY) || SAYS(s, i, "for") || is_date(s, i) || is_soon(s, i) ||
	       s->words[i].text.ptr[-1] == '(';
}

/* "it.", "these for 5.12", "the series via arm64", "patches 1 and 2 in the next round of fixes" */
static bool is_taken(const struct sentence *s, unsigned i, bool place)
{
	bool takes = SAYS(s, i - 1, "take");
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
	if (is_a(s, i, WORD_DESTINATION)) {
		if (SAYS(s, i, "in") && (i + 1 == s->nr || s->words[i].after))
			return !place;
		if (place)
			return phrase_is_tree(s, i + 1);
		return phrase_is_tree(s, i + 1) || phrase_is_release(word_at(s, i + 1)) ||
		       is_way(s, i, takes);
	}
	/* "patches 2 and 4 out of this", not "it out" */
	return !place && (is_way(s, i, takes) ||
			  (SAYS(s, i, "and") &&
			   (is_a(s, i + 1, WORD_TAKES_DEED) || is_a(s, i + 1, WORD_TAKES_PLACE) ||
			    SAYS(s, i + 1, "send"))) ||
			  (is_number(s->words[i - 1].text) && SAYS(s, i, "out")));
}

/*
 * "Will apply.", "will queue in frob-next", "will merge later today": of what the mail answers,
 * where nothing more is said than where and when.
 */
static bool is_taken_unsaid(const struct sentence *s, unsigned deed, bool place)
{
	unsigned i = deed + 1 + SAYS(s, deed + 1, "up");
	char after = s->words[i - 1].after;

	if (after || i >= s->nr)
		return !place && (!after || strchr(".!,;(", after));
	if (is_a(s, i, WORD_TAKES_WAY) && SAYS(s, i, "down"))
		i++;
	if (is_a(s, i, WORD_DESTINATION))
		return phrase_behind_tree(s, i + 1) > 0 ||
		       (!place && phrase_is_release(word_at(s, i + 1)));
	return !place && (is_a(s, i, WORD_WHEN) || is_soon(s, i) || is_a(s, i, WORD_THANKS) ||
			  is_own_time(s, i));
}

/* "Let's merge it to 'next'": where it is, is the place behind that, else 0. */
static unsigned behind_lets(const struct sentence *s, unsigned i)
{
	unsigned deed = i + 1;

	if ((!SAYS(s, i, "let's") && !SAYS(s, i, "lets")) ||
	    !(is_a(s, deed, WORD_TAKES_DEED) || is_a(s, deed, WORD_TAKES_PLACE) ||
	      SAYS(s, deed, "mark") || SAYS(s, deed, "get")))
		return 0;
	for (i = deed + 1; i < s->nr && !s->words[i].after; i++)
		if (is_a(s, i, WORD_DESTINATION))
			return phrase_behind_tree(s, i + 1);
		else if (!is_a(s, i, WORD_TAKES_OBJECT) && !SAYS(s, i, "down"))
			return 0;
	return 0;
}

static bool begins_clause(const struct sentence *s, unsigned i)
{
	return !i || s->words[i - 1].after || is_a(s, i - 1, WORD_CLAUSE_JOINT) ||
	       is_a(s, i - 1, WORD_TAKES_JOINT) || SAYS(s, i - 1, "guess") ||
	       SAYS(s, i - 1, "think");
}

#define MENDS                                                                                      \
	"fix|fixup|fold|change|adjust|add|drop|do|correct|amend|tweak|squash|edit|remove|update|"  \
	"handle|touch|apply|fixed|tidy|clean"

const struct pattern patterns_mends[] = {
	{ { "i'll|i|we'll|we", MENDS }, 3 },
	{ { "will|can", MENDS }, 1 },
	PATTERNS_END,
};

const struct pattern patterns_on_the_way[] = {
	{ { "when|while|upon|on|during|as",
	    "applying|merging|committing|queuing|queueing|picking" },
	  0 },
	{ { "when|while|as", "i|we", "apply|merge|commit|queue|pick|take" }, 0 },
	{ { "on|during|upon", "apply|commit|merge", "$end" }, 0 },
	PATTERNS_END,
};

const struct pattern patterns_at_home[] = {
	{ { "locally|myself", "$end" }, 0 },
	{ { "locally|myself", "and", "apply|queue|merge|push|take" }, 0 },
	PATTERNS_END,
};

const struct pattern patterns_one_patch[] = {
	{ { "this|that|the", "patch|one" }, 0 },
	PATTERNS_END,
};

/* "I'll fix it when applying": what is mended on the way will be taken, as is what somebody mends
 * himself. */
static bool mends(const struct sentence *s, enum pattern_set where)
{
	unsigned mends = pattern_find(s, SET_MENDS), takes = pattern_find(s, where);

	if (!mends || takes <= mends || takes - mends >= 10 || s->asks ||
	    (has_a(s, WORD_MENDS_DOUBT) && !pattern_find(s, SET_SILENCE)))
		return false;
	/* "Will fix", but not "this will change when we queue it". */
	return !(mends > 1 && (SAYS(s, mends - 1, "will") || SAYS(s, mends - 1, "can")) &&
		 !s->words[mends - 2].after && !SAYS(s, mends - 2, "i") &&
		 !SAYS(s, mends - 2, "we"));
}

/* "I would normally do that myself", "I can't fix it myself" */
static bool is_doubtful(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_DENIAL) || is_a(s, i, WORD_UNQUEUED_DOUBT) ||
		    SAYS(s, i, "not") || SAYS(s, i, "should") || SAYS(s, i, "might"))
			return true;
	return false;
}

/* The place of what will be done behind "I'll" at word i. */
static unsigned find_deed(const struct sentence *s, unsigned i)
{
	i = phrase_behind_will(s, i);
	while (i < s->nr && is_a(s, i, WORD_TAKES_ADVERB))
		i++;
	return i;
}

/* "I'll add a Cc and queue it": the place of what will be done then; 0 where there is none. */
static unsigned find_second_deed(const struct sentence *s, unsigned i)
{
	for (unsigned end = MIN(i + 10, s->nr); i < end; i++) {
		if (SAYS(s, i, "and") && is_a(s, i + 1, WORD_TAKES_DEED) &&
		    is_a(s, i + 2, WORD_TAKES_OBJECT))
			return i + 1;
		if (s->words[i].after)
			return 0;
	}
	return 0;
}

/* PHRASE_TAKES, PHRASE_ADDS where it may be its author's work, too, PHRASE_NONE. */
static enum phrase read_deed(const struct sentence *s, unsigned at)
{
	bool place = is_a(s, at, WORD_TAKES_PLACE);

	if ((!place && !is_a(s, at, WORD_TAKES_DEED)) || is_spoiled(s, at))
		return PHRASE_NONE;
	if (!s->words[at].after && is_taken(s, at + 1, place))
		return PHRASE_TAKES;
	if (!is_taken_unsaid(s, at, place))
		return PHRASE_NONE;
	return is_a(s, at + 1, WORD_DESTINATION) || is_a(s, at + 2, WORD_DESTINATION) ? PHRASE_TAKES
										      : PHRASE_ADDS;
}

/* Whether it is not the subject of what follows: "taking this, we save a lock" */
static bool is_alone(const struct sentence *s, unsigned i)
{
	for (; i < s->nr; i++)
		if (s->words[i].after == ',')
			return is_a(s, i + 1, WORD_THANKS) || SAYS(s, i + 1, "let's");
	return true;
}

/* "I'm taking this through my tree", "Ok, merging these for 6.12", "Alright, merging." */
static bool is_under_way(const struct sentence *s, unsigned i, unsigned *deed)
{
	struct clause clause;
	struct slice verb;
	bool place;

	clause_read(s, i, &clause);
	*deed = clause.verb;
	verb = word_at(s, *deed);
	place = is_a(s, *deed, WORD_TAKES_PLACE);
	if (!is_a(s, *deed, WORD_UNDER_WAY) || clause.denied || clause.work ||
	    !(clause_is_bare(&clause) || (clause.speaker && clause.is && !clause.may)) ||
	    (slice_ieq(verb, SLICE("applying")) && SAYS(s, *deed + 1, "patch")) ||
	    is_spoiled(s, *deed))
		return false;
	if (!clause.speaker && !is_alone(s, *deed))
		return false;
	if (!s->words[*deed].after && *deed + 1 < s->nr)
		return is_taken(s, *deed + 1, place) ||
		       (!place &&
			(is_a(s, *deed + 1, WORD_WHEN) || is_a(s, *deed + 1, WORD_THANKS)));
	/* "Merging." is all of it, or behind "ok". */
	return !place && !SAYS(s, *deed, "taking") && !SAYS(s, *deed, "picking") &&
	       (clause.speaker || i == 0 || is_a(s, i - 1, WORD_LEAD)) &&
	       s->words[*deed].after != ':' && s->words[*deed].after != '(' &&
	       (*deed + 1 == s->nr || is_a(s, *deed + 1, WORD_THANKS));
}

/* Behind "which I'll" nothing is told of what the mail answers. */
static bool may_begin_within(const struct sentence *s, unsigned i)
{
	static const char *const relative[] = { "which", "what", "where", "how",  "why",
						"than",	 "who",	 "whom",  "that", "and" };

	for (size_t k = 0; k < G_N_ELEMENTS(relative); k++)
		if (slice_ieq(word_at(s, i - 1), slice_str(relative[k])))
			return false;
	return is_a(s, i, WORD_SPEAKER);
}

/* PHRASE_TAKES and PHRASE_ADDS by what stands behind "I'll" at word i. */
static enum phrase read_will(const struct sentence *s, unsigned i, unsigned *at)
{
	bool begins = begins_clause(s, i);
	unsigned second;
	enum phrase found;

	if (!begins && !may_begin_within(s, i))
		return PHRASE_NONE;
	*at = find_deed(s, i);
	found = read_deed(s, *at);
	if (!begins)
		return found == PHRASE_TAKES && is_taken(s, *at + 1, is_a(s, *at, WORD_TAKES_PLACE))
			       ? found
			       : PHRASE_NONE;
	second = found ? 0 : find_second_deed(s, *at);
	if (!second || !read_deed(s, second))
		return found;
	*at = second;
	return PHRASE_ADDS;
}

static void read_scope(const struct sentence *s, unsigned at, struct scope *scope)
{
	struct slice first = s->words[at].text, last = s->words[s->nr - 1].text;

	scope_read(slice_of(first.ptr, (size_t)(last.ptr + last.len - first.ptr)), scope);
}

enum phrase phrase_read_takes(const struct sentence *s, struct scope *scope)
{
	unsigned at;

	for (uint32_t left = s->wills; left; left &= left - 1) {
		enum phrase found = read_will(s, (unsigned)__builtin_ctz(left), &at);

		if (!found)
			continue;
		read_scope(s, at, scope);
		return found;
	}
	for (unsigned i = 0; i < s->nr && has_a(s, WORD_UNDER_WAY); i++)
		if (clause_begins(s, i) && is_under_way(s, i, &at)) {
			read_scope(s, at, scope);
			return PHRASE_TAKES;
		}
	for (unsigned i = 0; i < s->nr; i++)
		if (behind_lets(s, i) && begins_clause(s, i) && !s->asks)
			return PHRASE_TAKES;
	/* It is one patch that is mended, but all of them that are taken, unless it says so. */
	scope->nr = !pattern_find(s, SET_ONE_PATCH);
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	if (mends(s, SET_ON_THE_WAY))
		return PHRASE_TAKES;
	/* Of the author's it is work. */
	if (!is_doubtful(s) && mends(s, SET_AT_HOME))
		return PHRASE_ADDS;
	scope->nr = 0;
	return PHRASE_NONE;
}

#define TAKEN_OR_MENDED                                                                            \
	"apply|take|queue|merge|pick|fold|squash|fix|change|drop|add|amend|adjust|tweak|reword|"   \
	"handle|touch|update|edit|correct|remove|do"

/* The author has to agree … */
const struct pattern patterns_offers[] = {
	{ { "if|unless", "you|you're|that's|it's|that|this|it|nobody|no",
	    "ok|okay|fine|happy|agree|agreed|mind|like|want|prefer|good|alright|works|object|"
	    "objections|disagree" },
	  3 },
	{ { "i", "propose|suggest", "that|i", "i|i'll|take|apply" }, 0 },
	{ { "shall|should|want|mind|okay|ok|can|could", "i|me|if", TAKEN_OR_MENDED }, 4 },
	{ { "ok|okay|fine|happy|alright", "with", "me",
	    "fixing|applying|squashing|folding|changing|dropping|adding" },
	  1 },
	PATTERNS_END,
};

/* … to what somebody else would do with it then. */
const struct pattern patterns_offered[] = {
	{ { "i'll|i|i'd|we'll|we", TAKEN_OR_MENDED }, 3 },
	{ { "can|will|would|me", TAKEN_OR_MENDED }, 1 },
	{ { "with", "me", "fixing|applying|squashing|folding|changing|dropping|adding" }, 0 },
	PATTERNS_END,
};

/* Not "Can I take this as an ack?", "Should I drop it from my queue?" */
static bool is_about_taking(const struct sentence *s)
{
	static const char *const stems[] = { "appl", "tak",  "queu",   "merg",
					     "pick", "fold", "squash", "commit" };
	bool takes = false;

	for (unsigned i = 0; i < s->nr; i++) {
		if (SAYS(s, i, "from"))
			return false;
		for (size_t k = 0; k < G_N_ELEMENTS(stems); k++)
			takes |= slice_istarts(s->words[i].text, slice_str(stems[k])) &&
				 !SAYS(s, i + 2, "as");
	}
	return takes;
}

bool phrase_offers(const struct sentence *s)
{
	return pattern_find(s, SET_OFFERS) && pattern_find(s, SET_OFFERED) && is_about_taking(s);
}
