/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include "cli/attest_private.h"

static void check(const char *identity, const char *selector, const char *expected)
{
	g_autoptr(GString) in = g_string_new(NULL), key = NULL;

	attest_pack(in, "ed25519", strlen("ed25519"));
	attest_pack(in, identity, strlen(identity));
	attest_pack(in, selector, strlen(selector));
	key = attest_run_key(in);
	if (expected)
		assert_string_equal(key ? key->str : "(none)", expected);
	else
		assert_null(key);
}

/* No part of a name leads out of its folder. */
static void test_paths(void **state)
{
	static const char *const folders[] = { "ed25519/example.org/ada", "ed25519/ada", "ada" };
	static const char *const left[] = { "ed25519/example.org", "ed25519", "" };
	g_autofree char *top = g_dir_make_tmp("gitkvm-keys-XXXXXX", NULL);

	(void)state;
	g_setenv("GIT_CONFIG_COUNT", "1", true);
	g_setenv("GIT_CONFIG_KEY_0", "patatt.keyringsrc", true);
	g_setenv("GIT_CONFIG_VALUE_0", top, true);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(top, folders[i], NULL);
		g_autofree char *file = g_build_filename(folder, "default", NULL);

		assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
		assert_true(g_file_set_contents(file, folders[i], -1, NULL));
	}
	check("Ada@example.org", "default", folders[0]);
	check("ada@.", "default", NULL);
	check("ada@..", "default", NULL);
	check("ada@", "default", NULL);
	check("ada", "default", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(top, folders[i], NULL);
		g_autofree char *file = g_build_filename(folder, "default", NULL);

		assert_int_equal(g_remove(file), 0);
		assert_int_equal(g_rmdir(folder), 0);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(left); i++) {
		g_autofree char *folder = g_build_filename(top, left[i], NULL);

		assert_int_equal(g_rmdir(folder), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_paths) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
