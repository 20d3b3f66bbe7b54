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

/* Names as long as their memory, so that a sanitizer sees the first byte read too far. */
static void test_short_names(void **state)
{
	static const char *const names[] = { "",   "r",	     "raw",	"short", "local",
					     "is", "format", "default", "human", "unix" };
	struct when_format format;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *exact = g_memdup2(names[i], strlen(names[i]) + 1);

		assert_int_equal(when_parse(exact, &format), strlen(exact) > 2 && *exact != 'f');
		g_free(exact);
	}
}

static void test_widths(void **state)
{
	struct when_format format = { .kind = WHEN_SHORT };
	GString *out = g_string_new(NULL);

	(void)state;
	assert_true(when_parse("format:%1000Y", &format));
	when_append(out, &format, 0, 0);
	assert_int_equal(out->len, 1000);
	assert_false(when_parse("format:%99999999999Y", &format));
	assert_false(when_parse("format:%1000000Y", &format));
	when_append(out, &format, 0, 0); /* by nobody who asks first */
	assert_int_equal(out->len, 1000);
	g_string_free(out, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_far_dates),
		cmocka_unit_test(test_short_names),
		cmocka_unit_test(test_widths),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
