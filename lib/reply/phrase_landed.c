/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"

/* That what the mail answers is in a tree: "Both patches are now in my queue", "In vfs.fixes now."
 */

/* The place behind "is now", "has been" at word i; 0 where there is none. */
static unsigned behind_being(const struct sentence *s, unsigned i)
{
	bool is = is_a(s, i - 1, WORD_LANDED_BEING);

	for (; is_a(s, i, WORD_LANDED_BEING) || is_a(s, i, WORD_LANDED_ADVERB); i++)
		is |= is_a(s, i, WORD_LANDED_BEING);
	return is ? i : 0;
}

/* "in my queue", "on for-next": the place behind it; 0 where there is none. */
static unsigned behind_place(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "in") || SAYS(s, i, "on") ? phrase_behind_tree(s, i + 1) : 0;
}

/* "The patches", "both": of code it would be said in which file it is. */
static bool is_plural(const struct sentence *s, unsigned i)
{
	unsigned end = clause_behind_work(s, i);

	for (; i < end; i++)
		if (SAYS(s, i, "patches") || is_a(s, i, WORD_WHOLE) || SAYS(s, i, "both"))
			return true;
	return false;
}

/* "in soc/drivers": the name of a tree that nobody knows, of what can be nowhere else. */
static bool is_made_up_place(const struct sentence *s, unsigned i)
{
	struct slice name = word_at(s, i + 1);

	return (SAYS(s, i, "in") || SAYS(s, i, "on")) && name.len &&
	       (memchr(name.ptr, '/', name.len) || memchr(name.ptr, '-', name.len)) &&
	       (i + 2 == s->nr || s->words[i + 1].after || is_a(s, i + 2, WORD_LANDED_ADVERB));
}

/* "It's in for-next now": what is there since a moment ago is no code. */
static unsigned behind_it_now(const struct sentence *s, unsigned i)
{
	unsigned at = i + 1, end;
	bool now = false;

	if (!SAYS(s, i, "it's") && !SAYS(s, i, "they're")) {
		if (!SAYS(s, i, "it") && !SAYS(s, i, "they"))
			return 0;
		at += SAYS(s, i + 1, "is") || SAYS(s, i + 1, "are");
		if (at == i + 1)
			return 0;
	}
	for (; is_a(s, at, WORD_LANDED_ADVERB); at++)
		now |= SAYS(s, at, "now");
	end = behind_place(s, at);
	/* "It's in my fixes branch": whose code is meant is told by whose tree it is. */
	now |= SAYS(s, at + 1, "my") || SAYS(s, at + 1, "our");
	return end && (now || SAYS(s, end, "now")) ? at : 0;
}

/* The place behind "went", "landed", "made it", "ended up", "is sitting" at word i; 0 where there
 * is none. */
static unsigned behind_motion(const struct sentence *s, unsigned i)
{
	if (SAYS(s, i, "went") || SAYS(s, i, "landed") || SAYS(s, i, "sitting"))
		return i + 1;
	if (((SAYS(s, i, "made") || SAYS(s, i, "makes")) && SAYS(s, i + 1, "it")) ||
	    (SAYS(s, i, "ended") && SAYS(s, i + 1, "up")))
		return i + 2;
	return 0;
}

/* "This went in through the tty tree", "it went straight to -fixes", "patches 2-5 made it into
 * 6.8-rc4", "Ended up in my queue" */
static unsigned behind_going(const struct sentence *s, unsigned i)
{
	unsigned behind = clause_behind_work(s, i), at;
	bool named = behind || SAYS(s, i, "it") || SAYS(s, i, "they");

	at = behind ? behind : i + named;
	while (is_a(s, at, WORD_ADVERB) || (named && (is_a(s, at, WORD_HAS) || SAYS(s, at, "is"))))
		at++;
	at = behind_motion(s, at);
	/* Of nobody in particular it is all of the sentence. */
	if (!at || (!named && i) || (SAYS(s, i, "it") && !SAYS(s, at - 1, "went")))
		return 0;
	while (SAYS(s, at, "straight") || SAYS(s, at, "directly") ||
	       (SAYS(s, at, "in") && !behind_place(s, at)))
		at++;
	if (!is_a(s, at, WORD_DESTINATION) && !SAYS(s, at, "through") && !SAYS(s, at, "on"))
		return 0;
	return phrase_behind_tree(s, at + 1) || (named && !SAYS(s, at, "for") &&
						 phrase_is_release(word_at(s, at + 1)))
		       ? at
		       : 0;
}

