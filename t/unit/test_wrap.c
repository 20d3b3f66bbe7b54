/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>
#include "report/wrap.h"

static void expect(const char *text, size_t columns, const char *want)
{
	GString *out = g_string_new(NULL);

	wrap_lines(out, text, columns);
	assert_string_equal(out->str, want);
	g_string_free(out, TRUE);
}

static void test_wrap(void **state)
{
	(void)state;
	expect("", 10, "");
	expect("one two\n\nsix\n", 10, "one two\n\nsix\n");
	/* What is as wide as the columns fits. */
	expect("one two ab\n", 10, "one two ab\n");
	expect("one two abc\n", 10, "one two\n    abc\n");
	expect("one two abc\n", 0, "one two abc\n");
	expect("one two six abc\n", 11, "one two six\n    abc\n");
	/* What has no blank stays whole, at the beginning, too. */
	expect("averylongword\n", 10, "averylongword\n");
	expect("a averylongword b\n", 10, "a\n    averylongword\n    b\n");
	/* The rest stands four columns further in, unless that is half of the line. */
	expect("  ab cd ef gh\n", 14, "  ab cd ef gh\n");
	expect("  ab cd ef gh\n", 13, "  ab cd ef gh\n");
	expect("  ab cd ef gh\n", 12, "  ab cd ef\n  gh\n");
	expect("  ab cd ef gh ij\n", 14, "  ab cd ef gh\n      ij\n");
	/* Colours take no columns, wide letters two. */
	expect("\033[31mone\033[m two ab\n", 10, "\033[31mone\033[m two ab\n");
	expect("\346\227\245\346\234\254 two ab\n", 11, "\346\227\245\346\234\254 two ab\n");
	expect("\346\227\245\346\234\254 two ab\n", 10, "\346\227\245\346\234\254 two\n    ab\n");
}

static void test_hanging(void **state)
{
	GString *out = g_string_new(NULL);

	(void)state;
	wrap_hanging(out, "one two abc\n", 10, 2);
	assert_string_equal(out->str, "one two\n  abc\n");
	g_string_free(out, TRUE);
}

static void expect_reflow(const char *text, size_t columns, const char *want)
{
	GString *out = g_string_new(NULL);

	reflow(out, text, columns);
	assert_string_equal(out->str, want);
	g_string_free(out, TRUE);
}

static void test_reflow(void **state)
{
	(void)state;
	expect_reflow("", 20, "");
	/* What fits stays as it is, however short its lines are. */
	expect_reflow("- one\n  two\n\n  x = 1\n", 20, "- one\n  two\n\n  x = 1\n");
	expect_reflow("- one two three four five\n", 0, "- one two three four five\n");
	/* Of what does not, the lines go on below the first word, and are filled. */
	expect_reflow("- one two three four\n  five\n- six\n  seven\n", 15,
		      "- one two three\n  four five\n- six\n  seven\n");
	expect_reflow("  * one two three\n    four\n  * five\n", 14,
		      "  * one two\n    three four\n  * five\n");
	expect_reflow("10. one two three\n    four\n", 14, "10. one two\n    three four\n");
	expect_reflow("- one two three\n four\n", 13, "- one two\n  three four\n");
	expect_reflow("10. one two six\n four\n", 13, "10. one two\n    six four\n");
	expect_reflow("10. one two six\nfour\n", 13, "10. one two\n    six\nfour\n");
	expect_reflow("10. one two six\n     four\n", 13, "10. one two\n    six\n     four\n");
	/* Paragraphs end at a blank line, another indent, or a bullet. */
	expect_reflow("one two three\nfour\n\nfive\nsix\n", 10,
		      "one two\nthree four\n\nfive\nsix\n");
	expect_reflow("one two three\n  four\n", 10, "one two\nthree\n  four\n");
	expect_reflow("one two three\n- four\n", 10, "one two\nthree\n- four\n");
	/* "-1" is no bullet, nor is a line of dashes. */
	expect_reflow("one two three\n-1 four\n", 10, "one two\nthree -1\nfour\n");
	expect_reflow("one two three\n----\n", 10, "one two\nthree ----\n");
	/* A last line without an end gets one; a word that is too long stays whole. */
	expect_reflow("- averylongword b", 8, "- averylongword\n  b\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_wrap),
					    cmocka_unit_test(test_hanging),
					    cmocka_unit_test(test_reflow) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
