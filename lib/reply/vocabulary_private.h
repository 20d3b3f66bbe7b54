/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_VOCABULARY_PRIVATE_H
#define REPLY_VOCABULARY_PRIVATE_H

/* Shared among vocabulary*.c, and test_vocabulary, which looks at the table. */

#include "reply/vocabulary.h"

#define VOCABULARY_LONGEST 20 /* bytes of a word */
#define VOCABULARY_MAX_ROWS 400
#define VOCABULARY_MAX_STEMS 64

struct vocabulary_row {
	const char *words;	   /* blanks between them */
	unsigned char classes[20]; /* enum word_class, 0 behind them */
};

extern const struct vocabulary_row vocabulary_rows[];
extern const size_t vocabulary_nr_rows;

#endif
