/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include "series/series.h"

/* The hard cases of grouping, and why mails belong together; test_series.c has the plain ones. */

static GPtrArray *records, *list;
static const char *body;

#define ANN "Ann Example <ann@example.org>"
#define BO "Bo Example <bo@example.com>"
#define BOB "Bob Sample <bob@example.com>"
#define DIFF "--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-old\n+new\n"

static int setup(void **state)
{
	(void)state;
	records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	list = NULL;
	body = "Text.";
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	if (list)
		g_ptr_array_unref(list);
	g_ptr_array_unref(records);
	return 0;
}

static void post(const char *from, const char *id, const char *parent, int minutes,
		 const char *subject)
{
	char *reply = *parent ? g_strdup_printf("In-Reply-To: <%s>\n", parent) : g_strdup("");
	char *raw = g_strdup_printf("From: %s\nDate: Fri, %02d Jan 2023 %02d:%02d:00 +0000\n"
				    "Message-ID: <%s>\n%sSubject: %s\n\n%s\n\n" DIFF,
				    from, 6 + minutes / 1440, minutes / 60 % 24, minutes % 60, id,
				    reply, subject, body);
	struct record *rec = record_parse(slice_str(raw), NULL);

	assert_non_null(rec);
	assert_true(rec->kind == RECORD_PATCH || rec->kind == RECORD_COVER);
	g_ptr_array_insert(records, 0, rec);
	g_free(reply);
	g_free(raw);
}

/* "a0 a1; b": the ids of all series, cover first, then patches in order. */
static void expect(const char *want)
{
	GString *seen = g_string_new(NULL);

	list = series_group(records);
	for (guint i = 0; i < list->len; i++) {
		const struct series *series = list->pdata[i];
		guint nr = series->patches->len + !!series->cover;

		g_string_append(seen, i ? "; " : "");
		if (series->cover)
			g_string_append_printf(seen, "%s%s", series->cover->message_id,
					       series->patches->len ? " " : "");
		for (guint j = 0; j < series->patches->len; j++)
			g_string_append_printf(
				seen, "%s%s", j ? " " : "",
				((struct record *)series->patches->pdata[j])->message_id);
		assert_int_equal(series->nr_joins, nr - 1);
	}
	assert_string_equal(seen->str, want);
	g_string_free(seen, TRUE);
}

/* The evidence for one mail of the first series. */
static void expect_join(const char *id, enum join_evidence evidence, const char *why)
{
	const struct series *series = list->pdata[0];

	for (guint i = 0; i < series->nr_joins; i++) {
		const struct series_join *join = &series->joins[i];
		char *text;

		if (strcmp(join->record->message_id, id))
			continue;
		text = series_join_why(join);
		assert_int_equal(join->evidence, evidence);
		assert_string_equal(text, why);
		assert_true(join->confidence >= 50 && join->confidence <= 100);
		g_free(text);
		return;
	}
	fail_msg("no join of %s", id);
}

static void test_replacement(void **state)
{
	const struct series *series;

	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v5 0/3] Work");
	post(ANN, "a1", "a0", 0, "[PATCH v5 1/3] one");
	post(ANN, "a2", "a0", 0, "[PATCH v5 2/3] two");
	post(ANN, "a3", "a0", 0, "[PATCH v5 3/3] three");
	post(ANN, "r2", "a2", 600, "[PATCH v5.1 2/3] two, mended");
	expect("a0 a1 r2 a2 a3");
	series = list->pdata[0];
	assert_int_equal(series->version, 5);
	assert_int_equal(series->revision, 0);
	assert_int_equal(series_present(series), 3);
	expect_join("r2", JOIN_REPLACEMENT, "replacement v5.1 2/3, for <a2>");
	expect_join("a1", JOIN_THREAD, "answers <a0>");
}

