/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_PRIVATE_H
#define REPLY_PHRASE_PRIVATE_H

/* Shared among phrase*.c only. */

#include "reply/phrase.h"
#include "reply/vocabulary.h"

#define MAX_WORDS 32

#define LOOKS 64

struct word {
	struct slice text;     /* without punctuation around it */
	char after;	       /* the punctuation that follows it; 0 without */
	unsigned char look[2]; /* phrase_look() */
	const struct word_classes *classes;
};

struct sentence {
	struct word words[MAX_WORDS];
	unsigned nr;
	uint64_t looks[2]; /* bits for those that its words have, see phrase_look() */
};

/*
 * Sets look of a word with text, whose hash is vocabulary_hash(), two numbers below LOOKS: those of
 * a word in small letters and in capitals are the same, as are those of all versions ("v2"); two
 * other words seldom share both.
 */
void phrase_look(struct word *word, unsigned hash);

/* The first words of text. */
void phrase_split(struct slice text, struct sentence *out);

/* PHRASE_APPLIED, PHRASE_PUSHED or PHRASE_NONE. */
enum phrase phrase_read_applied(const struct sentence *s, struct scope *scope);

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

bool phrase_holds(const struct sentence *s);
bool phrase_was_applied_otherwise(const struct sentence *s);
bool phrase_takes_otherwise(const struct sentence *s);

/* PHRASE_APPROVES, PHRASE_THANKS, PHRASE_AGREES, PHRASE_ASSENT, PHRASE_PING or PHRASE_NONE. */
enum phrase phrase_read_opinion(const struct sentence *s);

/* "I won't take this", "This was already fixed in 6.17" */
bool phrase_refuses(const struct sentence *s);

/* "Thanks for queueing this": that it was taken, where its author says so. */
bool phrase_is_thanks_for_taking(const struct sentence *s);

/* "5.12", "v6.1", "-rc3": the release that something is for. */
bool phrase_is_release(struct slice word);

/*
 * Whether the next few words from i on name where patches are kept: "kvm/next", "irqchip-next",
 * "my queue", "mm.git".
 */
bool phrase_is_tree(const struct sentence *s, unsigned i);

/* "them", "these for 5.12": what is said of it below one patch is said of all. */
bool phrase_is_several(const struct sentence *s, unsigned i);

/* The place behind "I will", "will", "I'll", "I am going to", "let me"; 0 where there is none. */
unsigned phrase_behind_will(const struct sentence *s, unsigned i);

/* Whether its sender says that he will change what he posted: "Will fix in v2." */
bool phrase_promises(const struct sentence *s);

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

/* Whether word i is that one, of which nothing else is to be known. */
#define SAYS(s, i, literal) slice_ieq(word_at(s, i), SLICE(literal))

static inline bool is_number(struct slice word)
{
	return word.len && (g_ascii_isdigit(*word.ptr) || (*word.ptr == '#' && word.len > 1));
}

static inline bool is_version(struct slice word)
{
	for (size_t i = 1; i < word.len; i++)
		if (!g_ascii_isdigit(word.ptr[i]))
			return false;
	return word.len > 1 && (*word.ptr | 0x20) == 'v';
}

#endif
