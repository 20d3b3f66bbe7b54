/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "series/series.h"

/*
 * Mails, oldest first, a line each: the id, whose first letter says who sent it; what it answers or
 * "-"; the minute; the subject, "+" before it where Ann signed it off. And the series they make,
 * newest first.
 */
static const struct {
	const char *mails, *series;
} rows[] = {
	/* Without a thread: a day, the same prefix, a number that is free. */
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1440 [PATCH 2/2] b",
	  "a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1441 [PATCH 2/2] b",
	  "a2; a1" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1 [PATCH v2 2/2] b",
	  "a2; a1" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1 [PATCH 2/3] b",
	  "a2; a1" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1 [PATCH x 2/2] b",
	  "a2; a1" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1 [RESEND PATCH 2/2] b",
	  "a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 - 1 [PATCH 1/2] b",
	  "a2; a1" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "b2 - 1 [PATCH 2/2] b",
	  "b2; a1" },
	/* Of two that answer different mails, or one none, no series is made, unless what is
	   answered is not there. */
	{ "a1 x 0 [PATCH 1/2] a\n"
	  "a2 x 1 [PATCH 2/2] b",
	  "a1 a2" },
	{ "a1 x 0 [PATCH 1/2] a\n"
	  "a2 y 1 [PATCH 2/2] b",
	  "a2; a1" },
	{ "a1 x 0 [PATCH 1/2] a\n"
	  "a2 - 60 [PATCH 2/2] b",
	  "a1 a2" },
	{ "a1 x 0 [PATCH 1/2] a\n"
	  "a2 - 61 [PATCH 2/2] b",
	  "a2; a1" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 x 60 [PATCH 2/2] b",
	  "a1 a2" },
	{ "a9 - 0 [PATCH] c\n"
	  "a1 a9 0 [PATCH 1/2] a\n"
	  "a2 - 1 [PATCH 2/2] b",
	  "a2; a1; a9" },
	/* A newer version of some patches, below these; not of another number, total, tree or
	   sender. */
	{ "a1 - 0 [PATCH 1/3] a\n"
	  "a2 a1 0 [PATCH 2/3] b\n"
	  "a3 a1 0 [PATCH 3/3] c\n"
	  "a8 a2 90 [PATCH v2 2/3] b\n"
	  "a9 a3 91 [PATCH v2 3/3] c",
	  "a1 a8 a2 a9 a3" },
	{ "a1 - 0 [PATCH v2 1/2] a\n"
	  "a2 a1 0 [PATCH v2 2/2] b\n"
	  "a8 a1 90 [PATCH v3 2/2] b",
	  "a8; a1 a2" },
	{ "a1 - 0 [PATCH v2 1/2] a\n"
	  "a2 a1 0 [PATCH v2 2/2] b\n"
	  "a8 a2 90 [PATCH 2/2] b",
	  "a8; a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a8 a2 90 [PATCH v2 2/3] b",
	  "a8; a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a8 a2 90 [PATCH x v2 2/2] b",
	  "a8; a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "b2 a2 90 [PATCH v2 2/2] b",
	  "b2; a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a8 y 90 [PATCH v2 2/2] b",
	  "a8; a1 a2" },
	/* Each patch of the next version below that of the last one, within an hour. */
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a8 a1 90 [PATCH v2 1/2] a\n"
	  "a9 a2 150 [PATCH v2 2/2] b",
	  "a8 a9; a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a8 a1 90 [PATCH v2 1/2] a\n"
	  "a9 a2 151 [PATCH v2 2/2] b",
	  "a8 a1 a9 a2" },
	{ "b1 - 0 [PATCH v2 1/3] a\n"
	  "b2 b1 0 [PATCH v2 2/3] b\n"
	  "a8 b1 90 [PATCH v2 1/3] a\n"
	  "a9 b2 91 [PATCH v2 2/3] b",
	  "a9; a8; b1 b2" },
	/* The cover letter once more. */
	{ "a0 - 0 [PATCH 0/1] w\n"
	  "a1 a0 1 [PATCH 1/1] a\n"
	  "a9 - 2 [PATCH 0/1] w",
	  "a9 a0 a1" },
	{ "a0 - 0 [PATCH 0/1] w\n"
	  "a1 a0 1 [PATCH 1/1] a\n"
	  "a9 - 2 [PATCH 0/1] u",
	  "a9; a0 a1" },
	{ "a9 - 0 [PATCH 0/1] w\n"
	  "a0 - 1 [PATCH 0/1] w\n"
	  "a1 a0 2 [PATCH 1/1] a",
	  "a0 a9 a1" },
	/* Everything once more below itself: an hour later it is another series. */
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a3 a1 60 [PATCH 1/2] a\n"
	  "a4 a1 60 [PATCH 2/2] b",
	  "a3 a4; a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a3 a1 59 [PATCH 1/2] a\n"
	  "a4 a1 59 [PATCH 2/2] b",
	  "a3 a1 a4 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a3 a1 60 [PATCH 1/2] a\n"
	  "a4 a1 60 [PATCH 1/2] b",
	  "a4 a3 a1 a2" },
	{ "a1 - 0 [PATCH 1/2] a\n"
	  "a2 a1 0 [PATCH 2/2] b\n"
	  "a3 a1 60 [PATCH 1/2] a",
	  "a3 a1 a2" },
	/* A copy without its thread. */
	{ "a0 - 0 [PATCH 0/1] w\n"
	  "a1 a0 0 [PATCH 1/1] a\n"
	  "a9 - 1 [PATCH 1/1] a",
	  "a9; a0 a1" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a9 - 1440 [PATCH 1/2] a",
	  "a0 a9 a1" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a9 - 1441 [PATCH 1/2] a",
	  "a9; a0 a1" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a9 - 1 [PATCH 1/2] u",
	  "a9; a0 a1" },
	/* A cover letter with another total, or version. */
	{ "a0 - 0 [PATCH 0/3] w\n"
	  "a1 a0 60 [PATCH 1/2] a\n"
	  "a2 a0 60 [PATCH 2/2] b",
	  "a0 a1 a2" },
	{ "a0 - 0 [PATCH 0/3] w\n"
	  "a1 a0 61 [PATCH 1/2] a\n"
	  "a2 a0 61 [PATCH 2/2] b",
	  "a1 a2; a0" },
	{ "a0 - 0 [PATCH v2 0/2] w\n"
	  "a1 a0 1440 [PATCH 1/2] a\n"
	  "a2 a0 1440 [PATCH 2/2] b",
	  "a0 a1 a2" },
	{ "a0 - 0 [PATCH v2 0/2] w\n"
	  "a1 a0 1441 [PATCH 1/2] a\n"
	  "a2 a0 1441 [PATCH 2/2] b",
	  "a1 a2; a0" },
	{ "a0 - 0 [PATCH v2 0/3] w\n"
	  "a1 a0 1 [PATCH 1/2] a\n"
	  "a2 a0 1 [PATCH 2/2] b",
	  "a1 a2; a0" },
	{ "a0 - 0 [PATCH v2 0/2] w\n"
	  "b1 a0 1 [PATCH 1/2] a\n"
	  "b2 a0 1 [PATCH 2/2] b",
	  "b1 b2; a0" },
	/* A part sent again, or as a replacement. */
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a9 - 43200 [RESEND PATCH 2/2] b",
	  "a0 a1 a9 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a9 - 43201 [RESEND PATCH 2/2] b",
	  "a9; a0 a1 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a9 a2 43201 [RESEND PATCH 2/2] b",
	  "a0 a1 a9 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a9 - 9 [PATCH v1.1 2/2] c",
	  "a0 a1 a9 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "b9 - 9 [RESEND PATCH 2/2] b",
	  "b9; a0 a1 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a8 - 9 [RESEND PATCH 1/2] a\n"
	  "a9 a8 9 [RESEND PATCH 2/2] b",
	  "a8 a9; a0 a1 a2" },
	/* From other senders: most of the series, or what the sender of the others signed. */
	{ "a0 - 0 [PATCH 0/3] w\n"
	  "a1 a0 0 [PATCH 1/3] a\n"
	  "b2 a0 1440 [PATCH 2/3] b\n"
	  "b3 b2 1440 [PATCH 3/3] c",
	  "a0 a1 b2 b3" },
	{ "a0 - 0 [PATCH 0/3] w\n"
	  "a1 a0 0 [PATCH 1/3] a\n"
	  "b2 a0 1441 [PATCH 2/3] b\n"
	  "b3 b2 1441 [PATCH 3/3] c",
	  "b2 b3; a0 a1" },
	{ "a0 - 0 [PATCH 0/4] w\n"
	  "a1 a0 0 [PATCH 1/4] a\n"
	  "b2 a0 1 [PATCH 2/4] b\n"
	  "b3 b2 1 [PATCH 3/4] c",
	  "b2 b3; a0 a1" },
	{ "a0 - 0 [PATCH 0/4] w\n"
	  "a1 a0 0 [PATCH 1/4] a\n"
	  "b2 a0 1 +[PATCH 2/4] b\n"
	  "b3 b2 1 +[PATCH 3/4] c",
	  "a0 a1 b2 b3" },
	{ "a0 - 0 [PATCH 0/4] w\n"
	  "a1 a0 0 [PATCH 1/4] a\n"
	  "b2 a0 1 [PATCH 2/4] b\n"
	  "b3 b2 1 +[PATCH 3/4] c",
	  "b2 b3; a0 a1" },
	{ "a0 - 0 [PATCH 0/4] w\n"
	  "a1 a0 0 [PATCH 1/4] a\n"
	  "b1 a0 1 +[PATCH 1/4] b",
	  "b1; a0 a1" },
	{ "a0 - 0 [PATCH x 0/4] w\n"
	  "a1 a0 0 [PATCH x 1/4] a\n"
	  "b2 a0 1 +[PATCH 2/4] b",
	  "b2; a0 a1" },
	{ "a0 - 0 [PATCH 0/4] w\n"
	  "a1 a0 0 [PATCH 1/4] a\n"
	  "b2 a0 1 +[RESEND PATCH 2/4] b",
	  "b2; a0 a1" },
	{ "a0 - 0 [PATCH 0/4] w\n"
	  "a1 a0 0 [PATCH 1/4] a\n"
	  "b2 a0 1 +[PATCH v2 2/4] b",
	  "b2; a0 a1" },
	/* A wrong total, or version, of the number that is missing. */
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 60 [PATCH 2/4] b",
	  "a0 a1 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 61 [PATCH 2/4] b",
	  "a2; a0 a1" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 1 [PATCH v2 2/2] b",
	  "a0 a1 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 1 [PATCH v2 2/4] b",
	  "a2; a0 a1" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 1 [PATCH 1/4] b",
	  "a2; a0 a1" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a3 a0 1 [PATCH 3/3] c",
	  "a0 a1 a2 a3" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "a2 a0 0 [PATCH 2/2] b\n"
	  "a3 a0 1 [PATCH 3/4] c",
	  "a3; a0 a1 a2" },
	{ "a0 - 0 [PATCH 0/2] w\n"
	  "a1 a0 0 [PATCH 1/2] a\n"
	  "b2 a0 1 [PATCH 2/4] b",
	  "b2; a0 a1" },
	{ "a1 - 0 [PATCH] w\n"
	  "a2 a1 1 [PATCH 2/2] b",
	  "a2; a1" },
};

