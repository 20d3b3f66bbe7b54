/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/version_change.h"

/* What is read and written again is the same. */
static void check_kept(const char *text, const char *words)
{
	struct version_change *change = version_change_read(text, NULL);
	GString *out = g_string_new(NULL);
	char *again;

	assert_non_null(change);
	again = version_change_write(change);
	assert_string_equal(again, text);
	version_change_append(change, out);
	assert_string_equal(out->str, words);
	g_string_free(out, TRUE);
	g_free(again);
	version_change_free(change);
}

static void test_kept(void **state)
{
	(void)state;
	check_kept("61 1 1 0 0 0 a title\n33 2 3 4 1 0 b\n62 0 2 0 0 0 c\n60 3 0 0 0 0 \n",
		   "1 patch as before, 1 changed (+4 -1), 1 new, 1 dropped");
	check_kept("33 1 1 0 2 1 a\n", "1 changed (only the message)");
	check_kept("60 1 0 0 0 0 a\n62 0 1 0 0 0 b\n", "rewritten");
}

/* Strangers may have kept anything. */
static void test_none(void **state)
{
	static const char *const texts[] = {
		"",
		"\n",
		"a changelog",
		"61 1 1 0 0 0 no end",
		"61 1 1 0 0 0",
		"61 1 1 0 0 a\n",
		"61 101 1 0 0 0 a\n",
		"61 1 -1 0 0 0 a\n",
		"61 1 1 99999999999999999999 0 0 a\n",
		"61 1 1 0 0 2 a\n",
		"0 1 1 0 0 0 a\n",
		"300 1 1 0 0 0 a\n",
		"61 1 1 0 0 0 a\nb",
	};
	GString *many = g_string_new(NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		assert_null(version_change_read(texts[i], NULL));
	for (int i = 0; i <= 2 * VERSION_CHANGE_MAX; i++)
		g_string_append(many, "61 1 1 0 0 0 a\n");
	assert_null(version_change_read(many->str, NULL));
	g_string_free(many, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_none),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
