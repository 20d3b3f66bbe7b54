/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_NUMBERS_H
#define TEXT_NUMBERS_H

#include <stdbool.h>

/* Numbers from 1 on that somebody chose: "2,4-5", "3-" (to the last), "-2" (from the first). */
struct numbers;

/* NULL where the text is no list of these: nothing between commas, a 0, a range that runs back.
 * Free with numbers_free(). */
struct numbers *numbers_parse(const char *text);
void numbers_free(struct numbers *numbers);

/* Whether n is one of them; of NULL each is. */
bool numbers_have(const struct numbers *numbers, unsigned n);

/* The greatest that was named. */
unsigned numbers_greatest(const struct numbers *numbers);

#endif
