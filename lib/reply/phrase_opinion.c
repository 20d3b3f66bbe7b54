/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/*
 * What somebody thinks, where it needs no answer: approval, and agreement with what was said.
 * "Looks good, but …" is neither.
 */

/* So many words agree, and do no more. */
#define LONG_ASSENT 12

/* May stand in front of it. */
static const struct slice leads[] = {
	SLICE("this"),	    SLICE("the"),	 SLICE("it"),	    SLICE("that"),
	SLICE("all"),	    SLICE("patch"),	 SLICE("patches"),  SLICE("series"),
	SLICE("whole"),	    SLICE("rest"),	 SLICE("code"),	    SLICE("change"),
	SLICE("changes"),   SLICE("now"),	 SLICE("also"),	    SLICE("anyway"),
	SLICE("other"),	    SLICE("than"),	 SLICE("these"),    SLICE("and"),
	SLICE("so"),	    SLICE("i"),		 SLICE("ok"),	    SLICE("okay"),
	SLICE("yes"),	    SLICE("yeah"),	 SLICE("ah"),	    SLICE("oh"),
	SLICE("hmm"),	    SLICE("hi"),	 SLICE("thanks"),   SLICE("of"),
	SLICE("both"),	    SLICE("each"),	 SLICE("fwiw"),	    SLICE("well"),
	SLICE("hm"),	    SLICE("right"),	 SLICE("for"),	    SLICE("version"),
	SLICE("fix"),	    SLICE("still"),	 SLICE("approach"), SLICE("just"),
	SLICE("great"),	    SLICE("again"),	 SLICE("indeed"),   SLICE("otherwise"),
	SLICE("generally"), SLICE("everything"), SLICE("overall"),  SLICE("definitely"),
	SLICE("idea"),	    SLICE("ahh"),	 SLICE("aha"),	    SLICE("yep"),
};

/* Behind these comes what is to be done all the same. */
static const struct slice turns[] = {
	SLICE("but"),	  SLICE("however"), SLICE("except"), SLICE("although"), SLICE("though"),
	SLICE("nit"),	  SLICE("nits"),    SLICE("minor"),  SLICE("question"), SLICE("not"),
	SLICE("please"),  SLICE("could"),   SLICE("should"), SLICE("would"),	SLICE("comments"),
	SLICE("comment"), SLICE("unless"),  SLICE("if"),     SLICE("apart"),	SLICE("until"),
	SLICE("don't"),	  SLICE("doesn't"), SLICE("isn't"),  SLICE("wonder"),	SLICE("still"),
	SLICE("nitpick"), SLICE("typo"),    SLICE("needs"),  SLICE("need"),	SLICE("typos"),
};

static const struct slice fine_words[] = {
	SLICE("good"),	  SLICE("great"), SLICE("fine"),       SLICE("ok"),	 SLICE("okay"),
	SLICE("sane"),	  SLICE("nice"),  SLICE("reasonable"), SLICE("correct"), SLICE("sensible"),
	SLICE("right"),	  SLICE("fair"),  SLICE("excellent"),  SLICE("better"),	 SLICE("clean"),
	SLICE("perfect"), SLICE("solid"), SLICE("alright"),
};

/* Between "looks" and "good". */
static const struct slice degrees[] = {
	SLICE("very"),	SLICE("really"),    SLICE("pretty"), SLICE("all"),    SLICE("quite"),
	SLICE("much"),	SLICE("also"),	    SLICE("a"),	     SLICE("lot"),    SLICE("perfectly"),
	SLICE("way"),	SLICE("generally"), SLICE("like"),   SLICE("mostly"), SLICE("so"),
	SLICE("still"), SLICE("now"),
};

static bool turns_round(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (s->words[i].after == '?' || (i && IS_ONE(s->words[i].text, turns)))
			return true;
	return false;
}

static bool is_fine(const struct sentence *s, unsigned i)
{
	static const struct slice looks[] = { SLICE("looks"), SLICE("look"),   SLICE("looking"),
					      SLICE("seems"), SLICE("sounds"), SLICE("is") };

	if (!IS_ONE(s->words[i].text, looks))
		return false;
	for (i++; i < s->nr && IS_ONE(s->words[i].text, degrees);)
		i++;
	return i < s->nr && IS_ONE(s->words[i].text, fine_words);
}

