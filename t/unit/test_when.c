/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "report/when.h"

static void expect(int64_t when, int zone, const char *full, const char *day)
{
	char text[WHEN_SIZE];

	when_rfc3339(text, when, zone);
	assert_string_equal(text, full);
	when_day(text, when, zone);
	assert_string_equal(text, day);
}

static void test_zones(void **state)
{
	(void)state;
	expect(1672987575, 0, "2023-01-06T06:46:15+00:00", "2023-01-06");
	expect(1672987575, 330, "2023-01-06T12:16:15+05:30", "2023-01-06");
	expect(1672987575, -8 * 60, "2023-01-05T22:46:15-08:00", "2023-01-05");
}

static void test_far_dates(void **state)
{
	(void)state;
	expect(0, 0, "1970-01-01T00:00:00+00:00", "1970-01-01");
	expect(0, -30, "1969-12-31T23:30:00-00:30", "1969-12-31");
	expect(3391234567, 0, "2077-06-18T09:36:07+00:00", "2077-06-18");
	expect(INT64_C(253402300799), 0, "9999-12-31T23:59:59+00:00", "9999-12-31");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_far_dates),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
