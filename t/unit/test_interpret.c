/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>
#include "patch/interpret.h"

#define SIGNED "Signed-off-by: Ann <ann@example.org>\n"

/* A message, and the block of trailers in it as git interpret-trailers has it; "" for none. */
static const struct {
	const char *text, *block;
} rows[] = {
	{ "", "" },
	{ "\n", "" },
	{ "x\n", "" },
	{ "x\n\ny\n", "" },
	/* Nothing but trailers. */
	{ "x\n\nAcked-by: Ben\n", "Acked-by: Ben\n" },
	{ "x\n\nAcked-by : Ben\n", "Acked-by : Ben\n" },
	{ "x\n\nAcked-by\t: Ben\n", "Acked-by\t: Ben\n" },
	{ "x\n\nAcked by: Ben\n", "" },
	{ "x\n\n: Ben\n", "" },
	{ "x\n\nAcked_by: Ben\n", "" },
	{ "x\n\nAcked-by: Ben\nCc: Cy\n", "Acked-by: Ben\nCc: Cy\n" },
	{ "x\n\nAcked-by: Ben\n\nCc: Cy\n", "Cc: Cy\n" },
	{ "x\n\nAcked-by: Ben\nso\n", "" },
	{ "x\n\nso\nAcked-by: Ben\n", "" },
	{ "Acked-by: Ben\n", "Acked-by: Ben\n" },
	{ "\nAcked-by: Ben\n", "Acked-by: Ben\n" },
	/* A line that goes on. */
	{ "x\n\nAcked-by: Ben\n  Other\n", "Acked-by: Ben\n  Other\n" },
	{ "x\n\n  Other\nAcked-by: Ben\n", "" },
	/* Three quarters may be others, where one is git's own. */
	{ "x\n\na\nb\nc\n" SIGNED, "a\nb\nc\n" SIGNED },
	{ "x\n\na\nb\nc\nd\n" SIGNED, "" },
	{ "x\n\na\nb\nc\nd\nAcked-by: Ben\n" SIGNED, "a\nb\nc\nd\nAcked-by: Ben\n" SIGNED },
	{ "x\n\n" SIGNED "a\nb\nc\n", SIGNED "a\nb\nc\n" },
	{ "x\n\na\n  b\n  c\n" SIGNED, "a\n  b\n  c\n" SIGNED },
	{ "x\n\na\n  b\n  c\n  d\n" SIGNED, "" },
	{ "x\n\n  a\n  b\n  c\n" SIGNED, "  a\n  b\n  c\n" SIGNED },
	{ "x\n\n  a\n  b\n  c\n  d\n" SIGNED, "" },
	{ "x\n\n(cherry picked from commit 12)\n", "(cherry picked from commit 12)\n" },
	{ "x\n\na\n(cherry picked from commit 12)\n", "a\n(cherry picked from commit 12)\n" },
	{ "x\n\na\n(cherry picked 12)\nAcked-by: Ben\n", "" },
	/* What is behind it. */
	{ "x\n\nAcked-by: Ben\n\n", "Acked-by: Ben\n" },
	{ "x\n\nAcked-by: Ben\n# a comment\n", "Acked-by: Ben\n" },
	{ "x\n\n# a comment\nAcked-by: Ben\n", "# a comment\nAcked-by: Ben\n" },
	{ "x\n\nAcked-by: Ben\n\nConflicts:\n\tfile\n", "Acked-by: Ben\n" },
	{ "x\n\nAcked-by: Ben\n\nConflicts:\n\tfile\nso\n", "" },
	{ "x\n\nAcked-by: Ben\n\n\tfile\n", "" },
	{ "x\n\nAcked-by: Ben", "Acked-by: Ben" },
};

static void test_blocks(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct slice text = slice_str(rows[i].text);
		struct slice want = slice_trim(slice_str(rows[i].block));
		struct interpreted got;

		interpret_trailers(text, &got);
		if (!slice_eq(slice_trim(got.block), want))
			fail_msg("'%s': '%.*s'", rows[i].text, (int)got.block.len,
				 got.block.len ? got.block.ptr : "");
		/* Both end where the last line that counts does, without its LF. */
		assert_ptr_equal(got.block.ptr + got.block.len, got.message.ptr + got.message.len);
		assert_true(!got.message.len || got.message.ptr[got.message.len - 1] != '\n');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blocks),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