/* "Got it", "I see", "Gotcha": where it is the clause, an explanation was taken. */
static bool understands(const struct sentence *s, unsigned i)
{
	static const struct slice alone[] = { SLICE("gotcha"), SLICE("understood") };
	struct slice word = s->words[i].text, next = word_at(s, i + 1);
	bool two = (slice_ieq(word, SLICE("got")) && slice_ieq(next, SLICE("it"))) ||
		   (slice_ieq(word, SLICE("i")) && slice_ieq(next, SLICE("see")));
	unsigned last = i + two;

	return (two || IS_ONE(word, alone)) && (s->words[last].after || last + 1 == s->nr) &&
	       s->words[last].after != ':';
}

static bool approves(const struct sentence *s, unsigned i)
{
	static const struct slice whole[] = { SLICE("lgtm"),	  SLICE("+1"),	 SLICE("awesome"),
					      SLICE("perfect"),	  SLICE("nice"), SLICE("cool"),
					      SLICE("excellent"), SLICE("neat"), SLICE("lovely") };
	struct slice word = s->words[i].text, next = word_at(s, i + 1);

	return IS_ONE(word, whole) || is_fine(s, i) || understands(s, i) ||
	       ((slice_ieq(word, SLICE("makes")) || slice_ieq(word, SLICE("make"))) &&
		slice_ieq(next, SLICE("sense"))) ||
	       (slice_ieq(word, SLICE("fine")) &&
		(slice_ieq(next, SLICE("by")) || slice_ieq(next, SLICE("with")))) ||
	       (slice_ieq(word, SLICE("no")) &&
		(slice_istarts(next, SLICE("objection")) || slice_ieq(next, SLICE("worries")) ||
		 slice_ieq(next, SLICE("problem")) || slice_ieq(next, SLICE("rush")))) ||
	       (slice_ieq(word, SLICE("feel")) && slice_ieq(next, SLICE("free"))) ||
	       (slice_ieq(word, SLICE("like")) && slice_ieq(next, SLICE("it")));
}

/* "You are right", "good point", "agreed": what was said before is taken for right. */
static bool concedes(const struct sentence *s, unsigned i)
{
	static const struct slice words[] = { SLICE("agreed"), SLICE("agree"),	    SLICE("oops"),
					      SLICE("whoops"), SLICE("understood"), SLICE("noted"),
					      SLICE("indeed"), SLICE("absolutely"), SLICE("ouch"),
					      SLICE("ack"),    SLICE("acked"),	    SLICE("doh"),
					      SLICE("argh"),   SLICE("sure"),	    SLICE("ok"),
					      SLICE("okay") };
	static const struct slice good[] = { SLICE("good"), SLICE("fair"),  SLICE("great"),
					     SLICE("nice"), SLICE("valid"), SLICE("excellent") };
	static const struct slice points[] = {
		SLICE("point"),	     SLICE("catch"),  SLICE("idea"),
		SLICE("suggestion"), SLICE("enough"), SLICE("spot"),
		SLICE("spotting"),   SLICE("call"),   SLICE("points")
	};
	static const struct slice erred[] = { SLICE("mistakenly"), SLICE("misread"),
					      SLICE("misunderstood"), SLICE("wrongly"),
					      SLICE("erroneously") };
	static const struct slice those[] = { SLICE("that"), SLICE("this"), SLICE("it"),
					      SLICE("those") };
	struct slice word = s->words[i].text, next = word_at(s, i + 1);

	if (slice_ieq(word, SLICE("i")) &&
	    (slice_ieq(next, SLICE("missed")) || slice_ieq(next, SLICE("overlooked"))))
		return IS_ONE(word_at(s, i + 2), those) &&
		       (s->words[i + 2].after || i + 3 == s->nr);
	if (slice_ieq(word, SLICE("i")) && IS_ONE(next, erred))
		return true;
	if (slice_ieq(word, SLICE("i")) && slice_ieq(next, SLICE("was")))
		return slice_ieq(word_at(s, i + 2), SLICE("wrong")) ||
		       slice_ieq(word_at(s, i + 2), SLICE("mistaken"));
	if (slice_ieq(word, SLICE("i")) && slice_ieq(next, SLICE("stand")))
		return slice_ieq(word_at(s, i + 2), SLICE("corrected"));
	if (slice_ieq(word, SLICE("you")) && slice_ieq(next, SLICE("are")))
		return slice_ieq(word_at(s, i + 2), SLICE("right")) ||
		       slice_ieq(word_at(s, i + 2), SLICE("correct"));
	if (slice_ieq(word, SLICE("you're")) || slice_ieq(word, SLICE("you\u2019re")))
		return slice_ieq(next, SLICE("right")) || slice_ieq(next, SLICE("absolutely")) ||
		       slice_ieq(next, SLICE("correct"));
	if (slice_ieq(word, SLICE("my")))
		return slice_ieq(next, SLICE("bad")) || slice_ieq(next, SLICE("mistake")) ||
		       slice_ieq(next, SLICE("fault"));
	if (IS_ONE(word, good))
		return IS_ONE(next, points);
	return IS_ONE(word, words) &&
	       (s->words[i].after || i + 1 == s->nr || *word.ptr == 'A' || *word.ptr == 'a');
}

