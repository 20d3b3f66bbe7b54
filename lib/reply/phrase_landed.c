/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* That what the mail answers is in a tree: "Both patches are now in my queue", "In vfs.fixes now."
 */

/* The place behind "this", "both these patches", "the v3 series" at word i; 0 where there is none.
 */
static unsigned behind_subject(const struct sentence *s, unsigned i)
{
	unsigned start = i;

	while (i < s->nr && (is_a(s, i, WORD_LANDED_THESE) || is_a(s, i, WORD_LANDED_DETERMINER) ||
			     is_version(s->words[i].text)))
		if (s->words[i++].after)
			return 0;
	return i > start && is_a(s, i - 1, WORD_LANDED_THESE) ? i : 0;
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

	return !i || is_a(s, i - 1, WORD_CLAUSE_JOINT) ||
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
		unsigned at = begins_clause(s, i) ? behind_subject(s, i) : 0;

		at = at ? behind_being(s, at) : 0;
		if (at && behind_place(s, at) && !phrase_is_trial(s, at - 1, false))
			found = at + 1;
	}
	return found;
}
