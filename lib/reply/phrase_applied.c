/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* May stand in front of the word that says it. */
static const struct slice lead_words[] = {
	SLICE("thanks"),
	SLICE("thank"),
	SLICE("you"),
	SLICE("thx"),
	SLICE("ok"),
	SLICE("okay"),
	SLICE("great"),
	SLICE("good"),
	SLICE("nice"),
	SLICE("cool"),
	SLICE("perfect"),
	SLICE("looks"),
	SLICE("alright"),
	SLICE("and"),
	SLICE("so"),
	SLICE("now"),
	SLICE("all"),
	SLICE("both"),
	SLICE("the"),
	SLICE("this"),
	SLICE("that"),
	SLICE("these"),
	SLICE("whole"),
	SLICE("entire"),
	SLICE("full"),
	SLICE("rest"),
	SLICE("of"),
	SLICE("series"),
	SLICE("patchset"),
	SLICE("patch"),
	SLICE("patches"),
	SLICE("set"),
	SLICE("it"),
	SLICE("is"),
	SLICE("are"),
	SLICE("was"),
	SLICE("were"),
	SLICE("has"),
	SLICE("have"),
	SLICE("been"),
	SLICE("also"),
	SLICE("already"),
	SLICE("just"),
	SLICE("finally"),
	SLICE("i"),
	SLICE("i've"),
	SLICE("we"),
	SLICE("we've"),
	SLICE("i'm"),
	SLICE("am"),
	SLICE("lot"),
	SLICE("much"),
	SLICE("very"),
	SLICE("many"),
	SLICE("again"),
	SLICE("lgtm"),
	SLICE("anyway"),
	SLICE("first"),
	SLICE("tentatively"),
	SLICE("right"),
	SLICE("provisionally"),
	SLICE("fixed"),
	SLICE("up"),
	SLICE("worked"),
	SLICE("no"),
	SLICE("worries"),
	SLICE("fyi"),
	SLICE("hi"),
	SLICE("hello"),
	SLICE("yes"),
	SLICE("yeah"),
	SLICE("done"),
	SLICE("last"),
	SLICE("two"),
	SLICE("three"),
	SLICE("other"),
	SLICE("remaining"),
	SLICE("to"),
	SLICE("fwiw"),
	SLICE("gone"),
	SLICE("ahead"),
	SLICE("rebased"),
	SLICE("squashed"),
	SLICE("reviewed"),
	SLICE("fix"),
	SLICE("fixes"),
	SLICE("backport"),
	SLICE("backports"),
};

/* What says it only with the tree it went to: "I've added this to next". */
static const struct slice place_verbs[] = {
	SLICE("added"),
	SLICE("put"),
	SLICE("taken"),
	SLICE("updated"),
};

/* What says less: there must be thanks too. */
static const struct slice weak_verbs[] = {
	SLICE("merged"),    SLICE("picked"),  SLICE("taken"),	SLICE("pushed"),
	SLICE("committed"), SLICE("grabbed"), SLICE("snagged"), SLICE("staged"),
};

static const struct slice first_persons[] = {
	SLICE("i"), SLICE("i've"), SLICE("we"), SLICE("we've"), SLICE("i'm"),
};

static const struct slice followers[] = {
	SLICE("that"),	  SLICE("to"),	 SLICE("for"),	   SLICE("in"),	    SLICE("into"),
	SLICE("onto"),	  SLICE("both"), SLICE("all"),	   SLICE("this"),   SLICE("the"),
	SLICE("these"),	  SLICE("it"),	 SLICE("them"),	   SLICE("up"),	    SLICE("patch"),
	SLICE("patches"), SLICE("with"), SLICE("and"),	   SLICE("series"), SLICE("thanks"),
	SLICE("thank"),	  SLICE("via"),	 SLICE("by"),	   SLICE("now"),    SLICE("everything"),
	SLICE("on"),	  SLICE("as"),	 SLICE("through"), SLICE("-"),	    SLICE("except"),
	SLICE("minus"),
};

