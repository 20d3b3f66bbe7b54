/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/phrase.h"

#define MAX_WORDS 32

struct word {
	struct slice text; /* without punctuation around it */
	char after;	   /* the punctuation that follows it; 0 without */
};

struct sentence {
	struct word words[MAX_WORDS];
	unsigned nr;
};

static bool is_punctuation(char c)
{
	return strchr(",.!?:;()*_\"'[]", c) && c;
}

static bool next_word(struct slice *rest, struct word *out)
{
	struct slice word;
	size_t len = 0;

	while (rest->len && (g_ascii_isspace(*rest->ptr) || strchr("(*_\"'[", *rest->ptr)))
		*rest = slice_skip(*rest, 1);
	while (len < rest->len && !g_ascii_isspace(rest->ptr[len]))
		len++;
	word = slice_of(rest->ptr, len);
	*rest = slice_skip(*rest, len);
	out->after = 0;
	while (word.len && is_punctuation(word.ptr[word.len - 1]))
		out->after = word.ptr[--word.len];
	out->text = word;
	return len > 0;
}

static void split(struct slice text, struct sentence *out)
{
	out->nr = 0;
	text.len = MIN(text.len, 400);
	while (out->nr < MAX_WORDS && next_word(&text, &out->words[out->nr]))
		out->nr++;
}

static bool is_one(struct slice word, const struct slice *words, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (slice_ieq(word, words[i]))
			return true;
	return false;
}

#define IS_ONE(word, words) is_one(word, words, G_N_ELEMENTS(words))

static bool is_number(struct slice word)
{
	return word.len && (g_ascii_isdigit(*word.ptr) || (*word.ptr == '#' && word.len > 1));
}

/* May stand in front of the word that says it. */
static const struct slice lead_words[] = {
	SLICE("thanks"),    SLICE("thank"),
	SLICE("you"),	    SLICE("thx"),
	SLICE("ok"),	    SLICE("okay"),
	SLICE("great"),	    SLICE("good"),
	SLICE("nice"),	    SLICE("cool"),
	SLICE("perfect"),   SLICE("looks"),
	SLICE("alright"),   SLICE("and"),
	SLICE("so"),	    SLICE("now"),
	SLICE("all"),	    SLICE("both"),
	SLICE("the"),	    SLICE("this"),
	SLICE("that"),	    SLICE("these"),
	SLICE("whole"),	    SLICE("entire"),
	SLICE("full"),	    SLICE("rest"),
	SLICE("of"),	    SLICE("series"),
	SLICE("patchset"),  SLICE("patch"),
	SLICE("patches"),   SLICE("set"),
	SLICE("it"),	    SLICE("is"),
	SLICE("are"),	    SLICE("was"),
	SLICE("were"),	    SLICE("has"),
	SLICE("have"),	    SLICE("been"),
	SLICE("also"),	    SLICE("already"),
	SLICE("just"),	    SLICE("finally"),
	SLICE("i"),	    SLICE("i've"),
	SLICE("we"),	    SLICE("we've"),
	SLICE("i'm"),	    SLICE("am"),
	SLICE("a"),	    SLICE("lot"),
	SLICE("much"),	    SLICE("very"),
	SLICE("many"),	    SLICE("again"),
	SLICE("lgtm"),	    SLICE("anyway"),
	SLICE("first"),	    SLICE("tentatively"),
	SLICE("right"),	    SLICE("provisionally"),
	SLICE("fixed"),	    SLICE("up"),
	SLICE("worked"),    SLICE("no"),
	SLICE("worries"),   SLICE("fyi"),
	SLICE("hi"),	    SLICE("hello"),
	SLICE("yes"),	    SLICE("yeah"),
	SLICE("done"),	    SLICE("as"),
	SLICE("last"),	    SLICE("two"),
	SLICE("three"),	    SLICE("other"),
	SLICE("remaining"), SLICE("to"),
};

static const struct slice verbs[] = {
	SLICE("applied"),  SLICE("queued"), SLICE("pulled"),   SLICE("merged"),
	SLICE("picked"),   SLICE("taken"),  SLICE("applying"), SLICE("queuing"),
	SLICE("queueing"), SLICE("pushed"), SLICE("took"),     SLICE("committed"),
};

static const struct slice first_persons[] = {
	SLICE("i"), SLICE("i've"), SLICE("we"), SLICE("we've"), SLICE("i'm"),
};

