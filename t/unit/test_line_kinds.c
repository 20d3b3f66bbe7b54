/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "reply/lines.h"

/* A letter for each kind. */
static const char letters[] = {
	[LINE_OWN] = 'o',     [LINE_TAG] = 't',	      [LINE_INTRO] = 'i', [LINE_QUOTED] = 'q',
	[LINE_DIFF] = 'd',    [LINE_FRAG] = 'f',      [LINE_ADDED] = '+', [LINE_REMOVED] = '-',
	[LINE_CONTEXT] = 'c', [LINE_SIGNATURE] = 's',
};

static void expect(const char *text, const char *kinds)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	GString *seen = g_string_new(NULL), *joined = g_string_new(NULL);

	lines_append(lines, slice_str(text));
	for (guint i = 0; i < lines->len; i++) {
		const struct text_line *line = &g_array_index(lines, struct text_line, i);

		g_string_append_c(seen, letters[line->kind]);
		g_string_append_len(joined, line->line.ptr, (gssize)line->line.len);
		g_string_append_c(joined, '\n');
	}
	assert_string_equal(seen->str, kinds);
	/* No line is lost, and none comes twice. */
	assert_string_equal(joined->str, text);
	g_string_free(joined, TRUE);
	g_string_free(seen, TRUE);
	g_array_unref(lines);
}

#define DIFF                                                                                       \
	"diff --git a/x.c b/x.c\nindex 1..2 100644\n--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@ f\n"     \
	" one\n-two\n+three\n four\n"

static void test_line_kinds(void **state)
{
	(void)state;
	expect("", "");
	expect("Hello\n\nIt is so.\n", "ooo");
	expect("On Monday Ann wrote:\n> Why?\n> And how?\nSo.\n", "iqqo");
	expect("Fine.\nReviewed-by: Ben Other <ben@example.net>\n", "ot");
	expect("Like this:\n\n" DIFF "\nOr not.\n", "ooddddfc-+coo");
	expect("> " DIFF, "qoddfc-+c");
	expect("--- what I think\nand more\n", "oo");
	expect("See.\n-- \nBen\n> not quoted\n", "ossq");
	/* A second file of the diff, and what quotes behind it. */
	expect(DIFF DIFF "> what\nSo.\n", "ddddfc-+cddddfc-+cqo");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_line_kinds) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
