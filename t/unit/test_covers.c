/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include "series/covers.h"

/* A thread: the totals of the patches that answer its first mail, and what that mail becomes. */
struct thread {
	int totals[12];
	int total; /* as a cover letter; 0: none */
};

static struct record *mail(const char *subject, const char *answers, int number)
{
	char *raw = g_strdup_printf("From: Ada <ada@example.org>\nMessage-ID: <%d@example.org>\n"
				    "Date: Mon, 3 Mar 2025 12:00:%02d +0000\nSubject: %s\n%s\n"
				    "Text\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n"
				    "-a\n+b\n",
				    number, number, subject, answers);
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	record->commit[0] = (unsigned char)number;
	g_free(raw);
	return record;
}

static struct record *first_mail(void)
{
	const char *raw = "From: Ada <ada@example.org>\nMessage-ID: <0@example.org>\n"
			  "Date: Mon, 3 Mar 2025 12:00:00 +0000\nSubject: All of it\n\nText\n";
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	assert_int_equal(record->kind, RECORD_OTHER);
	return record;
}

/* The patches in each order that begins with another one, forwards and backwards. */
static void expect_total(const struct thread *thread, guint nr, guint start, bool backwards)
{
	GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	struct record *first = first_mail();

	g_ptr_array_add(records, first);
	for (guint i = 0; i < nr; i++) {
		guint at = (backwards ? 2 * nr - 1 - i + start : i + start) % nr;
		char *subject = g_strdup_printf("[PATCH %u/%d] Part", at + 1, thread->totals[at]);

		g_ptr_array_add(records,
				mail(subject, "In-Reply-To: <0@example.org>\n", (int)at + 1));
		g_free(subject);
	}
	covers_adopt(records);
	assert_int_equal(first->kind, thread->total ? RECORD_COVER : RECORD_OTHER);
	if (thread->total)
		assert_int_equal(first->subject.m, thread->total);
	g_ptr_array_unref(records);
}

/* A patch sent so many seconds after the mail that it answers makes that its cover letter, or not.
 */
static void expect_later(int seconds, enum record_kind kind)
{
	GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	struct record *first = first_mail();

	g_ptr_array_add(records, first);
	for (int n = 1; n <= 2; n++) {
		char *subject = g_strdup_printf("[PATCH %d/2] Part", n);
		struct record *patch = mail(subject, "In-Reply-To: <0@example.org>\n", n);

		patch->date = first->date + seconds;
		g_ptr_array_add(records, patch);
		g_free(subject);
	}
	covers_adopt(records);
	assert_int_equal(first->kind, kind);
	g_ptr_array_unref(records);
}

/* Within a day; and clocks may be an hour apart. */
static void test_how_much_later(void **state)
{
	(void)state;
	expect_later(24 * 60 * 60, RECORD_COVER);
	expect_later(24 * 60 * 60 + 1, RECORD_OTHER);
	expect_later(-60 * 60, RECORD_COVER);
	expect_later(-60 * 60 - 1, RECORD_OTHER);
}

/* What heads a series may have its version at the end of its title. */
static void test_version_in_title(void **state)
{
	static const struct {
		const char *title, *left;
		int version;
	} rows[] = {
		{ "All v2", "All", 2 },	    { "All of it V12", "All of it", 12 },
		{ "All, v2", "All", 2 },    { "All -- v2", "All", 2 },
		{ "All: v2", "All", 2 },    { "All; v2", "All", 2 },
		{ "All v100", "All", 100 }, { "All v1000", "All v1000", 1 },
		{ "All v0", "All v0", 1 },  { "All v", "All v", 1 },
		{ "All 2", "All 2", 1 },    { "All w2", "All w2", 1 },
		{ "All-v2", "All-v2", 1 },  { "All v2x", "All v2x", 1 },
		{ "v2", "v2", 1 },	    { "x v2", "x", 2 },
		{ "All! v2", "All!", 2 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
		struct record *first = first_mail();

		first->subject.title = rows[i].title;
		g_ptr_array_add(records, first);
		for (int n = 1; n <= 2; n++) {
			char *subject = g_strdup_printf("[PATCH %d/2] Part", n);

			g_ptr_array_add(records,
					mail(subject, "In-Reply-To: <0@example.org>\n", n));
			g_free(subject);
		}
		covers_adopt(records);
		assert_int_equal(first->kind, RECORD_COVER);
		if (first->subject.version != rows[i].version ||
		    strcmp(first->subject.title, rows[i].left) != 0)
			fail_msg("'%s': '%s' %d", rows[i].title, first->subject.title,
				 first->subject.version);
		g_ptr_array_unref(records);
	}
}

static void test_whatever_the_order(void **state)
{
	static const struct thread threads[] = {
		{ { 3, 3, 3 }, 3 },
		{ { 3 }, 0 },
		{ { 5, 5, 5, 3, 3 }, 5 },	/* an answer of another version */
		{ { 9, 9, 9, 6, 6, 8, 8 }, 0 }, /* what heads several series */
		{ { 2, 2, 3, 3 }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(threads); i++) {
		guint nr = 0;

		while (threads[i].totals[nr])
			nr++;
		for (guint start = 0; start < nr; start++) {
			expect_total(&threads[i], nr, start, false);
			expect_total(&threads[i], nr, start, true);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_how_much_later),
					    cmocka_unit_test(test_version_in_title),
					    cmocka_unit_test(test_whatever_the_order) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