/* What somebody may say that he applied: his words about it are often about something else. */
static const struct slice objects[] = {
	SLICE("that"),	     SLICE("it"),      SLICE("this"),	SLICE("them"), SLICE("these"),
	SLICE("both"),	     SLICE("all"),     SLICE("to"),	SLICE("for"),  SLICE("into"),
	SLICE("patch"),	     SLICE("patches"), SLICE("series"), SLICE("up"),   SLICE("now"),
	SLICE("everything"), SLICE("the"),     SLICE("as"),	SLICE("via"),
};

static const struct slice the_objects[] = {
	SLICE("series"), SLICE("patch"),  SLICE("patches"), SLICE("patchset"),
	SLICE("set"),	 SLICE("whole"),  SLICE("first"),   SLICE("rest"),
	SLICE("lot"),	 SLICE("entire"), SLICE("last"),    SLICE("other"),
	SLICE("two"),	 SLICE("three"),  SLICE("tests"),   SLICE("changes"),
};

/* Behind these, or punctuation, a clause begins that may say it: "ok, so I've queued this". */
static const struct slice joints[] = {
	SLICE("and"), SLICE("so"), SLICE("but"), SLICE("as"),	SLICE("then"),
	SLICE("now"), SLICE("-"),  SLICE("--"),	 SLICE("that"),
};

/* Anywhere in the sentence they make it something else. */
static const struct slice hard_spoilers[] = {
	SLICE("cleanly"), SLICE("locally"),  SLICE("fuzz"),   SLICE("compiled"), SLICE("verified"),
	SLICE("tried"),	  SLICE("rebooted"), SLICE("booted"), SLICE("reject"),	 SLICE("rejects"),
	SLICE("built"),	  SLICE("ran"),	     SLICE("tested"),
};

/* In the same clause. */
static const struct slice spoilers[] = {
	SLICE("if"),	    SLICE("once"),    SLICE("when"),	 SLICE("not"),
	SLICE("test"),	    SLICE("testing"), SLICE("yet"),	 SLICE("whether"),
	SLICE("should"),    SLICE("wrong"),   SLICE("until"),	 SLICE("conflict"),
	SLICE("conflicts"), SLICE("before"),  SLICE("haven't"),	 SLICE("hasn't"),
	SLICE("machine"),   SLICE("revert"),  SLICE("reverted"), SLICE("unless"),
	SLICE("version"),   SLICE("respin"),  SLICE("revision"), SLICE("suggestion"),
};

static const struct slice except_words[] = {
	SLICE("except"),  SLICE("minus"), SLICE("apart"),     SLICE("but"),
	SLICE("without"), SLICE("sans"),  SLICE("excluding"),
};

/* A comma in a list of numbers does not end a clause. */
static bool ends_clause(const struct sentence *s, unsigned i)
{
	char after = s->words[i].after;

	if (after == ',' && is_number(s->words[i].text) &&
	    (is_number(word_at(s, i + 1)) || slice_ieq(word_at(s, i + 1), SLICE("and"))))
		return false;
	return after == ',' || after == '.' || after == '!' || after == ';';
}

/* The place behind the lead words; a name may stand behind thanks or a greeting. */
static unsigned skip_lead(const struct sentence *s, unsigned i, bool *first_person)
{
	*first_person = false;
	for (; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (phrase_is_verb(word))
			break;
		if (IS_ONE(word, first_persons))
			*first_person = true;
		else if (!IS_ONE(word, lead_words) && !(i && is_number(word)) && word.len &&
			 !(i && i < 4 && ends_clause(s, i)))
			return s->nr;
	}
	return i;
}

/* "mm-unstable to this version", behind "I updated". */
static bool is_updated(const struct sentence *s, unsigned i)
{
	unsigned end = MIN(i + 5, s->nr);
	bool tree = phrase_is_tree(s, i);

	for (; i < end && !slice_ieq(s->words[i].text, SLICE("to")); i++)
		tree |= memchr(s->words[i].text.ptr, '-', s->words[i].text.len) != NULL;
	return tree && slice_ieq(word_at(s, i + 1), SLICE("this"));
}

