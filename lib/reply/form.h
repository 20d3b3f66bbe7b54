/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_FORM_H
#define REPLY_FORM_H

#include "text/slice.h"

/* What is said for the form, in a trimmed line that is not empty. */

/* "Hi Ann,"; or "Ann," in a paragraph of its own: rest is what follows the line. */
bool form_is_greeting(struct slice line, struct slice rest);

/* "Cheers,", "Best regards, Ann", "--": no more words follow. */
bool form_is_closing(struct slice line);

/* A first name in place of a signature: "Paul", though not "More." */
bool form_is_name(struct slice line);

/* Whether a paragraph ends in front of rest. */
bool form_ends_paragraph(struct slice rest);

/* How many words there are, and the first one: letters and apostrophes. */
int form_count_words(struct slice line);
struct slice form_first_word(struct slice line);

#endif