/* Of the first patch, without a cover and without a thread; the leader stays the old one. */
static void test_replaced_leader(void **state)
{
	const struct series *series;

	(void)state;
	post(ANN, "a1", "", 0, "[PATCH v2 1/2] one");
	post(ANN, "a2", "a1", 0, "[PATCH v2 2/2] two");
	post(ANN, "r1", "", 600, "[PATCH v2.1 1/2] one, mended");
	expect("r1 a1 a2");
	series = list->pdata[0];
	assert_string_equal(series->leader->message_id, "a1");
	assert_int_equal(series->revision, 0);
}

/* Of one patch, below it, with the number of the next version. */
static void test_newer_part(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH 1/2] one");
	post(ANN, "a2", "a1", 0, "[PATCH 2/2] two");
	post(ANN, "b1", "a1", 600, "[PATCH v2 1/2] one, mended");
	expect("b1 a1 a2");
	assert_int_equal(((struct series *)list->pdata[0])->version, 1);
	expect_join("b1", JOIN_REPLACEMENT, "replacement v2 1/2, for <a1>");
}

/* "v6.1" is the tree of patches that name their upstream commit, and of their cover letter. */
static void test_cover_for_a_tree(void **state)
{
	const struct series *series;

	(void)state;
	body = "[ Upstream commit 0123456789abcdef0123456789abcdef01234567 ]\n\nText.";
	post(ANN, "a0", "", 0, "[PATCH v6.1 0/2] Work");
	post(ANN, "a1", "a0", 0, "[PATCH v6.1 1/2] one");
	post(ANN, "a2", "a0", 0, "[PATCH v6.1 2/2] two");
	expect("a0 a1 a2");
	series = list->pdata[0];
	assert_int_equal(series->version, 1);
	assert_int_equal(series->revision, 0);
	assert_string_equal(series->cover->subject.tags, "v6.1");
	expect_join("a1", JOIN_THREAD, "answers <a0>");
}

static void test_whole_revision(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH v5 1/2] one");
	post(ANN, "a2", "a1", 0, "[PATCH v5 2/2] two");
	post(ANN, "b1", "a1", 600, "[PATCH v5.1 1/2] one");
	post(ANN, "b2", "b1", 600, "[PATCH v5.1 2/2] two");
	expect("b1 b2; a1 a2");
	assert_int_equal(((struct series *)list->pdata[0])->revision, 1);
}

/* Somebody else's v5.1 of the same form. */
static void test_foreign_replacement(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH v5 1/2] one");
	post(ANN, "a2", "a1", 0, "[PATCH v5 2/2] two");
	post(BOB, "r2", "a2", 600, "[PATCH v5.1 2/2] two");
	expect("r2; a1 a2");
}

static void test_resent_part(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH 0/3] Work");
	post(ANN, "a1", "a0", 0, "[PATCH 1/3] one");
	post(ANN, "a2", "a0", 0, "[PATCH 2/3] two");
	post(ANN, "a3", "a0", 0, "[PATCH 3/3] three");
	post(ANN, "r3", "a0", 600, "[PATCH RESEND 3/3] three");
	expect("a0 a1 a2 r3 a3");
	expect_join("r3", JOIN_AGAIN, "posted again, for <a0>");
	assert_false(((struct series *)list->pdata[0])->leader->subject.flags & SUBJECT_RESEND);
}

static void test_resent_whole(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH 1/2] one");
	post(ANN, "a2", "a1", 0, "[PATCH 2/2] two");
	post(ANN, "r1", "", 600, "[PATCH RESEND 1/2] one");
	post(ANN, "r2", "r1", 600, "[PATCH RESEND 2/2] two");
	expect("r1 r2; a1 a2");
}

static void test_same_version_twice(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v3 0/2] Work");
	post(ANN, "a1", "a0", 0, "[PATCH v3 1/2] one");
	post(ANN, "a2", "a0", 0, "[PATCH v3 2/2] two");
	post(ANN, "b0", "", 30, "[PATCH v3 0/2] Work");
	post(ANN, "b1", "b0", 30, "[PATCH v3 1/2] one");
	post(ANN, "b2", "b0", 30, "[PATCH v3 2/2] two");
	expect("b0 b1 b2; a0 a1 a2");
}

