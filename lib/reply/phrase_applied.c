/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_clause.h"

/* A comma in a list of numbers does not end a clause. */
static bool ends_clause(const struct sentence *s, unsigned i)
{
	char after = s->words[i].after;

	if (after == ',' && is_number(s->words[i].text) &&
	    (is_number(word_at(s, i + 1)) || SAYS(s, i + 1, "and")))
		return false;
	return after == ',' || after == '.' || after == '!' || after == ';';
}

/* The place behind the lead words; a name may stand behind thanks or a greeting. */
static unsigned skip_lead(const struct sentence *s, unsigned i, bool *first_person)
{
	*first_person = false;
	for (; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		if (is_a(s, i, WORD_VERB))
			break;
		if (is_a(s, i, WORD_FIRST_PERSON))
			*first_person = true;
		else if (!is_a(s, i, WORD_APPLIED_LEAD) && !(i && is_number(word)) && word.len &&
			 !(is_version(word) && is_a(s, i + 1, WORD_WHOLE)) &&
			 !(i && i < 4 && ends_clause(s, i)))
			return s->nr;
	}
	return i;
}

/* "mm-unstable to this version", behind "I updated". */
static bool is_updated(const struct sentence *s, unsigned i)
{
	unsigned end = MIN(i + 5, s->nr);
	bool tree = phrase_is_tree(s, i);

	for (; i < end && !SAYS(s, i, "to"); i++)
		tree |= memchr(s->words[i].text.ptr, '-', s->words[i].text.len) != NULL;
	return tree && SAYS(s, i + 1, "this");
}

/* "I've added this to irqchip-next"; what an author adds goes into his next version. */
static bool is_placed(const struct sentence *s, unsigned verb, bool first_person)
{
	struct slice next = word_at(s, verb + 1);
	bool added = SAYS(s, verb, "added");
	bool all = verb && (SAYS(s, verb - 1, "all") || SAYS(s, verb - 1, "both"));
	unsigned i = verb + 2, start = verb - all;

	/* "Added to frob-next", "Thanks, all added to frob-next" */
	if (added && (!start || s->words[start - 1].after) && slice_ieq(next, SLICE("to")))
		return phrase_is_tree(s, verb + 2);
	if (!first_person || s->words[verb].after)
		return false;
	if (added && slice_ieq(next, SLICE("the")) && SAYS(s, verb + 2, "patch"))
		return SAYS(s, verb + 3, "titled");
	if (SAYS(s, verb, "updated"))
		return is_updated(s, verb + 1);
	if (!is_a(s, verb + 1, WORD_APPLIED_OBJECT))
		return false;
	while (i < s->nr && i < verb + 6 && !is_a(s, i, WORD_DESTINATION))
		i++;
	return i + 1 < s->nr && is_a(s, i, WORD_DESTINATION) && phrase_is_tree(s, i + 1);
}

static bool ends_in_ing(struct slice word)
{
	return word.len > 5 && slice_ieq(slice_skip(word, word.len - 3), SLICE("ing"));
}

/* "Took patches 1-3", "took the series"; "It took that long". */
static bool takes_object(const struct sentence *s, unsigned verb)
{
	unsigned i = verb + 1;

	if (verb && !is_a(s, verb - 1, WORD_FIRST_PERSON) && !s->words[verb - 1].after)
		return false;
	i += SAYS(s, i, "patch") || SAYS(s, i, "patches");
	if (is_number(word_at(s, i)))
		return s->words[i].after || i + 1 == s->nr;
	/* "your patch into account" */
	if (SAYS(s, i + 2, "into") && !phrase_behind_tree(s, i + 3))
		return false;
	return (SAYS(s, i, "the") || SAYS(s, i, "this") || SAYS(s, i, "your")) &&
	       (SAYS(s, i + 1, "patch") || SAYS(s, i + 1, "patches") || is_a(s, i + 1, WORD_WHOLE));
}

