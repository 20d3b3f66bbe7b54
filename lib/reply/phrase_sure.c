/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_private.h"

/* How sure it is that what was "pushed", or what "I applied", went where patches are kept. */

/* "Pushed to drm-misc", "grabbed it for 5.12-fixes": a tree by its name, not somebody's "my branch"
 * or a URL. */
bool phrase_names_tree(const struct sentence *s, unsigned verb)
{
	struct slice next, word = s->words[verb].text;
	unsigned to = verb + 1;

	while (is_a(s, to, WORD_TAKES_OBJECT) && !s->words[to - 1].after)
		to++;
	next = word_at(s, to + 1);
	if (!next.len || s->words[to - 1].after)
		return false;
	/* "for 5.12", "for the next merge window" */
	if (SAYS(s, to, "for") && (phrase_is_release(next) || slice_ieq(next, SLICE("next")) ||
				   (slice_ieq(next, SLICE("the")) &&
				    (SAYS(s, to + 2, "next") || SAYS(s, to + 2, "upcoming") ||
				     SAYS(s, to + 2, "merge")))))
		return true;
	if (is_a(s, to, WORD_DESTINATION) &&
	    ((!SAYS(s, to + 1, "my") && !SAYS(s, to + 1, "our")) || SAYS(s, verb, "landed")) &&
	    !memmem(next.ptr, next.len, "//", 2) &&
	    (slice_ieq(word, SLICE("merged")) ? phrase_is_tree(s, to + 1)
					      : phrase_behind_tree(s, to + 1) > 0))
		return true;
	return to == verb + 1 && SAYS(s, to, "to") && next.len > 1 &&
	       !memchr(next.ptr, ':', next.len) &&
	       (memchr(next.ptr, '-', next.len) || memchr(next.ptr, '/', next.len));
}

/* "I've applied", "I have now applied" */
static bool is_perfect(const struct sentence *s, unsigned verb)
{
	unsigned start = verb > 3 ? verb - 3 : 0;

	for (; verb > start; verb--)
		if (is_a(s, verb - 1, WORD_HAVE))
			return true;
	return false;
}

/* "I applied this patch and ran it.": more was done than that. */
static bool goes_on(const struct sentence *s, unsigned i, unsigned end)
{
	for (; i + 1 < end; i++)
		if (SAYS(s, i, "but") || (SAYS(s, i, "and") && !is_number(word_at(s, i + 1)) &&
					  !is_a(s, i + 1, WORD_THE_OBJECT)))
			return true;
	return false;
}

/*
 * Somebody's "I applied it, and …" may be about a trial; where to, the perfect, or nothing more to
 * say, makes it sure.
 */
bool phrase_is_sure(const struct sentence *s, unsigned verb, unsigned end)
{
	char after = s->words[end - 1].after;

	if (is_perfect(s, verb) || *s->words[verb].text.ptr == 'q' ||
	    is_a(s, verb, WORD_PLACE_VERB))
		return true;
	if ((after == '.' || after == '!') && !goes_on(s, verb + 2, end))
		return true;
	for (unsigned i = verb + 1; i < end; i++)
		if (is_a(s, i, WORD_DESTINATION) && (!SAYS(s, i, "in") || phrase_is_tree(s, i + 1)))
			return true;
	return false;
}

/* "I've pushed this with a tweak", not "I merged it into one function". */
bool phrase_moves_work(const struct sentence *s, unsigned verb, unsigned end)
{
	if (!is_a(s, verb + 1, WORD_UNQUEUED_ALL) && !SAYS(s, verb + 1, "this") &&
	    !SAYS(s, verb + 1, "it"))
		return false;
	/* "I pushed them here:" */
	if (s->words[s->nr - 1].after == ':')
		return false;
	for (unsigned i = verb + 2; i < end; i++)
		if (is_a(s, i, WORD_DESTINATION) && !phrase_is_release(word_at(s, i + 1)))
			return false;
	return true;
}