/* Outside its thread, and once more in it. */
static void test_stray(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH 0/2] Work");
	post(ANN, "a1", "a0", 0, "[PATCH 1/2] one");
	post(ANN, "s2", "", 9, "[PATCH 2/2] two");
	post(ANN, "a2", "a0", 20, "[PATCH 2/2] two");
	post(ANN, "o2", "", 21, "[PATCH 2/2] of other work");
	expect("o2; a0 a1 a2 s2");
}

static void test_cover_mark(void **state)
{
	const struct series *series;

	(void)state;
	post(ANN, "a0", "", 0, "[PATCH 0/2] Work");
	post(ANN, "a1", "a0", 0, "[PATCH v2 1/2] one");
	post(ANN, "a2", "a0", 0, "[PATCH v2 2/2] two");
	expect("a0 a1 a2");
	series = list->pdata[0];
	assert_int_equal(series->version, 2);
	assert_string_equal(series->leader->message_id, "a0");
}

static void test_cover_total(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v4 0/3] Work");
	post(ANN, "a1", "a0", 0, "[PATCH v4 1/2] one");
	post(ANN, "a2", "a0", 0, "[PATCH v4 2/2] two");
	expect("a0 a1 a2");
	assert_int_equal(((struct series *)list->pdata[0])->total, 2);
}

/* A new version whose patches answer the old cover letter, which has patches of its own. */
static void test_new_version_below_cover(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH 0/1] Work");
	post(ANN, "a1", "a0", 0, "[PATCH 1/1] one");
	post(ANN, "b1", "a0", 30, "[PATCH v2 1/1] one");
	expect("b1; a0 a1");
}

static void test_several_authors(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v6,0/2] Work");
	body = "From: Bob Sample <bob@example.com>\n\nText.";
	post(ANN, "a1", "a0", 0, "[PATCH v6,1/2] one");
	body = "From: Cid <cid@example.net>\n\nText.";
	post(ANN, "a2", "a0", 0, "[PATCH v6,2/2] two");
	expect("a0 a1 a2");
	assert_int_equal(((struct series *)list->pdata[0])->version, 6);
	assert_string_equal(((struct record *)((struct series *)list->pdata[0])->patches->pdata[1])
				    ->people->author.name,
			    "Cid");
}

/* In the thread of another series, or of a bug report that is not there. */
static void test_below_others(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH 0/1] Work");
	post(ANN, "a1", "a0", 0, "[PATCH 1/1] one");
	post(ANN, "c0", "a0", 5, "[PATCH 0/1] Other work");
	post(ANN, "c1", "c0", 5, "[PATCH 1/1] first of it");
	post(ANN, "f1", "bug-report", 9, "[PATCH] A fix");
	post(ANN, "f2", "bug-report", 9, "[PATCH] Another fix");
	post(BOB, "b0", "a0", 10, "[PATCH 0/1] Work");
	post(BOB, "b1", "b0", 10, "[PATCH 1/1] one");
	expect("b0 b1; f2; f1; c0 c1; a0 a1");
}

/* 40 of 85 came to this list, and no cover letter. */
static void test_cross_posted(void **state)
{
	char id[32], subject[64];

	(void)state;
	for (int i = 1; i <= 40; i++) {
		snprintf(id, sizeof(id), "p%02d", i);
		snprintf(subject, sizeof(subject), "[PATCH v3 %02d/85] number %d", 2 * i, i);
		post(ANN, id, "cover-elsewhere", i, subject);
	}
	list = series_group(records);
	assert_int_equal(list->len, 1);
	assert_int_equal(series_present(list->pdata[0]), 40);
	assert_int_equal(((struct series *)list->pdata[0])->total, 85);
	expect_join("p03", JOIN_MISSING, "answers the same missing mail as <p40>");
}

