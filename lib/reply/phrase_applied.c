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
};

static const struct slice verbs[] = {
	SLICE("applied"),   SLICE("queued"),   SLICE("pulled"),	 SLICE("merged"),   SLICE("picked"),
	SLICE("taken"),	    SLICE("applying"), SLICE("queuing"), SLICE("queueing"), SLICE("pushed"),
	SLICE("committed"), SLICE("added"),    SLICE("put"),	 SLICE("updated"),
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
	SLICE("merged"), SLICE("picked"), SLICE("taken"), SLICE("pushed"), SLICE("committed"),
};

static const struct slice first_persons[] = {
	SLICE("i"), SLICE("i've"), SLICE("we"), SLICE("we've"), SLICE("i'm"),
};

static const struct slice followers[] = {
	SLICE("to"),   SLICE("for"),	 SLICE("in"),	  SLICE("into"),       SLICE("onto"),
	SLICE("both"), SLICE("all"),	 SLICE("this"),	  SLICE("the"),	       SLICE("these"),
	SLICE("it"),   SLICE("them"),	 SLICE("up"),	  SLICE("patch"),      SLICE("patches"),
	SLICE("with"), SLICE("and"),	 SLICE("series"), SLICE("thanks"),     SLICE("thank"),
	SLICE("via"),  SLICE("by"),	 SLICE("now"),	  SLICE("everything"), SLICE("on"),
	SLICE("as"),   SLICE("through"), SLICE("-"),	  SLICE("except"),     SLICE("minus"),
};

/* What somebody may say that he applied: his words about it are often about something else. */
static const struct slice objects[] = {
	SLICE("it"),	  SLICE("this"),   SLICE("them"), SLICE("these"), SLICE("both"),
	SLICE("all"),	  SLICE("to"),	   SLICE("for"),  SLICE("into"),  SLICE("patch"),
	SLICE("patches"), SLICE("series"), SLICE("up"),	  SLICE("now"),	  SLICE("everything"),
	SLICE("the"),	  SLICE("as"),	   SLICE("via"),
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

static const struct slice destinations[] = {
	SLICE("to"), SLICE("for"), SLICE("into"), SLICE("in"), SLICE("onto"), SLICE("via"),
};

static const struct slice except_words[] = {
	SLICE("except"),  SLICE("minus"), SLICE("apart"),     SLICE("but"),
	SLICE("without"), SLICE("sans"),  SLICE("excluding"),
};

static struct slice word_at(const struct sentence *s, unsigned i)
{
	return i < s->nr ? s->words[i].text : slice_of(NULL, 0);
}

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

		if (IS_ONE(word, verbs))
			break;
		if (IS_ONE(word, first_persons))
			*first_person = true;
		else if (!IS_ONE(word, lead_words) && !(i && is_number(word)) && word.len &&
			 !(i && i < 4 && ends_clause(s, i)))
			return s->nr;
	}
	return i;
}

/* "kvm/next", "irqchip-next", "target-arm.next", "my queue": where patches are kept. */
static bool is_tree(const struct sentence *s, unsigned i)
{
	static const struct slice trees[] = { SLICE("tree"), SLICE("branch"),	SLICE("queue"),
					      SLICE("next"), SLICE("mainline"), SLICE("master") };

	for (unsigned end = MIN(i + 4, s->nr); i < end; i++) {
		struct slice word = s->words[i].text;

		if (IS_ONE(word, trees) || memchr(word.ptr, '/', word.len) ||
		    memmem(word.ptr, word.len, "next", 4) || memmem(word.ptr, word.len, "fixes", 5))
			return true;
		if (s->words[i].after)
			break;
	}
	return false;
}