static const struct slice followers[] = {
	SLICE("to"),   SLICE("for"),	SLICE("in"),	  SLICE("into"),   SLICE("onto"),
	SLICE("both"), SLICE("all"),	SLICE("this"),	  SLICE("the"),	   SLICE("these"),
	SLICE("it"),   SLICE("them"),	SLICE("up"),	  SLICE("patch"),  SLICE("patches"),
	SLICE("with"), SLICE("and"),	SLICE("series"),  SLICE("thanks"), SLICE("thank"),
	SLICE("via"),  SLICE("by"),	SLICE("out"),	  SLICE("now"),	   SLICE("everything"),
	SLICE("on"),   SLICE("as"),	SLICE("through"), SLICE("v1"),	   SLICE("v2"),
	SLICE("v3"),   SLICE("v4"),	SLICE("v5"),	  SLICE("v6"),	   SLICE("your"),
	SLICE("-"),    SLICE("except"), SLICE("minus"),	  SLICE("number"), SLICE("version"),
};

/* In the same clause they make it something else. */
static const struct slice spoilers[] = {
	SLICE("cleanly"),  SLICE("locally"),   SLICE("if"),	  SLICE("once"),    SLICE("when"),
	SLICE("not"),	   SLICE("test"),      SLICE("testing"),  SLICE("tested"),  SLICE("yet"),
	SLICE("whether"),  SLICE("fuzz"),      SLICE("should"),	  SLICE("wrong"),   SLICE("until"),
	SLICE("conflict"), SLICE("conflicts"), SLICE("before"),	  SLICE("haven't"), SLICE("hasn't"),
	SLICE("machine"),  SLICE("revert"),    SLICE("reverted"), SLICE("unless"),
};

static const struct slice destinations[] = {
	SLICE("to"), SLICE("for"), SLICE("into"), SLICE("in"), SLICE("onto"),
};

static bool ends_clause(const struct word *word)
{
	return word->after == ',' || word->after == '.' || word->after == '!' || word->after == ';';
}

/* The place behind the lead words; a name may stand behind thanks or a greeting. */
static unsigned skip_lead(const struct sentence *s, bool *first_person, bool *named)
{
	unsigned i = 0;

	*first_person = *named = false;
	for (; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (IS_ONE(word, verbs))
			break;
		if (IS_ONE(word, first_persons))
			*first_person = true;
		else if (IS_ONE(word, lead_words) || is_number(word) || !word.len ||
			 slice_eq(word, SLICE("-")))
			continue;
		else if (i && i < 4 && ends_clause(&s->words[i]))
			*named = true;
		else
			return s->nr;
	}
	return i;
}

/* What follows the verb: whether the clause says where to, or is spoilt. */
static bool check_clause(const struct sentence *s, unsigned verb, bool first_person)
{
	bool destination = s->words[verb].after != 0 || verb + 1 == s->nr, object = false;

	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (s->words[i].after == '?')
			return false;
		if (i < verb)
			continue;
		if (IS_ONE(word, spoilers))
			return false;
		if (i > verb && IS_ONE(word, destinations))
			destination = true;
		if (i > verb && i < verb + 4 && i + 1 <= s->nr && ends_clause(&s->words[i]))
			object = true;
		if (ends_clause(&s->words[i]))
			break;
	}
	return destination || object || !first_person;
}

static enum phrase read_applied(const struct sentence *s, struct slice text, struct scope *scope)
{
	bool first_person, named;
	unsigned verb = skip_lead(s, &first_person, &named);
	struct slice word, behind;

	if (verb >= s->nr)
		return PHRASE_NONE;
	word = s->words[verb].text;
	if (verb + 1 < s->nr && !s->words[verb].after) {
		struct slice next = s->words[verb + 1].text;

		if (!IS_ONE(next, followers) && !is_number(next))
			return PHRASE_NONE;
		if (slice_ieq(word, SLICE("taken")) && !IS_ONE(next, destinations))
			return PHRASE_NONE;
		if (slice_ieq(next, SLICE("your")) && !first_person)
			return PHRASE_NONE;
	} else if (s->words[verb].after == ':' || s->words[verb].after == ')') {
		return PHRASE_NONE;
	}
	if (!check_clause(s, verb, first_person))
		return PHRASE_NONE;
	scope_read(text, scope);
	behind = slice_of(word.ptr + word.len, (size_t)(text.ptr + text.len - word.ptr) - word.len);
	if (!scope->nr)
		scope_read_numbers(behind, scope);
	return slice_ieq(word, SLICE("pushed")) || slice_ieq(word, SLICE("merged")) ||
			       slice_ieq(word, SLICE("took")) || slice_ieq(word, SLICE("picked")) ||
			       slice_ieq(word, SLICE("taken"))
		       ? PHRASE_PUSHED
		       : PHRASE_APPLIED;
}