/* A whole sentence of "right", "yes". */
static bool is_assent(const struct sentence *s)
{
	static const struct slice words[] = {
		SLICE("right"),	  SLICE("yes"),	    SLICE("yeah"),  SLICE("yep"), SLICE("yup"),
		SLICE("correct"), SLICE("exactly"), SLICE("true"),  SLICE("ok"),  SLICE("okay"),
		SLICE("sure"),	  SLICE("done"),    SLICE("fixed"),
	};
	static const struct slice fillers[] = { SLICE("that's"), SLICE("thanks"), SLICE("thank"),
						SLICE("you"),	 SLICE("got"),	  SLICE("it") };
	bool assent = false;

	for (unsigned i = 0; i < s->nr; i++) {
		bool word = IS_ONE(s->words[i].text, words);

		if (!word && !IS_ONE(s->words[i].text, fillers))
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
	static const struct slice begins[] = {
		SLICE("yes"),	  SLICE("yeah"),    SLICE("yep"),  SLICE("yup"),    SLICE("right"),
		SLICE("correct"), SLICE("exactly"), SLICE("true"), SLICE("indeed"),
	};
	static const struct slice concedes[] = {
		SLICE("should"), SLICE("better"),  SLICE("wrong"),
		SLICE("typo"),	 SLICE("mistake"), SLICE("missed"),
		SLICE("forgot"), SLICE("sorry"),   SLICE("oversight"),
	};
	static const struct slice accepts[] = {
		SLICE("thanks"), SLICE("thank"), SLICE("sense"), SLICE("works"), SLICE("work"),
		SLICE("prefer"), SLICE("fine"),	 SLICE("good"),	 SLICE("agree"), SLICE("agreed"),
	};
	static const struct slice argues[] = {
		SLICE("but"),	 SLICE("however"),     SLICE("although"),   SLICE("though"),
		SLICE("except"), SLICE("because"),     SLICE("since"),	    SLICE("design"),
		SLICE("as"),	 SLICE("intentional"), SLICE("intended"),   SLICE("purpose"),
		SLICE("if"),	 SLICE("unless"),      SLICE("deliberate"), SLICE("why"),
	};
	enum phrase found = PHRASE_NONE;

	if (s->nr > LONG_ASSENT || !IS_ONE(s->words[0].text, begins) || s->words[0].after != ',')
		return PHRASE_NONE;
	for (unsigned i = 1; i < s->nr; i++) {
		if (IS_ONE(s->words[i].text, argues) || s->words[i].after == '?')
			return PHRASE_NONE;
		if (IS_ONE(s->words[i].text, concedes))
			found = PHRASE_AGREES;
		else if (!found && IS_ONE(s->words[i].text, accepts))
			found = PHRASE_ASSENT;
	}
	return found;
}

/* "Please also rename it": not "please see", "please let me know". */
static bool is_request(const struct sentence *s)
{
	static const struct slice leads[] = { SLICE("also"), SLICE("and"),  SLICE("so"),
					      SLICE("but"),  SLICE("then"), SLICE("again") };
	static const struct slice other[] = {
		SLICE("let"),	   SLICE("go"),	     SLICE("yell"),    SLICE("shout"),
		SLICE("speak"),	   SLICE("holler"),  SLICE("bear"),    SLICE("accept"),
		SLICE("excuse"),   SLICE("forgive"), SLICE("tell"),    SLICE("disregard"),
		SLICE("see"),	   SLICE("note"),    SLICE("find"),    SLICE("feel"),
		SLICE("refer"),	   SLICE("ignore"),  SLICE("correct"), SLICE("take"),
		SLICE("apply"),	   SLICE("queue"),   SLICE("pick"),    SLICE("merge"),
		SLICE("have"),	   SLICE("look"),    SLICE("read"),    SLICE("keep"),
		SLICE("consider"), SLICE("do"),	     SLICE("don't"),   SLICE("pull"),
		SLICE("help"),	   SLICE("review"),  SLICE("comment"), SLICE("check"),
	};

	for (unsigned i = 0; i < s->nr; i++) {
		if (slice_ieq(s->words[i].text, SLICE("please")) && (!i || s->words[i - 1].after)) {
			unsigned verb = i + 1;

			while (verb < s->nr && IS_ONE(s->words[verb].text, leads))
				verb++;
			return verb < s->nr && !IS_ONE(s->words[verb].text, other) &&
			       !s->words[i].after;
		}
	}
	return false;
}

/* "Thanks for the patch", and nothing else. */
static bool is_thanks(const struct sentence *s)
{
	static const struct slice begins[] = { SLICE("thanks"), SLICE("thank"), SLICE("many"),
					       SLICE("thx"), SLICE("cheers") };

	return IS_ONE(s->words[0].text, begins) && s->nr > 1;
}

/* "Ping?", "Gentle ping on this series", "Any feedback?" */
static bool is_ping(const struct sentence *s)
{
	static const struct slice fronts[] = {
		SLICE("gentle"),  SLICE("friendly"), SLICE("kindly"),	   SLICE("just"),
		SLICE("a"),	  SLICE("polite"),   SLICE("hi"),	   SLICE("hello"),
		SLICE("another"), SLICE("all"),	     SLICE("maintainers"), SLICE("quick")
	};
	static const struct slice wanted[] = { SLICE("feedback"), SLICE("comments"),
					       SLICE("comment"),  SLICE("update"),
					       SLICE("updates"),  SLICE("news"),
					       SLICE("thoughts"), SLICE("progress"),
					       SLICE("chance") };
	unsigned i = 0;

	while (i < s->nr && IS_ONE(s->words[i].text, fronts))
		i++;
	if (i < s->nr && slice_istarts(s->words[i].text, SLICE("ping")))
		return true;
	if (i >= s->nr || !slice_ieq(s->words[i].text, SLICE("any")))
		return false;
	for (unsigned k = i + 1; k < MIN(s->nr, i + 4); k++)
		if (IS_ONE(s->words[k].text, wanted))
			return true;
	return false;
}

/* "Oops, definitely not." */
static bool is_startled(const struct sentence *s)
{
	static const struct slice cries[] = { SLICE("oops"), SLICE("whoops"), SLICE("ouch"),
					      SLICE("argh"), SLICE("doh"),    SLICE("d'oh") };
	static const struct slice turns[] = { SLICE("but"), SLICE("however"), SLICE("still") };

	for (unsigned i = 1; i < s->nr; i++)
		if (IS_ONE(s->words[i].text, turns) || s->words[i].after == '?')
			return false;
	return IS_ONE(s->words[0].text, cries);
}

/* "Paolo, can you pick this up?": asked of somebody else than the author. */
static bool asks_to_take(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "can|could|will|would", "you|someone|somebody|anyone|maintainers",
		    "pick|take|apply|queue|merge", "this|these|it|them", "$end" },
		  1 },
		{ { "can|could|will|would", "you|someone|somebody|anyone|maintainers",
		    "pick|take|apply|queue|merge", "this|these|it|them|the",
		    "up|via|through|into|series|patch|patches|patchset|directly|please" },
		  2 },
		{ { "please", "pick|queue|merge|apply|take", "this|these|it|them", "$end" }, 1 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	return pattern_find(s, &set) > 0;
}

