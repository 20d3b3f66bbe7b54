/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mail of one thing over and over: what takes a second would take minutes, and be killed, if all
 * that follows were read again for each of them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <sys/resource.h>
#include "compare/diff_text.h"
#include "mime/limits.h"
#include "record/record.h"

#define SECONDS 10 /* of processor time; more than enough with sanitizers */
#define LENGTH (1 << 22)

/* before, unit for half of the text, and between, as long, and after. */
static GString *repeat(const char *before, const char *unit, char between, const char *after)
{
	GString *text = g_string_new(before);

	while (text->len < LENGTH / 2)
		g_string_append(text, unit);
	for (size_t i = 0; between && i < LENGTH / 2; i++)
		g_string_append_c(text, between);
	return g_string_append(text, after);
}

static void check_mail(const char *from, const char *body, guint trailers)
{
	g_autofree char *raw = g_strdup_printf("From: %s\nMessage-ID: <a@x.example>\n"
					       "In-Reply-To: <b@x.example>\nSubject: Re: x\n"
					       "Date: Mon, 3 Mar 2025 10:00:00 +0000\n\n%s",
					       from, body);
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	assert_int_equal(record->trailers.nr, trailers);
	record_free(record);
}

static void test_replies(void **state)
{
	static const struct {
		const char *before, *unit;
		char between;
		const char *after;
		guint trailers;
	} rows[] = {
		{ "Reviewed-by: a@example.org ", "<mailto:x>", 0, "\n", 1 },
		{ "Reviewed-by: ", "<mailto:", 0, ">\n", 0 },
		{ "Reviewed-by: ", "@", 0, "\n", 0 },
		{ "Fine.", " x-by:", 0, "\n", 0 },
		{ " x", " a:", ' ', "\n", 0 },
		{ "", "for,", 0, "\nReviewed-by: A <a@example.org>\n", 1 },
		{ "", "for KVM bits ", ' ', "\nReviewed-by: A <a@example.org>\n", 1 },
		{ "", "patch 1 is ", ' ', "\nReviewed-by: A <a@example.org>\n", 1 },
		{ "", "From: a\nTo: b\n> q\nx\n", ' ', "\n", 0 },
		{ "", "Well.\nAcked-by: A <a@example.org>\n", ' ', "\n", MAIL_MAX_TRAILERS },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GString *body =
			repeat(rows[i].before, rows[i].unit, rows[i].between, rows[i].after);

		check_mail("A <a@example.org>", body->str, rows[i].trailers);
		g_string_free(body, TRUE);
	}
}

static void test_sender(void **state)
{
	GString *from = g_string_new("");

	(void)state;
	while (from->len < MAIL_MAX_HEADER / 2)
		g_string_append_c(from, '@');
	check_mail(from->str, "Hi.\n", 0);
	g_string_free(from, TRUE);
}

#define HUNKS 1000

/* Each hunk is headed by the path, which in no tree is longer than a path can be. */
static void test_path(void **state)
{
	g_autofree char *path = g_strnfill(1 << 17, 'x');
	GString *diff = g_string_new(NULL), *out = g_string_new(NULL);

	(void)state;
	g_string_append_printf(diff, "--- a/%s\n+++ b/%s\n", path, path);
	for (int i = 1; i <= HUNKS; i++)
		g_string_append_printf(diff, "@@ -%d +%d @@ f\n-a\n+b\n", i, i);
	assert_int_equal(diff_text_append(out, slice_of(diff->str, diff->len)), 1 + 3 * HUNKS);
	assert_true(g_str_has_suffix(out->str, "x: f\n-a\n+b\n"));
	assert_true(out->len < HUNKS * 5000);
	g_string_free(diff, TRUE);
	g_string_free(out, TRUE);
}

int main(void)
{
	const struct rlimit limit = { SECONDS, SECONDS };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_sender),
		cmocka_unit_test(test_path),
	};

	setrlimit(RLIMIT_CPU, &limit);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
