/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/atoms.h"

static const char *const names[] = { "title", "version", NULL };

static int alias(const char *name, size_t len)
{
	return len == 3 && !strncmp(name, "ver", len) ? 1 : -1;
}

static char *colour(const char *name)
{
	return !strcmp(name, "red")	? g_strdup("\033[31m")
	       : !strcmp(name, "reset") ? g_strdup("\033[m")
					: NULL;
}

static const struct atoms_names all = { names, alias, colour };

static void value(int field, GString *out, void *data)
{
	(void)data;
	g_string_append(out, field ? "3" : "a\nb\033[1m");
}

static void check(const char *format, const char *expect)
{
	GString *out = g_string_new(NULL);
	struct atoms *atoms = atoms_parse(format, &all, NULL);

	assert_non_null(atoms);
	atoms_expand(atoms, true, value, NULL, out);
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

static void test_align(void **state)
{
	(void)state;
	check("%(align:5)ab%(end)|", "ab   |");
	check("%(align:5,right)ab%(end)|", "   ab|");
	check("%(align:position=middle,width=5)ab%(end)|", " ab  |");
	check("%(align:2)%(version)abc%(end)|", "3abc|");
	check("%(align:6,right)%(color:red)ab%(color:reset)%(end)|", "    \033[31mab\033[m|");
	check("%(align:8)%(align:4,right)a%(end)b%(end)|", "   ab   |");
	check("%(ver)", "3");
}

static void test_if(void **state)
{
	(void)state;
	check("%(if)%(version)%(then)y%(else)n%(end)", "y");
	check("%(if)  %(then)y%(else)n%(end)", "n");
	check("%(if)  %(then)y%(end)-", "-");
	check("%(if:equals=3)%(version)%(then)y%(else)n%(end)", "y");
	check("%(if:notequals=3)%(version)%(then)y%(else)n%(end)", "n");
	check("%(if:equals=)%(then)y%(end)", "y");
	check("%(if)x%(then)%(if) %(then)a%(else)b%(end)c%(else)d%(end)e", "bce");
	check("%(if)%(then)a%(else)%(align:3)%(version)%(end)|%(end)", "3  |");
}

static void test_colour(void **state)
{
	GString *out = g_string_new(NULL);
	struct atoms *atoms = atoms_parse("%(color:red)x%(color:reset)y", &all, NULL);

	(void)state;
	check("%(color:red)x", "\033[31mx\033[m");
	check("%(color:red)x%(color:reset)y", "\033[31mx\033[my");
	atoms_expand(atoms, false, value, NULL, out);
	assert_string_equal(out->str, "xy");
	atoms_free(atoms);
	g_string_free(out, TRUE);
}

static void test_nul(void **state)
{
	struct atoms *atoms = atoms_parse("%(version)%00x", &all, NULL);
	GString *out = g_string_new(NULL);

	(void)state;
	atoms_expand(atoms, true, value, NULL, out);
	assert_int_equal(out->len, 3);
	assert_memory_equal(out->str, "3\0x", 3);
	atoms_free(atoms);
	g_string_free(out, TRUE);
}

static void check_error(const char *format, const char *expect)
{
	GError *error = NULL;

	assert_null(atoms_parse(format, &all, &error));
	assert_string_equal(error->message, expect);
	g_error_free(error);
}

static void test_errors(void **state)
{
	(void)state;
	check_error("%(titl)", "unknown field name: titl\nhint: the fields are title, version");
	check_error("%(titles)", "unknown field name: titles\nhint: the fields are title, version");
	check_error("%(align)", "expected format: %(align:<width>,<position>)");
	check_error("%(align:left)x%(end)", "positive width expected with the %(align) atom");
	check_error("%(align:5,centre)x%(end)", "unrecognized %(align) argument: centre");
	check_error("%(align:width=x)x%(end)", "unrecognized width:x");
	check_error("%(align:5,position=x)x%(end)", "unrecognized position:x");
	check_error("%(align:99999999999)x%(end)", "unrecognized %(align) argument: 99999999999");
	check_error("%(align:5)x", "format: %(end) atom missing");
	check_error("x%(end)", "format: %(end) atom used without corresponding atom");
	check_error("%(then)", "format: %(then) atom used without an %(if) atom");
	check_error("%(if)x%(end)", "format: %(if) atom used without a %(then) atom");
	check_error("%(if)x%(else)y%(end)", "format: %(else) atom used without a %(then) atom");
	check_error("%(if)x%(then)y%(then)", "format: %(then) atom used more than once");
	check_error("%(if)x%(then)y%(else)%(then)", "format: %(then) atom used after %(else)");
	check_error("%(if)x%(then)y%(else)%(else)", "format: %(else) atom used more than once");
	check_error("%(if:x)", "unrecognized %(if) argument: x");
	check_error("%(color)", "expected format: %(color:<color>)");
	check_error("%(color:mauve)", "unrecognized color: %(color:mauve)");
	check_error("%(end:x)", "%(end) does not take arguments");
	check_error("x %(title", "malformed format string %(title");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_expand), cmocka_unit_test(test_nul),
		cmocka_unit_test(test_align),  cmocka_unit_test(test_if),
		cmocka_unit_test(test_colour), cmocka_unit_test(test_errors),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
