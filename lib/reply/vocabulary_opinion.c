/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/vocabulary_private.h"

/*
 * What phrase_opinion.c asks of words: what praises, and how much. The form is that of
 * vocabulary_words.c, where the same words may stand.
 */
static const struct vocabulary_row rows[] = {
	{ "brilliant fantastic hooray sweet yay", { WORD_APPROVAL } },
	{ "certainly clearly definitely fairly obviously rather reasonably totally",
	  { WORD_DEGREE } },
	{ "harmless legit logical plausible straightforward welcome", { WORD_FINE } },
};

const struct vocabulary_table vocabulary_opinion = { rows, G_N_ELEMENTS(rows) };
