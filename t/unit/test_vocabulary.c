/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reply/vocabulary_private.h"

/* A word is found by its row, whatever the case of its letters, and by no other. */
static void test_find(void **state)
{
	(void)state;
	assert_true(word_is(SLICE("applied"), WORD_VERB));
	assert_true(word_is(SLICE("APPLIED"), WORD_VERB));
	assert_false(word_is(SLICE("applied"), WORD_INTENT));
	assert_true(word_is(SLICE("i'll"), WORD_SHORT_WILL));
	assert_false(word_is(SLICE("applie"), WORD_VERB));
	assert_false(word_is(SLICE("applied\0"), WORD_VERB));
	assert_false(word_is(SLICE(""), WORD_VERB));
	assert_false(word_is(SLICE("\t\021\160\160\154\151\145\144"), WORD_VERB));
	/* "+1", but for a bit */
	assert_true(word_is(SLICE("+1"), WORD_APPROVAL));
	assert_false(word_is(SLICE("\v1"), WORD_APPROVAL));
}

static void test_stems(void **state)
{
	(void)state;
	assert_true(word_begins(SLICE("Fixing"), WORD_PROMISE_DEED));
	assert_true(word_begins(SLICE("fix"), WORD_PROMISE_DEED));
	assert_false(word_begins(SLICE("fi"), WORD_PROMISE_DEED));
	assert_false(word_begins(SLICE("fixing"), WORD_VERB));
	assert_false(word_is(SLICE("fix*"), WORD_PROMISE_DEED));
}

/* A word that stands in two tables is of the classes of both. */
static void test_joined(void **state)
{
	(void)state;
	assert_true(word_is(SLICE("next"), WORD_TREE));
	assert_true(word_is(SLICE("next"), WORD_BRANCH));
	assert_false(word_is(SLICE("misc"), WORD_TREE));
	assert_true(word_is(SLICE("misc"), WORD_BRANCH));
}

static const struct vocabulary_table *const tables[] = VOCABULARY_TABLES;

/* Counts stems and, of each class, rows. */
static void check_table(const struct vocabulary_table *table, unsigned *stems, unsigned *used)
{
	GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *before = "";

	assert_true(table->nr >= 1);
	for (size_t row = 0; row < table->nr; row++) {
		const struct vocabulary_row *at = &table->rows[row];
		char **words = g_strsplit(at->words, " ", -1);

		if (strcmp(before, words[0]) >= 0)
			fail_msg("'%s' stands behind '%s'", words[0], before);
		before = at->words;
		assert_int_not_equal(at->classes[0], WORD_NONE);
		assert_int_equal(at->classes[G_N_ELEMENTS(at->classes) - 1], WORD_NONE);
		for (size_t i = 0; at->classes[i]; i++)
			used[at->classes[i]]++;
		for (char **word = words; *word; word++) {
			char *lower = g_ascii_strdown(*word, -1);

			assert_true(**word && strlen(*word) <= VOCABULARY_LONGEST);
			assert_string_equal(*word, lower);
			*stems += g_str_has_suffix(*word, "*");
			if (!g_hash_table_add(seen, lower))
				fail_msg("'%s' stands twice", *word);
		}
		g_strfreev(words);
	}
	g_hash_table_unref(seen);
}

/* The tables are in order, each word stands once in one, and all that is bounded fits. */
static void test_tables(void **state)
{
	unsigned stems = 0, used[WORD_CLASSES] = { 0 };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++)
		check_table(tables[i], &stems, used);
	assert_true(stems >= 1 && stems <= VOCABULARY_MAX_STEMS);
	for (unsigned which = 1; which < WORD_CLASSES; which++)
		if (!used[which])
			fail_msg("class %u has no word", which);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_find),
					    cmocka_unit_test(test_stems),
					    cmocka_unit_test(test_joined),
					    cmocka_unit_test(test_tables) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