static const struct slice polite_words[] = {
	SLICE("please"), SLICE("pls"),	 SLICE("kindly"),   SLICE("sorry"),	  SLICE("so"),
	SLICE("oops"),	 SLICE("hi"),	 SLICE("hello"),    SLICE("all"),	  SLICE("and"),
	SLICE("just"),	 SLICE("you"),	 SLICE("can"),	    SLICE("i"),		  SLICE("i'll"),
	SLICE("will"),	 SLICE("let's"), SLICE("lets"),	    SLICE("i'd"),	  SLICE("like"),
	SLICE("to"),	 SLICE("ok"),	 SLICE("okay"),	    SLICE("believe"),	  SLICE("think"),
	SLICE("folks"),	 SLICE("guys"),	 SLICE("everyone"), SLICE("maintainers"), SLICE("then"),
	SLICE("the"),	 SLICE("noise"), SLICE("for"),	    SLICE("ah"),	  SLICE("hmm"),
	SLICE("am"),	 SLICE("i'm"),	 SLICE("we"),	    SLICE("we'll"),	  SLICE("hereby"),
};

static const struct slice drop_verbs[] = {
	SLICE("ignore"),   SLICE("disregard"),	 SLICE("drop"),	    SLICE("discard"),
	SLICE("withdraw"), SLICE("withdrawing"), SLICE("dropping"), SLICE("scratch"),
};

static const struct slice these_words[] = {
	SLICE("this"), SLICE("the"),	SLICE("my"),	SLICE("these"), SLICE("whole"),
	SLICE("that"), SLICE("entire"), SLICE("above"), SLICE("set"),	SLICE("of"),
	SLICE("rfc"),  SLICE("patch"),	SLICE("old"),	SLICE("wrong"),
};

static const struct slice whole_nouns[] = {
	SLICE("series"), SLICE("patchset"), SLICE("patchseries"),
	SLICE("set"),	 SLICE("thread"),   SLICE("patches"),
};

static const struct slice one_nouns[] = {
	SLICE("patch"),	 SLICE("one"),	      SLICE("version"), SLICE("mail"), SLICE("email"),
	SLICE("e-mail"), SLICE("submission"), SLICE("posting"), SLICE("this"), SLICE("that"),
};

static bool is_version(struct slice word)
{
	return word.len > 1 && (*word.ptr | 0x20) == 'v' && g_ascii_isdigit(word.ptr[1]);
}

/* "this series", "this v2 patch", "[PATCH 3/5]": what is to be ignored. 0, 1 or all of it. */
static int read_object(const struct sentence *s, unsigned i, struct scope *scope)
{
	struct slice last = { NULL, 0 };

	for (; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (IS_ONE(word, whole_nouns) &&
		    !(slice_ieq(word, SLICE("set")) && i + 1 < s->nr && !s->words[i].after &&
		      slice_ieq(s->words[i + 1].text, SLICE("of")))) {
			scope->ranges[0].first = 1;
			scope->ranges[0].last = SCOPE_ALL;
			scope->nr = 1;
			return 2;
		}
		if (is_number(word))
			return 0;
		if (!IS_ONE(word, these_words) && !IS_ONE(word, one_nouns) && !is_version(word))
			return 0;
		last = word;
		if (s->words[i].after)
			break;
	}
	return last.len && (IS_ONE(last, one_nouns) || is_version(last)) ? 1 : 0;
}

static enum phrase read_drop(const struct sentence *s, struct scope *scope)
{
	unsigned i = 0;

	scope->nr = 0;
	while (i < s->nr && IS_ONE(s->words[i].text, polite_words))
		i++;
	if (i < s->nr && IS_ONE(s->words[i].text, drop_verbs) && !s->words[i].after)
		return read_object(s, i + 1, scope) ? PHRASE_WITHDRAWN : PHRASE_NONE;
	return PHRASE_NONE;
}

