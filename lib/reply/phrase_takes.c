/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

static const struct slice adverbs[] = {
	SLICE("also"),	SLICE("then"), SLICE("just"),  SLICE("now"),	       SLICE("go"),
	SLICE("ahead"), SLICE("and"),  SLICE("be"),    SLICE("provisionally"), SLICE("happily"),
	SLICE("to"),	SLICE("at"),   SLICE("least"), SLICE("plan"),	       SLICE("still"),
};

/* What is done with a patch; place: only into a tree that is named. */
static const struct deed {
	struct slice verb;
	bool place;
} deeds[] = {
	{ SLICE("queue"), false },    { SLICE("apply"), false },   { SLICE("merge"), false },
	{ SLICE("take"), false },     { SLICE("pick"), false },	   { SLICE("pull"), false },
	{ SLICE("stage"), false },    { SLICE("queuing"), false }, { SLICE("queueing"), false },
	{ SLICE("applying"), false }, { SLICE("merging"), false }, { SLICE("taking"), false },
	{ SLICE("picking"), false },  { SLICE("add"), true },	   { SLICE("put"), true },
	{ SLICE("push"), true },      { SLICE("include"), true },  { SLICE("carry"), false },
	{ SLICE("route"), true },
};

static const struct slice objects[] = {
	SLICE("it"),	  SLICE("this"),   SLICE("them"),  SLICE("these"),  SLICE("both"),
	SLICE("all"),	  SLICE("the"),	   SLICE("that"),  SLICE("series"), SLICE("patch"),
	SLICE("patches"), SLICE("whole"),  SLICE("up"),	   SLICE("one"),    SLICE("rest"),
	SLICE("lot"),	  SLICE("set"),	   SLICE("first"), SLICE("two"),    SLICE("three"),
	SLICE("of"),	  SLICE("entire"), SLICE("your"),  SLICE("those"),
};

/* Such an intention is no decision, or is about something else. */
static const struct slice spoilers[] = {
	SLICE("if"),	 SLICE("unless"),      SLICE("once"),	  SLICE("when"),
	SLICE("after"),	 SLICE("before"),      SLICE("until"),	  SLICE("would"),
	SLICE("should"), SLICE("otherwise"),   SLICE("whether"),  SLICE("not"),
	SLICE("could"),	 SLICE("version"),     SLICE("feedback"), SLICE("comments"),
	SLICE("look"),	 SLICE("account"),     SLICE("respin"),	  SLICE("assuming"),
	SLICE("while"),	 SLICE("locally"),     SLICE("test"),	  SLICE("testing"),
	SLICE("soon"),	 SLICE("iteration"),   SLICE("revision"), SLICE("release"),
	SLICE("please"), SLICE("suggestion"),  SLICE("short"),	  SLICE("revised"),
	SLICE("fixup"),	 SLICE("suggestions"),
};

/* What was looked at, or not done, before the verb is no matter. */
static bool is_spoiled(const struct sentence *s, unsigned verb)
{
	static const struct slice before[] = { SLICE("look"), SLICE("not"), SLICE("comments") };

	for (unsigned i = 0; i < s->nr; i++)
		if (i < verb && IS_ONE(s->words[i].text, before))
			continue;
		else if (IS_ONE(s->words[i].text, spoilers) || s->words[i].after == '?' ||
			 is_version(s->words[i].text))
			return true;
	return false;
}

static const struct deed *find_deed(struct slice word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(deeds); i++)
		if (slice_ieq(word, deeds[i].verb))
			return &deeds[i];
	return NULL;
}

/* "it.", "these for 5.12", "the series via arm64", "patches 1 and 2 in the next round of fixes" */
static bool is_taken(const struct sentence *s, unsigned i, bool place)
{
	static const struct slice ways[] = { SLICE("via"),  SLICE("through"), SLICE("as"),
					     SLICE("now"),  SLICE("then"),    SLICE("anyway"),
					     SLICE("asap"), SLICE("at"),      SLICE("with"),
					     SLICE("up"),   SLICE("directly") };
	unsigned start = i;

	while (i < s->nr && (IS_ONE(s->words[i].text, objects) || is_number(s->words[i].text) ||
			     (i > start && is_number(s->words[i - 1].text) &&
			      slice_ieq(s->words[i].text, SLICE("and")))))
		if (s->words[i++].after)
			break;
	if (i == start)
		return false;
	if (s->words[i - 1].after && !is_number(s->words[i - 1].text))
		return !place && strchr(".!,;(", s->words[i - 1].after);
	if (i == s->nr)
		return !place;
	if (phrase_is_destination(s->words[i].text))
		return place ? phrase_is_tree(s, i + 1)
			     : phrase_is_tree(s, i + 1) || phrase_is_release(word_at(s, i + 1)) ||
				       slice_ieq(s->words[i].text, SLICE("for"));
	return !place && IS_ONE(s->words[i].text, ways);
}

static bool begins_clause(const struct sentence *s, unsigned i)
{
	static const struct slice joints[] = { SLICE("and"),	SLICE("so"), SLICE("but"),
					       SLICE("then"),	SLICE("-"),  SLICE("--"),
					       SLICE("anyway"), SLICE("ok"), SLICE("cheers"),
					       SLICE("thanks") };

	return !i || s->words[i - 1].after || IS_ONE(s->words[i - 1].text, joints);
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
	static const struct slice doubts[] = { SLICE("if"),  SLICE("unless"),	 SLICE("or"),
					       SLICE("you"), SLICE("otherwise"), SLICE("whoever") };

	for (unsigned i = 0; i < s->nr; i++)
		if (IS_ONE(s->words[i].text, doubts) || s->words[i].after == '?')
			return false;
	return pattern_find(s, &set) > 0;
}

enum phrase phrase_read_takes(const struct sentence *s, struct scope *scope)
{
	for (unsigned i = 0; i < s->nr; i++) {
		unsigned at = begins_clause(s, i) ? phrase_behind_will(s, i) : 0;
		const struct deed *deed;

		if (!at)
			continue;
		while (at < s->nr && IS_ONE(s->words[at].text, adverbs))
			at++;
		deed = at < s->nr ? find_deed(s->words[at].text) : NULL;
		if (!deed || s->words[at].after || !is_taken(s, at + 1, deed->place) ||
		    is_spoiled(s, at))
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
	static const struct slice taking[] = { SLICE("picking"),  SLICE("applying"),
					       SLICE("merging"),  SLICE("queuing"),
					       SLICE("queueing"), SLICE("taking"),
					       SLICE("pulling") };
	static const struct slice what[] = { SLICE("this"), SLICE("these"), SLICE("it"),
					     SLICE("them"), SLICE("the"),   SLICE("up"),
					     SLICE("both"), SLICE("all"),   SLICE("my"),
					     SLICE("those") };
	static const struct slice no_object[] = { SLICE("time"),       SLICE("look"),
						  SLICE("dependency"), SLICE("stab"),
						  SLICE("trouble"),    SLICE("care") };
	unsigned i = 0;

	while (i < s->nr && !slice_ieq(s->words[i].text, SLICE("for")))
		i++;
	if (i < 1 || i > 5 || !slice_istarts(s->words[0].text, SLICE("thank")) ||
	    !IS_ONE(word_at(s, i + 1), taking))
		return false;
	for (unsigned k = i + 2; k < MIN(i + 6, s->nr); k++)
		if (IS_ONE(s->words[k].text, no_object))
			return false;
	return IS_ONE(word_at(s, i + 2), what);
}
