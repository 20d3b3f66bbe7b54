/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

static const struct pattern *const sets[PATTERN_SETS] = {
	[SET_SILENCE] = patterns_silence,
	[SET_PROMISES] = patterns_promises,
	[SET_ADDS] = patterns_adds,
	[SET_STUDIES] = patterns_studies,
	[SET_MENDS] = patterns_mends,
	[SET_ON_THE_WAY] = patterns_on_the_way,
	[SET_AT_HOME] = patterns_at_home,
	[SET_ONE_PATCH] = patterns_one_patch,
	[SET_OFFERS] = patterns_offers,
	[SET_OFFERED] = patterns_offered,
	[SET_TOOK] = patterns_took,
	[SET_YOU_TOOK] = patterns_you_took,
	[SET_WILL_REVIEW] = patterns_will_review,
	[SET_INTENDS] = patterns_intends,
	[SET_ASKS] = patterns_asks,
	[SET_CONTENT] = patterns_content,
	[SET_PRAISES] = patterns_praises,
	[SET_WORTH] = patterns_worth,
	[SET_SECONDS] = patterns_seconds,
	[SET_RETRACTS] = patterns_retracts,
	[SET_UNTAGS] = patterns_untags,
	[SET_WITHDRAWS] = patterns_withdraws,
	[SET_UNQUEUES] = patterns_unqueues,
	[SET_LEAVES] = patterns_leaves,
	[SET_TRIAL] = patterns_trial,
	[SET_HOLDS] = patterns_holds,
	[SET_WAS_APPLIED] = patterns_was_applied,
	[SET_TAKES] = patterns_takes,
	[SET_ARRIVES] = patterns_arrives,
	[SET_REFUSES] = patterns_refuses,
	[SET_REFUSES_SHORTLY] = patterns_refuses_shortly,
	[SET_WAS_DONE] = patterns_was_done,
	[SET_NAKS] = patterns_naks,
	[SET_WISHES] = patterns_wishes,
	[SET_NITS] = patterns_nits,
	[SET_WORKS] = patterns_works,
};

#define SLOTS 4096 /* a power of two, and some times the number of words */
#define MAX_ROWS 800
#define MAX_KNOWN 1800

/*
 * The first words of all patterns, of which few sentences have those of one, so that few are
 * compared; and those of the vocabulary, so that a word is looked up once. Made once, by the first
 * thread that asks.
 */
static struct {
	gsize ready;
	struct slice words[SLOTS]; /* where the word's hash says, or right behind */
	uint16_t known[SLOTS];	   /* the number of the word in each; 0 for none */
	uint16_t marks[SLOTS];	   /* a part of its hash */
	unsigned nr_known, nr_rows;
	struct known_word of_words[MAX_KNOWN + 1]; /* from 1 on */
	struct word_classes no_classes;
	struct pattern_hits no_hits, rows[MAX_ROWS];
	struct pattern_hits of_versions; /* "#v" */
	struct pattern_hits of_all;	 /* what has no such word */
	struct {
		unsigned word, shift; /* the bit of its first pattern */
		uint64_t bits;	      /* of all of them */
	} sets[PATTERN_SETS];
} table;

/* The place of a word, or the free one where it would be. */
static unsigned slot_of(struct slice word, unsigned hash)
{
	unsigned at = (hash ^ hash >> 11) % SLOTS;

	while (table.known[at] &&
	       (table.marks[at] != hash >> 16 || !slice_ieq(table.words[at], word)))
		at = (at + 1) % SLOTS;
	return at;
}

static struct known_word *word_of(struct slice word)
{
	unsigned hash = vocabulary_hash(word), at = slot_of(word, hash);

	if (!table.known[at]) {
		g_assert(table.nr_known < MAX_KNOWN);
		table.words[at] = word;
		table.marks[at] = (uint16_t)(hash >> 16);
		table.known[at] = (uint16_t)++table.nr_known;
		table.of_words[table.nr_known] = table.of_words[0];
	}
	return &table.of_words[table.known[at]];
}

static struct pattern_hits *row_of(struct slice word)
{
	struct known_word *known = word_of(word);
	struct pattern_hits *row = &table.rows[table.nr_rows];

