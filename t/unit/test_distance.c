/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text/distance.h"

static void test_distance(void **state)
{
	(void)state;
	assert_int_equal(text_distance("list", "list", 2), 0);
	assert_int_equal(text_distance("", "", 0), 0);
	/* Put in, left out, changed, swapped. */
	assert_int_equal(text_distance("lst", "list", 2), 1);
	assert_int_equal(text_distance("lists", "list", 2), 1);
	assert_int_equal(text_distance("last", "list", 2), 1);
	assert_int_equal(text_distance("lsit", "list", 2), 1);
	assert_int_equal(text_distance("ilst", "list", 2), 1);
	assert_int_equal(text_distance("x", "", 2), 1);
	assert_int_equal(text_distance("", "x", 2), 1);
	assert_int_equal(text_distance("ab", "cd", 2), 2);
	assert_int_equal(text_distance("ab", "cb", 2), 1);
	assert_int_equal(text_distance("tsil", "list", 2), 3);
	/* What is beyond the limit is one more than that. */
	assert_int_equal(text_distance("abcd", "wxyz", 2), 3);
	assert_int_equal(text_distance("a", "b", 0), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_distance) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
