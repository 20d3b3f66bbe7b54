/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "subprocess.h"

static const struct option_choice formats[] = { { "text", 1 }, { "json", 2 }, { NULL, 0 } };

static char *folder;

/* git reads nothing but the file "config" of an empty folder. */
static int group_setup(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("test-config-XXXXXX", NULL);
	if (!folder || chdir(folder))
		return -1;
	g_unsetenv("GIT_DIR");
	g_unsetenv("GIT_CONFIG");
	g_unsetenv("GIT_CONFIG_COUNT");
	g_unsetenv("GIT_CONFIG_PARAMETERS");
	g_setenv("GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_setenv("GIT_CONFIG_GLOBAL", "config", TRUE);
	g_setenv("GIT_CEILING_DIRECTORIES", folder, TRUE);
	g_setenv("HOME", "/home/of/ada", TRUE);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	g_unlink("config");
	g_unlink("more");
	if (chdir("/") || g_rmdir(folder))
		return -1;
	g_free(folder);
	return 0;
}

static void write_config(const char *text)
{
	config_release();
	assert_true(g_file_set_contents("config", text, -1, NULL));
}

static int teardown(void **state)
{
	(void)state;
	g_unsetenv("GIT_CONFIG_COUNT");
	g_unsetenv("GIT_CONFIG_PARAMETERS");
	config_release();
	return 0;
}

static void test_strings(void **state)
{
	(void)state;
	write_config("[kvm]\n\ttopAuthors = a\n\ttopauthors = \"b  c\" ; comment\n"
		     "\tmulti = one\\ntwo\n\tempty =\n"
		     "[kvm \"Sub.Section\"]\n\tKey = d\n");
	assert_string_equal(config_string("kvm.topAuthors"), "b  c");
	assert_string_equal(config_string("KVM.TOPAUTHORS"), "b  c");
	assert_string_equal(config_string("kvm.multi"), "one\ntwo");
	assert_string_equal(config_string("kvm.empty"), "");
	assert_string_equal(config_string("kVm.Sub.Section.kEy"), "d");
	assert_null(config_string("kvm.sub.section.key"));
	assert_null(config_string("kvm.nothing"));
	assert_true(config_has("kvm.multi"));
	assert_false(config_has("kvm.nothing"));
	assert_false(config_has("nodots"));
}

static void test_all(void **state)
{
	const char *const *values;

	(void)state;
	write_config("[kvm]\n\tinbox = a\n\tother = x\n\tinbox = b\n[include]\n\tpath = more\n");
	assert_true(g_file_set_contents("more", "[kvm]\n\tinbox = c\n", -1, NULL));
	values = config_all("kvm.inbox");
	assert_non_null(values);
	assert_string_equal(values[0], "a");
	assert_string_equal(values[1], "b");
	assert_string_equal(values[2], "c");
	assert_null(values[3]);
	assert_null(config_all("kvm.nothing"));
}

static void test_environment(void **state)
{
	(void)state;
	write_config("[kvm]\n\ttop = 1\n");
	g_setenv("GIT_CONFIG_COUNT", "1", TRUE);
	g_setenv("GIT_CONFIG_KEY_0", "kvm.top", TRUE);
	g_setenv("GIT_CONFIG_VALUE_0", "2", TRUE);
	assert_int_equal(config_uint("kvm.top", 9), 2);
	config_release();
	/* git -c comes as this and wins. */
	g_setenv("GIT_CONFIG_PARAMETERS", "'kvm.top'='3'", TRUE);
	config_start();
	config_start();
	assert_int_equal(config_uint("kvm.top", 9), 3);
}

/* More than a pipe holds: git must not wait for us for ever, nor we for it. */
static void test_long(void **state)
{
	GString *text = g_string_new("[kvm]\n");

	(void)state;
	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text, "\tinbox = number-%d\n", i);
	write_config(text->str);
	g_string_free(text, TRUE);
	config_start();
	assert_string_equal(config_string("kvm.inbox"), "number-19999");
	assert_string_equal(config_all("kvm.inbox")[777], "number-777");
}

static void test_bool(void **state)
{
	static const char *const yes[] = { "= true", "= YES", "= on", "= 1",
					   "= 17",   "= -1",  "= 1k", "" };
	static const char *const no[] = { "= false", "= No", "= off", "= 0", "=", "= 0x0" };
	char *text;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(yes); i++) {
		write_config(text = g_strdup_printf("[kvm]\n\tb %s\n", yes[i]));
		assert_true(config_bool("kvm.b", false));
		assert_int_equal(config_maybe_bool("kvm.b", 5), 1);
		g_free(text);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(no); i++) {
		write_config(text = g_strdup_printf("[kvm]\n\tb %s\n", no[i]));
		assert_false(config_bool("kvm.b", true));
		assert_int_equal(config_maybe_bool("kvm.b", 5), 0);
		g_free(text);
	}
	write_config("[kvm]\n\tb = less -S\n");
	assert_int_equal(config_maybe_bool("kvm.b", 5), -1);
	assert_int_equal(config_maybe_bool("kvm.c", 5), 5);
	assert_true(config_bool("kvm.c", true));
	assert_false(config_bool("kvm.c", false));
}