	if (known->hits != &table.no_hits)
		return &table.rows[known->hits - table.rows];
	g_assert(table.nr_rows < MAX_ROWS);
	table.nr_rows++;
	known->hits = row;
	return row;
}

static void take_classes(struct slice word, const struct word_classes *classes)
{
	word_of(word)->classes = classes;
}

void pattern_add(struct pattern_hits *hits, const struct pattern_hits *of_word)
{
	/* Most words are in no pattern. */
	if (of_word == &table.no_hits)
		return;
	for (size_t nr = 0; nr < PATTERN_FIRST; nr++)
		for (size_t i = 0; i < PATTERN_BITS; i++)
			hits->bits[nr][i] |= of_word->bits[nr][i];
}

static void add_word(const char *at, size_t nr, unsigned word, uint64_t bit)
{
	if (!at || *at == '$') {
		table.of_all.bits[nr][word] |= bit;
		return;
	}
	while (*at) {
		size_t len = strcspn(at, "|");

		row_of(slice_of(at, len))->bits[nr][word] |= bit;
		if (*at == '#')
			table.of_versions.bits[nr][word] |= bit;
		at += len;
		at += *at == '|';
	}
}

/* The bits of a set are in one word, the first that has room. used: how many of each are taken. */
static void add_set(enum pattern_set set, unsigned used[PATTERN_BITS])
{
	unsigned nr = 0, word = 0;

	while (*sets[set][nr].words)
		nr++;
	g_assert(nr <= MAX_PATTERNS);
	while (word < PATTERN_BITS && used[word] + nr > 64)
		word++;
	g_assert(word < PATTERN_BITS);
	table.sets[set].word = word;
	table.sets[set].shift = used[word];
	for (unsigned k = 0; k < nr; k++) {
		uint64_t bit = UINT64_C(1) << (used[word] + k);

		table.sets[set].bits |= bit;
		for (size_t i = 0; i < PATTERN_FIRST; i++)
			add_word(sets[set][k].words[i], i, word, bit);
	}
	used[word] += nr;
}

static void prepare(void)
{
	unsigned used[PATTERN_BITS] = { 0 };

	table.of_words[0] = (struct known_word){ &table.no_classes, &table.no_hits };
	vocabulary_each(take_classes);
	for (unsigned set = 0; set < PATTERN_SETS; set++)
		add_set(set, used);
}

void pattern_begin(struct pattern_hits *hits)
{
	if (g_once_init_enter(&table.ready)) {
		prepare();
		g_once_init_leave(&table.ready, 1);
	}
	*hits = table.of_all;
}

struct known_word pattern_know(struct slice word, unsigned hash)
{
	struct known_word known = table.of_words[table.known[slot_of(word, hash)]];

	if (is_version(word))
		known.hits = &table.of_versions;
	return known;
}

static bool is_alternative(struct slice word, const char *at)
{
	while (*at) {
		size_t len = strcspn(at, "|");

		if (slice_ieq(slice_of(at, len), word) || (*at == '#' && is_version(word)))
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

/* Whether the words of a pattern stand in the sentence from i on. */
static bool fits(const struct sentence *s, unsigned i, const struct pattern *pattern)
{
	for (unsigned nr = 0; nr < PATTERN_WORDS && pattern->words[nr]; nr++) {
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

bool pattern_end(const struct pattern_hits *hits, uint64_t possible[PATTERN_BITS])
{
	uint64_t any = 0;

	for (size_t i = 0; i < PATTERN_BITS; i++) {
		possible[i] = UINT64_MAX;
		for (size_t nr = 0; nr < PATTERN_FIRST; nr++)
			possible[i] &= hits->bits[nr][i];
		any |= possible[i];
	}
	return any;
}

unsigned pattern_find_possible(const struct sentence *s, enum pattern_set set)
{
	unsigned word = table.sets[set].word, shift = table.sets[set].shift;
	uint64_t possible = s->possible[word] & table.sets[set].bits;

	for (unsigned i = 0; possible && i < s->nr; i++) {
		uint64_t left = s->words[i].hits->bits[0][word] & possible;

		for (; left; left &= left - 1)
			if (fits(s, i, &sets[set][(unsigned)__builtin_ctzll(left) - shift]))
				return i + 1;
	}
	return 0;
}