/* What "Applied …" may go on with. */
static bool may_follow(const struct sentence *s, unsigned verb, bool first_person)
{
	struct slice word = s->words[verb].text, next = word_at(s, verb + 1);
	char after = s->words[verb].after;

	if (is_a(s, verb, WORD_PLACE_VERB) && is_placed(s, verb, first_person))
		return true;
	if (slice_ieq(word, SLICE("added")) || slice_ieq(word, SLICE("put")) ||
	    slice_ieq(word, SLICE("updated")))
		return false;
	if (slice_ieq(word, SLICE("took")))
		return takes_object(s, verb);
	if (after)
		return strchr(",.!;(", after) != NULL;
	if (!next.len)
		return true;
	if (next.ptr[-1] == '[')
		return false;
	/* "your patch to next", not "your patch you sent me" */
	if (first_person && slice_ieq(next, SLICE("your")))
		return (is_a(s, verb + 2, WORD_THE_OBJECT) ||
			(SAYS(s, verb + 2, "fix") && phrase_is_tree(s, verb + 4))) &&
		       (verb + 3 == s->nr || s->words[verb + 2].after ||
			is_a(s, verb + 3, WORD_APPLIED_BEHIND) ||
			is_a(s, verb + 3, WORD_CLAUSE_JOINT) ||
			is_a(s, verb + 3, WORD_BEHIND_TREE));
	/* "Applied after fixing the typo" */
	if (slice_ieq(next, SLICE("after")))
		return ends_in_ing(word_at(s, verb + 2));
	if ((!is_a(s, verb + 1, WORD_APPLIED_BEHIND) && !is_number(next)) ||
	    (slice_ieq(next, SLICE("as")) && SAYS(s, verb + 2, "well")))
		return false;
	if (slice_ieq(word, SLICE("taken")) && !is_a(s, verb + 1, WORD_DESTINATION))
		return false;
	if (slice_ieq(word, SLICE("applying")) && slice_ieq(next, SLICE("patch")))
		return false;
	if (slice_ieq(word, SLICE("picked")) && !slice_ieq(next, SLICE("up")) &&
	    !SAYS(s, verb + 2, "up") && !SAYS(s, verb + 3, "up"))
		return false;
	if (slice_ieq(next, SLICE("up"))) {
		if (!slice_ieq(word, SLICE("picked")) && *word.ptr != 'q' && *word.ptr != 'Q')
			return false;
		next = word_at(s, verb + 2);
		if (slice_ieq(next, SLICE("the")) || slice_ieq(next, SLICE("your")))
			return is_a(s, verb + 3, WORD_THE_OBJECT);
	}
	if (slice_ieq(next, SLICE("the")) && (first_person || SAYS(s, verb + 2, "changes")))
		return clause_is_object(s, verb + 2);
	/* "I have pulled both trees" */
	if (first_person && (slice_ieq(next, SLICE("both")) || slice_ieq(next, SLICE("all"))) &&
	    !s->words[verb + 1].after && verb + 2 < s->nr)
		return is_a(s, verb + 2, WORD_THE_OBJECT) || is_a(s, verb + 2, WORD_APPLIED_BEHIND);
	return !first_person || word_is(next, WORD_APPLIED_OBJECT) || is_number(next);
}

/*
 * "for v3", of which the author will make it a part, "to the patch", as a change to it, "on
 * v5.10-rc2", where it was tried, or, unless it was told where, "to all callers".
 */
static bool goes_elsewhere(const struct sentence *s, unsigned i, bool told)
{
	struct slice word = s->words[i].text, next = word_at(s, i + 1);

	if (slice_ieq(word, SLICE("on")) && told)
		return false;
	if (slice_ieq(word, SLICE("on")))
		return phrase_is_release(next) ||
		       !(phrase_is_tree(s, i + 1) || slice_ieq(next, SLICE("top")) || !next.len);
	if (!is_a(s, i, WORD_DESTINATION))
		return false;
	if (is_version(next))
		return true;
	/* "to the frobs", "to all callers" */
	return !told && (SAYS(s, i, "to") || SAYS(s, i, "into") || SAYS(s, i, "onto")) &&
	       is_a(s, i + 1, WORD_NO_NAME) && !phrase_is_tree(s, i + 2) &&
	       !phrase_is_release(word_at(s, i + 2));
}

