/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

static bool is_alternative(struct slice word, const char *alternatives)
{
	for (const char *at = alternatives;; at++) {
		size_t len = strcspn(at, "|");

		if (len && (slice_ieq(word, slice_of(at, len)) || (*at == '#' && is_version(word))))
			return true;
		at += len;
		if (!*at)
			return false;
	}
}

/* Whether the last word of a pattern, of a kind, stands at i. */
static bool ends_with(const struct sentence *s, unsigned i, const char *kind)
{
	return !strcmp(kind, "$end") ? i == s->nr || s->words[i - 1].after
				     : i < s->nr && phrase_is_tree(s, i);
}

/* Whether the words of the pattern stand in the sentence from i on. */
static bool fits(const struct sentence *s, unsigned i, const struct pattern *pattern)
{
	for (unsigned nr = 0; nr < G_N_ELEMENTS(pattern->words) && pattern->words[nr]; nr++) {
		unsigned end = nr ? MIN(i + pattern->apart + 1, s->nr) : MIN(i + 1, s->nr);

		if (*pattern->words[nr] == '$')
			return ends_with(s, i, pattern->words[nr]);
		while (i < end && !is_alternative(s->words[i].text, pattern->words[nr]))
			i++;
		if (i == end)
			return false;
		i++;
	}
	return true;
}

unsigned pattern_find(const struct sentence *s, const struct pattern *patterns, size_t nr)
{
	for (unsigned i = 0; i < s->nr; i++)
		for (size_t k = 0; k < nr; k++)
			if (fits(s, i, &patterns[k]))
				return i + 1;
	return 0;
}
