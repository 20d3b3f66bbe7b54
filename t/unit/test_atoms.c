/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/atoms.h"

static const char *const names[] = { "title", "version", NULL };

static void value(int field, GString *out, void *data)
{
	(void)data;
	g_string_append(out, field ? "3" : "a\nb\033[1m");
}

static void check(const char *format, const char *expect)
{
	GString *out = g_string_new(NULL);
	struct atoms *atoms = atoms_parse(format, names, NULL);

	assert_non_null(atoms);
	atoms_expand(atoms, value, NULL, out);
	assert_string_equal(out->str, expect);
	atoms_free(atoms);
	g_string_free(out, TRUE);
}

static void test_expand(void **state)
{
	(void)state;
	check("", "");
	check("v%(version)", "v3");
	check("%(version)%(version) 100%%%09x%0a%zz%", "33 100%\tx\n%zz%");
	check("<%(title)>", "<a<U+000A>b<U+001B>[1m>");
}

static void test_nul(void **state)
{
	struct atoms *atoms = atoms_parse("%(version)%00x", names, NULL);
	GString *out = g_string_new(NULL);

	(void)state;
	atoms_expand(atoms, value, NULL, out);
	assert_int_equal(out->len, 3);
	assert_memory_equal(out->str, "3\0x", 3);
	atoms_free(atoms);
	g_string_free(out, TRUE);
}

static void check_error(const char *format, const char *expect)
{
	GError *error = NULL;

	assert_null(atoms_parse(format, names, &error));
	assert_string_equal(error->message, expect);
	g_error_free(error);
}

static void test_errors(void **state)
{
	(void)state;
	check_error("%(titl)", "unknown field name: titl");
	check_error("%(titles)", "unknown field name: titles");
	check_error("x %(title", "malformed format string %(title");
}

static void test_use(void **state)
{
	struct atoms *atoms = atoms_parse("%(version)", names, NULL);

	(void)state;
	assert_true(atoms_use(atoms, 1));
	assert_false(atoms_use(atoms, 0));
	atoms_free(atoms);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_use),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
