/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

#include <stdint.h>
#include "text/integers.h"

static bool is_punctuation(char c)
{
	return strchr(",.!?:;()*\"'[]", c) && c;
}

WRAPS_AROUND void phrase_look(struct word *word)
{
	uint32_t hash = 0;

	if (!is_version(word->text)) {
		hash = 5381;
		for (size_t i = 0; i < word->text.len; i++)
			hash = hash * 33 + ((unsigned char)word->text.ptr[i] | 0x20);
	}
	word->look[0] = (unsigned char)((hash ^ hash >> 12) % LOOKS);
	word->look[1] = (unsigned char)((hash >> 6 ^ hash >> 18) % LOOKS);
}

static bool next_word(struct slice *rest, struct word *out)
{
	struct slice word;
	size_t len = 0;

	while (rest->len && (g_ascii_isspace(*rest->ptr) || strchr("(*_\"'[", *rest->ptr)))
		*rest = slice_skip(*rest, 1);
	while (len < rest->len && !g_ascii_isspace(rest->ptr[len])) {
		/* "Thanks,I've": the blank was forgotten. */
		if (rest->ptr[len++] == ',' && len < rest->len && g_ascii_isalpha(rest->ptr[len]))
			break;
	}
	word = slice_of(rest->ptr, len);
	*rest = slice_skip(*rest, len);
	out->after = 0;
	while (word.len && is_punctuation(word.ptr[word.len - 1]))
		out->after = word.ptr[--word.len];
	out->text = word;
	phrase_look(out);
	return len > 0;
}

