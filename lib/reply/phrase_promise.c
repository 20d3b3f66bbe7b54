/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* "ok", "makes sense", "good catch": agreement that the promise follows. */
static const struct slice lead_words[] = {
	SLICE("ok"),	SLICE("okay"),	SLICE("sure"),	     SLICE("yes"),    SLICE("yeah"),
	SLICE("yep"),	SLICE("right"), SLICE("agreed"),     SLICE("agree"),  SLICE("ack"),
	SLICE("acked"), SLICE("good"),	SLICE("nice"),	     SLICE("great"),  SLICE("point"),
	SLICE("catch"), SLICE("idea"),	SLICE("makes"),	     SLICE("sense"),  SLICE("oops"),
	SLICE("ah"),	SLICE("oh"),	SLICE("and"),	     SLICE("so"),     SLICE("got"),
	SLICE("it"),	SLICE("no"),	SLICE("problem"),    SLICE("np"),     SLICE("fair"),
	SLICE("well"),	SLICE("then"),	SLICE("enough"),     SLICE("thanks"), SLICE("indeed"),
	SLICE("true"),	SLICE("my"),	SLICE("mistake"),    SLICE("bad"),    SLICE("but"),
	SLICE("sorry"), SLICE("yup"),	SLICE("absolutely"), SLICE("noted"),  SLICE("correct"),
};

static const struct slice persons[] = { SLICE("i"), SLICE("we") };

static const struct slice short_wills[] = {
	SLICE("i'll"), SLICE("we'll"), SLICE("i\u2019ll"), SLICE("we\u2019ll"), SLICE("will"),
};

/* Between "will" and what will be done. */
static const struct slice adverbs[] = {
	SLICE("also"),	   SLICE("definitely"), SLICE("certainly"), SLICE("just"),
	SLICE("then"),	   SLICE("happily"),	SLICE("be"),	    SLICE("have"),
	SLICE("to"),	   SLICE("try"),	SLICE("need"),	    SLICE("indeed"),
	SLICE("probably"), SLICE("surely"),	SLICE("simply"),    SLICE("go"),
	SLICE("ahead"),	   SLICE("and"),	SLICE("of"),	    SLICE("course"),
	SLICE("get"),	   SLICE("likely"),	SLICE("quickly"),   SLICE("instead"),
};

/* Stems of what is done to a series. */
static const struct slice deeds[] = {
	SLICE("fix"),	     SLICE("chang"),	SLICE("updat"),	   SLICE("rework"),
	SLICE("respin"),     SLICE("re-spin"),	SLICE("resend"),   SLICE("re-send"),
	SLICE("repost"),     SLICE("drop"),	SLICE("remov"),	   SLICE("renam"),
	SLICE("address"),    SLICE("fold"),	SLICE("squash"),   SLICE("rewrit"),
	SLICE("rebas"),	     SLICE("amend"),	SLICE("revis"),	   SLICE("incorporat"),
	SLICE("reword"),     SLICE("clarif"),	SLICE("adjust"),   SLICE("improv"),
	SLICE("correct"),    SLICE("includ"),	SLICE("add"),	   SLICE("split"),
	SLICE("replac"),     SLICE("refactor"), SLICE("simplif"),  SLICE("rephras"),
	SLICE("restructur"), SLICE("convert"),	SLICE("delet"),	   SLICE("tweak"),
	SLICE("use"),	     SLICE("move"),	SLICE("mention"),  SLICE("document"),
	SLICE("expand"),     SLICE("extend"),	SLICE("combin"),   SLICE("shorten"),
	SLICE("inline"),     SLICE("wrap"),	SLICE("reformat"), SLICE("reorganiz"),
	SLICE("reorder"),    SLICE("swap"),	SLICE("switch"),   SLICE("clean"),
	SLICE("tidy"),
};

/* Promises of something else, or on a condition. */
static const struct slice spoilers[] = {
	SLICE("if"),	    SLICE("unless"),	 SLICE("applying"), SLICE("apply"),
	SLICE("followup"),  SLICE("follow-up"),	 SLICE("separate"), SLICE("separately"),
	SLICE("later"),	    SLICE("subsequent"), SLICE("future"),   SLICE("merging"),
	SLICE("otherwise"), SLICE("queue"),	 SLICE("whether"),  SLICE("would"),
	SLICE("someone"),   SLICE("somebody"),	 SLICE("when"),	    SLICE("once"),
};

static const struct slice next_words[] = {
	SLICE("version"), SLICE("revision"),   SLICE("spin"),	 SLICE("iteration"),
	SLICE("round"),	  SLICE("patchset"),   SLICE("patch"),	 SLICE("series"),
	SLICE("one"),	  SLICE("submission"), SLICE("posting"), SLICE("respin"),
};

static bool begins_one(struct slice word, const struct slice *stems, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_istarts(word, stems[i]))
			return true;
	return false;
}

static bool is_spoiled(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (IS_ONE(s->words[i].text, spoilers) || s->words[i].after == '?' ||
		    (slice_ieq(s->words[i].text, SLICE("follow")) &&
		     slice_ieq(word_at(s, i + 1), SLICE("up"))))
			return true;
	return false;
}

