/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_SIMILAR_H
#define SERIES_SIMILAR_H

#include <stdint.h>
#include "patch/patch.h"

/*
 * A hash of what two titles have in common when they are one: without the case of ASCII letters,
 * bracketed groups in front ("[DO NOT MERGE]", which git am drops), and white space, for some lists
 * put it behind commas. 0 of an empty title, and only of that.
 */
uint64_t title_hash(const char *title);

/* Of any text, without the case of ASCII letters and white space; 0 where nothing is left. */
uint64_t letters_hash(const char *text);

/* Whether title_key() makes the same of both, which letters_hash() does then. */
bool letters_equal(const char *a, const char *b);

/* The words that a title is made of, without what stands before its last "subsystem:". */
#define TITLE_MAX_WORDS 16

struct title_words {
	uint32_t words[TITLE_MAX_WORDS]; /* hashes, sorted, each once */
	unsigned nr;
};

void title_words(const char *title, struct title_words *out);

/* How alike two titles are, in percent: twice the words of both by the words of each. */
int title_similarity(const struct title_words *a, const struct title_words *b);

/* How many of the files of the smaller one the other touches too, in percent; -1 where one knows
 * none. The first few hundred of each count. */
int paths_similarity(const struct diffstat *a, const struct diffstat *b);

#endif
