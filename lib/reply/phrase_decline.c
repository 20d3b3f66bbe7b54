/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"

/*
 * That a patch is refused, told by who does not take it: "not applying", "we won't be taking new
 * features", "this isn't going in". What is "not merged" is no refusal, nor is what nobody "can".
 */

/* "this", "that patch as-is", "it until …": not "this lock". */
static bool is_work(const struct sentence *s, unsigned i)
{
	static const char *const ends[] = { "until",  "because", "since",   "as-is", "without",
					    "unless", "anymore", "now",	    "in",    "at",
					    "as",     "like",	 "through", "via",   "any" };
	bool these = SAYS(s, i, "this") || SAYS(s, i, "that") || SAYS(s, i, "these") ||
		     SAYS(s, i, "it") || SAYS(s, i, "them");

	if (!these && !SAYS(s, i, "the") && !SAYS(s, i, "your"))
		return false;
	if (is_a(s, i + 1, WORD_ONE) || is_a(s, i + 1, WORD_WHOLE))
		return true;
	if (!these)
		return false;
	if (s->words[i].after || i + 1 == s->nr)
		return true;
	for (size_t k = 0; k < G_N_ELEMENTS(ends); k++)
		if (slice_ieq(word_at(s, i + 1), slice_str(ends[k])))
			return true;
	return false;
}

/* Whether a clause begins at word i, or who it is about is the speaker: "so won't …", "I'm …". */
static bool is_own(const struct sentence *s, unsigned i)
{
	if (!i || s->words[i - 1].after || is_a(s, i - 1, WORD_CLAUSE_JOINT))
		return true;
	if (SAYS(s, i - 1, "am") || SAYS(s, i - 1, "are") || SAYS(s, i - 1, "will") ||
	    SAYS(s, i - 1, "would"))
		i--;
	return i && (is_a(s, i - 1, WORD_FIRST_PERSON) || is_a(s, i - 1, WORD_SHORT_WILL) ||
		     SAYS(s, i - 1, "i'd") || SAYS(s, i - 1, "we'd") || SAYS(s, i - 1, "we're"));
}

/* Where "not" of "not taking", "rather not take", "not going to take" stands; s->nr for nowhere. */
static unsigned find_not(const struct sentence *s, unsigned deed)
{
	struct slice word = s->words[deed].text;
	unsigned i = deed;

	while (i && SAYS(s, i - 1, "be"))
		i--;
	if (!i)
		return s->nr;
	if (word.len > 5 && slice_ieq(slice_skip(word, word.len - 3), SLICE("ing")))
		return SAYS(s, i - 1, "not") || SAYS(s, i - 1, "won't") ? i - 1 : s->nr;
	if (i > 1 && SAYS(s, i - 1, "not") &&
	    (SAYS(s, i - 2, "rather") || SAYS(s, i - 2, "will") || is_a(s, i - 2, WORD_SHORT_WILL)))
		return i - 1 - SAYS(s, i - 2, "rather");
	if (SAYS(s, i - 1, "won't"))
		return i - 1;
	return i > 2 && SAYS(s, i - 1, "to") && SAYS(s, i - 2, "going") && SAYS(s, i - 3, "not")
		       ? i - 3
		       : s->nr;
}

/* "I'd rather not apply that patch", "not taking this", "so won't merge it until …" */
static bool declines(const struct sentence *s)
{
	for (unsigned i = 1; i < s->nr; i++) {
		unsigned at = is_a(s, i, WORD_TAKES_DEED) ? find_not(s, i) : s->nr;

		if (at < s->nr && is_own(s, at) && is_work(s, i + 1))
			return true;
	}
	return false;
}

/* "new features", "any more patches", "patches for this driver" */
static bool is_any_work(const struct sentence *s, unsigned i)
{
	while (SAYS(s, i, "any") || SAYS(s, i, "more") || SAYS(s, i, "such") ||
	       SAYS(s, i, "further") || SAYS(s, i, "new") || SAYS(s, i, "other"))
		i++;
	return SAYS(s, i, "patches") || SAYS(s, i, "features") || SAYS(s, i, "drivers") ||
	       SAYS(s, i, "cleanups") || SAYS(s, i, "changes");
}

static bool ends_clause(const struct sentence *s, unsigned i)
{
	return i >= s->nr || (i && s->words[i - 1].after);
}

/* Whether nothing follows word i but why, or as long as what. */
static bool is_told(const struct sentence *s, unsigned i)
{
	return ends_clause(s, i) || SAYS(s, i, "until") || SAYS(s, i, "unless") ||
	       SAYS(s, i, "because") || SAYS(s, i, "as") || SAYS(s, i, "as-is") ||
	       SAYS(s, i, "like") || SAYS(s, i, "without") || SAYS(s, i, "from") ||
	       SAYS(s, i, "by") || SAYS(s, i, "upstream") || SAYS(s, i, "anyway") ||
	       SAYS(s, i, "here") || SAYS(s, i, "at");
}

