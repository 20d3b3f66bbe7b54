/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mail/excerpt.h"

static void check(const char *text, size_t length, const char *expect)
{
	GString *out = g_string_new(NULL);

	excerpt_find(slice_str(text), length, out);
	assert_string_equal(out->str, expect);
	g_string_free(out, TRUE);
}

static void test_own_words(void **state)
{
	(void)state;
	check("On Mon, 3 Mar 2025, Ada Lindqvist wrote:\n> Why.\n\nWhy not\nthat?\n\nMore.\n", 100,
	      "Why not that? More.");
	check("> a\n\nOops.\n\n> b\n\nThat one is meant.\n\nCheers,\nBen\n", 100,
	      "Oops. ... That one is meant.");
	check("> a\n\nThis is long enough to stand here for all of the mail.\n\n> b\n\nNo.\n", 100,
	      "This is long enough to stand here for all of the mail.");
	check("Am 03.03.25 um 10:00 schrieb Ada Lindqvist:\n> x\nNo.\n", 100, "No.");
	check("Queued, thanks.\n\nBen\n", 100, "Queued, thanks.");
	check("This:\n\n+\tif (a)\n", 100, "This: + if (a)");
	check("Fine.\n_______________________________________________\n"
	      "frob mailing list\nfrob@lists.example.org\n",
	      100, "Fine.");
	check("On Mon, 3 Mar 2025 at 10:00, Ada Lindqvist\n<ada@example.org> wrote:\n> x\nNo.\n> "
	      "y\n",
	      100, "No.");
	check("Hi Ada,\n\nThanks.\n-- \nBen\n", 100, "Thanks.");
	check("On the whole it is fine.\n", 100, "On the whole it is fine.");
	check("Ada Lindqvist <ada@example.org> writes:\n\n> x\n\n[snip]\nHigh time.\n", 100,
	      "High time.");
}

static void test_nothing(void **state)
{
	(void)state;
	check("> quoted\n\nReviewed-by: Ben <ben@example.org>\n", 100, "");
	check("Hi\n-- \nBen\n", 100, "");
	check("Acked-by: Ben <ben@example.org>\n\n\tB.\n", 100, "");
	check("", 100, "");
}

static void test_cut(void **state)
{
	(void)state;
	check("abcdef\n", 3, "abc...");
	check("a\xc3\xa9\xc3\xa9\n", 2, "a...");
	check("abc\n", 3, "abc");
	check("abc\ndef\nghi\n", 5, "abc d...");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_words),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_cut),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
