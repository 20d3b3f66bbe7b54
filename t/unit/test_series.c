/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "series/identity.h"
#include "series/series.h"

/* Postings in archive order; series_group() wants them newest first. */
struct list {
	GPtrArray *records;
};

static void setup(struct list *list)
{
	list->records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
}

/* A posting by one line: who sent it, its id, what it answers ("" for nothing), the subject,
 * minutes. */
static struct record *post(struct list *list, const char *from, const char *id, const char *parent,
			   const char *subject, int minutes)
{
	char *reply =
		*parent ? g_strdup_printf("In-Reply-To: <%s>\nReferences: <%s>\n", parent, parent)
			: g_strdup("");
	char *raw = g_strdup_printf("From: %s\nDate: Fri, 06 Jan 2023 %02d:%02d:00 +0000\n"
				    "Message-ID: <%s>\n%sSubject: %s\n\nText.\n\n"
				    "--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-old\n+new\n",
				    from, minutes / 60, minutes % 60, id, reply, subject);
	struct record *rec = record_parse(slice_str(raw), NULL);

	assert_non_null(rec);
	assert_true(rec->kind == RECORD_PATCH || rec->kind == RECORD_COVER);
	g_ptr_array_insert(list->records, 0, rec);
	g_free(reply);
	g_free(raw);
	return rec;
}

static GPtrArray *group(struct list *list)
{
	return series_group(list->records);
}

static void finish(struct list *list, GPtrArray *series)
{
	g_ptr_array_unref(series);
	g_ptr_array_unref(list->records);
}

/* "0 1 2 3": the numbers of the i-th series, its cover as 0, in order. */
static void expect(GPtrArray *list, guint i, const char *numbers)
{
	const struct series *series;
	GString *seen = g_string_new(NULL);

	assert_true(i < list->len);
	series = list->pdata[i];
	if (series->cover)
		g_string_append(seen, "0 ");
	for (guint j = 0; j < series->patches->len; j++)
		g_string_append_printf(seen, "%d ",
				       ((struct record *)series->patches->pdata[j])->subject.n);
	g_string_truncate(seen, seen->len ? seen->len - 1 : 0);
	assert_string_equal(seen->str, numbers);
	g_string_free(seen, TRUE);
}

static void expect_gaps(const struct series *series, const char *want)
{
	GArray *gaps = series_gaps(series);
	GString *seen = g_string_new(NULL);

	for (guint i = 0; i < gaps->len; i++)
		g_string_append_printf(seen, "%d-%d ",
				       g_array_index(gaps, struct series_gap, i).first,
				       g_array_index(gaps, struct series_gap, i).last);
	g_strchomp(seen->str);
	assert_string_equal(seen->str, want);
	g_string_free(seen, TRUE);
	g_array_unref(gaps);
}

#define ANN "Ann Example <ann@example.org>"
#define BOB "Bob Example <bob@example.com>"

static void test_threaded(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a0", "", "[PATCH 0/3] Work", 0);
	post(&list, ANN, "a1", "a0", "[PATCH 1/3] one", 1);
	post(&list, BOB, "b0", "", "[PATCH] Single", 2);
	post(&list, ANN, "a3", "a0", "[PATCH 3/3] three", 3);
	post(&list, ANN, "a2", "a0", "[PATCH 2/3] two", 4);
	series = group(&list);
	assert_int_equal(series->len, 2);
	expect(series, 0, "0 1 2 3");
	expect(series, 1, "-1");
	expect_gaps(series->pdata[0], "");
	expect_gaps(series->pdata[1], "");
	assert_int_equal(series_present(series->pdata[0]), 3);
	assert_int_equal(series_present(series->pdata[1]), 1);
	finish(&list, series);
}

static void test_deep_thread(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a0", "", "[PATCH v2 0/3] Work", 0);
	post(&list, ANN, "a1", "a0", "[PATCH v2 1/3] one", 1);
	post(&list, ANN, "a2", "a1", "[PATCH v2 2/3] two", 2);
	post(&list, ANN, "a3", "a2", "[PATCH v2 3/3] three", 3);
	series = group(&list);
	assert_int_equal(series->len, 1);
	expect(series, 0, "0 1 2 3");
	assert_int_equal(((struct series *)series->pdata[0])->version, 2);
	finish(&list, series);
}