/* "I've added this to irqchip-next"; what an author adds goes into his next version. */
static bool is_placed(const struct sentence *s, unsigned verb, bool first_person)
{
	struct slice next = word_at(s, verb + 1);
	bool added = slice_ieq(s->words[verb].text, SLICE("added"));
	unsigned i = verb + 2;

	if (added && !verb && slice_ieq(next, SLICE("to")))
		return phrase_is_tree(s, verb + 2);
	if (!first_person || s->words[verb].after)
		return false;
	if (added && slice_ieq(next, SLICE("the")) &&
	    slice_ieq(word_at(s, verb + 2), SLICE("patch")))
		return slice_ieq(word_at(s, verb + 3), SLICE("titled"));
	if (slice_ieq(s->words[verb].text, SLICE("updated")))
		return is_updated(s, verb + 1);
	if (!IS_ONE(next, objects))
		return false;
	while (i < s->nr && i < verb + 6 && !phrase_is_destination(s->words[i].text))
		i++;
	return i + 1 < s->nr && phrase_is_destination(s->words[i].text) && phrase_is_tree(s, i + 1);
}

/* What "Applied …" may go on with. */
static bool may_follow(const struct sentence *s, unsigned verb, bool first_person)
{
	struct slice word = s->words[verb].text, next = word_at(s, verb + 1);
	char after = s->words[verb].after;

	if (IS_ONE(word, place_verbs) && is_placed(s, verb, first_person))
		return true;
	if (slice_ieq(word, SLICE("added")) || slice_ieq(word, SLICE("put")) ||
	    slice_ieq(word, SLICE("updated")))
		return false;
	if (after)
		return strchr(",.!;(", after) != NULL;
	if (!next.len)
		return true;
	if (next.ptr[-1] == '[')
		return false;
	if ((!IS_ONE(next, followers) && !is_number(next)) ||
	    (slice_ieq(next, SLICE("as")) && slice_ieq(word_at(s, verb + 2), SLICE("well"))))
		return false;
	if (slice_ieq(word, SLICE("taken")) && !phrase_is_destination(next))
		return false;
	if (slice_ieq(word, SLICE("applying")) && slice_ieq(next, SLICE("patch")))
		return false;
	if (slice_ieq(word, SLICE("picked")) && !slice_ieq(next, SLICE("up")) &&
	    !slice_ieq(word_at(s, verb + 2), SLICE("up")) &&
	    !slice_ieq(word_at(s, verb + 3), SLICE("up")))
		return false;
	if (slice_ieq(next, SLICE("up"))) {
		if (!slice_ieq(word, SLICE("picked")) && *word.ptr != 'q' && *word.ptr != 'Q')
			return false;
		next = word_at(s, verb + 2);
		if (slice_ieq(next, SLICE("the")) || slice_ieq(next, SLICE("your")))
			return IS_ONE(word_at(s, verb + 3), the_objects);
	}
	if (first_person && slice_ieq(next, SLICE("the")))
		return IS_ONE(word_at(s, verb + 2), the_objects);
	return !first_person || IS_ONE(next, objects) || is_number(next);
}

/*
 * "for v3", of which the author will make it a part, "to the patch", as a change to it, or "on
 * v5.10-rc2", where it was tried.
 */
static bool goes_elsewhere(const struct sentence *s, unsigned i)
{
	struct slice word = s->words[i].text, next = word_at(s, i + 1);

	if (slice_ieq(word, SLICE("on")))
		return phrase_is_release(next) ||
		       !(phrase_is_tree(s, i + 1) || slice_ieq(next, SLICE("top")) || !next.len);
	if (!phrase_is_destination(word))
		return false;
	return is_version(next) ||
	       (slice_ieq(next, SLICE("the")) && slice_ieq(word_at(s, i + 2), SLICE("patch")) &&
		!slice_ieq(word_at(s, i + 3), SLICE("queue")));
}

/* "but patch 3", "except the last one"; what stands behind another "but" is said beside it. */
static bool is_exception(const struct sentence *s, unsigned i)
{
	struct slice next = word_at(s, i + 1);

	return IS_ONE(word_at(s, i), except_words) &&
	       (!slice_ieq(word_at(s, i), SLICE("but")) || is_number(next) ||
		slice_istarts(next, SLICE("patch")));
}

/* "tested and applied" */
static bool leads_to(const struct sentence *s, unsigned i, unsigned verb)
{
	return i + 2 == verb && slice_ieq(word_at(s, i + 1), SLICE("and"));
}

