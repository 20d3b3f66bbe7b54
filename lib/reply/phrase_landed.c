/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* That what the mail answers is in a tree: "Both patches are now in my queue", "In vfs.fixes now."
 */

/* The place behind "this", "both these patches", "the v3 series" at word i; 0 where there is none.
 */
static unsigned behind_subject(const struct sentence *s, unsigned i)
{
	unsigned start = i;
	bool these = false;

	for (; i < s->nr; i++) {
		bool number = these && (is_number(s->words[i].text) || SAYS(s, i, "and"));

		if (!is_a(s, i, WORD_LANDED_THESE) && !is_a(s, i, WORD_LANDED_DETERMINER) &&
		    !is_version(s->words[i].text) && !number)
			break;
		if (s->words[i].after && !number)
			return 0;
		these = number || is_a(s, i, WORD_LANDED_THESE) || (i && SAYS(s, i - 1, "all"));
	}
	return i > start && these ? i : 0;
}

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
	return end && (now || SAYS(s, end, "now")) ? at : 0;
}

/* "This went in through the tty tree", "it went straight to -fixes" */
static unsigned behind_going(const struct sentence *s, unsigned i)
{
	if (!SAYS(s, i, "it") && !SAYS(s, i, "they") && !is_a(s, i, WORD_LANDED_THESE))
		return 0;
	if (!SAYS(s, ++i, "went"))
		return 0;
	for (i++; SAYS(s, i, "straight") || SAYS(s, i, "directly") ||
		  (SAYS(s, i, "in") && !behind_place(s, i));
	     i++)
		;
	return (is_a(s, i, WORD_DESTINATION) || SAYS(s, i, "through")) &&
			       phrase_behind_tree(s, i + 1)
		       ? i
		       : 0;
}

/* "I've put these into the next branch", "Hoovered up into my tree": whatever the verb. */
static unsigned behind_putting(const struct sentence *s, unsigned i)
{
	struct slice verb;

	while (is_a(s, i, WORD_FIRST_PERSON) || is_a(s, i, WORD_HAVE))
		i++;
	verb = word_at(s, i);
	if (is_a(s, i, WORD_TRIAL) || SAYS(s, i, "looked") ||
	    !(is_a(s, i, WORD_VERB) ||
	      (verb.len > 4 && slice_ieq(slice_skip(verb, verb.len - 2), SLICE("ed")))))
		return 0;
	for (i++; i < s->nr && !s->words[i - 1].after &&
		  (is_a(s, i, WORD_TAKES_OBJECT) || SAYS(s, i, "up"));
	     i++)
		;
	return !s->words[i - 1].after && SAYS(s, i, "into") && phrase_behind_tree(s, i + 1) ? i : 0;
}

/* "It'll be in my next PR", "will show up in linux-next": of whom the work is not. */
static unsigned behind_coming(const struct sentence *s, unsigned i)
{
	if (SAYS(s, i, "it'll") || SAYS(s, i, "this'll") || SAYS(s, i, "they'll"))
		i++;
	else if (SAYS(s, i, "will") && !i)
		i++;
	else if ((SAYS(s, i, "it") || SAYS(s, i, "they") || is_a(s, i, WORD_LANDED_THESE)) &&
		 (SAYS(s, i + 1, "will") || SAYS(s, i + 1, "should")))
		i += 2;
	else
		return 0;
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

/* A whole sentence that says no more: "Now in frob-next, thanks." The rest of a line may look like
 * that, but for its first letter. */
static unsigned find_short(const struct sentence *s)
{
	bool polite = has_a(s, WORD_THANKS);
	unsigned i = 0, at, end;

	while (is_a(s, i, WORD_THANKS) || is_a(s, i, WORD_LANDED_ADVERB))
		i++;
	at = i;
	end = i = behind_place(s, i);
	while (is_a(s, i, WORD_THANKS) || is_a(s, i, WORD_LANDED_ADVERB) || SAYS(s, i, "you"))
		i++;
	return end && i == s->nr && (polite || g_ascii_isupper(*s->words[0].text.ptr)) ? at + 1 : 0;
}

static bool begins_clause(const struct sentence *s, unsigned i)
{
	const struct word *before = &s->words[i - (i > 0)];

	return !i || SAYS(s, i - 1, "ftr") || SAYS(s, i - 1, "fyi") ||
	       is_a(s, i - 1, WORD_CLAUSE_JOINT) ||
	       (before->after && strchr(",;:-", before->after));
}

unsigned phrase_find_landed(const struct sentence *s)
{
	unsigned found;

	if (s->asks || has_a(s, WORD_CONDITION) ||
	    !(has_a(s, WORD_DESTINATION) || has_a(s, WORD_PLACE_ON)))
		return 0;
	found = find_short(s);
	for (unsigned i = 0; i < s->nr && !found; i++) {
		unsigned at;

		/* "As it's a trifle it went straight to fixes", not "when it went" */
		if (i && SAYS(s, i, "it") && !is_a(s, i - 1, WORD_REASON) &&
		    !SAYS(s, i - 1, "when") && !SAYS(s, i - 1, "before") && behind_going(s, i))
			return behind_going(s, i) + 1;
		/* "With Ada's ack I've put it into …", not "which I've put into …" */
		if (!begins_clause(s, i) &&
		    !(is_a(s, i, WORD_FIRST_PERSON) && is_a(s, i, WORD_HAVE) &&
		      !is_a(s, i - 1, WORD_LANDED_THESE) && !SAYS(s, i - 1, "which")))
			continue;
		at = behind_subject(s, i);
		at = at ? behind_being(s, at) : 0;
		if (at && !behind_place(s, at))
			at = 0;
		at = at ? at : behind_it_now(s, i);
		at = at ? at : behind_going(s, i);
		at = at ? at : behind_putting(s, i);
		at = at ? at : behind_coming(s, i);
		if (at && !phrase_is_trial(s, at - 1, false))
			found = at + 1;
	}
	return found;
}