/* "I've put these into the next branch", "Hoovered up into my tree": whatever the verb. */
static unsigned behind_putting(const struct sentence *s, unsigned i)
{
	struct slice verb;
	unsigned verb_at;

	while (is_a(s, i, WORD_FIRST_PERSON) || is_a(s, i, WORD_HAVE))
		i++;
	verb_at = i;
	verb = word_at(s, i);
	if (is_a(s, i, WORD_TRIAL) || SAYS(s, i, "looked") ||
	    !(is_a(s, i, WORD_VERB) ||
	      (verb.len > 4 && slice_ieq(slice_skip(verb, verb.len - 2), SLICE("ed")))))
		return 0;
	for (i++; i < s->nr && !s->words[i - 1].after &&
		  (is_a(s, i, WORD_TAKES_OBJECT) || SAYS(s, i, "up"));
	     i++)
		;
	if (s->words[i - 1].after || !phrase_behind_tree(s, i + 1))
		return 0;
	/* "… and stuck it in for-next" */
	if (is_a(s, verb_at, WORD_PLACE_VERB) && i > verb_at + 1 && verb_at &&
	    SAYS(s, verb_at - 1, "and") && (SAYS(s, i, "in") || SAYS(s, i, "on")))
		return i;
	return SAYS(s, i, "into") || (SAYS(s, i, "to") && verb_at && is_a(s, verb_at, WORD_VERB) &&
				      SAYS(s, verb_at - 1, "and") && i == verb_at + 2 &&
				      !SAYS(s, i + 1, "my") && !SAYS(s, i + 1, "our"))
		       ? i
		       : 0;
}

/* "It'll be in my next PR", "will show up in linux-next": of whom the work is not. */
static unsigned behind_coming(const struct sentence *s, unsigned i)
{
	if (SAYS(s, i, "it'll") || SAYS(s, i, "this'll") || SAYS(s, i, "they'll"))
		i++;
	else if (SAYS(s, i, "should") && !i && (SAYS(s, 1, "appear") || SAYS(s, 1, "show")))
		i++;
	else if (SAYS(s, i, "will") && (!i || s->words[i - 1].after))
		i++;
	else if ((SAYS(s, i, "it") || SAYS(s, i, "they") || is_a(s, i, WORD_LANDED_THESE)) &&
		 (SAYS(s, i + 1, "will") || SAYS(s, i + 1, "should")))
		i += 2;
	else
		return 0;
	if (SAYS(s, i, "land") && SAYS(s, i + 1, "in"))
		return phrase_is_release(word_at(s, i + 2)) || phrase_behind_tree(s, i + 2) ? i + 1
											    : 0;
	if (SAYS(s, i, "appear"))
		i++;
	else if (SAYS(s, i, "show") && SAYS(s, i + 1, "up"))
		i += 2;
	else if (SAYS(s, i, "be") && !SAYS(s, i - 1, "should"))
		i += 1 + SAYS(s, i + 1, "part") + SAYS(s, i + 1, "included");
	else
		return 0;
	if (!SAYS(s, i, "in") && !SAYS(s, i, "of"))
		return 0;
	if (phrase_behind_tree(s, i + 1))
		return i;
	for (unsigned k = i + 1; k < MIN(i + 4, s->nr); k++)
		if (SAYS(s, k, "next"))
			return SAYS(s, k + 1, "pull") || SAYS(s, k + 1, "pr") ||
					       SAYS(s, k + 1, "batch") || SAYS(s, k + 1, "round")
				       ? i
				       : 0;
	return 0;
}

