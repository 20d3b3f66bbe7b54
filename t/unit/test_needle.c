/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>
#include "text/needle.h"

static bool is_in(const char *text, const char *in)
{
	struct needle needle;

	needle_init(&needle, text);
	return needle_in(&needle, in);
}

static bool is_all(const char *text, const char *whole)
{
	struct needle needle;

	needle_init(&needle, text);
	return needle_is(&needle, whole);
}

static void test_case(void **state)
{
	(void)state;
	assert_true(is_in("arm64", "KVM: ARM64: a title"));
	assert_true(is_in("KVM", "KVM: ARM64: a title"));
	assert_false(is_in("Arm64", "KVM: ARM64: a title"));
	assert_false(is_in("[z", "{Z"));
	assert_true(is_in("", "anything"));
	assert_true(is_all("a title", "A Title"));
	assert_false(is_all("a title", "A Title more"));
	assert_false(is_all("A title", "A Title"));
}

static void test_other_scripts(void **state)
{
	(void)state;
	assert_true(is_in("čeněk", "from ČENĚK"));
	assert_false(is_in("Čeněk", "from ČENĚK"));
	assert_true(is_in("from", "From ČENĚK"));
	/* What is no UTF-8 is looked for as it is. */
	assert_false(is_in("\xc4", "From AB"));
}

static void test_length(void **state)
{
	(void)state;
	for (size_t len = 250; len < 260; len++) {
		char *text = g_strnfill(len, 'A');

		assert_true(is_in("aaa", text));
		text[len - 1] = 'B';
		assert_true(is_in("ab", text));
		assert_false(is_in("ba", text));
		g_free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_case),
		cmocka_unit_test(test_other_scripts),
		cmocka_unit_test(test_length),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
