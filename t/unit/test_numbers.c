/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <glib.h>
#include <string.h>
#include "text/numbers.h"
#include "text/reason.h"

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

static void check_reason(GQuark domain, int code, const char *expected)
{
	GError *error = g_error_new_literal(domain, code, "message");

	assert_string_equal(reason_of_file_error(error), expected);
	g_error_free(error);
}

/* What GLib makes of a number of the system is what the system says to it. */
static void test_reasons(void **state)
{
	static const int numbers[] = { EPERM, ENOENT, EACCES, EISDIR, ENOSPC, ELOOP };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		check_reason(G_FILE_ERROR, (int)g_file_error_from_errno(numbers[i]),
			     g_strerror(numbers[i]));
	check_reason(G_FILE_ERROR, G_FILE_ERROR_FAILED, "message");
	check_reason(G_CONVERT_ERROR, (int)G_FILE_ERROR_NOENT, "message");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists),
					    cmocka_unit_test(test_none),
					    cmocka_unit_test(test_reasons) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
