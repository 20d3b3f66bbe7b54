/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "report/changelog_points.h"

/* The points, each behind a "|". */
static void check(const char *changelog, const char *expected)
{
	GPtrArray *points = changelog_points(changelog);
	GString *all = g_string_new(NULL);

	for (guint i = 0; i < points->len; i++)
		g_string_append_printf(all, "|%s", (const char *)points->pdata[i]);
	assert_string_equal(all->str, expected);
	g_string_free(all, TRUE);
	g_ptr_array_unref(points);
}

static void test_lists(void **state)
{
	(void)state;
	check("", "");
	check("\n \n\t\n", "");
	check("- one\n- two\n", "|- one|- two");
	check("- one\n  goes on   (Rita)\n- two", "|- one goes on (Rita)|- two");
	check("* one\n    - inner\n      more\n* two\n", "|* one|- inner more|* two");
	check("1. one\n2) two\n10: ten\n", "|1. one|2) two|10: ten");
	check("• one\n  two\n", "|• one two");
	/* What stands where entries do is none of the one above. */
	check("- one\nother\n", "|- one|other");
	/* No blank behind it: no mark. */
	check("-EINVAL is returned\n--option is new\n", "|-EINVAL is returned|--option is new");
}

static void test_paragraphs(void **state)
{
	const char *full = "a line that is long enough to have been broken where it ends";
	char *two = g_strdup_printf("%s\nhere.\nAnother.\n", full);
	char *joined = g_strdup_printf("|%s here.|Another.", full);

	(void)state;
	check("short\nshort too\n", "|short|short too");
	check(two, joined);
	check("one\n\ntwo\n", "|one|two");
	g_free(two);
	g_free(joined);
}

static void test_text_of_point(void **state)
{
	(void)state;
	assert_string_equal(changelog_point_text("- one"), "one");
	assert_string_equal(changelog_point_text("12. one"), "one");
	assert_string_equal(changelog_point_text("one"), "one");
	assert_string_equal(changelog_point_text("-"), "-");
	assert_string_equal(changelog_point_text(""), "");
}

/* Any bytes: nothing is read past the end, and nothing is lost but blanks. */
static void test_any_bytes(void **state)
{
	static const char bytes[] = "- *\n 1.)\t•\xe2\x80 o\r";
	GRand *rand = g_rand_new_with_seed(1);

	(void)state;
	for (int i = 0; i < 5000; i++) {
		char text[40];
		size_t len = 0, there = 0, kept = 0;
		GPtrArray *points;

		while (len < sizeof(text) - 1)
			text[len++] = bytes[g_rand_int_range(rand, 0, sizeof(bytes) - 1)];
		text[len] = '\0';
		for (size_t k = 0; k < len; k++)
			there += !g_ascii_isspace(text[k]);
		points = changelog_points(text);
		for (guint k = 0; k < points->len; k++)
			for (const char *c = points->pdata[k]; *c; c++)
				kept += !g_ascii_isspace(*c);
		assert_int_equal(kept, there);
		g_ptr_array_unref(points);
	}
	g_rand_free(rand);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_text_of_point),
		cmocka_unit_test(test_any_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