unsigned phrase_behind_will(const struct sentence *s, unsigned i)
{
	struct slice word = word_at(s, i);

	if (IS_ONE(word, persons) && slice_ieq(word_at(s, i + 1), SLICE("will")))
		return i + 2;
	if (IS_ONE(word, short_wills))
		return i + 1;
	if (slice_ieq(word, SLICE("let")) && slice_ieq(word_at(s, i + 1), SLICE("me")))
		return i + 2;
	if (slice_ieq(word, SLICE("i")) && slice_ieq(word_at(s, i + 1), SLICE("am")))
		i++;
	else if (!slice_ieq(word, SLICE("i'm")))
		return 0;
	return slice_ieq(word_at(s, i + 1), SLICE("going")) ? i + 2 : 0;
}

/* "v3", "the next version" from there on. */
static bool names_next(const struct sentence *s, unsigned i)
{
	for (; i < s->nr; i++)
		if (is_version(s->words[i].text) || (slice_ieq(s->words[i].text, SLICE("next")) &&
						     IS_ONE(word_at(s, i + 1), next_words)))
			return true;
	return false;
}

/* "do.", "do that", "fix", "send v3". */
static bool is_deed(const struct sentence *s, unsigned i)
{
	static const struct slice done[] = { SLICE("that"), SLICE("so"), SLICE("this"),
					     SLICE("it"),   SLICE("in"), SLICE("for") };

	while (i < s->nr && IS_ONE(s->words[i].text, adverbs))
		i++;
	if (i == s->nr)
		return false;
	if (slice_ieq(s->words[i].text, SLICE("do")))
		return s->words[i].after || i + 1 == s->nr || IS_ONE(word_at(s, i + 1), done);
	return begins_one(s->words[i].text, deeds, G_N_ELEMENTS(deeds)) || names_next(s, i);
}

/* Whether a clause may begin at word i: behind a comma, or "and". */
static bool begins_clause(const struct sentence *s, unsigned i)
{
	static const struct slice joints[] = { SLICE("and"),  SLICE("so"), SLICE("but"),
					       SLICE("then"), SLICE("-"),  SLICE("--") };

	return s->words[i - 1].after || IS_ONE(s->words[i - 1].text, joints);
}

/* "I plan to respin", "needs a v3", "fixed in the next version": anywhere in the sentence. */
static bool names_a_next_one(const struct sentence *s)
{
	static const struct slice futures[] = {
		SLICE("i'll"),	  SLICE("we'll"),    SLICE("will"),    SLICE("going"),
		SLICE("plan"),	  SLICE("planning"), SLICE("need"),    SLICE("intend"),
		SLICE("fixed"),	  SLICE("updated"),  SLICE("changed"), SLICE("added"),
		SLICE("removed"), SLICE("dropped"),  SLICE("done"),    SLICE("addressed"),
		SLICE("let"),	  SLICE("renamed"),
	};
	static const struct slice again[] = { SLICE("respin"),	 SLICE("re-spin"),
					      SLICE("repost"),	 SLICE("resend"),
					      SLICE("re-send"),	 SLICE("resubmit"),
					      SLICE("respun"),	 SLICE("reposting"),
					      SLICE("resending") };
	static const struct slice who[] = { SLICE("i"),	 SLICE("i'll"), SLICE("we'll"),
					    SLICE("we"), SLICE("will"), SLICE("i'm"),
					    SLICE("let") };
	bool future = false, first = false;

	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		first |= IS_ONE(word, who) || !i;
		if (future && first && IS_ONE(word, again))
			return true;
		if (future && (is_version(word) || slice_ieq(word, SLICE("next"))) &&
		    names_next(s, i))
			return first;
		future |= IS_ONE(word, futures) || slice_istarts(word, SLICE("i\u2019ll"));
		if (slice_ieq(word, SLICE("not")) || slice_ieq(word, SLICE("don't")))
			return false;
	}
	return false;
}

/* The same in other words, wherever in the sentence. */
static bool promises_otherwise(const struct sentence *s)
{
	static const struct pattern patterns[] = {
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
		{ { "i'm|am|working|preparing|cooking", "working|preparing|on|a|the",
		    "#v|respin|re-spin" },
		  2 },
		{ { "#v|version|respin", "coming|follows|follow|soon|is|are|will",
		    "up|soon|shortly|way|follow|tomorrow|out" },
		  2 },
		{ { "expect|tuned", "#v|version" }, 2 },
		{ { "i've|i|we've|we", "sent|posted|submitted", "a|the|out", "#v" }, 0 },
		{ { "i'll|i|will|let", "give", "it|that|this", "try|go|shot" }, 2 },
		{ { "i|we", "can", "do|change|fix|rename", "that|this|it|so", "$end" }, 0 },
		{ { "that'll|it'll|this'll", "be", "in", "#v" }, 1 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	return pattern_find(s, &set) > 0;
}

bool phrase_promises(const struct sentence *s)
{
	bool leading = true;

	/* "Can do." */
	if (s->nr == 2 && slice_ieq(s->words[0].text, SLICE("can")) &&
	    slice_ieq(s->words[1].text, SLICE("do")))
		return !is_spoiled(s);
	for (unsigned i = 0; i < s->nr; i++) {
		unsigned behind = leading || begins_clause(s, i) ? phrase_behind_will(s, i) : 0;

		if (behind && is_deed(s, behind))
			return !is_spoiled(s);
		leading = leading && IS_ONE(s->words[i].text, lead_words);
	}
	return (names_a_next_one(s) || promises_otherwise(s)) && !is_spoiled(s);
}
