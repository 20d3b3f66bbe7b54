/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "reply/lexer.h"

/* A letter for each kind. */
static const char letters[] = {
	[LINE_OWN] = 'o',     [LINE_TAG] = 't',	      [LINE_INTRO] = 'i',    [LINE_QUOTED] = 'q',
	[LINE_DIFF] = 'd',    [LINE_FRAG] = '@',      [LINE_ADDED] = '+',    [LINE_REMOVED] = '-',
	[LINE_CONTEXT] = 'c', [LINE_SIGNATURE] = 's', [LINE_GREETING] = 'h', [LINE_CLOSING] = 'b',
};

static char letter_of(const struct text_line *line)
{
	if (line->own && line->cut)
		return (char)g_ascii_toupper(letters[line->kind]);
	return line->own || line->kind > LINE_TAG ? letters[line->kind] : 'a';
}

/*
 * Texts are given with one letter in front of each line, which is what it is to be: in capitals
 * what is own and stands behind what is not, "a" between scissors lines.
 */
static void check(const char *marked)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct text_line)), *own;
	GString *text = g_string_new(NULL), *expect = g_string_new(NULL);
	GString *actual = g_string_new(NULL), *joined = g_string_new(NULL);
	char **split = g_strsplit(marked, "\n", -1);
	guint nr = 0;

	for (char **line = split; *line && **line; line++) {
		g_string_append_c(expect, **line);
		g_string_append_printf(text, "%s\n", *line + 1);
	}
	lexer_append(lines, slice_of(text->str, text->len));
	own = lexer_own_lines(slice_of(text->str, text->len));
	for (guint i = 0; i < lines->len; i++) {
		const struct text_line *line = &g_array_index(lines, struct text_line, i);

		g_string_append_c(actual, letter_of(line));
		g_string_append_len(joined, line->line.ptr, (gssize)line->line.len);
		g_string_append_c(joined, '\n');
		if (line->own)
			assert_ptr_equal(line->line.ptr,
					 g_array_index(own, struct text_line, nr++).line.ptr);
	}
	assert_string_equal(actual->str, expect->str);
	/* No line is lost, and none comes twice. */
	assert_string_equal(joined->str, text->str);
	assert_int_equal(own->len, nr);
	g_strfreev(split);
	g_string_free(text, TRUE);
	g_string_free(expect, TRUE);
	g_string_free(actual, TRUE);
	g_string_free(joined, TRUE);
	g_array_unref(own);
	g_array_unref(lines);
}

static void check_all(const char *const *texts, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		check(texts[i]);
}

static void test_quotes(void **state)
{
	static const char *const texts[] = {
		"",
		"hHello\no\noIt is so.\n",
		"hHi,\no\niOn Mon, Ada wrote:\nq> Why\nq> > so?\nO\noNo.\n",
		("iOn Mon, 3 Mar 2025 at 10:00, Ada Lindqvist\ni<ada@example.org> wrote:\nq> "
		 "x\nONo.\n"),
		"iAda <ada@example.org> writes:\nq| x\nqAL> y\nq   > z\nO    > w\noNo.\n",
		"iFrom: Ada Lindqvist\nq> Sent: Monday\nONo.\n",
		"oNo.\noFrom: Ada Lindqvist\nq> Sent: Monday\nONo.\n",
		/* More lines than an attribution has. */
		"oOn x\noy\noz\now wrote it:\noNo.\n",
		/* In the text, "see:" needs a date or an address. */
		"oNo.\noAnd I do not see why:\nq> x\nOOh no.\n",
		"oNo.\niOn 3 Mar he said thus:\nq> x\nOOh no.\n",
		"oFine.\ntReviewed-by: Ben Other <ben@example.net>\n",
		"tFine. Acked-by: Ben Other <ben@example.net>\n",
		/* The mail that is answered, unmarked and marked. */
		"oNo.\no\nq-----Original Message-----\nqFrom: Ada\nqSent: Monday\nq\nqWhy so?\n",
		"qFrom: Ada\nqSent: Monday\nq\nq> Why so?\nONo.\n",
		"oNo.\nq-----Original Message-----\nqFrom: Ada\nq\nq> Why?\nOSo.\n",
		"oNo.\noFrom: Ada\noWhy?\n",
		/* In the language of whoever sent it. */
		"oNo.\no\nq发件人: Ada <ada@example.org>\nq发送时间: 2025年3月3日\nq\nqWhy so?\n",
		"oNo.\nq发件人：Ada\nq日期：2025年3月3日\nq\nqWhy so?\n",
		"oNo.\nqVon: Ada\nqGesendet: Montag\nq\nqWhy so?\n",
		"oNo.\nqDe : Ada\nqEnvoyé : lundi\nq\nqWhy so?\n",
		"oNo.\nq*From:* Ada\nq*Sent:* Monday\nq\nqWhy so?\n",
		"oVon: Ada\noGestern: nichts\noNo.\n",
		"oVon Ada: x\noAn: Ben\noNo.\n",
		/* A signature in it. */
		"oNo.\nqFrom: Ada\nqSent: Monday\nq\nqWhy so?\ns-- \nsAda\n",
	};

	(void)state;
	check_all(texts, G_N_ELEMENTS(texts));
}