static void test_too_many(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v4 00/02] Work");
	post(ANN, "a1", "a0", 0, "[PATCH v4 01/02] one");
	post(ANN, "a2", "a0", 0, "[PATCH v4 02/02] two");
	post(ANN, "a3", "a2", 9, "[PATCH v4 3/2] three");
	expect("a0 a1 a2 a3");
	assert_int_equal(series_present(list->pdata[0]), 2);
}

static void test_stable_batches(void **state)
{
	(void)state;
	post(BOB, "s1", "", 0, "[PATCH AUTOSEL 5.15 001/120] one");
	post(BOB, "s9", "s1", 1, "[PATCH AUTOSEL 5.15 009/120] nine");
	post(BOB, "t1", "", 2, "[PATCH AUTOSEL 5.10 001/120] one");
	post(BOB, "t9", "t1", 3, "[PATCH AUTOSEL 5.10 009/120] nine");
	post(BOB, "u7", "", 4, "[PATCH AUTOSEL 5.10 007/120] seven");
	expect("t1 u7 t9; s1 s9");
	expect_join("t1", JOIN_PREFIX, "same sender and prefix, within a day, as <u7>");
}

/* Repeated ids, replies to oneself, and rings of replies. */
static void test_odd_threads(void **state)
{
	(void)state;
	post(ANN, "a", "a", 0, "[PATCH 1/3] one");
	post(ANN, "b", "c", 1, "[PATCH 2/3] two");
	post(ANN, "c", "b", 2, "[PATCH 3/3] three");
	post(BOB, "d", "", 3, "[PATCH] single");
	post(BOB, "d", "", 4, "[PATCH] single");
	list = series_group(records);
	assert_true(list->len >= 3 && list->len <= 4);
}

/* The cover letter's account is another one than that of its patches. */
static void test_cover_of_another_sender(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v2 0/3] Work");
	post(BO, "b1", "a0", 1, "[PATCH v2 1/3] one");
	post(BO, "b2", "a0", 1, "[PATCH v2 2/3] two");
	post(BO, "b3", "b2", 1, "[PATCH v2 3/3] three");
	expect("a0 b1 b2 b3");
	expect_join("b1", JOIN_MISSING, "answers the same missing mail as <b2>");
}

/* Each patch is from its author: who sent them signed them off. */
static void test_patches_of_other_senders(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH 0/4] Work");
	post(ANN, "a1", "a0", 1, "[PATCH 1/4] one");
	body = "Text.\n\nSigned-off-by: " BO "\nSigned-off-by: " ANN "\n---\n";
	post(BO, "b2", "a0", 1, "[PATCH 2/4] two");
	post("Cy <cy@example.net>", "c3", "a0", 1, "[PATCH 3/4] three");
	body = "Text.";
	post(ANN, "a4", "c3", 1, "[PATCH 4/4] four");
	expect("a0 a1 b2 c3 a4");
	expect_join("c3", JOIN_SENDER, "answers, though from another sender, <a0>");
}

/* A proposal in a reply is no part of it, whether its number is there or not. */
static void test_patch_of_a_stranger(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v2 0/3] Work");
	post(ANN, "a1", "a0", 1, "[PATCH v2 1/3] one");
	post(ANN, "a2", "a0", 1, "[PATCH v2 2/3] two");
	body = "Text.\n\nSigned-off-by: " BO "\nSigned-off-by: " ANN "\n---\n";
	post(BO, "b2", "a2", 60, "[PATCH v2 2/3] another two");
	body = "Text.";
	post(BO, "b3", "a0", 60, "[PATCH v2 3/3] what is not there");
	expect("b3; b2; a0 a1 a2");
}

