/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/match.h"

const char *match_evidence_name(enum match_evidence evidence)
{
	static const char *const names[] = {
		[MATCH_TRAILER] = "trailer", [MATCH_PATCH_ID] = "patch-id", [MATCH_DATE] = "date",
		[MATCH_TITLE] = "title",     [MATCH_DIFF] = "diff",	    [MATCH_NONE] = "",
	};

	return names[evidence];
}

char *tree_match_why(const struct tree_match *match)
{
	static const char *const words[] = {
		[MATCH_TRAILER] = "the commit names it",
		[MATCH_PATCH_ID] = "the same patch-id",
		[MATCH_DATE] = "authored when it was sent",
		[MATCH_TITLE] = "title and author",
		[MATCH_DIFF] = "author and diff, under another title",
	};
	GString *why = g_string_new(NULL);

	if (match->evidence == MATCH_NONE)
		return g_string_free(g_string_append(why, match->open), FALSE);
	g_string_append(why, words[match->evidence]);
	if (match->as_posted && match->evidence != MATCH_PATCH_ID)
		g_string_append(why, ", the same patch-id");
	else if (!match->as_posted && match->same >= 0)
		g_string_append_printf(why, ", %d%% of the lines", match->same);
	if (match->retitled && match->evidence != MATCH_DIFF)
		g_string_append(why, ", another title");
	if (match->later)
		g_string_append(why, ", authored later: of a version that is not here");
	return g_string_free(why, FALSE);
}

static const char *const open_reasons[] = { "it holds several patches of a series",
					    "it is a part of a patch" };

const char *match_open_reason(unsigned number)
{
	return number < G_N_ELEMENTS(open_reasons) ? open_reasons[number] : "";
}

unsigned match_open_number(const char *reason)
{
	unsigned number = 0;

	while (number < G_N_ELEMENTS(open_reasons) && strcmp(reason, open_reasons[number]))
		number++;
	return number;
}
