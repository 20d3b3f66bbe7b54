/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib.h>
#include "text/slice.h"
#include "tree/similarity.h"

static int percent(struct slice a, struct slice b)
{
	struct similarity *before = similarity_new(a), *after = similarity_new(b);
	int score = similarity_score(before, after);

	similarity_free(before);
	similarity_free(after);
	return score * 100 / SIMILARITY_MAX;
}

static int of_texts(const char *a, const char *b)
{
	return percent(slice_str(a), slice_str(b));
}

/* What git diff -M prints of files like these. */
static void test_lines(void **state)
{
	(void)state;
	assert_int_equal(of_texts("a\nb\nc\nd\n", "a\nb\nc\nd\n"), 100);
	assert_int_equal(of_texts("a\nb\nc\nd\n", "d\nc\nb\na\n"), 100);
	assert_int_equal(of_texts("a\nb\nc\nd\n", "a\nb\nc\ne\n"), 75);
	assert_int_equal(of_texts("a\nb\nc\n", "a\nb\nc\nd\n"), 75);
	assert_int_equal(of_texts("a\na\na\na\n", "a\nb\nc\nd\n"), 25);
	assert_int_equal(of_texts("a\n", "b\n"), 0);
	assert_int_equal(of_texts("", "b\n"), 0);
	assert_int_equal(of_texts("", ""), 0);
}

/* A CR before LF does not count in text; in what has a NUL it does. */
static void test_ends(void **state)
{
	(void)state;
	assert_int_equal(of_texts("a\r\nb\r\n", "a\nb\n"), 66);
	assert_int_equal(percent(SLICE("\0a\r\nb\r\n"), SLICE("\0a\nb\n")), 0);
	assert_int_equal(percent(SLICE("\0a\nb\n"), SLICE("\0a\nb\n")), 100);
}

/* A line is cut at 64 bytes, so that files of one line are alike, too. */
static void test_long(void **state)
{
	char *a = g_strnfill(128, 'a'), *b = g_strnfill(128, 'a');

	(void)state;
	b[100] = 'b';
	assert_int_equal(of_texts(a, a), 100);
	assert_int_equal(of_texts(a, b), 50);
	g_free(a);
	g_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