/* "Okay, it's in.", "the series is in": that it is inside of something would be told. */
static bool is_in(const struct sentence *s, unsigned i)
{
	struct clause clause;

	clause_read(s, i, &clause);
	return (clause.work || clause.it) && clause.is && !clause.may && !clause.denied &&
	       !clause.will && SAYS(s, clause.verb, "in") && s->words[clause.verb].after != ':' &&
	       (clause.verb + 1 == s->nr ||
		(s->words[clause.verb].after && is_a(s, clause.verb + 1, WORD_THANKS)));
}

/* "In the tree now": which one everybody knows. */
static unsigned behind_the_tree(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "in") && SAYS(s, i + 1, "the") &&
			       (SAYS(s, i + 2, "tree") || SAYS(s, i + 2, "queue"))
		       ? i + 3
		       : 0;
}

/* A whole sentence that says no more: "Now in frob-next, thanks.", "Already in my queue, but thanks
 * for asking". The rest of a line may look like that, but for its first letter. */
static unsigned find_short(const struct sentence *s)
{
	bool polite = has_a(s, WORD_THANKS), told = false;
	unsigned i = 0, at, end;

	for (; is_a(s, i, WORD_THANKS) || is_a(s, i, WORD_LANDED_ADVERB) ||
	       (i && SAYS(s, i, "you") && SAYS(s, i - 1, "thank"));
	     i++)
		told |= is_a(s, i, WORD_LANDED_ADVERB);
	at = i;
	i = behind_place(s, i);
	end = i = i ? i : behind_the_tree(s, at);
	if (end && told && s->words[end - 1].after && (polite || SAYS(s, end, "see")))
		return at + 1;
	/* "In my tree as of today." */
	if (end && SAYS(s, end, "as") && SAYS(s, end + 1, "of") &&
	    g_ascii_isupper(*s->words[0].text.ptr))
		return at + 1;
	while (is_a(s, i, WORD_THANKS) || is_a(s, i, WORD_LANDED_ADVERB) || SAYS(s, i, "you"))
		i++;
	return end && i == s->nr && (polite || g_ascii_isupper(*s->words[0].text.ptr)) ? at + 1 : 0;
}

unsigned phrase_find_landed(const struct sentence *s)
{
	unsigned found;

	if (s->asks || has_a(s, WORD_CONDITION) ||
	    !(has_a(s, WORD_DESTINATION) || has_a(s, WORD_PLACE_ON)))
		return 0;
	found = find_short(s);
	for (unsigned i = 0; i < s->nr && !found; i++) {
		unsigned at, going;

		/* "As it's a trifle it went straight to fixes", not "when it went" */
		if (i && SAYS(s, i, "it") && !is_a(s, i - 1, WORD_REASON) &&
		    !SAYS(s, i - 1, "when") && !SAYS(s, i - 1, "before") && behind_going(s, i))
			return behind_going(s, i) + 1;
		/* "With Ada's ack I've put it into …", not "which I've put into …" */
		if (!clause_begins(s, i) &&
		    !(is_a(s, i, WORD_FIRST_PERSON) && is_a(s, i, WORD_HAVE) &&
		      !is_a(s, i - 1, WORD_LANDED_THESE) && !SAYS(s, i - 1, "which")))
			continue;
		at = clause_behind_work(s, i);
		at = at ? behind_being(s, at) : 0;
		if (at && !behind_place(s, at) && !(is_plural(s, i) && is_made_up_place(s, at)))
			at = 0;
		at = at ? at : behind_it_now(s, i);
		going = at ? 0 : behind_going(s, i);
		if (!at && !going)
			going = behind_coming(s, i);
		if (going && phrase_is_release(word_at(s, going + 1)))
			return going + 1;
		at = at ? at : going;
		at = at ? at : behind_putting(s, i);
		if (!at && is_in(s, i))
			return s->nr;
		if (at && !phrase_is_trial(s, at - 1, false))
			found = at + 1;
	}
	return found;
}