/* "mm-unstable to this version", behind "I updated". */
static bool is_updated(const struct sentence *s, unsigned i)
{
	unsigned end = MIN(i + 5, s->nr);
	bool tree = is_tree(s, i);

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
		return is_tree(s, verb + 2);
	if (!first_person || s->words[verb].after)
		return false;
	if (added && slice_ieq(next, SLICE("the")) &&
	    slice_ieq(word_at(s, verb + 2), SLICE("patch")))
		return slice_ieq(word_at(s, verb + 3), SLICE("titled"));
	if (slice_ieq(s->words[verb].text, SLICE("updated")))
		return is_updated(s, verb + 1);
	if (!IS_ONE(next, objects))
		return false;
	while (i < s->nr && i < verb + 6 && !IS_ONE(s->words[i].text, destinations))
		i++;
	return i + 1 < s->nr && IS_ONE(s->words[i].text, destinations) && is_tree(s, i + 1);
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
	if (!IS_ONE(next, followers) && !is_number(next))
		return false;
	if (slice_ieq(word, SLICE("taken")) && !IS_ONE(next, destinations))
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
		return next.len > 1 && *next.ptr == 'v' && g_ascii_isdigit(next.ptr[1]);
	if (!IS_ONE(word, destinations))
		return false;
	return is_version(next) ||
	       (slice_ieq(next, SLICE("the")) && slice_ieq(word_at(s, i + 2), SLICE("patch")) &&
		!slice_ieq(word_at(s, i + 3), SLICE("queue")));
}

/* The end of the clause that the verb is in; 0 where something there spoils the sense. */
static unsigned find_end(const struct sentence *s, unsigned verb)
{
	unsigned end = ends_clause(s, verb) && !IS_ONE(word_at(s, verb + 1), except_words)
			       ? verb + 1
			       : s->nr;

	bool aside = false, updated = slice_ieq(s->words[verb].text, SLICE("updated"));

	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		/* "(tested on both)" is said beside it. */
		aside = i > verb && (aside || word.ptr[-1] == '(');
		if (s->words[i].after == '?' || (!aside && IS_ONE(word, hard_spoilers)))
			return 0;
		if (i <= verb || end < s->nr)
			continue;
		if (i > verb + 1 && word.ptr[-1] == '(')
			end = i;
		if ((IS_ONE(word, spoilers) && !updated) || goes_elsewhere(s, i))
			return 0;
		if (ends_clause(s, i) && !IS_ONE(word_at(s, i + 1), except_words))
			end = i + 1;
	}
	return end;
}

/* "Pushed to drm-misc": a tree by its name, not somebody's "my branch" or a URL. */
static bool names_tree(const struct sentence *s, unsigned verb)
{
	struct slice next = word_at(s, verb + 2);

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
		if (IS_ONE(s->words[i].text, destinations))
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

enum phrase phrase_read_applied(const struct sentence *s, struct scope *scope)
{
	enum phrase found = read_clause(s, 0, scope);

	for (unsigned i = 1; i < s->nr && !found; i++) {
		if (IS_ONE(s->words[i - 1].text, spoilers))
			break;
		if (begins_clause(s, i))
			found = read_clause(s, i, scope);
	}
	return found;
}

/* "irqchip-next" of "my irqchip-next[1]", the end of which punctuation has lost. */
static struct slice without_note(struct slice text)
{
	const char *note;

	if (slice_istarts(text, SLICE("my ")) && memchr(text.ptr + 3, ' ', text.len - 3))
		text = slice_skip(text, 3);
	note = memchr(text.ptr, '[', text.len);
	return note ? slice_trim(slice_of(text.ptr, (size_t)(note - text.ptr))) : text;
}

struct slice phrase_destination(struct slice text)
{
	static const struct slice ends[] = {
		SLICE("with"),	  SLICE("and"),	  SLICE("so"),	   SLICE("as"),	   SLICE("but"),
		SLICE("because"), SLICE("until"), SLICE("in"),	   SLICE("for"),   SLICE("now"),
		SLICE("--"),	  SLICE("-"),	  SLICE("thanks"), SLICE("where"), SLICE("which"),
	};
	struct sentence s;
	unsigned i = 0;

	phrase_split(text, &s);
	while (i < s.nr && !IS_ONE(s.words[i].text, verbs))
		i++;
	if (slice_ieq(word_at(&s, i), SLICE("updated")))
		return slice_of(NULL, 0);
	for (; i + 1 < s.nr; i++) {
		unsigned end = i + 1;

		if (s.words[i].after)
			break;
		if (!IS_ONE(s.words[i].text, destinations))
			continue;
		while (end + 1 < s.nr && !s.words[end].after && end < i + 6 &&
		       !IS_ONE(s.words[end + 1].text, ends) &&
		       !strchr("([", s.words[end + 1].text.ptr[-1]))
			end++;
		return without_note(
			slice_of(s.words[i + 1].text.ptr,
				 (size_t)(s.words[end].text.ptr + s.words[end].text.len -
					  s.words[i + 1].text.ptr)));
	}
	return slice_of(NULL, 0);
}
