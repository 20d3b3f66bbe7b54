/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* Looked at for many words of every reply. */
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

static bool is_word(const struct word *word, const char *alternatives, const uint64_t looks[2])
{
	return looks[0] >> word->look[0] & 1 && looks[1] >> word->look[1] & 1 &&
	       is_alternative(word->text, alternatives);
}

/* Whether the words of pattern k stand in the sentence from i on. */
static bool fits(const struct sentence *s, unsigned i, const struct pattern_set *set, size_t k)
{
	const struct pattern *pattern = &set->patterns[k];

	for (unsigned nr = 0; nr < PATTERN_WORDS && pattern->words[nr]; nr++) {
		unsigned end = nr ? MIN(i + pattern->apart + 1, s->nr) : MIN(i + 1, s->nr);

		if (*pattern->words[nr] == '$')
			return ends_with(s, i, pattern->words[nr]);
		while (i < end && !is_word(&s->words[i], pattern->words[nr], set->looks[k][nr]))
			i++;
		if (i == end)
			return false;
		i++;
	}
	return true;
}

static void add_looks(const char *at, uint64_t looks[2])
{
	while (*at) {
		size_t len = strcspn(at, "|");
		struct word word = { .text = *at == '#' ? SLICE("v1") : slice_of(at, len) };

		phrase_look(&word, vocabulary_hash(word.text));
		looks[0] |= UINT64_C(1) << word.look[0];
		looks[1] |= UINT64_C(1) << word.look[1];
		at += len;
		at += *at == '|';
	}
}

static void prepare(struct pattern_set *set)
{
	for (size_t k = 0; k < set->nr; k++) {
		const char *const *words = set->patterns[k].words;

		for (size_t nr = 0; nr < PATTERN_WORDS && words[nr]; nr++)
			add_looks(words[nr], set->looks[k][nr]);
		for (unsigned look = 0; look < LOOKS; look++)
			for (size_t i = 0; i < 2; i++)
				if (set->looks[k][0][i] >> look & 1)
					set->of[i][look] |= UINT32_C(1) << k;
	}
}

/* A bit for each pattern whose first word may be that one. */
static uint32_t begun_by(const struct pattern_set *set, const struct word *word)
{
	return set->of[0][word->look[0]] & set->of[1][word->look[1]];
}

/* Whether the sentence has words that look like all those of pattern k, in any order. */
static bool may_fit(const struct sentence *s, const struct pattern_set *set, size_t k)
{
	const char *const *words = set->patterns[k].words;

	for (size_t nr = 0; nr < PATTERN_WORDS && words[nr] && *words[nr] != '$'; nr++)
		if (!(set->looks[k][nr][0] & s->looks[0]) || !(set->looks[k][nr][1] & s->looks[1]))
			return false;
	return true;
}

/* A bit for each pattern that is worth looking for. */
static uint32_t find_possible(const struct sentence *s, const struct pattern_set *set)
{
	uint32_t begun = 0, possible = 0;

	for (unsigned i = 0; i < s->nr; i++)
		begun |= begun_by(set, &s->words[i]);
	for (; begun; begun &= begun - 1) {
		size_t k = (size_t)__builtin_ctz(begun);

		possible |= (uint32_t)may_fit(s, set, k) << k;
	}
	return possible;
}

unsigned pattern_find(const struct sentence *s, struct pattern_set *set)
{
	uint32_t possible;

	if (g_once_init_enter(&set->ready)) {
		prepare(set);
		g_once_init_leave(&set->ready, 1);
	}
	possible = find_possible(s, set);
	for (unsigned i = 0; possible && i < s->nr; i++) {
		uint32_t left = s->words[i].text.len ? begun_by(set, &s->words[i]) & possible : 0;

		for (; left; left &= left - 1)
			if (fits(s, i, set, (size_t)__builtin_ctz(left)))
				return i + 1;
	}
	return 0;
}