/* Where the deed is complete, with the tree that the patches went to; what is said behind that says
 * what will be done with the tree. */
static unsigned find_complete(const struct sentence *s, unsigned verb)
{
	for (unsigned i = verb + 1; i < s->nr && i < verb + 6; i++) {
		unsigned end = is_a(s, i, WORD_DESTINATION) ? phrase_behind_tree(s, i + 1) : 0;

		if (end)
			return end;
	}
	return s->nr;
}

/* "for testing", of which more is not said; "the testing branch" */
static bool is_for_testing(const struct sentence *s, unsigned i)
{
	return SAYS(s, i, "testing") &&
	       (is_a(s, i + 1, WORD_TREE) ||
		((SAYS(s, i - 1, "for") || SAYS(s, i - 1, "some") || SAYS(s, i - 1, "further") ||
		  SAYS(s, i - 1, "and")) &&
		 (i + 1 == s->nr || s->words[i].after || SAYS(s, i + 1, "and"))));
}

/* "but patch 3", "except the last one"; what stands behind another "but" is said beside it. */
static bool is_exception(const struct sentence *s, unsigned i)
{
	struct slice next = word_at(s, i + 1);

	return is_a(s, i, WORD_EXCEPT) &&
	       (!SAYS(s, i, "but") || is_number(next) || slice_istarts(next, SLICE("patch")));
}

/* "tested and applied" */
static bool leads_to(const struct sentence *s, unsigned i, unsigned verb)
{
	return i + 2 == verb && SAYS(s, i + 1, "and");
}

/* The end of the clause that the verb is in; 0 where something there spoils the sense. */
static unsigned find_end(const struct sentence *s, unsigned verb)
{
	unsigned end = ends_clause(s, verb) && !is_exception(s, verb + 1) ? verb + 1 : s->nr;
	unsigned complete = find_complete(s, verb);
	bool aside = false, updated = SAYS(s, verb, "updated"), told = updated, beside = false;

	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;

		/* "(tested on both)" is said beside it. */
		aside = i > verb && (aside || word.ptr[-1] == '(');
		/* "Applied, but have you seen the warning?" */
		beside |= i >= end && i > verb && SAYS(s, i, "but");
		if ((s->words[i].after == '?' && !beside) ||
		    (!aside && is_a(s, i, WORD_TRIAL) && !leads_to(s, i, verb)))
			return 0;
		if (i <= verb || end < s->nr)
			continue;
		/* "Applied by hand because of a conflict": why, is no condition. */
		if (i > verb + 1 && (word.ptr[-1] == '(' || slice_ieq(word, SLICE("because"))))
			end = i;
		if ((is_a(s, i, WORD_APPLIED_SPOILER) && !updated && i < complete &&
		     !is_for_testing(s, i)) ||
		    goes_elsewhere(s, i, told || aside))
			return 0;
		told |= is_a(s, i, WORD_DESTINATION) || SAYS(s, i, "with");
		if (ends_clause(s, i) && !is_exception(s, i + 1))
			end = i + 1;
	}
	return end;
}

/* "…, the rest went to next": others took it, or it is elsewhere. */
static bool rest_went(const struct sentence *s, unsigned i)
{
	for (; i + 1 < s->nr; i++)
		if (is_a(s, i, WORD_REST) && SAYS(s, i + 1, "went"))
			return true;
	return false;
}

/* The clause that begins at word i. */
static enum phrase read_clause(const struct sentence *s, unsigned i, struct scope *scope)
{
	bool first_person, counted = !i && is_number(s->words[0].text) && SAYS(s, 1, "patches");
	unsigned verb = skip_lead(s, counted ? 1 : i, &first_person), end;
	const char *start, *stop;
	struct slice word;

