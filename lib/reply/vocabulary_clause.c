/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/vocabulary_private.h"

/*
 * What phrase_clause.c asks of words: the few that tell who does something, and whether it is, was,
 * or will be done. The form is that of vocabulary_words.c, where the same words may stand.
 */
static const struct vocabulary_row rows[] = {
	{ "absolutely honestly sorry unfortunately", { WORD_LEAD } },
	{ "actually again also already certainly currently definitely finally happily hereby just "
	  "likely probably provisionally really simply still surely tentatively therefore",
	  { WORD_ADVERB } },
	{ "adding pushing putting sticking", { WORD_UNDER_WAY, WORD_TAKES_PLACE } },
	{ "ah aha alright cheers cool excellent fair fine good great hi hm hmm nice nope oh ok "
	  "okay oops perfect right sure thank thanks thx well yeah yep yes you yup",
	  { WORD_LEAD } },
	{ "ain't aren't isn't wasn't weren't", { WORD_IS, WORD_NOT } },
	{ "am are be been being gets getting got is was were", { WORD_IS } },
	{ "applying merging picking queueing queuing taking", { WORD_UNDER_WAY } },
	{ "can could may might must should would", { WORD_MAY } },
	{ "can't cannot couldn't mustn't shouldn't wouldn't", { WORD_MAY, WORD_NOT } },
	{ "committing grabbing pulling staging", { WORD_UNDER_WAY, WORD_TAKES_DEED } },
	{ "do does", { WORD_DOES } },
	{ "doesn't don't", { WORD_DOES, WORD_NOT } },
	{ "forget give mind nevermind", { WORD_CURT } },
	{ "ftr fwiw fyi imho imo", { WORD_LEAD } },
	{ "had has have having", { WORD_HAS } },
	{ "hadn't hasn't haven't", { WORD_HAS, WORD_NOT } },
	{ "he's she's", { WORD_IS } },
	{ "hence now so then thus", { WORD_LEAD, WORD_ADVERB } },
	{ "i we", { WORD_SPEAKER } },
	{ "i'll we'll", { WORD_SPEAKER, WORD_WILLS } },
	{ "i'm we're", { WORD_SPEAKER, WORD_IS } },
	{ "i've we've", { WORD_SPEAKER, WORD_HAS } },
	{ "it they", { WORD_IT } },
	{ "it'll they'll", { WORD_IT, WORD_WILLS } },
	{ "it's they're", { WORD_IT, WORD_IS } },
	{ "never not", { WORD_NOT } },
	{ "no", { WORD_LEAD } },
	{ "shall will", { WORD_WILLS } },
	{ "that'll this'll", { WORD_IT, WORD_WILLS } },
	{ "that's", { WORD_IT, WORD_IS } },
	{ "won't", { WORD_WILLS, WORD_NOT } },
};

const struct vocabulary_table vocabulary_clause = { rows, G_N_ELEMENTS(rows) };