static void post(GPtrArray *records, const char *line)
{
	char **words = g_strsplit(line, " ", 4);
	const char *name = *words[0] == 'a' ? "ann" : *words[0] == 'b' ? "ben" : "cy";
	const char *subject = words[3] + (*words[3] == '+');
	int minutes = atoi(words[2]);
	GString *raw = g_string_new(NULL);
	struct record *record;

	g_string_printf(raw,
			"From: %s@example.org\nDate: Fri, %02d Jan 2023 %02d:%02d:00 +0000\n"
			"Message-ID: <%s>\nSubject: %s\n",
			name, 1 + minutes / 1440, minutes / 60 % 24, minutes % 60, words[0],
			subject);
	if (*words[1] != '-')
		g_string_append_printf(raw, "In-Reply-To: <%s>\n", words[1]);
	g_string_append_printf(raw, "\nText.\n\nSigned-off-by: %s@example.org\n",
			       subject > words[3] ? "ann" : name);
	if (!strstr(subject, " 0/"))
		g_string_append(raw, "---\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-old\n+new\n");
	record = record_parse(slice_of(raw->str, raw->len), NULL);
	assert_non_null(record);
	assert_true(record_is_posting(record));
	g_ptr_array_insert(records, 0, record);
	g_string_free(raw, TRUE);
	g_strfreev(words);
}

