/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/flowed.h"

static void check(const char *text, bool delsp, const char *expected)
{
	GString *out = flowed_undo(slice_str(text), delsp);

	if (!expected) {
		assert_null(out);
		return;
	}
	assert_non_null(out);
	assert_string_equal(out->str, expected);
	g_string_free(out, TRUE);
}

static void test_joins(void **state)
{
	(void)state;
	check("one \ntwo \nthree\nfour\n", false, "one two three\nfour\n");
	check("one \n\ntwo\n", false, "one \ntwo\n");
	check("one ", false, "one \n");
	check("no\nneed\n", false, NULL);
	check("", false, NULL);
}

static void test_line_ends(void **state)
{
	(void)state;
	check("one \r\ntwo\r\n  three\nfour\r\n", false, "one two\r\n three\nfour\r\n");
	check("-- \r\none\r\n", false, NULL);
	check("one\r\ntwo \r\n", false, "one\r\ntwo \n");
}

static void test_delsp(void **state)
{
	(void)state;
	check("ja \nwohl\nx y\n", true, "jawohl\nx y\n");
}

static void test_unstuffs(void **state)
{
	(void)state;
	check(" From here\n  two\n >no quote\n", false, "From here\n two\n>no quote\n");
}

static void test_quotes(void **state)
{
	(void)state;
	check("> one \n> two\nthree\n", false, "> one two\nthree\n");
	check(">> one \n> two\n", false, ">> one \n> two\n");
	check("> > one \n>> two\n", false, "> > one two\n");
	check("> one\n", false, NULL);
}

static void test_quoted_diff(void **state)
{
	(void)state;
	check("> \n>   \n> +\tif (x && \n> +\t    y)\n> -\tz \n>  \tcase 0: \n> @@ -1 +1 @@ \n",
	      false,
	      "> \n>   \n> +\tif (x && \n> +\t    y)\n> -\tz \n>  \tcase 0: \n> @@ -1 +1 @@ \n");
	check("> words \n> - point\n> \n> more \n> words\n", false,
	      "> words \n> - point\n> \n> more words\n");
	check("> +\tlong, \n> line\n", false, "> +\tlong, line\n");
	check("one\n  \ntwo\n", false, "one\n \ntwo\n");
	check("- own \npoint\n", false, "- own point\n");
}

static void test_signature(void **state)
{
	(void)state;
	check("one \n-- \nName \nmore\n", false, "one \n-- \nName more\n");
	check("one\n-- \nName\n", false, NULL);
	check("> one \n> -- \n> Name\n", false, "> one \n> -- \n> Name\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_joins),	    cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_delsp),	    cmocka_unit_test(test_unstuffs),
		cmocka_unit_test(test_quotes),	    cmocka_unit_test(test_signature),
		cmocka_unit_test(test_quoted_diff),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