/* "I think that's worth trying!" */
static bool is_worth_it(const struct sentence *s)
{
	static const struct pattern patterns[] = {
		{ { "worth", "trying|exploring|investigating", "$end" }, 0 },
		{ { "worth", "a", "try|shot|go", "$end" }, 0 },
	};
	static struct pattern_set set = PATTERN_SET(patterns);

	return pattern_find(s, &set) > 0;
}

enum phrase phrase_read_opinion(const struct sentence *s)
{
	enum phrase found;
	unsigned i = 0;

	if (is_ping(s) || asks_to_take(s))
		return PHRASE_PING;
	if (is_request(s))
		return PHRASE_REQUEST;
	found = read_long_assent(s);
	if (found)
		return found;
	if (is_startled(s))
		return PHRASE_AGREES;
	if (turns_round(s))
		return PHRASE_NONE;
	if (is_assent(s))
		return PHRASE_ASSENT;
	for (; i < s->nr; i++) {
		if (concedes(s, i))
			return PHRASE_AGREES;
		if (approves(s, i))
			return PHRASE_APPROVES;
		if (!IS_ONE(s->words[i].text, leads))
			break;
	}
	if (is_worth_it(s))
		return PHRASE_AGREES;
	return is_thanks(s) ? PHRASE_THANKS : PHRASE_NONE;
}
