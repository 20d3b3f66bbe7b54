/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "series/overrides.h"

static void test_lines(void **state)
{
	struct overrides *overrides = overrides_parse(SLICE("# corrections\n"
							    "\n"
							    "same <a@x> b@x\t<c@x> # renamed\r\n"
							    "  not-same d@x e@x\n"
							    "same f@x g@x"),
						      "file", NULL);
	const struct override *item;

	(void)state;
	assert_non_null(overrides);
	assert_int_equal(overrides->items->len, 3);
	item = &g_array_index(overrides->items, struct override, 0);
	assert_true(item->same);
	assert_int_equal(item->line, 3);
	assert_string_equal(item->message_ids[0], "a@x");
	assert_string_equal(item->message_ids[1], "b@x");
	assert_string_equal(item->message_ids[2], "c@x");
	assert_null(item->message_ids[3]);
	item = &g_array_index(overrides->items, struct override, 1);
	assert_false(item->same);
	assert_string_equal(item->message_ids[1], "e@x");
	overrides_free(overrides);
}

static void expect_error(struct slice text, const char *message)
{
	GError *error = NULL;

	assert_null(overrides_parse(text, "my-file", &error));
	assert_string_equal(error->message, message);
	g_error_free(error);
}

static void test_errors(void **state)
{
	(void)state;
	expect_error(SLICE("same a b\nSame a b\n"),
		     "line 2 of 'my-file' begins neither with 'same' nor with 'not-same'");
	expect_error(SLICE("same a # b\n"), "line 1 of 'my-file' names fewer than two Message-IDs");
	expect_error(SLICE("not-same a b c"),
		     "line 1 of 'my-file' names more than two Message-IDs behind 'not-same'");
	expect_error(SLICE("same a <>"),
		     "line 1 of 'my-file' holds what is no Message-ID, or too many");
	expect_error(SLICE("same a b\0c"),
		     "line 1 of 'my-file' holds what is no Message-ID, or too many");
}

static void test_nothing(void **state)
{
	struct overrides *overrides = overrides_parse(SLICE(""), "file", NULL);

	(void)state;
	assert_non_null(overrides);
	assert_int_equal(overrides->items->len, 0);
	overrides_free(overrides);
	overrides_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
