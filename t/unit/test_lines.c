/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reply/lines.h"

/* A letter for each kind: own, tag, intro, quoted, diff, frag, added, removed, context, signature.
 */
static const char letters[] = "otiqd@+-cs";

/* Texts are given with one letter in front of each line, which is what it is to be. */
static void check(const char *marked)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	GString *text = g_string_new(NULL), *expect = g_string_new(NULL);
	GString *actual = g_string_new(NULL);
	char **split = g_strsplit(marked, "\n", -1);

	for (char **line = split; *line && **line; line++) {
		g_string_append_c(expect, **line);
		g_string_append_printf(text, "%s\n", *line + 1);
	}
	lines_append(lines, slice_of(text->str, text->len));
	for (guint i = 0; i < lines->len; i++)
		g_string_append_c(actual, letters[g_array_index(lines, struct text_line, i).kind]);
	assert_string_equal(actual->str, expect->str);
	g_strfreev(split);
	g_string_free(text, TRUE);
	g_string_free(expect, TRUE);
	g_string_free(actual, TRUE);
	g_array_unref(lines);
}

static void test_reply(void **state)
{
	(void)state;
	check("");
	check("oHi,\no\niOn Mon, Ada wrote:\nq> Why\nq> > so?\no\noNo.\ntReviewed-by: B "
	      "<b@example.org>\n"
	      "o\ns-- \nsBen\n");
	check("oNo.\no\nq-----Original Message-----\nqFrom: Ada\nqSent: Monday\nq\nqWhy so?\n");
	check("oYes\ns________________________________________\nskvm mailing list\n");
}

static void test_diff(void **state)
{
	(void)state;
	check("oTry:\no\nddiff --git a/x b/x\ndindex 1..2\nd--- a/x\nd+++ b/x\n@@@ -1,2 +1,2 @@ f\n"
	      "c > not quoted\n--old\n++new\no\noDone.\n");
	check("ddiff --git a/x b/x\nd--- a/x\nd+++ b/x\n@@@ -1,2 +1,1 @@\nc x\n--- \ns-- "
	      "\ns2.39.5\n");
	check("oSee.\ns-- \nsBen\nddiff --git a/x b/x\nd--- a/x\nd+++ b/x\n@@@ -1 +1 "
	      "@@\n--a\n++b\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_reply),
					    cmocka_unit_test(test_diff) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