static void test_ends(void **state)
{
	static const char *const texts[] = {
		"oNo.\no\ns-- \nsBen\nq> not quoted\n",
		"oYes\ns________________________________________\nskvm mailing list\n",
		"oYes\no_______________________________________\nono list\n",
		"oYes\nb--\noBen\n",
		/* Between scissors lines stands what is to be cut out. */
		"oTry:\na---- 8< ----\naNo.\na---- 8< ----\nOSo.\n",
		"oTry:\no-- 8< -\noNo.\n",
		"oTry:\na8<----\naNo.\na8<----\nOSo.\n",
		"oTry:\no8<---\noNo.\no8<---\noSo.\n",
		"oTry:\no_ 8< ----\noNo.\no_ 8< ----\noSo.\n",
		("oTry:\na-- 8< --\naOn Mon, Ada wrote:\nq> x\nd--- a/x\nd+++ b/x\n@@@ -1 +1 "
		 "@@\n--a\n++b\n"),
	};

	(void)state;
	check_all(texts, G_N_ELEMENTS(texts));
}

/* Said for the form; what says something beside it is not. */
static void test_form(void **state)
{
	static const char *const texts[] = {
		"hHi Ann,\nhHello Ann and all the others,\nhHey Ann, thanks for the review!\n",
		"hHi all\noHi Ann, this one is wrong.\noHi, is it so?\n",
		"hHi Ann and Ben\noHi Ann and Ben and Cy\n",
		"hHello Ann and Ben and Cy and Di and Edd,\noHello Ann and Ben and Cy and Di and "
		"Eddy,\n",
		"hAnn,\no\noNo.\n",
		"hAnn Lee,\n",
		"oAnn,\nono.\n",
		"oann,\n",
		"oAnn von Lee,\n",
		"bCheers\nbBest regards,\nbMany thanks, Ann\nbkind regards, Ann\nbThanks a "
		"lot,\nbBR,\n",
		"bThanks,\nbbest\noThanks\noThank you\noMany\n",
		"oThanks for the patch\noThanks, applied.\noBest of all, no\noKind of\n",
		"bThanks so much,\noThanks so very much,\n",
	};

	(void)state;
	check_all(texts, G_N_ELEMENTS(texts));
}

#define DIFF "ddiff --git a/x b/x\ndindex 1..2\nd--- a/x\nd+++ b/x\n"

static void test_diffs(void **state)
{
	static const char *const texts[] = {
		"oTry:\no\n" DIFF "@@@ -1,2 +1,2 @@ f\nc > not quoted\n--old\n++new\nO\noDone.\n",
		DIFF "@@@ -1,2 +1,1 @@\nc x\n--- \ns-- \ns2.39.5\n",
		"oSee.\ns-- \nsBen\n" DIFF "@@@ -1 +1 @@\n--a\n++b\n",
		"q> diff --git a/x b/x\nOindex 1..2\n",
		"o--- what I think\noand more\n",
		/* A second file, and what quotes behind it: no more of the diff. */
		DIFF "@@@ -1 +1 @@\n--a\n++b\n" DIFF "@@@ -1 +1 @@\n--a\n++b\nq> what\nOindex it\n",
		/* In a mail that is answered it ends where it ends. */
		"oNo.\nqFrom: Ada\nqSent: Monday\nq\nqSee:\n" DIFF
		"@@@ -1 +1 @@\n--a\n++b\nq\nqAda\n",
	};

	(void)state;
	check_all(texts, G_N_ELEMENTS(texts));
}

/* "Am … schrieb …" and "Excerpts from …" introduce a quote by their colon alone. */
static void test_attribution_without_colon(void **state)
{
	static const char *const texts[] = {
		"iAm Montag schrieb Ada:\nq> x\nONo.\n",
		"oAm Montag schrieb Ada etwas.\noNo.\n",
		"iExcerpts from the mail of Ada:\nq> x\nONo.\n",
		"oExcerpts from the mail of Ada help.\noNo.\n",
		"iYou wrote\nq> x\nONo.\n",
		"oYou read\noNo.\n",
	};

	(void)state;
	check_all(texts, G_N_ELEMENTS(texts));
}

/* Of a mail that is all line ends no more is kept than of any other. */
static void test_many(void **state)
{
	g_autofree char *text = g_strnfill(4u << 20, '\n');
	GArray *own = lexer_own_lines(slice_str(text));

	(void)state;
	assert_int_equal(own->len, MAIL_MAX_OWN_LINES);
	g_array_unref(own);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_attribution_without_colon),
					    cmocka_unit_test(test_quotes),
					    cmocka_unit_test(test_ends),
					    cmocka_unit_test(test_form),
					    cmocka_unit_test(test_diffs),
					    cmocka_unit_test(test_many) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
