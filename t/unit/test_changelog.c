/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "patch/changelog.h"

static void check(const char *text, int version, const char *expect)
{
	GString *out = g_string_new(NULL);
	bool found = changelog_find(slice_str(text), version, out);

	assert_string_equal(out->str, expect);
	assert_int_equal(found, *expect != 0);
	g_string_free(out, TRUE);
}

static const char b4[] =
	"It is for this.\n\n---\nChanges in v3:\n- Rename it (Ben)\n  to that.\n"
	"- Link to v2: https://lore.kernel.org/r/x@example.org\n\n"
	"Changes in v2:\n- Fix a leak\n- Link to v1: https://lore.kernel.org/r/y\n\n"
	"---\nAda Lindqvist (2):\n      KVM: First\n";

static void test_b4(void **state)
{
	(void)state;
	check(b4, 3, "- Rename it (Ben)\n  to that.\n");
	check(b4, 2, "- Fix a leak\n");
	check(b4, 1, "");
}

static void test_forms(void **state)
{
	(void)state;
	check("v1 -> v2:\n * one\n\n * two\n\nThanks,\nAda\n", 2, "* one\n* two\n");
	check("Changes since v1:\n - one\n", 2, "- one\n");
	check("Changes since V4 [1]:\n  o one\n", 5, "o one\n");
	check("v4: rebased, no change\nv3: https://lore.kernel.org/r/a\n", 4,
	      "rebased, no change\n");
	check("Changelog v2-->v3:\n1. one\n2. two\n", 3, "1. one\n2. two\n");
	check("Changes from v1 to v2\n- one\n", 2, "- one\n");
	check("V2:\n\n  - one\n\nSigned-off-by: Ada <a@example.org>\n", 2, "- one\n");
	check("Changes since v1 (https://lore.kernel.org/r/a):\n- one\n", 2, "- one\n");
	check("Changes since v4 (per review by Ben: thanks):\n- one\n", 5, "- one\n");
	check("Changes since RFC v1 [1]:\n- one\n", 2, "- one\n");
	check("Change overview in v5:\n - one\n", 5, "- one\n");
	check("Changes in v2\n=============\n * one\n-----\n\nv1:\n-----\n", 2, "* one\n");
}

static void test_no_heading(void **state)
{
	(void)state;
	check("I found that v2: does not work; see v3 of the manual.\n- no\n", 2, "");
	check("The format v2 is used.\n- no\n", 2, "");
	check("In v2 we saw that all of this fails when the guest is started: bad\n", 2, "");
	check("diff --git a/x b/x\n+v2:\n+ - one\n", 2, "");
	check("--- x.c\n+++ x.c\n@@ -1 +1 @@\n-a\n+b\nv2: one\n", 2, "");
	check("v2: one\n--- x.c\n+++ x.c\n@@ -1 +1 @@\n-a\n+b\n", 2, "one\n");
	check("v2: one\nIndex: x.c\n=====\n--- x.c\n+++ x.c\n@@ -1 +1 @@\n-a\n+b\n", 2, "one\n");
	check("", 1, "");
}

static void test_ends(void **state)
{
	(void)state;
	check("v2:\n- one\n x/y.c | 2 +-\n", 2, "- one\n");
	check("v2:\n- one\nAda Lindqvist (2):\n  KVM: First\n", 2, "- one\n");
	check("v2:\n- one\n\nThis is prose again.\n", 2, "- one\n");
	check("v2:\n * one\n\n-Ada\n", 2, "* one\n");
	check("v2:\n-one\n-Rename\n\n-Move it\n", 2, "-one\n-Rename\n-Move it\n");
	check("v2:\n- one\nThanks,\nAda\n", 2, "- one\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_b4),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_no_heading),
		cmocka_unit_test(test_ends),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
