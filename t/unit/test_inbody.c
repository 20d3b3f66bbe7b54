/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "patch/patch.h"

#define DIFF "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n"

/* NULL: the field must not be there. */
static void check_field(const char *text, const char *name, struct slice got, const char *expected)
{
	if (!expected && !got.ptr)
		return;
	if (!expected || !got.ptr || !slice_eq(got, slice_str(expected)))
		fail_msg("\"%s\": %s is \"%.*s\", not \"%s\"", text, name, (int)got.len,
			 got.ptr ? got.ptr : "", expected ? expected : "(not there)");
}

static void check(const char *text, const char *from, const char *subject, const char *date,
		  const char *rest)
{
	struct inbody in;

	inbody_parse(slice_str(text), &in);
	check_field(text, "from", in.from, from);
	check_field(text, "subject", in.subject, subject);
	check_field(text, "date", in.date, date);
	check_field(text, "rest", in.rest, rest);
}

static void test_block(void **state)
{
	(void)state;
	check("From: A <a@example.org>\n\nText\n", "A <a@example.org>", NULL, NULL, "Text\n");
	check("\n\nfrom: a@example.org\nDate: Mon, 1 Jan 2024\nSUBJECT: x: y\n\n\nText\n",
	      "a@example.org", "x: y", "Mon, 1 Jan 2024", "\nText\n");
	check("From: A <a@example.org>\r\n\r\nText\r\n", "A <a@example.org>", NULL, NULL,
	      "Text\r\n");
	check("From: A <a@example.org>", "A <a@example.org>", NULL, NULL, "");
	/* For git a line of blanks is not empty. */
	check(" \nFrom: A <a@example.org>\n\nText\n", NULL, NULL, NULL,
	      " \nFrom: A <a@example.org>\n\nText\n");
	check("From: A <a@example.org>\n \nSubject: x\n\nText\n", "A <a@example.org>", "x", NULL,
	      "Text\n");
}

static void test_folded(void **state)
{
	(void)state;
	check("Subject: a long\n title\n\tof three\nFrom: A\n <a@example.org>\n\nText\n",
	      "A\n <a@example.org>", "a long\n title\n\tof three", NULL, "Text\n");
}

static void test_ends_at_other_line(void **state)
{
	(void)state;
	check("From: A <a@example.org>\nText\n", "A <a@example.org>", NULL, NULL, "Text\n");
	check("From: A <a@example.org>\nIn-Reply-To: <x@example.org>\n\nText\n",
	      "A <a@example.org>", NULL, NULL, "In-Reply-To: <x@example.org>\n\nText\n");
	check("From: A <a@example.org>\nFrom: B <b@example.org>\n\nText\n", "A <a@example.org>",
	      NULL, NULL, "From: B <b@example.org>\n\nText\n");
}

static void test_no_block(void **state)
{
	(void)state;
	check("Text\n\nFrom: A <a@example.org>\n", NULL, NULL, NULL,
	      "Text\n\nFrom: A <a@example.org>\n");
	check("\nText\n", NULL, NULL, NULL, "\nText\n");
	check("From: the beginning it was wrong\n", NULL, NULL, NULL,
	      "From: the beginning it was wrong\n");
	check("From: now on @ is allowed\n", NULL, NULL, NULL, "From: now on @ is allowed\n");
	check("> From: A <a@example.org>\n\nText\n", NULL, NULL, NULL,
	      "> From: A <a@example.org>\n\nText\n");
	check(" From: A <a@example.org>\n", NULL, NULL, NULL, " From: A <a@example.org>\n");
	check("", NULL, NULL, NULL, "");
	check("\n\n", NULL, NULL, NULL, "\n\n");
}

static void test_skipped_lines(void **state)
{
	(void)state;
	check(">From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
	      "From: A <a@example.org>\n\nText\n",
	      "A <a@example.org>", NULL, NULL, "Text\n");
	check("From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
	      "From: A <a@example.org>\n\nText\n",
	      "A <a@example.org>", NULL, NULL, "Text\n");
	check("From here on\n", NULL, NULL, NULL, "From here on\n");
	check(">From 0123456789012345678901234567890123456789 Tue Sep 18 00:00:00 2001\n"
	      "From: A <a@example.org>\n\nText\n",
	      NULL, NULL, NULL,
	      ">From 0123456789012345678901234567890123456789 Tue Sep 18 00:00:00 2001\n"
	      "From: A <a@example.org>\n\nText\n");
	check(">From here on\n", NULL, NULL, NULL, ">From here on\n");
	check("[PATCH] x: title\n\nText\n", NULL, "[PATCH] x: title", NULL, "Text\n");
	check("Subject: x\n[PATCH] y\n\nFrom: A <a@example.org>\n\nText\n", "A <a@example.org>",
	      "[PATCH] y", NULL, "Text\n");
	check("[PATCH]x\n", NULL, NULL, NULL, "[PATCH]x\n");
}

static void test_scissors(void **state)
{
	(void)state;
	check("I would do this:\n\n-- >8 --\nFrom: A <a@example.org>\n\nText\n---\n" DIFF, NULL,
	      NULL, NULL,
	      "I would do this:\n\n-- >8 --\nFrom: A <a@example.org>\n\nText\n---\n" DIFF);
	check("From: A <a@example.org>\n-- >8 --\nFrom: B <b@example.org>\n\nText\n---\n" DIFF,
	      "A <a@example.org>", NULL, NULL,
	      "-- >8 --\nFrom: B <b@example.org>\n\nText\n---\n" DIFF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_block),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_ends_at_other_line),
		cmocka_unit_test(test_no_block),
		cmocka_unit_test(test_skipped_lines),
		cmocka_unit_test(test_scissors),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
