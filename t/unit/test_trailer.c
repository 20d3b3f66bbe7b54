/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "reply/given.h"

static struct pool pool = POOL_INIT;

/* expected: "Key=value" for each, separated by "|". */
static void check_list(const char *text, const struct trailer_list *list, const char *expected)
{
	GString *got = g_string_new(NULL);

	for (size_t i = 0; i < list->nr; i++)
		g_string_append_printf(got, "%s%s=%s", i ? "|" : "", list->items[i].key,
				       list->items[i].value);
	if (strcmp(got->str, expected))
		fail_msg("\"%s\": \"%s\", not \"%s\"", text, got->str, expected);
	g_string_free(got, TRUE);
}

static void check_patch(const char *text, const char *expected)
{
	struct trailer_list list;

	trailer_parse_patch(&pool, slice_str(text), &list);
	check_list(text, &list, expected);
}

static void check_reply(const char *text, const char *expected)
{
	struct trailer_list list;

	trailer_parse_reply(&pool, slice_str(text), &list);
	check_list(text, &list, expected);
}

static void check_block(const char *message, const char *expected)
{
	struct slice block = trailer_block(slice_str(message));

	if (!expected && !block.ptr)
		return;
	if (!expected || !block.ptr || !slice_eq(block, slice_str(expected)))
		fail_msg("\"%s\": block is \"%.*s\"", message, (int)block.len,
			 block.ptr ? block.ptr : "(not there)");
}

static int release_pool(void **state)
{
	(void)state;
	pool_release(&pool);
	return 0;
}

static void test_block(void **state)
{
	(void)state;
	check_block("Why.\n\nFixes: 123456789abc (\"x\")\nSigned-off-by: A <a@example.org>\n\n",
		    "Fixes: 123456789abc (\"x\")\nSigned-off-by: A <a@example.org>");
	check_block("Acked-by: A <a@example.org>", "Acked-by: A <a@example.org>");
	check_block("Why.\n \t\nCc: a@example.org\n", "Cc: a@example.org");
	/* No blank line before them, or prose between. */
	check_block("Why.\n\nBecause.\nSigned-off-by: A <a@example.org>\n",
		    "Because.\nSigned-off-by: A <a@example.org>");
	check_block("Why.\n\nSigned-off-by: A <a@example.org>\n[a: fixed it\n so]\nX: y\n",
		    "Signed-off-by: A <a@example.org>\n[a: fixed it\n so]\nX: y");
	check_block("Why.\n\nTicket: 1\nIssue: 2\n more\n", "Ticket: 1\nIssue: 2\n more");
	check_block("Why.\n\n(cherry picked from commit 0123456789)\n",
		    "(cherry picked from commit 0123456789)");
}

static void test_no_block(void **state)
{
	(void)state;
	check_block("Why.\n", NULL);
	check_block("", NULL);
	check_block("\n\n", NULL);
	check_block("Signed-off-by: A <a@example.org>\n\nand then prose\n", NULL);
	check_block("Why.\n\nNote: this is prose\nthat goes on.\n", NULL);
	check_block("Why.\n\nhttps://example.org/x\n", NULL);
	check_block("A (2):\n  x: one\n  x: two\n", NULL);
	check_block("> Acked-by: A <a@example.org>\n", NULL);
}

static void test_patch(void **state)
{
	(void)state;
	check_patch("Fixes: 123456789abc (\"x: y\")\nReviewed-by: A <a@example.org>\n[a: note]\nCc "
		    ": b@example.org # 5.10\n",
		    "Fixes=123456789abc (\"x: y\")|Reviewed-by=A <a@example.org>|Cc=b@example.org "
		    "# 5.10");
	check_patch("Cc: A <a@example.org>,\n\tB\n  <b@example.org>\nX: y\n",
		    "Cc=A <a@example.org>, B <b@example.org>|X=y");
	check_patch("Link: https://example.org/\nhttps://example.org/\n-by: x\nno trailer\n",
		    "Link=https://example.org/");
	check_patch("Cc:\n", "Cc=");
	check_patch("", "");
	check_patch("X: \377\n", "X=\357\277\275");
}

static void test_reply(void **state)
{
	(void)state;
	check_reply("Looks good.\n\nReviewed-by: A <a@example.org>\n> Acked-by: B <b@example.org>\n"
		    " Tested-by: C <c@example.org>\nFixes: 123456789abc\n-Signed-off-by: D "
		    "<d@example.org>\n"
		    "-- \nSent-by: E <e@example.org>\n",
		    "Reviewed-by=A <a@example.org>|Fixes=123456789abc");
	check_reply("Reviewed-by: A Very Long Name of Somebody\n<a@example.org>\nText\n",
		    "Reviewed-by=A Very Long Name of Somebody <a@example.org>");
	check_reply("Acked-by: A\n <a@example.org>\n", "Acked-by=A <a@example.org>");
	check_reply("ACKED-BY: A <a@example.org>\nLink: https://example.org\nCloses: x\nCc: "
		    "stable@example.org\n",
		    "ACKED-BY=A "
		    "<a@example.org>|Link=https://example.org|Closes=x|Cc=stable@example.org");
}

static void test_reply_that_gives_none(void **state)
{
	(void)state;
	check_reply(
		"Reviewed-by: tags were lost\nNote: a@example.org\nFixes:\nhttps://example.org\n",
		"");
	/* A header above what is quoted without marks. */
	check_reply("From: A <a@example.org>\nSent: today\nTo: B <b@example.org>\n"
		    "Cc: C <c@example.org>\nSubject: x\n",
		    "");
	check_reply("", "");
}

static void test_persons(void **state)
{
	struct trailer_list list;

	(void)state;
	trailer_parse_patch(&pool,
			    SLICE("Reviewed-by: A B <a@example.org>\nCC: c@example.org\nFixes: 1 "
				  "<d@example.org>\n"),
			    &list);
	assert_int_equal(list.nr, 3);
	assert_string_equal(list.items[0].person.name, "A B");
	assert_string_equal(list.items[0].person.email, "a@example.org");
	assert_string_equal(list.items[1].person.email, "c@example.org");
	assert_string_equal(list.items[2].person.name, "");
	assert_string_equal(list.items[2].person.email, "");
}

static void test_limit(void **state)
{
	GString *text = g_string_new(NULL);
	struct trailer_list list;

	(void)state;
	for (unsigned i = 0; i < MAIL_MAX_TRAILERS + 10; i++)
		g_string_append_printf(text, "Link: %u\n", i);
	trailer_parse_patch(&pool, slice_of(text->str, text->len), &list);
	assert_int_equal(list.nr, MAIL_MAX_TRAILERS);
	assert_string_equal(list.items[0].value, "0");
	assert_string_equal(list.items[MAIL_MAX_TRAILERS - 1].value, "999");
	g_string_free(text, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_block),
		cmocka_unit_test(test_no_block),
		cmocka_unit_test(test_patch),
		cmocka_unit_test(test_reply),
		cmocka_unit_test(test_reply_that_gives_none),
		cmocka_unit_test(test_persons),
		cmocka_unit_test(test_limit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release_pool);
}
