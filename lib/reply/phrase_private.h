/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_PRIVATE_H
#define REPLY_PHRASE_PRIVATE_H

/* Shared among phrase*.c only. */

#include "reply/phrase.h"
#include "reply/vocabulary.h"

#define MAX_WORDS 32

/* Sets of patterns of words, see phrase_pattern.h. */
enum pattern_set {
	SET_SILENCE,
	SET_PROMISES,
	SET_ADDS,
	SET_STUDIES,
	SET_MENDS,
	SET_ON_THE_WAY,
	SET_AT_HOME,
	SET_ONE_PATCH,
	SET_OFFERS,
	SET_OFFERED,
	SET_TOOK,
	SET_YOU_TOOK,
	SET_WILL_REVIEW,
	SET_INTENDS,
	SET_ASKS,
	SET_CONTENT,
	SET_PRAISES,
	SET_WORTH,
	SET_SECONDS,
	SET_RETRACTS,
	SET_UNTAGS,
	SET_WITHDRAWS,
	SET_UNQUEUES,
	SET_LEAVES,
	SET_TRIAL,
	SET_HOLDS,
	SET_WAS_APPLIED,
	SET_TAKES,
	SET_ARRIVES,
	SET_REFUSES,
	SET_REFUSES_SHORTLY,
	SET_WAS_DONE,
	SET_NAKS,
	SET_WISHES,
	SET_NITS,
	SET_WORKS,
	PATTERN_SETS,
};

#define PATTERN_BITS 6	/* of 64, an even number: one for each pattern of all sets */
#define PATTERN_FIRST 4 /* words of a pattern that are looked for before it is compared */

/* The patterns whose first word, second word and so on is in a sentence, or is a word. */
struct pattern_hits {
	uint64_t bits[PATTERN_FIRST][PATTERN_BITS];
};

/* What there is to know of a word; neither is NULL. */
struct known_word {
	const struct word_classes *classes;
	const struct pattern_hits *hits; /* the patterns that it is in */
};

struct word {
	struct slice text; /* without punctuation around it */
	char after;	   /* the punctuation that follows it; 0 without */
	const struct word_classes *classes;
	const struct pattern_hits *hits;
};

struct sentence {
	struct word words[MAX_WORDS];
	unsigned nr;
	bool asks;		     /* a question mark follows a word */
	struct word_classes classes; /* of all its words */
	uint32_t wills;		     /* a bit for each word that phrase_behind_will() is one of */
	bool has_possible;
	uint64_t possible[PATTERN_BITS]; /* a bit for each pattern that may be there */
};

/* Looks up a word, whose hash is vocabulary_hash(), behind a pattern_begin(). */
struct known_word pattern_know(struct slice word, unsigned hash);

/* The patterns that a sentence has something of before its first word, and what a word adds to
 * them. */
void pattern_begin(struct pattern_hits *hits);
void pattern_add(struct pattern_hits *hits, const struct pattern_hits *of_word);

/* The patterns that a sentence may have, which has something of their first words each. */
bool pattern_end(const struct pattern_hits *hits, uint64_t possible[PATTERN_BITS]);

/* The first words of text. */
void phrase_split(struct slice text, struct sentence *out);

/* phrase_is_wish() of a text whose first words are there. */
bool phrase_split_is_wish(const struct sentence *s, struct slice text);

/* PHRASE_APPLIED, PHRASE_PUSHED, PHRASE_MOVED or PHRASE_NONE. */
enum phrase phrase_read_applied(const struct sentence *s, struct scope *scope);

/* Whether the clause of the verb, to word end, names a tree: "pushed to drm-misc"; is sure of what
 * "I applied"; is about what the mail answers, and no more: "I've pushed this with a tweak". */
bool phrase_names_tree(const struct sentence *s, unsigned verb);
bool phrase_is_sure(const struct sentence *s, unsigned verb, unsigned end);
bool phrase_moves_work(const struct sentence *s, unsigned verb, unsigned end);

/*
 * PHRASE_TAKES or PHRASE_NONE: "I'll queue this for 5.12", of which nobody can say yet that it was
 * done.
 */
enum phrase phrase_read_takes(const struct sentence *s, struct scope *scope);

/* Other words for PHRASE_WITHDRAWN, PHRASE_APPLIED and PHRASE_TAKES. */
bool phrase_withdraws_otherwise(const struct sentence *s, struct scope *scope);
/* "What is in mm-unstable is still under review" */
bool phrase_is_trial_tree(const struct sentence *s);

/* "I've dropped it from my queue again" */
bool phrase_unqueues(const struct sentence *s, struct scope *scope);

/* "Now dropped", "I've dropped it": the same, of an author a promise */
bool phrase_leaves(const struct sentence *s, struct scope *scope);

/* "Can you drop my ack please?", "I withdraw my Reviewed-by"; not "why did you drop my tag?" */
bool phrase_untags(const struct sentence *s);

