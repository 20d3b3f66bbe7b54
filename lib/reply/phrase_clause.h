/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_PHRASE_CLAUSE_H
#define REPLY_PHRASE_CLAUSE_H

#include "reply/phrase_private.h"

/* How a clause begins: whom or what it is about, and whether that is, was or will be done. */
struct clause {
	bool speaker; /* about "I", "we" */
	bool work;    /* about "this series" */
	bool it;      /* about "it", "they", which may be something else */
	bool is, has, will, does, may, denied;
	unsigned verb; /* the place of the word behind that; there may be none */
};

/* Reads the clause that begins at word i. */
void clause_read(const struct sentence *s, unsigned i, struct clause *out);

/* Whether a clause begins at word i: behind a comma, "and" and the like, or "ok", "thanks" alone.
 */
bool clause_begins(const struct sentence *s, unsigned i);

/* Whether it names nobody, and its verb is its first word: "Merging", "not merging". */
static inline bool clause_is_bare(const struct clause *clause)
{
	return !clause->speaker && !clause->work && !clause->it && !clause->is && !clause->has &&
	       !clause->will && !clause->does && !clause->may;
}

/* Whether "the" in front of word i leads to what patches are: "series", "first two", not "two
 * cases", "changes you asked for". */
bool clause_is_object(const struct sentence *s, unsigned i);

/* The place behind "this", "both these patches", "the v3 series", "patches 2-5" at word i; 0 where
 * there is none. */
unsigned clause_behind_work(const struct sentence *s, unsigned i);

#endif
