/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* Looked at for nearly every word of every reply. */
static bool is_alternative(struct slice word, const char *at)
{
	while (*at) {
		size_t len = strcspn(at, "|");

		/* of one length, for a word may hold a NUL, where the comparison ends */
		if (len == word.len && (!len || !g_ascii_strncasecmp(at, word.ptr, len)))
			return true;
		if (*at == '#' && is_version(word))
			return true;
		at += len;
		at += *at == '|';
	}
	return false;
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

/* A bit for its first letter and its length: few words share it. */
static uint64_t look_of(const char *word, size_t len)
{
	return UINT64_C(1) << (((unsigned char)g_ascii_tolower(*word) * 5 + len * 11) % 64);
}

static void prepare(struct pattern_set *set)
{
	for (size_t k = 0; k < set->nr; k++) {
		const char *at = set->patterns[k].words[0];

		while (*at) {
			size_t len = strcspn(at, "|");

			set->looks[k] |= look_of(at, len);
			/* "v2" to "v999" */
			for (size_t digits = 1; *at == '#' && digits <= 3; digits++)
				set->looks[k] |= look_of("v", digits + 1);
			at += len;
			at += *at == '|';
		}
		set->any |= set->looks[k];
	}
}

unsigned pattern_find(const struct sentence *s, struct pattern_set *set)
{
	if (g_once_init_enter(&set->ready)) {
		prepare(set);
		g_once_init_leave(&set->ready, 1);
	}
	for (unsigned i = 0; i < s->nr; i++) {
		struct slice word = s->words[i].text;
		uint64_t look = word.len ? look_of(word.ptr, word.len) : 0;

		for (size_t k = 0; set->any & look && k < set->nr; k++)
			if (set->looks[k] & look && fits(s, i, &set->patterns[k]))
				return i + 1;
	}
	return 0;
}