/* "I'm not merging this", "not applying", "we won't be taking any new drivers" */
static bool is_not_taking(const struct sentence *s, const struct clause *clause)
{
	unsigned verb = clause->verb;
	bool ing = is_a(s, verb, WORD_UNDER_WAY) && !SAYS(s, verb, "adding");

	bool takes = is_a(s, verb, WORD_TAKES_DEED) || SAYS(s, verb, "accept");

	if (SAYS(s, verb, "accepting") || (clause->does && takes))
		return is_any_work(s, verb + 1);
	if (!ing && !(clause->will && takes))
		return false;
	if (!s->words[verb].after && (is_work(s, verb + 1) || is_any_work(s, verb + 1)))
		return true;
	return ing && !SAYS(s, verb, "taking") && !SAYS(s, verb, "picking") &&
	       ends_clause(s, verb + 1);
}

/* "We don't do that here", "we are not doing this" */
static bool is_not_doing(const struct sentence *s, const struct clause *clause)
{
	unsigned verb = clause->verb;

	/* "Not interested." */
	if (SAYS(s, verb, "interested"))
		return ends_clause(s, verb + 1) || SAYS(s, verb + 1, "in");
	if (!(SAYS(s, verb, "doing") && clause->is) && !(SAYS(s, verb, "do") && clause->does) &&
	    !(clause->will &&
	      (SAYS(s, verb, "do") || SAYS(s, verb, "support") || SAYS(s, verb, "add") ||
	       SAYS(s, verb, "adding") || SAYS(s, verb, "carry"))))
		return false;
	if (!SAYS(s, verb + 1, "this") && !SAYS(s, verb + 1, "that"))
		return false;
	return ends_clause(s, verb + 2) || SAYS(s, verb + 2, "here") || SAYS(s, verb + 2, "in");
}

/* "isn't going in", "is not going to be merged", "won't fly" */
static bool is_not_going(const struct sentence *s, const struct clause *clause)
{
	unsigned verb = clause->verb;

	if (SAYS(s, verb, "going") || SAYS(s, verb, "go"))
		return (SAYS(s, verb + 1, "in") && ends_clause(s, verb + 2)) ||
		       SAYS(s, verb + 1, "anywhere") || SAYS(s, verb + 1, "upstream") ||
		       ((SAYS(s, verb + 1, "in") || SAYS(s, verb + 1, "into")) &&
			phrase_behind_tree(s, verb + 2));
	if (SAYS(s, verb, "fly") || SAYS(s, verb, "land"))
		return clause->will && is_told(s, verb + 1);
	if (!clause->is || !(clause->will || SAYS(s, verb - 1, "getting")))
		return false;
	return (SAYS(s, verb, "merged") || SAYS(s, verb, "accepted") ||
		(clause->work && (SAYS(s, verb, "applied") || SAYS(s, verb, "taken") ||
				  SAYS(s, verb, "queued")))) &&
	       is_told(s, verb + 1);
}

/* "I can't take this": not "as it stands", nor as it is not "my" part. */
static bool cannot(const struct sentence *s, const struct clause *clause)
{
	unsigned verb = clause->verb;

	if (!clause->speaker || (!SAYS(s, verb, "take") && !SAYS(s, verb, "merge")) ||
	    !(SAYS(s, verb - 1, "can't") || SAYS(s, verb - 1, "cannot")) ||
	    (!SAYS(s, verb + 1, "this") && !SAYS(s, verb + 1, "these") &&
	     !SAYS(s, verb + 1, "it")) ||
	    !ends_clause(s, verb + 2))
		return false;
	for (unsigned i = 0; i < s->nr; i++)
		if (SAYS(s, i, "my") || SAYS(s, i, "stands") || SAYS(s, i, "first"))
			return false;
	return true;
}

/* "Let's not do this", "let's not go there" */
static bool is_better_not(const struct sentence *s, unsigned i)
{
	return (SAYS(s, i, "let's") || SAYS(s, i, "lets")) && SAYS(s, i + 1, "not") &&
	       ((SAYS(s, i + 2, "do") && SAYS(s, i + 3, "this")) ||
		(SAYS(s, i + 2, "go") && SAYS(s, i + 3, "there"))) &&
	       ends_clause(s, i + 4);
}

bool phrase_declines(const struct sentence *s)
{
	if (declines(s))
		return true;
	for (unsigned i = 0; has_a(s, WORD_NOT) && i < s->nr; i++) {
		struct clause clause;

		if (!clause_begins(s, i))
			continue;
		if (is_better_not(s, i))
			return true;
		clause_read(s, i, &clause);
		if (!clause.denied || clause.has || clause.verb >= s->nr)
			continue;
		if (clause.may) {
			if (cannot(s, &clause))
				return true;
			continue;
		}
		if ((clause.speaker || clause_is_bare(&clause)) &&
		    (is_not_taking(s, &clause) || is_not_doing(s, &clause)))
			return true;
		if ((clause.work || clause.it) && is_not_going(s, &clause))
			return true;
	}
	return false;
}
