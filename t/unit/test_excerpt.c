/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "reply/excerpt.h"

static void check(const char *text, size_t length, const char *expect)
{
	GString *out = g_string_new(NULL);

	excerpt_find(slice_str(text), length, "Ben van Okoro", out);
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

/* Of a trailer that words lead to, the key. */
static void test_keys(void **state)
{
	(void)state;
	check("With that, you may add my:\n\nReviewed-by: Ben <ben@example.org>\n\nNow to 2.\n",
	      100, "With that, you may add my: Reviewed-by. Now to 2.");
	check("For the series:\nAcked-by: B <b@x>\nTested-by: B <b@x>\n", 100,
	      "For the series: Acked-by, Tested-by");
	check("Fine.\nAcked-by: B <b@x>\n\nBut:\n", 100, "Fine. But:");
	check("Please add my\nAcked-by: B <b@x>\nto both.\n", 100,
	      "Please add my Acked-by to both.");
}

/* Names are no words. */
static void test_names(void **state)
{
	(void)state;
	check("Ada,\n\n> x\nNo.\n", 100, "No.");
	check("Ada,\nno.\n", 100, "Ada, no.");
	check("Acked-by: B <b@x>\n\nBen\n", 100, "");
	check("Acked-by: B <b@x>\n\nBenny\n", 100, "");
	check("Ben.\n", 100, "");
	check("No.\n- Ben Okoro\n", 100, "No.");
	check("BvO\n", 100, "");
	check("Pushed.\n\nbenny\n\n____________________________________________\nfrob list\n", 100,
	      "Pushed.");
	check("Pushed.\n\nbut\n\nOh no.\n", 100, "Pushed. but Oh no.");
	check("No way.\nCheers, Benny\n", 100, "No way.");
	check("No way.\n\ncheers\n", 100, "No way.");
	check("No way.\n--\nBest,\nBenny\n", 100, "No way.");
	check("Done. Thanks\n", 100, "Done. Thanks");
	check("Done\n", 100, "Done");
	check("Agreed.\n", 100, "Agreed.");
}

/* Who is quoted is told in any language, above the quoted text. */
static void test_attribution(void **state)
{
	(void)state;
	check("\xe5\x9c\xa8 2025/3/3 10:00, Ada \xe5\x86\x99\xe9\x81\x93:\n> x\nNo.\n", 100, "No.");
	check("Ada \xe5\x86\x99\xe9\x81\x93\xef\xbc\x9a\n> x\nNo.\n", 100, "No.");
	check("Ada <ada@example.org> kl 10.00\nskrev:\n> x\nNo.\n", 100, "No.");
	check("\xe5\x9c\xa8 2025/3/3 10:00, Ada \xe5\x86\x99\xe9\x81\x93:\n\n> x\nNo.\n", 100,
	      "No.");
	check("From: Ada <ada@example.org> Sent: Monday\n> On Monday, Ben wrote:\n> x\nNo.\n", 100,
	      "No.");
	check("From: Ada Lindqvist Sent: Monday\n> x\nNo.\n", 100, "No.");
	check("Ada mondta:\n> x\nNo.\n", 100, "No.");
	check("No.\nAnd I do not see why:\n> x\nOh no.\n", 100,
	      "No. And I do not see why: ... Oh no.");
	check("Acked-by: Ben <ben@example.org>\nBut here:\n> x\nOh no.\n", 100,
	      "But here: ... Oh no.");
}

static void test_list(void **state)
{
	(void)state;
	check("Applied to next.\n\n[1/2] KVM: One\n      commit: 0123456\n"
	      "[2/2] KVM: Two\n      https://example.org/c/1\n\nOh no.\n",
	      100, "Applied to next. Oh no.");
}

static void check_little(const char *text, bool expect)
{
	GString *excerpt = g_string_new(text);

	assert_int_equal(excerpt_says_little(excerpt), expect);
	g_string_free(excerpt, TRUE);
}

static void test_little(void **state)
{
	(void)state;
	check_little("", true);
	check_little("Thanks!", true);
	check_little("Thank you very much, Ada.", true);
	check_little("Thanks, applied.", false);
	check_little("Done", false);
}

#define TEN "Ten bytes "
#define FORTY TEN TEN TEN "Ten bytes."

/* With so many bytes a paragraph is the last, or with half of that what stands above a quotation.
 */
static void test_enough(void **state)
{
	(void)state;
	check(TEN TEN TEN TEN FORTY "\n\nMore.\n", 100, TEN TEN TEN TEN FORTY);
	check(TEN TEN TEN TEN TEN TEN TEN "Nine byt.\n\nMore.\n", 100,
	      TEN TEN TEN TEN TEN TEN TEN "Nine byt. More.");
	check(FORTY "\n> x\nMore.\n", 100, FORTY);
	check(TEN TEN TEN "Nine byt.\n> x\nMore.\n", 100, TEN TEN TEN "Nine byt. ... More.");
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
	check("abc\ndef\nghi\n", 5, "abc...");
	check("abc defghijklmnopqrstuvwxyz\n", 10, "abc...");
	check("abc defghijklmnopqrstuvwxyz\n", 22, "abc defghijklmnopqrstu...");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_words),   cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_keys),	    cmocka_unit_test(test_names),
		cmocka_unit_test(test_attribution), cmocka_unit_test(test_list),
		cmocka_unit_test(test_little),	    cmocka_unit_test(test_cut),
		cmocka_unit_test(test_enough),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
