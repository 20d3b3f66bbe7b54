/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

#define LONG_SENTENCE 150 /* bytes of one whose last clause is read, too */

/* What a byte may be around a word. */
#define SPACE 1
#define OPENING 2 /* in front of it */
#define CLOSING 4 /* behind it */

static const unsigned char around[256] = {
	['\t'] = SPACE,
	['\n'] = SPACE,
	['\f'] = SPACE,
	['\r'] = SPACE,
	[' '] = SPACE,
	['\0'] = OPENING,
	['_'] = OPENING,
	['('] = OPENING | CLOSING,
	['*'] = OPENING | CLOSING,
	['"'] = OPENING | CLOSING,
	['\''] = OPENING | CLOSING,
	['['] = OPENING | CLOSING,
	[']'] = CLOSING,
	[','] = CLOSING,
	['.'] = CLOSING,
	['!'] = CLOSING,
	['?'] = CLOSING,
	[':'] = CLOSING,
	[';'] = CLOSING,
	[')'] = CLOSING,
};

static unsigned kind_of(char c)
{
	return around[(unsigned char)c];
}

static bool next_word(struct slice *rest, struct word *out)
{
	const char *at = rest->ptr, *end = at + rest->len, *start, *stop;
	unsigned running = VOCABULARY_HASH_START, hash = running;
	struct known_word known;

	while (at < end && kind_of(*at) & (SPACE | OPENING))
		at++;
	start = stop = at;
	while (at < end && !(kind_of(*at) & SPACE)) {
		char c = *at++;

		running = vocabulary_hash_byte(running, c);
		if (!(kind_of(c) & CLOSING)) {
			while (at < end && !kind_of(*at))
				running = vocabulary_hash_byte(running, *at++);
			stop = at;
			hash = running;
		} else if (c == ',' && at < end && g_ascii_isalpha(*at)) {
			break; /* "Thanks,I've": the blank was forgotten. */
		}
	}
	*rest = slice_of(at, (size_t)(end - at));
	out->after = 0;
	if (stop < at)
		out->after = *stop;
	out->text = slice_of(start, (size_t)(stop - start));
	known = pattern_know(out->text, hash);
	out->hits = known.hits;
	out->classes = known.classes;
	return at > start;
}

/* Looks at the few words that may be of such. */
static void find_wills(struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;
		bool first_person = word.len && (*word.ptr == 'I' || *word.ptr == 'i');

		if ((first_person || is_a(s, i, WORD_PERSON) || is_a(s, i, WORD_SHORT_WILL) ||
		     SAYS(s, i, "let")) &&
		    phrase_behind_will(s, i))
			s->wills |= UINT32_C(1) << i;
	}
}

void phrase_split(struct slice text, struct sentence *out)
{
	struct pattern_hits hits;

	out->nr = 0;
	out->asks = false;
	out->wills = 0;
	out->classes = (struct word_classes){ { 0 } };
	pattern_begin(&hits);
	text.len = MIN(text.len, 400);
	while (out->nr < MAX_WORDS && next_word(&text, &out->words[out->nr])) {
		const struct word *word = &out->words[out->nr++];

		classes_join(&out->classes, word->classes);
		pattern_add(&hits, word->hits);
		out->asks |= word->after == '?';
	}
	out->has_possible = pattern_end(&hits, out->possible);
	find_wills(out);
}

/* ":/" */
static bool is_smiley(struct slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if (g_ascii_isalnum(word.ptr[i]) || word.ptr[i] & 0x80)
			return false;
	return true;
}