/* The end of the clause that the verb is in; 0 where something there spoils the sense. */
static unsigned find_end(const struct sentence *s, unsigned verb)
{
	unsigned end = ends_clause(s, verb) && !is_exception(s, verb + 1) ? verb + 1 : s->nr;

	bool aside = false, updated = slice_ieq(s->words[verb].text, SLICE("updated"));

	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		/* "(tested on both)" is said beside it. */
		aside = i > verb && (aside || word.ptr[-1] == '(');
		if (s->words[i].after == '?' ||
		    (!aside && IS_ONE(word, hard_spoilers) && !leads_to(s, i, verb)))
			return 0;
		if (i <= verb || end < s->nr)
			continue;
		if (i > verb + 1 && word.ptr[-1] == '(')
			end = i;
		if ((IS_ONE(word, spoilers) && !updated) || goes_elsewhere(s, i))
			return 0;
		if (ends_clause(s, i) && !is_exception(s, i + 1))
			end = i + 1;
	}
	return end;
}

/* "Pushed to drm-misc": a tree by its name, not somebody's "my branch" or a URL. */
static bool names_tree(const struct sentence *s, unsigned verb)
{
	struct slice next = word_at(s, verb + 2), word = s->words[verb].text;

	if (slice_ieq(word, SLICE("merged")) && phrase_is_destination(word_at(s, verb + 1)))
		return phrase_is_tree(s, verb + 2);
	return slice_ieq(word_at(s, verb + 1), SLICE("to")) && next.len > 1 &&
	       !memchr(next.ptr, ':', next.len) &&
	       (memchr(next.ptr, '-', next.len) || memchr(next.ptr, '/', next.len));
}

/*
 * Somebody's "I applied it, and …" may be about a trial; where to, or nothing more to say, makes it
 * sure.
 */
static bool is_sure(const struct sentence *s, unsigned verb, unsigned end)
{
	if (*s->words[verb].text.ptr == 'q' || IS_ONE(s->words[verb].text, place_verbs) ||
	    s->words[end - 1].after == '.' || s->words[end - 1].after == '!')
		return true;
	for (unsigned i = verb + 1; i < end; i++)
		if (phrase_is_destination(s->words[i].text))
			return true;
	return false;
}

/* The clause that begins at word i. */
static enum phrase read_clause(const struct sentence *s, unsigned i, struct scope *scope)
{
	bool first_person;
	unsigned verb = skip_lead(s, i, &first_person), end;
	const char *start, *stop;
	struct slice word;

	if (verb >= s->nr || !may_follow(s, verb, first_person))
		return PHRASE_NONE;
	end = find_end(s, verb);
	if (!end)
		return PHRASE_NONE;
	word = s->words[verb].text;
	start = s->words[i].text.ptr;
	stop = s->words[end - 1].text.ptr + s->words[end - 1].text.len;
	scope_read(slice_of(start, (size_t)(stop - start)), scope);
	start = word.ptr + word.len;
	if (slice_ieq(word_at(s, verb + 1), SLICE("and")) && verb + 1 < end)
		start = word_at(s, verb + 1).ptr + 3;
	if (!scope->nr && stop > start)
		scope_read_numbers(slice_of(start, (size_t)(stop - start)), scope);
	if (!scope->nr && phrase_is_several(s, verb + 1)) {
		scope->nr = 1;
		scope->ranges[0].first = 1;
		scope->ranges[0].last = SCOPE_ALL;
	}
	return (IS_ONE(word, weak_verbs) && !names_tree(s, verb) &&
		!is_placed(s, verb, first_person)) ||
			       (first_person && !is_sure(s, verb, end))
		       ? PHRASE_PUSHED
		       : PHRASE_APPLIED;
}

/* Whether somebody says in a later clause what he did: "looks good, so I've queued this". */
static bool begins_clause(const struct sentence *s, unsigned i)
{
	const struct word *before = &s->words[i - 1];

	return IS_ONE(s->words[i].text, first_persons) &&
	       (IS_ONE(before->text, joints) || (before->after && strchr(",;:-", before->after)));
}

static const struct slice ing_objects[] = { SLICE("the"), SLICE("this"), SLICE("these"),
					    SLICE("it"),  SLICE("both"), SLICE("all") };

