/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"

unsigned clause_behind_work(const struct sentence *s, unsigned i)
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

/* "you asked for", "from Ada's review" */
static bool is_asked_for(const struct sentence *s, unsigned i)
{
	static const char *const words[] = { "you",	  "from",      "that",	   "which",
					     "suggested", "requested", "proposed", "discussed",
					     "as",	  "we",	       "he",	   "she" };

	for (size_t k = 0; k < G_N_ELEMENTS(words); k++)
		if (slice_ieq(word_at(s, i), slice_str(words[k])))
			return true;
	return false;
}

bool clause_is_object(const struct sentence *s, unsigned i)
{
	if (!is_a(s, i, WORD_THE_OBJECT))
		return false;
	if (s->words[i].after || i + 1 == s->nr)
		return true;
	if (SAYS(s, i, "changes"))
		return !is_asked_for(s, i + 1);
	/* "first", "two", "whole": of what? */
	if (!is_a(s, i, WORD_NO_TOPIC) || is_a(s, i, WORD_SERIES) || SAYS(s, i, "rest"))
		return true;
	return is_a(s, i + 1, WORD_THE_OBJECT) || is_a(s, i + 1, WORD_ONE) ||
	       is_a(s, i + 1, WORD_WHOLE) || is_a(s, i + 1, WORD_APPLIED_BEHIND) ||
	       is_a(s, i + 1, WORD_PART) || SAYS(s, i + 1, "few") || SAYS(s, i + 1, "ones") ||
	       is_number(word_at(s, i + 1));
}

bool clause_begins(const struct sentence *s, unsigned i)
{
	bool lead;

	if (!i || s->words[i - 1].after || is_a(s, i - 1, WORD_CLAUSE_JOINT))
		return true;
	lead = is_a(s, i - 1, WORD_LEAD);
	for (unsigned k = 0; k + 1 < i && lead; k++)
		lead = is_a(s, k, WORD_LEAD);
	return lead;
}

/* Adds what a word tells. */
static bool take(const struct sentence *s, unsigned i, struct clause *out)
{
	bool is = is_a(s, i, WORD_IS), has = is_a(s, i, WORD_HAS), will = is_a(s, i, WORD_WILLS),
	     does = is_a(s, i, WORD_DOES) && !out->does, may = is_a(s, i, WORD_MAY),
	     not = is_a(s, i, WORD_NOT);

	/* "going to take", "about to take" */
	if (out->is && (SAYS(s, i, "going") || SAYS(s, i, "about")) && SAYS(s, i + 1, "to"))
		will = true;
	if (SAYS(s, i, "to") && out->will && (SAYS(s, i - 1, "going") || SAYS(s, i - 1, "about")))
		return true;
	if (SAYS(s, i, "longer") && i && SAYS(s, i - 1, "no"))
		not = true;
	out->is |= is;
	out->has |= has;
	out->will |= will;
	out->does |= does;
	out->may |= may;
	out->denied |= not ;
	return is || has || will || does || may || not || is_a(s, i, WORD_ADVERB) ||
	       (SAYS(s, i, "no") && SAYS(s, i + 1, "longer"));
}

void clause_read(const struct sentence *s, unsigned i, struct clause *out)
{
	unsigned behind;

	*out = (struct clause){ .verb = i };
	while (is_a(s, i, WORD_LEAD))
		i++;
	behind = clause_behind_work(s, i);
	out->speaker = is_a(s, i, WORD_SPEAKER);
	out->it = is_a(s, i, WORD_IT);
	out->work = behind && !out->it;
	if (out->work)
		i = behind;
	else if (out->speaker || out->it)
		take(s, i++, out);
	while (i < s->nr && take(s, i, out))
		i++;
	out->verb = i;
}