/* "this series", "this v2 patch", "[PATCH 3/5]": what is to be ignored. 0, 1 or all of it. */
static int read_object(const struct sentence *s, unsigned i, bool polite, struct scope *scope)
{
	struct slice last = { NULL, 0 };

	for (; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (is_smiley(word))
			continue;
		if (is_a(s, i, WORD_WHOLE) && !(slice_ieq(word, SLICE("set")) && i + 1 < s->nr &&
						!s->words[i].after && SAYS(s, i + 1, "of"))) {
			scope->ranges[0].first = 1;
			scope->ranges[0].last = SCOPE_ALL;
			scope->nr = 1;
			return 2;
		}
		if (is_number(word))
			return 0;
		/* "Sorry about noise, please just ignore it." */
		if (polite && SAYS(s, i, "it") && (s->words[i].after || i + 1 == s->nr) &&
		    is_a(s, 0, WORD_SORRY))
			return 1;
		if (last.len && is_a(s, i, WORD_OBJECT_END))
			break;
		if (!is_a(s, i, WORD_DROP_THESE) && !is_a(s, i, WORD_ONE) && !is_version(word))
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
		return polite && i < s->nr &&
				       strchr(is_a(s, 0, WORD_SORRY) ? ".!," : ".!",
					      s->words[i].after)
			       ? 1
			       : 0;
	return last.len && (word_is(last, WORD_ONE) || is_version(last)) ? 1 : 0;
}

/* "Drop this, it leaks.", "Forget about it.": of what, its author knows. */
static bool is_curt(const struct sentence *s)
{
	unsigned i = 0;

	if (!has_a(s, WORD_DROP) && !has_a(s, WORD_NEEDED) && !has_a(s, WORD_CURT))
		return false;
	while (is_a(s, i, WORD_LEAD))
		i++;
	/* "I give up on this one", "no longer needed" */
	if (SAYS(s, i + 1, "give") && SAYS(s, i, "i") && SAYS(s, i + 2, "up") &&
	    SAYS(s, i + 3, "on"))
		return SAYS(s, i + 4, "this");
	if (SAYS(s, 0, "no") && SAYS(s, 1, "longer"))
		return is_a(s, 2, WORD_NEEDED) && has_a(s, WORD_NEEDED_NOUN) && !s->asks;
	if (SAYS(s, i, "forget") && SAYS(s, i + 1, "about"))
		i += 2;
	else if (is_a(s, i, WORD_DROP) && !s->words[i].after && SAYS(s, i + 1, "this"))
		i++;
	else
		return false;
	return (SAYS(s, i, "this") || SAYS(s, i, "it")) &&
	       (i + 1 == s->nr || (s->words[i].after && strchr(",.!", s->words[i].after))) &&
	       !s->asks;
}

static enum phrase read_drop(const struct sentence *s, unsigned i, struct scope *scope)
{
	bool polite = false;

	scope->nr = 0;
	for (; i < s->nr && is_a(s, i, WORD_POLITE); i++)
		polite |= is_a(s, i, WORD_PLEASE);
	/* "Please disregard, …": not ", it's gone in v2" */
	if (polite && is_a(s, i, WORD_DROP) && s->words[i].after && i + 1 < s->nr)
		return s->asks || is_version(s->words[s->nr - 1].text) ? PHRASE_NONE
								       : PHRASE_WITHDRAWN;
	if (i < s->nr && is_a(s, i, WORD_DROP) && (!s->words[i].after || i + 1 == s->nr))
		return read_object(s, i + 1, polite, scope) ? PHRASE_WITHDRAWN : PHRASE_NONE;
	return PHRASE_NONE;
}

/* The same behind a reason: "It is the same fix, please ignore this patch", "…, I will drop this
 * patch". */
static enum phrase read_drop_behind(const struct sentence *s, struct scope *scope)
{
	enum phrase found = PHRASE_NONE;

	if (!has_a(s, WORD_PLEASE) && !s->wills)
		return PHRASE_NONE;
	for (unsigned i = 0; i < s->nr && !found; i++) {
		if (SAYS(s, i, "if"))
			return PHRASE_NONE;
		if (i && (is_a(s, i, WORD_PLEASE) || s->wills >> i & 1) &&
		    (s->words[i - 1].after || SAYS(s, i - 1, "and")))
			found = read_drop(s, i, scope);
	}
	return found;
}

/* "This series is superseded by", "Superseded by v3", "This patch has been superseded". */
static enum phrase read_superseded(const struct sentence *s, struct scope *scope)
{
	bool whole = false, patch = false;
	unsigned i = 0;

	for (; i < s->nr && is_a(s, i, WORD_GONE_LEAD); i++) {
		whole |= is_a(s, i, WORD_WHOLE);
		patch |= SAYS(s, i, "patch");
	}
	patch |= whole;
	if (i >= s->nr || !is_a(s, i, WORD_GONE) ||
	    (SAYS(s, i, "replaced") && (!patch || !SAYS(s, i + 1, "by"))))
		return PHRASE_NONE;
	scope->nr = whole;
	scope->ranges[0].first = 1;
	scope->ranges[0].last = SCOPE_ALL;
	return PHRASE_WITHDRAWN;
}

/* "Sorry for the noise", "Sorry to disturb": of what should not have been sent. */
static bool is_apology(const struct sentence *s)
{
	unsigned i = 0;

	while (i < s->nr && is_a(s, i, WORD_SORRY_LEAD))
		i++;
	if (!is_a(s, i, WORD_SORRY))
		return false;
	/* Not "Sorry to bother you again, but …" */
	if (SAYS(s, i + 1, "to")) {
		unsigned end = i + 3 + SAYS(s, i + 3, "you");

		return (SAYS(s, i + 2, "disturb") || SAYS(s, i + 2, "bother")) &&
		       !(end < s->nr && g_ascii_isalpha(*s->words[end].text.ptr));
	}
	return SAYS(s, i + 2, "the") && is_a(s, i + 3, WORD_NOISE);
}

/* "This was merged already, sorry for the noise" */
static bool is_late_apology(const struct sentence *s)
{
	bool done = false;

	if (!has_a(s, WORD_SORRY) || !has_a(s, WORD_NOISE) || has_a(s, WORD_CONDITION) || s->asks)
		return false;
	for (unsigned i = 0; i + 3 < s->nr; i++) {
		done |= SAYS(s, i, "already") || SAYS(s, i, "merged") || SAYS(s, i, "applied") ||
			SAYS(s, i, "wrong") || is_a(s, i, WORD_ALREADY_DONE);
		if (done && is_a(s, i, WORD_SORRY) && SAYS(s, i + 2, "the") &&
		    is_a(s, i + 3, WORD_NOISE))
			return true;
	}
	return false;
}

/* "This patch is no longer needed", "The series is not needed anymore" */
static bool is_needless(const struct sentence *s)
{
	unsigned i = 0;

	while (i < s->nr && is_a(s, i, WORD_NEEDED_LEAD))
		i++;
	if (!is_a(s, i, WORD_NEEDED_NOUN) || s->words[s->nr - 1].after == '?')
		return false;
	if (SAYS(s, i + 2, "no") && SAYS(s, i + 3, "longer"))
		return is_a(s, i + 4, WORD_NEEDED);
	return SAYS(s, i + 2, "not") && is_a(s, i + 3, WORD_NEEDED) &&
	       slice_istarts(word_at(s, i + 4), SLICE("any"));
}

static bool is_nack_word(struct slice word)
{
	return slice_eq(word, SLICE("NAK")) || slice_eq(word, SLICE("NACK")) ||
	       slice_eq(word, SLICE("Nacked")) || slice_eq(word, SLICE("Nak")) ||
	       slice_eq(word, SLICE("Nack"));
}

/* "I sent this too early", "from me, the author": who refuses his own takes it back. */
static bool is_of_own(const struct sentence *s)
{
	for (unsigned i = 1; i + 1 < s->nr; i++)
		if ((SAYS(s, i, "i") &&
		     (is_a(s, i + 1, WORD_FORGOT) || is_a(s, i + 1, WORD_ERRED) ||
		      SAYS(s, i + 1, "sent") || SAYS(s, i + 1, "posted"))) ||
		    (SAYS(s, i, "the") && SAYS(s, i + 1, "author") && SAYS(s, i - 1, "me")))
			return true;
	return false;
}

static enum phrase read_nack(const struct sentence *s)
{
	unsigned i = 0;

	/* "I don't like this, NAK." */
	if (s->nr > 1 && s->words[s->nr - 2].after == ',' && !s->asks &&
	    is_nack_word(s->words[s->nr - 1].text))
		return PHRASE_NACK;
	while (i < s->nr && is_a(s, i, WORD_NACK_LEAD))
		i++;
	if (i >= s->nr)
		return PHRASE_NONE;
	if ((SAYS(s, i, "self-nak") || SAYS(s, i, "self-nack") ||
	     (SAYS(s, i, "self") && is_nack_word(word_at(s, i + 1)))) &&
	    !s->asks)
		return PHRASE_WITHDRAWN;
	if (!is_nack_word(s->words[i].text) || s->words[i].after == '?' ||
	    s->words[i].after == '\'')
		return PHRASE_NONE;
	/* "a NAK from the device" */
	if (!s->words[i].after && SAYS(s, i + 1, "from") &&
	    (SAYS(s, i + 2, "the") || SAYS(s, i + 2, "a")))
		return PHRASE_NONE;
	if (s->words[i].after || i + 1 == s->nr || is_a(s, i + 1, WORD_NACK_BEHIND))
		return is_of_own(s) ? PHRASE_WITHDRAWN : PHRASE_NACK;
	return PHRASE_NONE;
}

/* "I'll drop this patch", "let me withdraw this": what will be done to a part changes the whole. */
static enum phrase drops(const struct sentence *s)
{
	return s->wills ? PHRASE_DROPS : PHRASE_WITHDRAWN;
}

static enum phrase read_sentence(const struct sentence *s, struct slice text, struct scope *scope)
{
	enum phrase found;

	scope->nr = 0;
	if (!s->nr)
		return PHRASE_NONE;
	if (phrase_untags(s))
		return PHRASE_UNTAGS;
	if (phrase_unqueues(s, scope))
		return PHRASE_UNQUEUED;
	if (phrase_leaves(s, scope))
		return PHRASE_LEAVES;
	scope->nr = 0;
	found = phrase_read_applied(s, scope);
	if (!found)
		found = phrase_read_takes(s, scope);
	if (!found && phrase_offers(s))
		found = PHRASE_OFFERS;
	if (!found)
		found = read_drop(s, 0, scope);
	if (!found)
		found = read_drop_behind(s, scope);
	if (!found)
		found = read_superseded(s, scope);
	if (!found && phrase_withdraws_otherwise(s, scope))
		found = PHRASE_WITHDRAWN;
	if (found)
		return found == PHRASE_WITHDRAWN ? drops(s) : found;
	scope->nr = 0;
	if (is_apology(s) || is_late_apology(s))
		return PHRASE_NOISE;
	if (is_needless(s))
		return PHRASE_WITHDRAWN;
	if (phrase_holds(s) || is_curt(s))
		return PHRASE_HOLDS;
	if (phrase_is_trial_tree(s))
		return PHRASE_TRIES;
	if (phrase_was_applied_otherwise(s))
		return PHRASE_APPLIED;
	if (phrase_takes_otherwise(s))
		return PHRASE_TAKES;
	/* "It'll be in the next round": of the author's it is work. */
	if (phrase_find_landed(s))
		return phrase_promises(s) ? PHRASE_ADDS : PHRASE_TAKES;
	found = read_nack(s);
	/* "Never mind, this was fixed in net": of his own patch its author takes it back. */
	if (!found && has_a(s, WORD_CURT) &&
	    (SAYS(s, 0, "nevermind") || (SAYS(s, 0, "never") && SAYS(s, 1, "mind"))) &&
	    phrase_was_done(s))
		found = PHRASE_NOISE;
	if (!found && phrase_refuses(s))
		found = PHRASE_REFUSES;
	if (!found && phrase_promises(s))
		found = phrase_adds(s) ? PHRASE_ADDS : PHRASE_PROMISE;
	if (!found && phrase_studies(s))
		found = PHRASE_STUDIES;
	if (!found && phrase_tells_who_took_it(s))
		found = PHRASE_TOLD;
	if (!found && phrase_is_thanks_for_taking(s))
		found = PHRASE_TAKEN;
	if (found == PHRASE_TOLD || found == PHRASE_TAKEN)
		scope_read(text, scope);
	if (!found)
		found = phrase_read_opinion(s);
	if (!found && phrase_works(s))
		found = PHRASE_WORKS;
	return !found && phrase_praises(s) ? PHRASE_PRAISES : found;
}

enum phrase phrase_read(struct slice text, struct scope *scope, bool *wish)
{
	struct sentence sentence;

	phrase_split(text, &sentence);
	if (wish)
		*wish = phrase_split_is_wish(&sentence, text);
	return read_sentence(&sentence, text, scope);
}

enum phrase phrase_read_end(struct slice sentence, struct scope *scope)
{
	enum phrase found;
	size_t at = sentence.len;

	if (sentence.len < LONG_SENTENCE || memmem(sentence.ptr, sentence.len, " if ", 4))
		return PHRASE_NONE;
	while (at > 2 && !(sentence.ptr[at - 1] == ' ' && sentence.ptr[at - 2] == ','))
		at--;
	found = at > 2 ? phrase_read(slice_skip(sentence, at), scope, NULL) : PHRASE_NONE;
	return found == PHRASE_WITHDRAWN || found == PHRASE_DROPS || found == PHRASE_PROMISE
		       ? found
		       : PHRASE_NONE;
}