/* Whether the verb says it by itself: "…, applied.", "… and applied to next". */
static bool is_stated(const struct sentence *s, unsigned verb)
{
	struct slice next = word_at(s, verb + 1);
	char after = s->words[verb].after;

	if (after)
		return strchr(".!,;", after) != NULL;
	if (slice_ieq(next, SLICE("up"))) {
		after = s->words[++verb].after;
		next = word_at(s, verb + 1);
		if (after && strchr(".!,;", after))
			return true;
	}
	/* "I'm mending this, and queuing the series." */
	if (s->words[verb].text.len > 3 &&
	    slice_ieq(slice_skip(s->words[verb].text, s->words[verb].text.len - 3), SLICE("ing")))
		return IS_ONE(s->words[0].text, first_persons) && IS_ONE(next, ing_objects) &&
		       (!slice_ieq(next, SLICE("the")) ||
			IS_ONE(word_at(s, verb + 2), the_objects));
	return slice_ieq(next, SLICE("thanks")) ||
	       (slice_ieq(next, SLICE("as")) && slice_ieq(word_at(s, verb + 3), SLICE("fix"))) ||
	       (phrase_is_destination(next) &&
		(phrase_is_tree(s, verb + 2) || phrase_is_release(word_at(s, verb + 2))));
}

/*
 * Whether a later clause says it, of nobody in particular: "Thanks, that works, now applied!" Not
 * "thanks for the patch that was applied to next".
 */
static bool begins_statement(const struct sentence *s, unsigned i)
{
	static const struct slice leads[] = { SLICE("now"),    SLICE("both"), SLICE("all"),
					      SLICE("series"), SLICE("also"), SLICE("i"),
					      SLICE("have") };
	const struct word *before = &s->words[i - 1];
	unsigned verb = i;

	if (!(before->after && strchr(",;:-", before->after)) &&
	    !slice_ieq(before->text, SLICE("and")) && !slice_ieq(before->text, SLICE("-")) &&
	    !slice_ieq(before->text, SLICE("--")))
		return false;
	while (verb < s->nr && verb < i + 3 && IS_ONE(s->words[verb].text, leads))
		verb++;
	return verb < s->nr && phrase_is_verb(s->words[verb].text) &&
	       !slice_ieq(s->words[verb].text, SLICE("pulled")) && is_stated(s, verb);
}

/* "I have this queued", "I've got it merged": what was done stands behind what it was done to. */
static bool has_done(const struct sentence *s, unsigned i)
{
	static const struct slice have[] = { SLICE("have"), SLICE("i've"), SLICE("we've"),
					     SLICE("got") };
	static const struct slice these[] = { SLICE("this"),  SLICE("it"),     SLICE("them"),
					      SLICE("these"), SLICE("both"),   SLICE("already"),
					      SLICE("patch"), SLICE("series"), SLICE("the"),
					      SLICE("all"),   SLICE("one") };
	static const struct slice done[] = { SLICE("queued"), SLICE("applied"), SLICE("merged"),
					     SLICE("staged") };
	unsigned start;

	while (i < s->nr && (slice_ieq(s->words[i].text, SLICE("i")) ||
			     slice_ieq(s->words[i].text, SLICE("we"))))
		i++;
	start = i;
	while (i < s->nr && IS_ONE(s->words[i].text, have))
		i++;
	if (i == start)
		return false;
	start = i;
	while (i < s->nr && IS_ONE(s->words[i].text, these))
		i++;
	return i > start && i < s->nr && IS_ONE(s->words[i].text, done) &&
	       !slice_ieq(s->words[i - 1].text, SLICE("already")) && find_end(s, i);
}

enum phrase phrase_read_applied(const struct sentence *s, struct scope *scope)
{
	enum phrase found = read_clause(s, 0, scope);

	if (!found && has_done(s, 0))
		found = PHRASE_APPLIED;
	for (unsigned i = 1; i < s->nr && !found; i++) {
		if (IS_ONE(s->words[i - 1].text, spoilers))
			break;
		if (begins_clause(s, i) || begins_statement(s, i))
			found = read_clause(s, i, scope);
		if (!found && begins_clause(s, i) && has_done(s, i))
			found = PHRASE_APPLIED;
	}
	return found;
}
