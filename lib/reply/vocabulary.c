/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/vocabulary_private.h"

#define SLOTS 4096 /* a power of two, and some times the number of words */

struct entry {
	struct slice word;
	struct word_classes classes;
};

/* The tables, spread out: made once, by the first thread that asks. */
static struct vocabulary {
	gsize ready;
	struct entry entries[SLOTS]; /* where the word's hash says, or right behind */
	uint16_t marks[SLOTS];	     /* of the word in each, see mark_of(); 0 for none */
	struct entry stems[VOCABULARY_MAX_STEMS];
	size_t nr_stems;
} vocabulary;

unsigned vocabulary_hash(struct slice word)
{
	unsigned hash = VOCABULARY_HASH_START;

	for (size_t i = 0; i < word.len; i++)
		hash = vocabulary_hash_byte(hash, word.ptr[i]);
	return hash;
}

/* A part of the hash that tells most words from others, without a look at them. */
static uint16_t mark_of(unsigned hash)
{
	return (uint16_t)(hash >> 16 | 1);
}

/* The place of a word, or the free one where it would be. */
static unsigned slot_of(struct slice word, unsigned hash)
{
	unsigned at = (hash ^ hash >> 11) % SLOTS;
	uint16_t mark = mark_of(hash);

	while (vocabulary.marks[at] &&
	       (vocabulary.marks[at] != mark || !slice_ieq(vocabulary.entries[at].word, word)))
		at = (at + 1) % SLOTS;
	return at;
}

static void add_word(struct slice word, const struct word_classes *classes)
{
	unsigned hash, at;

	if (word.ptr[word.len - 1] == '*') {
		vocabulary.stems[vocabulary.nr_stems++] =
			(struct entry){ slice_of(word.ptr, word.len - 1), *classes };
		return;
	}
	hash = vocabulary_hash(word);
	at = slot_of(word, hash);
	vocabulary.entries[at].word = word;
	classes_join(&vocabulary.entries[at].classes, classes);
	vocabulary.marks[at] = mark_of(hash);
}

static void add_row(const struct vocabulary_row *row)
{
	struct word_classes classes = { { 0 } };

	for (const unsigned char *in = row->classes; *in; in++)
		classes.bits[*in / 64] |= UINT64_C(1) << *in % 64;
	for (const char *at = row->words; *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		add_word(slice_of(at, len), &classes);
		at += len;
	}
}

static void prepare(void)
{
	static const struct vocabulary_table *const tables[] = VOCABULARY_TABLES;

	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
		for (size_t row = 0; row < tables[i]->nr; row++)
			add_row(&tables[i]->rows[row]);
}

static void make_ready(void)
{
	if (g_once_init_enter(&vocabulary.ready)) {
		prepare();
		g_once_init_leave(&vocabulary.ready, 1);
	}
}

const struct word_classes *vocabulary_find(struct slice word)
{
	static const struct word_classes none;
	unsigned at;

	if (!word.len || word.len > VOCABULARY_LONGEST)
		return &none;
	make_ready();
	at = slot_of(word, vocabulary_hash(word));
	return vocabulary.marks[at] ? &vocabulary.entries[at].classes : &none;
}

void vocabulary_each(void (*take)(struct slice word, const struct word_classes *classes))
{
	make_ready();
	for (size_t at = 0; at < SLOTS; at++) {
		const struct entry *entry = &vocabulary.entries[at];

		if (vocabulary.marks[at])
			take(entry->word, &entry->classes);
	}
}

bool word_begins(struct slice word, enum word_class which)
{
	make_ready();
	for (size_t i = 0; i < vocabulary.nr_stems; i++)
		if (classes_have(&vocabulary.stems[i].classes, which) &&
		    slice_istarts(word, vocabulary.stems[i].word))
			return true;
	return false;
}