/* The cover never came; its id holds the patches together. */
static void test_cover_missing(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a2", "gone", "[PATCH 2/4] two", 1);
	post(&list, ANN, "a4", "gone", "[PATCH 4/4] four", 2);
	post(&list, ANN, "c2", "elsewhere", "[PATCH 3/4] of another series", 3);
	series = group(&list);
	assert_int_equal(series->len, 2);
	expect(series, 0, "3");
	expect(series, 1, "2 4");
	expect_gaps(series->pdata[1], "1-1 3-3");
	finish(&list, series);
}

/* git send-email --no-thread; another series of the same form runs at the same time. */
static void test_unthreaded(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a1", "", "[PATCH 1/2] one", 0);
	post(&list, ANN, "a2", "", "[PATCH 2/2] two", 1);
	post(&list, ANN, "c1", "", "[PATCH 1/2] other one", 2);
	post(&list, ANN, "c2", "", "[PATCH 2/2] other two", 3);
	post(&list, BOB, "b1", "", "[PATCH 1/2] of Bob", 4);
	series = group(&list);
	assert_int_equal(series->len, 3);
	expect(series, 0, "1");
	expect(series, 1, "1 2");
	expect(series, 2, "1 2");
	assert_string_equal(((struct series *)series->pdata[1])->leader->subject.title,
			    "other one");
	finish(&list, series);
}

static void test_patches_before_cover(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a1", "", "[PATCH 1/2] one", 0);
	post(&list, ANN, "a2", "a1", "[PATCH 2/2] two", 1);
	post(&list, ANN, "a0", "", "[PATCH 0/2] the cover came last", 2);
	series = group(&list);
	assert_int_equal(series->len, 1);
	expect(series, 0, "0 1 2");
	finish(&list, series);
}

static void test_new_version_as_reply(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a0", "", "[PATCH 0/1] Work", 0);
	post(&list, ANN, "a1", "a0", "[PATCH 1/1] one", 1);
	post(&list, ANN, "v0", "a0", "[PATCH v2 0/1] Work", 2);
	post(&list, ANN, "v1", "v0", "[PATCH v2 1/1] one", 3);
	post(&list, BOB, "b0", "v0", "[PATCH v2 0/1] Bob's, in Ann's thread", 4);
	post(&list, ANN, "r0", "v0", "[PATCH RESEND v2 0/1] Work", 5);
	post(&list, ANN, "r1", "r0", "[PATCH RESEND v2 1/1] one", 6);
	series = group(&list);
	assert_int_equal(series->len, 4);
	expect(series, 0, "0 1");
	expect(series, 1, "0");
	expect(series, 2, "0 1");
	expect(series, 3, "0 1");
	finish(&list, series);
}

static void test_posted_twice(void **state)
{
	struct list list;
	GPtrArray *series;
	struct record *again;

	(void)state;
	setup(&list);
	post(&list, ANN, "a0", "", "[PATCH 0/2] Work", 0);
	post(&list, ANN, "a1", "a0", "[PATCH 1/2] one", 1);
	post(&list, ANN, "a2", "a0", "[PATCH 2/2] two", 2);
	again = post(&list, ANN, "a1x", "a0", "[PATCH 1/2] one, now whole", 3);
	series = group(&list);
	assert_int_equal(series->len, 1);
	expect(series, 0, "0 1 1 2");
	assert_ptr_equal(((struct series *)series->pdata[0])->patches->pdata[0], again);
	assert_int_equal(series_present(series->pdata[0]), 2);
	finish(&list, series);
}

/* The patches go with one of two equal covers; another work's cover of the same form stays apart.
 */
