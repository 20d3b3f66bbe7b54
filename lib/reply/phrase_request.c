/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* What is to be changed, or somebody thinks of all but that; and that what was changed does it. */

/* "Please also rename it": not "please see", "please let me know", "please add my tag". */
static bool is_request(const struct sentence *s)
{
	for (unsigned i = 0; has_a(s, WORD_PLEASE) && i < s->nr; i++) {
		if (SAYS(s, i, "please") && (!i || s->words[i - 1].after)) {
			unsigned verb = i + 1;

			while (verb < s->nr && is_a(s, verb, WORD_REQUEST_LEAD))
				verb++;
			return verb < s->nr && !is_a(s, verb, WORD_NO_REQUEST) &&
			       !s->words[i].after && !SAYS(s, verb + 1, "my");
		}
	}
	return false;
}

/* "Otherwise looks good", "Other than that it is fine": so something is not. */
static bool approves_of_the_rest(const struct sentence *s)
{
	bool rest = SAYS(s, 0, "otherwise") ||
		    ((SAYS(s, 0, "other") || SAYS(s, 0, "apart") || SAYS(s, 0, "aside")) &&
		     (SAYS(s, 1, "than") || SAYS(s, 1, "from")) &&
		     (SAYS(s, 2, "that") || SAYS(s, 2, "this")));

	for (unsigned i = 1; rest && i < s->nr; i++)
		if (is_a(s, i, WORD_FINE) || is_a(s, i, WORD_APPROVAL))
			return true;
	return false;
}

#define MENDED                                                                                     \
	"fixed|addressed|changed|corrected|resolved|removed|dropped|renamed|done|updated|"         \
	"adjusted|"                                                                                \
	"reworded|clarified|sorted|cleaned|added|tweaked|mended|checked"

/* A tag for what is mended, or for all but a trifle. */
const struct pattern patterns_nits[] = {
	{ { "with|once|after",
	    "this|that|those|these|it|nit|nits|comment|comments|above|below|typo|issue|issues",
	    MENDED },
	  3 },
	{ { "nit|nits", "below|inline" }, 0 },
	{ { "minor|small|tiny|one|two|few|some|couple",
	    "nit|nits|nitpick|nitpicks|suggestion|suggestions|remark|remarks|comment|comments",
	    "below|inline|though" },
	  2 },
	{ { "but|comments|nits|nit|below|inline|this|that", "otherwise", "$end" }, 0 },
	PATTERNS_END,
};

static bool names_a_nit(const struct sentence *s)
{
	return ((SAYS(s, 0, "nit") || SAYS(s, 0, "nits") || SAYS(s, 0, "nitpick")) && s->nr > 1 &&
		s->words[0].after == ':') ||
	       (SAYS(s, 0, "otherwise") && s->nr == 1) || pattern_find(s, SET_NITS) > 0;
}

/* "s/teh/the/", "nit: s/teh/the/" */
static bool substitutes(const struct sentence *s)
{
	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;
		const char *second;

		if (!slice_starts(word, SLICE("s/")) || (i && !s->words[i - 1].after))
			continue;
		second = memchr(word.ptr + 2, '/', word.len - 2);
		if (second && second > word.ptr + 2 && second + 1 < word.ptr + word.len)
			return true;
	}
	return false;
}

bool phrase_requests(const struct sentence *s)
{
	return is_request(s) || substitutes(s) || approves_of_the_rest(s) || names_a_nit(s);
}

/* What was tried. */
#define TRIED "it|that|this|patch|which|diff|change|yours|version"

const struct pattern patterns_works[] = {
	{ { TRIED, "works", "well|fine|great|nicely|perfectly|here|too" }, 1 },
	{ { TRIED, "fixes|solves|resolves|cures", "the|my|it|this|that" }, 1 },
	PATTERNS_END,
};

bool phrase_works(const struct sentence *s)
{
	return !s->asks && !has_a(s, WORD_CONDITION) && !has_a(s, WORD_DENIAL) &&
	       pattern_find(s, SET_WORKS) > 0;
}
