/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>
#include "text/numbers.h"

/* Which of 0 to 8 are chosen, a digit each. */
static void expect(const char *text, const char *want, unsigned greatest)
{
	struct numbers *numbers = numbers_parse(text);
	GString *seen = g_string_new(NULL);

	assert_non_null(numbers);
	for (unsigned n = 0; n <= 8; n++)
		if (numbers_have(numbers, n))
			g_string_append_printf(seen, "%u", n);
	assert_string_equal(seen->str, want);
	assert_int_equal(numbers_greatest(numbers), greatest);
	g_string_free(seen, TRUE);
	numbers_free(numbers);
}

static void test_lists(void **state)
{
	(void)state;
	expect("1", "1", 1);
	expect("2,4-5", "245", 5);
	expect("5-5,2", "25", 5);
	expect("3-", "345678", 3);
	expect("-2", "12", 2);
	expect("7-,-1", "178", 7);
	expect("2147483647", "", 2147483647);
	assert_true(numbers_have(NULL, 0));
	assert_true(numbers_have(NULL, 7));
}

static void test_none(void **state)
{
	static const char *const bad[] = { "",	  ",",	 "1,", "1,,2",	     "0",
					   "0-2", "2-1", "-",  "1-2-3",	     "x",
					   "1x",  " 1",	 "-0", "2147483648", "1-0" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		if (numbers_parse(bad[i]))
			fail_msg("'%s' was taken", bad[i]);
	numbers_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists),
					    cmocka_unit_test(test_none) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