	if (verb >= s->nr || !may_follow(s, verb, first_person))
		return PHRASE_NONE;
	end = find_end(s, verb);
	if (!end || phrase_is_trial(s, verb, first_person))
		return PHRASE_NONE;
	word = s->words[verb].text;
	start = s->words[i].text.ptr;
	stop = s->words[end - 1].text.ptr + s->words[end - 1].text.len;
	scope_read(slice_of(start, (size_t)(stop - start)), scope);
	start = word.ptr + word.len;
	if (SAYS(s, verb + 1, "and") && verb + 1 < end)
		start = word_at(s, verb + 1).ptr + 3;
	if (!scope->nr && stop > start)
		scope_read_numbers(slice_of(start, (size_t)(stop - start)), scope);
	/* "2 patches applied to next": all that there are */
	if ((!scope->nr && phrase_is_several(s, verb + 1)) || counted || rest_went(s, end)) {
		scope->nr = 1;
		scope->ranges[0].first = 1;
		scope->ranges[0].last = SCOPE_ALL;
	}
	if (!is_a(s, verb, WORD_WEAK_VERB) || phrase_names_tree(s, verb) ||
	    is_placed(s, verb, first_person))
		return first_person && !phrase_is_sure(s, verb, end) ? PHRASE_PUSHED
								     : PHRASE_APPLIED;
	return first_person && phrase_moves_work(s, verb, end) ? PHRASE_MOVED : PHRASE_PUSHED;
}

/* Whether somebody says in a later clause what he did: "looks good, so I've queued this". */
static bool begins_clause(const struct sentence *s, unsigned i)
{
	const struct word *before = &s->words[i - 1];

	return is_a(s, i, WORD_FIRST_PERSON) &&
	       (is_a(s, i - 1, WORD_CLAUSE_JOINT) || is_a(s, i - 1, WORD_APPLIED_JOINT) ||
		(before->after && strchr(",;:-", before->after)));
}

/* Whether the verb says it by itself: "…, applied.", "… and applied to next". */
static bool is_stated(const struct sentence *s, unsigned verb)
{
	struct slice next = word_at(s, verb + 1);
	char after = s->words[verb].after;

	if (after || !next.len)
		return !after || strchr(".!,;", after) != NULL;
	if (slice_ieq(next, SLICE("up"))) {
		after = s->words[++verb].after;
		next = word_at(s, verb + 1);
		if (after && strchr(".!,;", after))
			return true;
	}
	/* "I'm mending this, and queuing the series." */
	if (s->words[verb].text.len > 3 &&
	    slice_ieq(slice_skip(s->words[verb].text, s->words[verb].text.len - 3), SLICE("ing")))
		return is_a(s, 0, WORD_FIRST_PERSON) && is_a(s, verb + 1, WORD_ING_OBJECT) &&
		       (!slice_ieq(next, SLICE("the")) || is_a(s, verb + 2, WORD_THE_OBJECT));
	return slice_ieq(next, SLICE("thanks")) ||
	       (slice_ieq(next, SLICE("as")) && SAYS(s, verb + 3, "fix")) ||
	       (is_a(s, verb + 1, WORD_DESTINATION) &&
		(phrase_is_tree(s, verb + 2) || phrase_is_release(word_at(s, verb + 2))));
}

/*
 * "I changed the subject and applied it for 5.12", "Dropped the braces and applied": who mends it
 * and goes on applies it here; who "rebased to 5.12 and applied it" tries it.
 */
static bool mended(const struct sentence *s, unsigned end)
{
	bool mended = false;

	if (!is_a(s, 0, WORD_FIRST_PERSON) && !phrase_is_change(s, 0))
		return false;
	for (unsigned i = 0; i < end; i++) {
		if (phrase_is_release(s->words[i].text) || is_a(s, i, WORD_TREE) ||
		    SAYS(s, i, "rebased"))
			return false;
		mended |= phrase_is_change(s, i);
	}
	return mended;
}

/* "… it.", "… the rest unchanged", "… these for 5.12" */
static bool has_object(const struct sentence *s, unsigned i)
{
	if (SAYS(s, i, "the"))
		return is_a(s, i + 1, WORD_THE_OBJECT);
	return SAYS(s, i, "it") || SAYS(s, i, "this") || is_a(s, i, WORD_UNQUEUED_ALL);
}