void phrase_split(struct slice text, struct sentence *out)
{
	out->nr = 0;
	text.len = MIN(text.len, 400);
	while (out->nr < MAX_WORDS && next_word(&text, &out->words[out->nr]))
		out->nr++;
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
	SLICE("simply"),
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

/* ":/" */
static bool is_smiley(struct slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if (g_ascii_isalnum(word.ptr[i]) || word.ptr[i] & 0x80)
			return false;
	return true;
}

/* Where the reason follows. */
static const struct slice object_ends[] = {
	SLICE("and"), SLICE("since"),	 SLICE("as"),	      SLICE("because"), SLICE("so"),
	SLICE("for"), SLICE("entirely"), SLICE("altogether"), SLICE("then"),	SLICE("now"),
};

/* "this series", "this v2 patch", "[PATCH 3/5]": what is to be ignored. 0, 1 or all of it. */
static int read_object(const struct sentence *s, unsigned i, bool polite, struct scope *scope)
{
	struct slice last = { NULL, 0 };

	for (; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (is_smiley(word))
			continue;
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
		if (last.len && IS_ONE(word, object_ends))
			break;
		if (!IS_ONE(word, these_words) && !IS_ONE(word, one_nouns) && !is_version(word))
			return 0;
		last = word;
		if (s->words[i].after)
			break;
	}
	/* "Please ignore." */
	if (!last.len)
		return polite && i == s->nr && s->nr <= 4 ? 1 : 0;
	/* "this" alone may be a word of the last mail. */
	if (slice_ieq(last, SLICE("this")) || slice_ieq(last, SLICE("that")))
		return polite && i < s->nr && strchr(".!", s->words[i].after) ? 1 : 0;
	return last.len && (IS_ONE(last, one_nouns) || is_version(last)) ? 1 : 0;
}

static const struct slice please[] = { SLICE("please"), SLICE("kindly"), SLICE("pls") };

static enum phrase read_drop(const struct sentence *s, unsigned i, struct scope *scope)
{
	bool polite = false;

	scope->nr = 0;
	for (; i < s->nr && IS_ONE(s->words[i].text, polite_words); i++)
		polite |= IS_ONE(s->words[i].text, please);
	if (i < s->nr && IS_ONE(s->words[i].text, drop_verbs) &&
	    (!s->words[i].after || i + 1 == s->nr))
		return read_object(s, i + 1, polite, scope) ? PHRASE_WITHDRAWN : PHRASE_NONE;
	return PHRASE_NONE;
}

/* The same behind a reason: "It is the same fix, please ignore this patch", "…, I will drop this
 * patch". */
static enum phrase read_drop_behind(const struct sentence *s, struct scope *scope)
{
	enum phrase found = PHRASE_NONE;

	for (unsigned i = 0; i < s->nr && !found; i++) {
		if (slice_ieq(s->words[i].text, SLICE("if")))
			return PHRASE_NONE;
		if (i && (IS_ONE(s->words[i].text, please) || phrase_behind_will(s, i)) &&
		    (s->words[i - 1].after || slice_ieq(s->words[i - 1].text, SLICE("and"))))
			found = read_drop(s, i, scope);
	}
	return found;
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
	static const struct slice gone[] = { SLICE("superseded"), SLICE("withdrawn"),
					     SLICE("replaced"), SLICE("obsolete"),
					     SLICE("obsoleted") };
	bool whole = false, patch = false;
	unsigned i = 0;

	for (; i < s->nr && IS_ONE(s->words[i].text, leads); i++) {
		whole |= IS_ONE(s->words[i].text, whole_nouns);
		patch |= slice_ieq(s->words[i].text, SLICE("patch"));
	}
	patch |= whole;
	if (i >= s->nr || !IS_ONE(s->words[i].text, gone) ||
	    (slice_ieq(s->words[i].text, SLICE("replaced")) &&
	     (!patch || !slice_ieq(word_at(s, i + 1), SLICE("by")))))
		return PHRASE_NONE;
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return PHRASE_WITHDRAWN;
}

/* "Sorry for the noise", "Apologies for the mess": of what should not have been sent. */
static bool is_apology(const struct sentence *s)
{
	static const struct slice leads[] = { SLICE("really"), SLICE("so"), SLICE("and"),
					      SLICE("very"),   SLICE("my"), SLICE("oops") };
	static const struct slice sorry[] = { SLICE("sorry"), SLICE("apologies"),
					      SLICE("apologize") };
	static const struct slice noise[] = { SLICE("noise"), SLICE("mess"), SLICE("spam") };
	unsigned i = 0;

	while (i < s->nr && IS_ONE(s->words[i].text, leads))
		i++;
	return IS_ONE(word_at(s, i), sorry) && slice_ieq(word_at(s, i + 2), SLICE("the")) &&
	       IS_ONE(word_at(s, i + 3), noise);
}

/* "This patch is no longer needed", "The series is not needed anymore" */
static bool is_needless(const struct sentence *s)
{
	static const struct slice leads[] = { SLICE("so"),   SLICE("this"), SLICE("the"),
					      SLICE("then"), SLICE("my"),   SLICE("these"),
					      SLICE("and") };
	static const struct slice nouns[] = { SLICE("patch"), SLICE("series"), SLICE("patchset"),
					      SLICE("patches") };
	static const struct slice needed[] = { SLICE("needed"), SLICE("required"),
					       SLICE("necessary"), SLICE("relevant") };
	unsigned i = 0;

	while (i < s->nr && IS_ONE(s->words[i].text, leads))
		i++;
	if (!IS_ONE(word_at(s, i), nouns) || s->words[s->nr - 1].after == '?')
		return false;
	if (slice_ieq(word_at(s, i + 2), SLICE("no")) &&
	    slice_ieq(word_at(s, i + 3), SLICE("longer")))
		return IS_ONE(word_at(s, i + 4), needed);
	return slice_ieq(word_at(s, i + 2), SLICE("not")) && IS_ONE(word_at(s, i + 3), needed) &&
	       slice_istarts(word_at(s, i + 4), SLICE("any"));
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

/* "I'll drop this patch", "let me withdraw this": what will be done to a part changes the whole. */
static enum phrase drops(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++)
		if (phrase_behind_will(s, i))
			return PHRASE_DROPS;
	return PHRASE_WITHDRAWN;
}

enum phrase phrase_read(struct slice text, struct scope *scope)
{
	struct sentence sentence;
	enum phrase found;

	scope->nr = 0;
	phrase_split(text, &sentence);
	if (!sentence.nr)
		return PHRASE_NONE;
	if (phrase_unqueues(&sentence, scope))
		return PHRASE_UNQUEUED;
	found = phrase_read_applied(&sentence, scope);
	if (!found)
		found = phrase_read_takes(&sentence, scope);
	if (!found)
		found = read_drop(&sentence, 0, scope);
	if (!found)
		found = read_drop_behind(&sentence, scope);
	if (!found)
		found = read_superseded(&sentence, scope);
	if (!found && phrase_withdraws_otherwise(&sentence, scope))
		found = PHRASE_WITHDRAWN;
	if (found)
		return found == PHRASE_WITHDRAWN ? drops(&sentence) : found;
	scope->nr = 0;
	if (is_apology(&sentence) || is_needless(&sentence))
		return PHRASE_WITHDRAWN;
	if (phrase_holds(&sentence))
		return PHRASE_HOLDS;
	if (phrase_was_applied_otherwise(&sentence))
		return PHRASE_APPLIED;
	if (phrase_takes_otherwise(&sentence))
		return PHRASE_TAKES;
	found = read_nack(&sentence);
	if (!found && phrase_refuses(&sentence))
		found = PHRASE_REFUSES;
	if (!found && phrase_promises(&sentence))
		found = PHRASE_PROMISE;
	if (!found && phrase_is_thanks_for_taking(&sentence))
		found = PHRASE_TAKEN;
	return found ? found : phrase_read_opinion(&sentence);
}