static void test_cover_twice(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a0", "", "[PATCH 0/2] Work", 0);
	post(&list, ANN, "b0", "", "[PATCH 0/2] Other work", 1);
	post(&list, ANN, "a0x", "", "[PATCH 0/2] Work", 2);
	post(&list, ANN, "a1", "a0x", "[PATCH 1/2] one", 3);
	post(&list, ANN, "a2", "a0x", "[PATCH 2/2] two", 4);
	series = group(&list);
	assert_int_equal(series->len, 2);
	expect(series, 0, "0 0 1 2");
	expect(series, 1, "0");
	expect_gaps(series->pdata[0], "");
	assert_int_equal(series_present(series->pdata[0]), 2);
	assert_string_equal(((struct series *)series->pdata[0])->cover->message_id, "a0x");
	finish(&list, series);
}

static void test_singles_stay_single(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a", "bug", "[PATCH] one fix", 0);
	post(&list, ANN, "b", "bug", "[PATCH] another fix", 1);
	post(&list, ANN, "c", "", "[PATCH] one fix", 2);
	series = group(&list);
	assert_int_equal(series->len, 3);
	finish(&list, series);
}

/* A made-up total costs nothing; n > m is kept, but fills no gap. */
static void test_hostile_counters(void **state)
{
	struct list list;
	GPtrArray *series;

	(void)state;
	setup(&list);
	post(&list, ANN, "a", "", "[PATCH 5/99999] x", 0);
	post(&list, BOB, "b", "", "[PATCH 12/11] y", 1);
	series = group(&list);
	assert_int_equal(series->len, 2);
	expect_gaps(series->pdata[0], "1-11");
	assert_int_equal(series_present(series->pdata[0]), 0);
	expect_gaps(series->pdata[1], "1-4 6-99999");
	finish(&list, series);
}

/* The same words of a name in any order, two at least. */
static void test_same_name(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ "Ada Lindqvist", "Lindqvist, Ada", true },
		{ "Ada B. Lindqvist", "ada lindqvist b", true },
		{ "Ada Lindqvist (Example)", "Ada Lindqvist", true },
		{ "Ada Lindqvist", "Ada Other", false },
		{ "Ada Lindqvist", "Ben Lindqvist", false },
		{ "Ada Lindqvist", "Ada B. Lindqvist", false },
		{ "Ada Ada Lindqvist", "Ada Lindqvist Lindqvist", false },
		{ "Ada", "Ada", false },
		{ "a b c d e f g h i j k", "k j i h g f e d c b a", true },
		{ "a b c d e f g h i j k l", "l k j i h g f e d c b a", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (identity_same_name(rows[i].a, rows[i].b) != rows[i].same)
			fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
}

/* The author's address is enough; his name alone is not, and another one's address is none. */
static void test_is_author(void **state)
{
	static const struct {
		const char *from;
		bool is;
	} rows[] = {
		{ "Ada Lindqvist <ada@example.org>", true },
		{ "Somebody Else <ADA@example.org>", true },
		{ "Ada Lindqvist <ada@example.com>", false },
		{ "Ben Other <ben@example.net>", false },
	};
	struct person ada = { "Ada Lindqvist", "ada@example.org" };
	GPtrArray *none = g_ptr_array_new();
	struct identity *identity = identity_new(none, none);
	struct list list;

	(void)state;
	setup(&list);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct record *mail = post(&list, rows[i].from, "m", "", "[PATCH] x", 0);

		if (identity_is_author(identity, &ada, mail) != rows[i].is)
			fail_msg("%s", rows[i].from);
	}
	identity_free(identity);
	g_ptr_array_unref(none);
	g_ptr_array_unref(list.records);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_threaded),
		cmocka_unit_test(test_deep_thread),
		cmocka_unit_test(test_cover_missing),
		cmocka_unit_test(test_unthreaded),
		cmocka_unit_test(test_patches_before_cover),
		cmocka_unit_test(test_new_version_as_reply),
		cmocka_unit_test(test_posted_twice),
		cmocka_unit_test(test_cover_twice),
		cmocka_unit_test(test_singles_stay_single),
		cmocka_unit_test(test_hostile_counters),
		cmocka_unit_test(test_same_name),
		cmocka_unit_test(test_is_author),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