/* "This is now in frob-next": the place of the tree; 0 where there is none. */
unsigned phrase_find_landed(const struct sentence *s);

bool phrase_holds(const struct sentence *s);
bool phrase_was_applied_otherwise(const struct sentence *s);
bool phrase_takes_otherwise(const struct sentence *s);

/* PHRASE_APPROVES, PHRASE_THANKS, PHRASE_AGREES, PHRASE_ADMITS, PHRASE_ASSENT, PHRASE_PING or
 * PHRASE_NONE. */
enum phrase phrase_read_opinion(const struct sentence *s);

/* "I'm fine with this", "you may add my ack"; with praise, "that's a good idea" */
bool phrase_is_content(const struct sentence *s, bool praise);

/* "This is short and clean.": a short sentence that praises, and asks for nothing */
bool phrase_praises(const struct sentence *s);

/* "Awesome, I was waiting for that!", "Correct and simple, great." */
bool phrase_is_pleased(const struct sentence *s);

/* "Please also rename it", "Otherwise looks good", "With that fixed, feel free to add" */
bool phrase_requests(const struct sentence *s);

/* "I tried it, and it works", "That fixes the issue": of what was tried */
bool phrase_works(const struct sentence *s);

/* "I won't take this", "This was already fixed in 6.17" */
bool phrase_refuses(const struct sentence *s);

/* "It has been solved upstream": what it was about */
bool phrase_was_done(const struct sentence *s);

/* "I'm not merging this", "this isn't going in" */
bool phrase_declines(const struct sentence *s);

/* "If you are fine with that I'll fix it up and apply it", "Shall I squash that in?" */
bool phrase_offers(const struct sentence *s);

/* "Thanks for queueing this": that it was taken, where its author says so. */
bool phrase_is_thanks_for_taking(const struct sentence *s);

/* "But then Ada merged it": the same, whoever says so. */
bool phrase_tells_who_took_it(const struct sentence *s);

/* "5.12", "v6.1", "-rc3": the release that something is for. */
bool phrase_is_release(struct slice word);

/*
 * Whether the next few words from i on name where patches are kept: "kvm/next", "irqchip-next",
 * "my queue", "mm.git".
 */
bool phrase_is_tree(const struct sentence *s, unsigned i);

/*
 * The place behind the name of a tree that begins at word i, "my queue", "mm-unstable", "the togreg
 * branch"; 0 where it is something else: "the next patch", "the radix tree", "mm/slub.c".
 */
unsigned phrase_behind_tree(const struct sentence *s, unsigned i);

/*
 * Whether "applied", word verb, was but a trial: of something that others put there ("to v6.9-rc3",
 * "on top of next"), at home ("to our CI"), or with what came of it ("and it works").
 */
bool phrase_is_trial(const struct sentence *s, unsigned verb, bool first_person);

/* Whether "to", "for", "through" at word i leads to where, or to what, things are tried. */
bool phrase_leads_to_trial(const struct sentence *s, unsigned i, bool first_person);

/* "them", "these for 5.12": what is said of it below one patch is said of all. */
bool phrase_is_several(const struct sentence *s, unsigned i);

/* The place behind "I will", "will", "I'll", "I am going to", "let me"; 0 where there is none. */
unsigned phrase_behind_will(const struct sentence *s, unsigned i);

/* Whether its sender says that he will change what he posted: "Will fix in v2." */
bool phrase_promises(const struct sentence *s);

/* "Moved", "rewrote": whether word i is a form of the past that tells of a change. */
bool phrase_is_change(const struct sentence *s, unsigned i);

/* "I'll fold this into my series": what is whose is not told. */
bool phrase_adds(const struct sentence *s);

/* Whether he says that he will look into it, which is not yet to change it. */
bool phrase_studies(const struct sentence *s);

static inline struct slice word_at(const struct sentence *s, unsigned i)
{
	return i < s->nr ? s->words[i].text : slice_of(NULL, 0);
}

/* Whether there is a word i, and it is of a class. */
static inline bool is_a(const struct sentence *s, unsigned i, enum word_class which)
{
	return i < s->nr && classes_have(s->words[i].classes, which);
}

/* Whether a word is of a class. */
static inline bool has_a(const struct sentence *s, enum word_class which)
{
	return classes_have(&s->classes, which);
}

/* Whether word i is that one, of which nothing else is to be known. */
#define SAYS(s, i, literal) slice_ieq(word_at(s, i), SLICE(literal))

static inline bool is_number(struct slice word)
{
	return word.len && (g_ascii_isdigit(*word.ptr) || (*word.ptr == '#' && word.len > 1));
}

static inline bool is_version(struct slice word)
{
	if (word.len < 2 || (*word.ptr | 0x20) != 'v')
		return false;
	for (size_t i = 1; i < word.len; i++)
		if (!g_ascii_isdigit(word.ptr[i]))
			return false;
	return true;
}

#endif