/* Whether somebody tells of himself in front of word i. */
static bool is_first_person(const struct sentence *s, unsigned i)
{
	while (COUNT_DOWN(i))
		if (is_a(s, i, WORD_FIRST_PERSON))
			return true;
	return false;
}

/*
 * Whether a later clause says it, of nobody in particular: "Thanks, that works, now applied!" Not
 * "thanks for the patch that was applied to next".
 */
static bool begins_statement(const struct sentence *s, unsigned i)
{
	const struct word *before = &s->words[i - 1];
	bool so = slice_ieq(before->text, SLICE("so")) || slice_ieq(before->text, SLICE("thus")) ||
		  slice_ieq(before->text, SLICE("->"));
	unsigned verb = i;
	struct clause clause;

	/* "… and then queued it" */
	if (SAYS(s, i - 1, "then") && i > 1)
		before--;
	if (!(before->after && strchr(",;:-", before->after)) && !so &&
	    !slice_ieq(before->text, SLICE("and")) && !slice_ieq(before->text, SLICE("-")) &&
	    !slice_ieq(before->text, SLICE("--")))
		return false;
	if (is_a(s, i, WORD_VERB) && slice_ieq(before->text, SLICE("and")) &&
	    has_object(s, i + 1) && mended(s, i))
		return true;
	/* "… and have applied it" */
	if (is_a(s, i, WORD_HAVE) && is_a(s, i + 1, WORD_VERB) && has_object(s, i + 2) &&
	    is_first_person(s, i))
		return true;
	/* "With the title mended, this is now queued." */
	clause_read(s, i, &clause);
	if (clause.work && !SAYS(s, i, "that") && (clause.is || clause.has) && !clause.denied &&
	    !clause.may && !clause.will && is_a(s, clause.verb, WORD_HAVE_DONE))
		return is_stated(s, clause.verb);
	while (verb < s->nr && verb < i + 3 &&
	       (is_a(s, verb, WORD_STATEMENT_LEAD) ||
		(so && is_a(s, verb, WORD_APPLIED_LEAD) && !is_a(s, verb, WORD_DESTINATION))))
		verb++;
	return verb < s->nr && is_a(s, verb, WORD_VERB) && !SAYS(s, verb, "pulled") &&
	       is_stated(s, verb);
}

/* "I have this queued", "I've got it merged": what was done stands behind what it was done to. */
static bool has_done(const struct sentence *s, unsigned i)
{
	unsigned start;

	while (i < s->nr && (SAYS(s, i, "i") || SAYS(s, i, "we")))
		i++;
	start = i;
	while (i < s->nr && is_a(s, i, WORD_HAVE))
		i++;
	if (i == start)
		return false;
	start = i;
	while (i < s->nr && is_a(s, i, WORD_HAVE_OBJECT))
		i++;
	return i > start && i < s->nr && is_a(s, i, WORD_HAVE_DONE) && !SAYS(s, i - 1, "already") &&
	       find_end(s, i) && !phrase_is_trial(s, i, true);
}

enum phrase phrase_read_applied(const struct sentence *s, struct scope *scope)
{
	enum phrase found;

	if (!has_a(s, WORD_VERB) && !has_a(s, WORD_HAVE_DONE))
		return PHRASE_NONE;
	found = read_clause(s, 0, scope);
	if (!found && has_done(s, 0))
		found = PHRASE_APPLIED;
	for (unsigned i = 1; i < s->nr && !found; i++) {
		/* "Happy with this version, so queued" */
		if (is_a(s, i - 1, WORD_APPLIED_SPOILER) &&
		    !(SAYS(s, i - 1, "version") && s->words[i - 1].after))
			break;
		if (begins_clause(s, i) || begins_statement(s, i))
			found = read_clause(s, i, scope);
		if (!found && begins_clause(s, i) && has_done(s, i))
			found = PHRASE_APPLIED;
	}
	return found;
}
