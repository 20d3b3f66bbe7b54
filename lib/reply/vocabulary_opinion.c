/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/vocabulary_private.h"

/*
 * What phrase_opinion.c asks of words: what praises, and how much. The form is that of
 * vocabulary_words.c, where the same words may stand.
 */
static const struct vocabulary_row rows[] = {
	{ "agree awesome best correct elegant excellent favor favour fine glad good great happy "
	  "helpful lovely neat nice ok okay perfect ready reasonable right sane sensible simple "
	  "solid "
	  "useful",
	  { WORD_PRAISE } },
	{ "almost bad before better broken ensure first get instead just keep leak leaks make "
	  "maybe "
	  "missing more never nobody nothing only perhaps probably racy something "
	  "sometimes sure to too unclear unless usually wait when where why worse wrong yet",
	  { WORD_NO_PRAISE } },
	{ "brilliant fantastic hooray sweet yay", { WORD_APPROVAL, WORD_PRAISE } },
	{ "certainly clearly definitely fairly obviously reasonably totally", { WORD_DEGREE } },
	{ "harmless legit plausible straightforward welcome", { WORD_FINE, WORD_PRAISE } },
	{ "logical", { WORD_FINE } },
	{ "rather", { WORD_DEGREE, WORD_NO_PRAISE } },
};

const struct vocabulary_table vocabulary_opinion = { rows, G_N_ELEMENTS(rows) };