/* "This series is superseded by", "Superseded by v3", "This patch has been superseded". */
static enum phrase read_superseded(const struct sentence *s, struct scope *scope)
{
	static const struct slice leads[] = {
		SLICE("this"),	   SLICE("the"), SLICE("series"), SLICE("patch"),
		SLICE("patchset"), SLICE("is"),	 SLICE("has"),	  SLICE("been"),
		SLICE("now"),	   SLICE("was"), SLICE("i"),	  SLICE("believe"),
		SLICE("version"),  SLICE("it"),	 SLICE("entire"), SLICE("whole"),
	};
	bool whole = false;
	unsigned i = 0;

	for (; i < s->nr && IS_ONE(s->words[i].text, leads); i++)
		whole |= IS_ONE(s->words[i].text, whole_nouns);
	if (i >= s->nr || (!slice_ieq(s->words[i].text, SLICE("superseded")) &&
			   !slice_ieq(s->words[i].text, SLICE("withdrawn"))))
		return PHRASE_NONE;
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return PHRASE_WITHDRAWN;
}

static bool is_nack_word(struct slice word)
{
	return slice_eq(word, SLICE("NAK")) || slice_eq(word, SLICE("NACK")) ||
	       slice_eq(word, SLICE("Nacked")) || slice_eq(word, SLICE("Nak")) ||
	       slice_eq(word, SLICE("Nack"));
}

static enum phrase read_nack(const struct sentence *s)
{
	static const struct slice leads[] = {
		SLICE("so"),	   SLICE("hard"),   SLICE("big"),    SLICE("sorry"), SLICE("but"),
		SLICE("i'm"),	   SLICE("a"),	    SLICE("that's"), SLICE("it's"),  SLICE("this"),
		SLICE("is"),	   SLICE("strong"), SLICE("clear"),  SLICE("my"),    SLICE("still"),
		SLICE("definite"), SLICE("and"),
	};
	static const struct slice behind[] = {
		SLICE("to"),	  SLICE("on"), SLICE("from"), SLICE("for"),
		SLICE("this"),	  SLICE("as"), SLICE("-"),    SLICE("until"),
		SLICE("because"), SLICE("by"), SLICE("the"),
	};
	unsigned i = 0;

	while (i < s->nr && IS_ONE(s->words[i].text, leads))
		i++;
	if (i >= s->nr)
		return PHRASE_NONE;
	if ((slice_ieq(s->words[i].text, SLICE("self-nak")) ||
	     slice_ieq(s->words[i].text, SLICE("self-nack"))) &&
	    s->words[i].after != '?')
		return PHRASE_WITHDRAWN;
	if (!is_nack_word(s->words[i].text) || s->words[i].after == '?' ||
	    s->words[i].after == '\'')
		return PHRASE_NONE;
	if (s->words[i].after || i + 1 == s->nr || IS_ONE(s->words[i + 1].text, behind))
		return PHRASE_NACK;
	return PHRASE_NONE;
}

enum phrase phrase_read(struct slice text, struct scope *scope)
{
	struct sentence sentence;
	enum phrase found;

	scope->nr = 0;
	split(text, &sentence);
	if (!sentence.nr)
		return PHRASE_NONE;
	found = read_applied(&sentence, text, scope);
	if (!found)
		found = read_drop(&sentence, scope);
	if (!found)
		found = read_superseded(&sentence, scope);
	if (!found) {
		scope->nr = 0;
		found = read_nack(&sentence);
	}
	return found;
}

struct slice phrase_destination(struct slice text)
{
	struct sentence s;
	unsigned i = 0;

	split(text, &s);
	while (i < s.nr && !IS_ONE(s.words[i].text, verbs))
		i++;
	for (; i + 1 < s.nr; i++) {
		unsigned end = i + 1;

		if (s.words[i].after)
			break;
		if (!IS_ONE(s.words[i].text, destinations))
			continue;
		while (end + 1 < s.nr && !s.words[end].after && end < i + 6)
			end++;
		return slice_of(s.words[i + 1].text.ptr,
				(size_t)(s.words[end].text.ptr + s.words[end].text.len -
					 s.words[i + 1].text.ptr));
	}
	return slice_of(NULL, 0);
}
