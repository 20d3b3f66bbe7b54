/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "patch/paths.h"

/* What stands behind "diff --git ", and both names; NULL where they cannot be told apart. */
static const struct {
	const char *line, *old_path, *new_path;
} rows[] = {
	{ "a/x b/x", "x", "x" },
	{ " a/x b/x ", "x", "x" },
	{ "a/x y b/x y", "x y", "x y" },
	{ "a/x b/y", "x", "y" },
	{ "x y", "x", "y" },
	{ "a/x b/y z", NULL, NULL },
	{ "a/x y b/z", NULL, NULL },
	{ "a/x", NULL, NULL },
	{ "", NULL, NULL },
	{ " ", NULL, NULL },
	{ "\"a/x\\t\" \"b/x\\t\"", "x\t", "x\t" },
	{ "\"a/x\\t\" b/x", "x\t", "x" },
	{ "a/x \"b/x\\t\"", "x", "x\t" },
	{ "\"a/x\"", NULL, NULL },
	/* Bytes of at most three octal digits, and letters that stand for others. */
	{ "\"a/\\1012\" b/x", "A2", "x" },
	{ "\"a/\\079\" b/x", "\a9", "x" },
	{ "\"a/\\60\\80\" b/x", "080", "x" },
	{ "\"a/\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\x\" b/x", "\a\b\f\n\r\t\v\\\"x", "x" },
	{ "\"a/\\303\\251\" b/x", "\303\251", "x" },
	{ "\"a/\\10\" b/x", "\b", "x" },
	{ "\"a/\\10", NULL, NULL },
	{ "\"a/\\", NULL, NULL },
	{ "linux.orig/x linux/x", "x", "x" },
	{ "a/x /dev/null", "a/x", "/dev/null" },
	/* A blank at the end is one of the name where the other one has it, too. */
	{ "a/x  b/x ", "x ", "x " },
	{ "linux.orig/a b/x y linux/a b/x y", "a b/x y", "a b/x y" },
	{ "old/y linux/y", "y", "y" },
	{ "old/y z linux/y w", NULL, NULL },
};

static void test_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct slice old_path, new_path;
		struct pool pool = POOL_INIT;
		bool prefixed, good = path_read_pair(&pool, slice_str(rows[i].line), &old_path,
						     &new_path, &prefixed);

		if (good != (rows[i].old_path != NULL) ||
		    (good && (!slice_eq(old_path, slice_str(rows[i].old_path)) ||
			      !slice_eq(new_path, slice_str(rows[i].new_path)))))
			fail_msg("'%s' is '%.*s' and '%.*s'", rows[i].line,
				 good ? (int)old_path.len : 0, good ? old_path.ptr : "",
				 good ? (int)new_path.len : 0, good ? new_path.ptr : "");
		pool_release(&pool);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