/* "a0 a1; b": the ids of all series, cover first, then patches in order. */
static GString *describe(const GPtrArray *list)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < list->len; i++) {
		const struct series *series = list->pdata[i];

		g_string_append(out, i ? ";" : "");
		if (series->cover)
			g_string_append_printf(out, " %s", series->cover->message_id);
		for (guint j = 0; j < series->patches->len; j++)
			g_string_append_printf(
				out, " %s",
				((const struct record *)series->patches->pdata[j])->message_id);
	}
	return out;
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
		char **lines = g_strsplit(rows[i].mails, "\n", -1);
		GPtrArray *list;
		GString *got;

		for (char **line = lines; *line; line++)
			post(records, *line);
		list = series_group(records);
		got = describe(list);
		if (strcmp(got->str + 1, rows[i].series) != 0)
			fail_msg("%s\nare %s", rows[i].mails, got->str + 1);
		g_string_free(got, TRUE);
		g_ptr_array_unref(list);
		g_ptr_array_unref(records);
		g_strfreev(lines);
	}
}

/* A copy without its thread is looked for in a whole of so many mails, and in no larger one. */
static void test_large_whole(void **state)
{
	static const struct {
		unsigned patches, series;
	} sizes[] = { { 999, 1 }, { 1000, 2 } };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GPtrArray) records =
			g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
		g_autoptr(GPtrArray) list = NULL;
		unsigned total = sizes[i].patches;

		for (unsigned n = 0; n <= total + 1; n++) {
			g_autofree char *line = g_strdup_printf("a%u %s 0 [PATCH %u/%u] a", n,
								n && n <= total ? "a0" : "-",
								n <= total ? n : 1, total);

			post(records, line);
		}
		list = series_group(records);
		assert_int_equal(list->len, sizes[i].series);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows),
					    cmocka_unit_test(test_large_whole) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