static void test_uint(void **state)
{
	(void)state;
	write_config("[kvm]\n\ta = 15\n\tb = 2k\n\tc = 3M\n\td = 1g\n\te = 0x10\n\tf = 4294967295\n"
		     "\tg = 0\n");
	assert_int_equal(config_uint("kvm.a", 1), 15);
	assert_int_equal(config_uint("kvm.b", 1), 2048);
	assert_int_equal(config_uint("kvm.c", 1), 3 << 20);
	assert_int_equal(config_uint("kvm.d", 1), 1 << 30);
	assert_int_equal(config_uint("kvm.e", 1), 16);
	assert_int_equal(config_uint("kvm.f", 1), 4294967295);
	assert_int_equal(config_uint("kvm.g", 1), 0);
	assert_int_equal(config_uint("kvm.h", 1), 1);
}

static void test_path_and_choice(void **state)
{
	(void)state;
	write_config("[kvm]\n\ta = ~/x/y\n\tb = /x/~\n\tc = ~root/z\n\td = ~\n\tformat = json\n");
	assert_string_equal(config_path("kvm.a"), "/home/of/ada/x/y");
	assert_string_equal(config_path("kvm.b"), "/x/~");
	assert_string_equal(config_path("kvm.c"), "/root/z");
	assert_string_equal(config_path("kvm.d"), "/home/of/ada");
	assert_null(config_path("kvm.e"));
	assert_int_equal(config_choice("kvm.format", formats, 7), 2);
	assert_int_equal(config_choice("kvm.nothing", formats, 7), 7);
}

static void ask_bool(void *key)
{
	config_bool(key, false);
}

static void ask_uint(void *key)
{
	config_uint(key, 0);
}

static void ask_string(void *key)
{
	config_string(key);
}

static void ask_all(void *key)
{
	config_all(key);
}

static void ask_path(void *key)
{
	config_path(key);
}

static void ask_choice(void *key)
{
	config_choice(key, formats, 0);
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *line;
		void (*ask)(void *key);
		const char *message;
	} cases[] = {
		{ "k = maybe", ask_bool,
		  "bad boolean config value 'maybe' for 'kvm.k' in file config" },
		{ "k = x", ask_uint,
		  "bad numeric config value 'x' for 'kvm.k' in file config: invalid unit" },
		{ "k = 5x", ask_uint,
		  "bad numeric config value '5x' for 'kvm.k' in file config: invalid unit" },
		{ "k = 5kk", ask_uint,
		  "bad numeric config value '5kk' for 'kvm.k' in file config: invalid unit" },
		{ "k =", ask_uint,
		  "bad numeric config value '' for 'kvm.k' in file config: invalid unit" },
		{ "k = -1", ask_uint,
		  "bad numeric config value '-1' for 'kvm.k' in file config: out of range" },
		{ "k = 4g", ask_uint,
		  "bad numeric config value '4g' for 'kvm.k' in file config: out of range" },
		{ "k = 99999999999999999999", ask_uint,
		  "bad numeric config value '99999999999999999999' for 'kvm.k' in file config: "
		  "out of range" },
		{ "k = 9223372036854775807k", ask_uint,
		  "bad numeric config value '9223372036854775807k' for 'kvm.k' in file config: "
		  "out of range" },
		{ "k", ask_uint, "missing value for 'kvm.k' in file config" },
		{ "k", ask_string, "missing value for 'kvm.k' in file config" },
		{ "k\n\tk = x", ask_all, "missing value for 'kvm.k' in file config" },
		{ "k", ask_path, "missing value for 'kvm.k' in file config" },
		{ "k = ~nobody-of-that-name/x", ask_path,
		  "failed to expand user dir in: '~nobody-of-that-name/x'" },
		{ "k = xml", ask_choice,
		  "bad config value 'xml' for 'kvm.k' in file config: expected \"text\" or "
		  "\"json\"" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *text = g_strdup_printf("[kvm]\n\t%s\n", cases[i].line);
		char *err = g_strdup_printf("fatal: %s\n", cases[i].message);

		write_config(text);
		assert_outcome(cases[i].ask, "kvm.k", EXIT_FATAL, "", err);
		g_free(text);
		g_free(err);
	}
	g_setenv("GIT_CONFIG_PARAMETERS", "'kvm.k'='\033x'", TRUE);
	assert_outcome(ask_bool, "kvm.k", EXIT_FATAL, "",
		       "fatal: bad boolean config value '<U+001B>x' for 'kvm.k'\n");
}

static void test_unreadable(void **state)
{
	(void)state;
	write_config("[kvm\n");
	assert_outcome(ask_string, "kvm.k", EXIT_FATAL, "",
		       "fatal: bad config line 1 in file config\n");
}

static void without_git(void *unused)
{
	(void)unused;
	g_setenv("PATH", "/nowhere", TRUE);
	config_start();
}

static void test_no_git(void **state)
{
	struct outcome outcome;

	(void)state;
	config_release();
	outcome = run_in_child(without_git, NULL);
	assert_int_equal(outcome.status, EXIT_FATAL);
	assert_true(g_str_has_prefix(outcome.err, "fatal: cannot run git: "));
	assert_non_null(strstr(outcome.err, "No such file or directory"));
	outcome_release(&outcome);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_strings, teardown),
		cmocka_unit_test_teardown(test_all, teardown),
		cmocka_unit_test_teardown(test_environment, teardown),
		cmocka_unit_test_teardown(test_long, teardown),
		cmocka_unit_test_teardown(test_bool, teardown),
		cmocka_unit_test_teardown(test_uint, teardown),
		cmocka_unit_test_teardown(test_path_and_choice, teardown),
		cmocka_unit_test_teardown(test_mistakes, teardown),
		cmocka_unit_test_teardown(test_unreadable, teardown),
		cmocka_unit_test_teardown(test_no_git, teardown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
