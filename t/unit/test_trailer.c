/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "reply/given.h"
#include "reply/lexer.h"

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
	GArray *own = lexer_own_lines(slice_str(text));
	struct trailer_list list;

	trailer_parse_reply(&pool, slice_str(text), own, &list);
	g_array_unref(own);
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
		    "Reviewed-by=A <a@example.org>|Tested-by=C <c@example.org>|Fixes=123456789abc");
	check_reply("Reviewed-by: A Very Long Name of Somebody\n<a@example.org>\nText\n",
		    "Reviewed-by=A Very Long Name of Somebody <a@example.org>");
	check_reply("Acked-by: A\n <a@example.org>\n", "Acked-by=A <a@example.org>");
	check_reply(
		"ACKED-BY: A <a@example.org>\nLink: https://example.org\nCloses: http://x\nCc: "
		"stable@example.org\n",
		"ACKED-BY=A "
		"<a@example.org>|Link=https://example.org|Closes=http://x|Cc=stable@example.org");
}

/* Each value as it is written, and as it is given; "" where it is none. */
static void test_values(void **state)
{
	static const struct {
		const char *written, *given;
	} values[] = {
		{ "Fixes: ?", "" },
		{ "Fixes: tag missing?", "" },
		{ "Fixes: 12345 (\"x\")", "" },
		{ "Fixes: 123456789 lines", "Fixes=123456789 lines" },
		{ "Fixes: commit 0123456789ab (\"x: y\")", "Fixes=0123456789ab (\"x: y\")" },
		{ "Fixes: 0123456789ab (\"x: a title that a\nmailer broke\")",
		  "Fixes=0123456789ab (\"x: a title that a mailer broke\")" },
		{ "Closes: please", "" },
		{ "Closes: <https://example.org/1>", "Closes=https://example.org/1" },
		{ "Link:\nhttps://example.org/a", "Link=https://example.org/a" },
		{ "Link: https://example.org/a # [1]", "Link=https://example.org/a # [1]" },
		{ "Link: https://example.org/a Tested-by: B <b@example.org>",
		  "Link=https://example.org/a" },
		{ "Acked-by:A B <a@example.org>", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B<a@example.org>", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org.>", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A\302\240 B\302\240 <a@example.org>", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org<mailto:a@example.org>>",
		  "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <mailto:a@example.org>", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org> <mailto:a@example.org>",
		  "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B a@example.org <mailto:a@example.org>",
		  "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org> [1]<https://example.org>",
		  "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org> # KVM", "Acked-by=A B <a@example.org> # KVM" },
		{ "Acked-by: A B <a@example.org>\n # KVM", "Acked-by=A B <a@example.org> # KVM" },
		{ "Acked-by: A B <a@example.org>\n so there", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B <a@example.org> (s390)", "Acked-by=A B <a@example.org> (s390)" },
		{ "Acked-by: A B\nCee <a@example.org>", "Acked-by=A B Cee <a@example.org>" },
		{ "Acked-by:\nA B <a@example.org>", "Acked-by=A B <a@example.org>" },
		{ "Acked-by: A B\nTested-by: A B <a@example.org>",
		  "Tested-by=A B <a@example.org>" },
		{ "Acked-by: \"B, A\" <a@example.org>", "Acked-by=\"B, A\" <a@example.org>" },
		{ "Acked-by: a@example.org", "Acked-by=a@example.org" },
		{ "Acked-by: A at example.org", "" },
		{ "Acked-by: A <a@example,org>", "" },
		/* Of several persons the first; names that hold an address, hidden text. */
		{ "Acked-by: A <a@example.org>, B <b@example.org>", "Acked-by=A <a@example.org>" },
		{ "Acked-by: \"B <b@example.net>\" <a@example.org>", "Acked-by=a@example.org" },
		{ "Acked-by: a@example.org (B <b@example.net>)", "Acked-by=a@example.org" },
		{ "Acked-by: A <a@example.org>\302\205Tested-by: B <b@example.org>",
		  "Acked-by=A <a@example.org>" },
		{ "Acked-by: A <a@example.org>\342\200\250Tested-by: B <b@example.org>",
		  "Acked-by=A <a@example.org>" },
		{ "Acked-by: A <a@example.org> # x\v\f  Tested-by: B <b@example.org>",
		  "Acked-by=A <a@example.org>" },
		{ "Acked-by: A\342\200\256 B\343\205\244 <a@example.org>",
		  "Acked-by=A B <a@example.org>" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		check_reply(values[i].written, values[i].given);
}

/* Where a tag may stand, and what makes one that is not at the start of its line conditional. */
static void test_places(void **state)
{
#define TAG "Acked-by: A B <a@example.org>"
	static const struct {
		const char *text;
		bool given;
	} places[] = {
		{ " " TAG, true },
		{ "\t" TAG "  ", true },
		{ "\302\240" TAG, true },
		{ "FWIW,\n\n  " TAG "\n", true },
		{ "From: C <c@example.org>\nDate: Mon, 3 Mar 2025\n> a\n\n" TAG "\n", true },
		{ "From: C <c@example.org>\nDate: Mon, 3 Mar 2025\n\n> a\n\n" TAG "\n", true },
		{ "From: C <c@example.org>\nDate: Mon, 3 Mar 2025\n\nWhy.\n\n" TAG "\n", false },
		{ "Feel free to add\n\n  " TAG "\n", true },
		{ "> a\n  " TAG "\n> b\n", true },
		{ "LGTM. " TAG, true },
		{ "Otherwise, " TAG, true },
		{ "For the series: " TAG, true },
		{ "You lost my " TAG, false },
		{ "Should it say Acked-by: who?", false },
		{ "> LGTM. " TAG, false },
		{ "If you mend it: " TAG, false },
		{ "You may add\n\n    " TAG "\n\nonce it is a u64.\n", false },
		{ "With the nits fixed:\n\n  " TAG, false },
		{ "With the nits fixed:\n\n  Tested-by: A B <a@example.org>\n  " TAG, false },
		{ "It is not clear if it matters. I tried it.\n\n  " TAG, true },
		{ "With the nits fixed:\n\n" TAG, true },
		{ "    Fixes: 0123456789ab (\"x\")\n    Cc: a@example.org\n", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		check_reply(places[i].text, places[i].given ? "Acked-by=A B <a@example.org>" : "");
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

/* As git has it: a name without an address, quotes inside of one. */
static void test_names(void **state)
{
	static const struct {
		const char *value, *name, *email;
	} names[] = {
		{ "A B", "A B", "" },
		{ "A B <a at example dot org>", "A B", "" },
		{ "A B # and others", "A B", "" },
		{ "A \"AB\" B <a@example.org>", "A \"AB\" B", "a@example.org" },
		{ "\"B, A\" <a@example.org>", "B, A", "a@example.org" },
		{ "A B <a@example.org<mailto:a@example.org>>", "A B", "a@example.org" },
		{ "A\302\240 B\302\240 <a@example.org>", "A B", "a@example.org" },
		{ "a@example.org", "", "a@example.org" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *text = g_strconcat("Reported-by: ", names[i].value, "\n", NULL);
		struct trailer_list list;

		trailer_parse_patch(&pool, slice_str(text), &list);
		assert_int_equal(list.nr, 1);
		assert_string_equal(list.items[0].value, names[i].value);
		assert_string_equal(list.items[0].person.name, names[i].name);
		assert_string_equal(list.items[0].person.email, names[i].email);
		g_free(text);
	}
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
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_reply_that_gives_none),
		cmocka_unit_test(test_persons),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_limit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release_pool);
}
