/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_VOCABULARY_PRIVATE_H
#define REPLY_VOCABULARY_PRIVATE_H

/* Shared among vocabulary*.c, and test_vocabulary, which looks at the tables. */

#include "reply/vocabulary.h"

#define VOCABULARY_LONGEST 20 /* bytes of a word */
#define VOCABULARY_MAX_STEMS 64

struct vocabulary_row {
	const char *words;	   /* blanks between them */
	unsigned char classes[20]; /* enum word_class, 0 behind them */
};

/* A word may stand in several: it is of the classes that any of them tells. */
struct vocabulary_table {
	const struct vocabulary_row *rows;
	size_t nr;
};

extern const struct vocabulary_table vocabulary_words;	/* of all that is said */
extern const struct vocabulary_table vocabulary_taken;	/* of where patches go, and what is tried */
extern const struct vocabulary_table vocabulary_clause; /* of who does what, and when */
extern const struct vocabulary_table vocabulary_opinion; /* of what praises */

#define VOCABULARY_TABLES                                                                          \
	{                                                                                          \
		&vocabulary_words, &vocabulary_taken, &vocabulary_clause, &vocabulary_opinion      \
	}

#endif