/* The cover letter came once more behind the series. */
static void test_cover_again_behind(void **state)
{
	(void)state;
	post(ANN, "a0", "", 0, "[PATCH v6 0/2] Work");
	post(ANN, "a1", "a0", 1, "[PATCH v6 1/2] one");
	post(ANN, "a2", "a0", 1, "[PATCH v6 2/2] two");
	post(ANN, "b0", "", 6, "[PATCH v6 0/2] Work");
	expect("b0 a0 a1 a2");
	expect_join("b0", JOIN_COVER_AGAIN, "the cover letter posted again of <a2>");
}

/* The whole posted again below itself, each time a day later, and at once. */
static void test_again_below(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH 1/2] One");
	post(ANN, "a2", "a1", 1, "[PATCH 2/2] Two");
	post(ANN, "b1", "a1", 1500, "[PATCH 1/2] One");
	post(ANN, "b2", "a2", 1501, "[PATCH 2/2] Two");
	post(ANN, "c1", "b2", 3000, "[PATCH 1/2] One");
	post(ANN, "c2", "c1", 3001, "[PATCH 2/2] Two");
	post(BO, "d1", "", 3000, "[PATCH 1/2] One");
	post(BO, "d2", "d1", 3001, "[PATCH 2/2] Two");
	post(BO, "e1", "d1", 3002, "[PATCH 1/2] One");
	post(BO, "e2", "d1", 3003, "[PATCH 2/2] Two");
	expect("e1 d1 e2 d2; c1 c2; b1 b2; a1 a2");
}

/* What an answer answered is in another series then: the prefix tells. */
static void test_joins_of_again(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH 1/2] One");
	post(ANN, "a2", "a1", 1, "[PATCH 2/2] Two");
	post(ANN, "b1", "a1", 1500, "[PATCH 1/2] One");
	post(ANN, "b2", "a2", 1501, "[PATCH 2/2] Two");
	expect("b1 b2; a1 a2");
	expect_join("b2", JOIN_PREFIX, "same sender and prefix, within a day, as <b1>");
}

/* Of senders without an address the name tells; of none of both nothing does. */
static void test_no_address(void **state)
{
	(void)state;
	post("Ann Example", "a1", "", 0, "[PATCH 1/2] One");
	post("Bob Sample", "b2", "", 1, "[PATCH 2/2] Two");
	post("Ann Example", "a2", "", 2, "[PATCH 2/2] Three");
	post("<>", "c1", "", 3, "[PATCH 1/2] Four");
	post("<>", "d2", "", 4, "[PATCH 2/2] Five");
	expect("d2; c1; a1 a2; b2");
}

/* Without a thread they belong together within a day. */
static void test_a_day_apart(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH 1/2] KVM: One");
	post(ANN, "a2", "", 24 * 60, "[PATCH 2/2] KVM: Two");
	expect("a1 a2");
}

static void test_more_than_a_day_apart(void **state)
{
	(void)state;
	post(ANN, "a1", "", 0, "[PATCH 1/2] KVM: One");
	post(ANN, "a2", "", 24 * 60 + 1, "[PATCH 2/2] KVM: Two");
	expect("a2; a1");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_a_day_apart),
		TEST(test_more_than_a_day_apart),
		TEST(test_joins_of_again),
		TEST(test_replacement),
		TEST(test_replaced_leader),
		TEST(test_whole_revision),
		TEST(test_foreign_replacement),
		TEST(test_resent_part),
		TEST(test_resent_whole),
		TEST(test_same_version_twice),
		TEST(test_stray),
		TEST(test_cover_mark),
		TEST(test_cover_total),
		TEST(test_new_version_below_cover),
		TEST(test_several_authors),
		TEST(test_below_others),
		TEST(test_cross_posted),
		TEST(test_too_many),
		TEST(test_stable_batches),
		TEST(test_odd_threads),
		TEST(test_cover_of_another_sender),
		TEST(test_patches_of_other_senders),
		TEST(test_newer_part),
		TEST(test_cover_for_a_tree),
		TEST(test_patch_of_a_stranger),
		TEST(test_cover_again_behind),
		TEST(test_again_below),
		TEST(test_no_address),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
