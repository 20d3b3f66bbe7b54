/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tree/judge.h"

#define SENT 5000
#define COMMITTED 9000

#define SAME_PATCH 1u
#define SAME_TITLE 2u
#define SAME_TAIL 4u
#define SAME_AUTHOR 8u
#define SAME_DATE 16u
#define NAMED 32u

/* A diff with the lines first, first + 1, …; a patch-id of its own, or the one given. */
static void sketch_make(struct sketch *out, uint64_t first, size_t nr, unsigned char id)
{
	*out = (struct sketch){ .has_id = id != 0, .patch_id = { id }, .nr_lines = nr };
	out->lines = g_new0(uint64_t, nr + 1);
	for (size_t i = 0; i < nr; i++)
		out->lines[i] = first + i;
}

static struct record_people people = { .author = { "Ann Example", "ann@example.org" } };
static struct record record = {
	.message_id = "a@example.org",
	.people = &people,
	.subject = { .title = "KVM: Count exits" },
	.date = SENT,
};

static struct tree_commit commit_of(unsigned same)
{
	static const char *none[] = { NULL };
	bool author = same & SAME_AUTHOR;

	return (struct tree_commit){
		.title = same & SAME_TITLE  ? "KVM: Count exits"
			 : same & SAME_TAIL ? "x86: Count exits"
					    : "KVM: Drop a cast",
		.author = { author ? "Ann Example" : "Ben Other",
			    author ? "ann@example.org" : "ben@example.net" },
		.authored = same & SAME_DATE ? SENT : SENT - 1,
		.committed = COMMITTED,
		.message_ids = none,
	};
}

/* A commit that changes lines from <first> on, against a mail with those from 1 on. */
static const struct verdict_case {
	unsigned same;
	uint64_t first;
	size_t nr, mail;
	enum match_evidence evidence;
	int confidence;
} cases[] = {
	/* Of 100 lines, 30 are enough beside the date, */
	{ SAME_DATE | SAME_AUTHOR, 71, 100, 100, MATCH_DATE, 90 },
	{ SAME_DATE | SAME_AUTHOR, 72, 100, 100, MATCH_NONE, 0 },
	{ SAME_DATE, 71, 100, 100, MATCH_NONE, 0 },
	{ SAME_DATE | SAME_AUTHOR | SAME_TAIL, 71, 100, 100, MATCH_DATE, 97 },
	/* 50 beside the end of the title, 30 beside all of it, */
	{ SAME_AUTHOR | SAME_TAIL, 51, 100, 100, MATCH_TITLE, 88 },
	{ SAME_AUTHOR | SAME_TAIL, 52, 100, 100, MATCH_NONE, 0 },
	{ SAME_AUTHOR | SAME_TITLE, 51, 100, 100, MATCH_TITLE, 92 },
	{ SAME_AUTHOR | SAME_TITLE, 52, 100, 100, MATCH_TITLE, 80 },
	{ SAME_AUTHOR | SAME_TITLE, 71, 100, 100, MATCH_TITLE, 80 },
	{ SAME_AUTHOR | SAME_TITLE, 72, 100, 100, MATCH_NONE, 0 },
	/* 70 where another person has the title, */
	{ SAME_TITLE, 31, 100, 100, MATCH_TITLE, 85 },
	{ SAME_TITLE, 32, 100, 100, MATCH_NONE, 0 },
	{ SAME_TAIL, 31, 100, 100, MATCH_NONE, 0 },
	/* and 80 of more than three where the author alone is the same. */
	{ SAME_AUTHOR, 21, 100, 100, MATCH_DIFF, 85 },
	{ SAME_AUTHOR, 22, 100, 100, MATCH_NONE, 0 },
	{ SAME_AUTHOR, 1, 4, 4, MATCH_DIFF, 85 },
	{ SAME_AUTHOR, 1, 3, 3, MATCH_NONE, 0 },
	/* The same diff says more, but for few lines. */
	{ SAME_PATCH | SAME_TAIL | SAME_AUTHOR, 1, 3, 3, MATCH_PATCH_ID, 99 },
	{ SAME_PATCH | SAME_TAIL, 1, 3, 3, MATCH_PATCH_ID, 95 },
	{ SAME_PATCH | SAME_AUTHOR, 1, 4, 4, MATCH_PATCH_ID, 96 },
	{ SAME_PATCH | SAME_AUTHOR, 1, 3, 3, MATCH_PATCH_ID, 85 },
	{ SAME_PATCH | SAME_AUTHOR | SAME_DATE, 1, 3, 3, MATCH_PATCH_ID, 96 },
	{ SAME_PATCH, 1, 4, 4, MATCH_NONE, 0 },
	/* Less than 70 of 100 lines and little else are a part, */
	{ SAME_TITLE | SAME_AUTHOR | SAME_DATE, 1, 69, 100, MATCH_NONE, 0 },
	{ SAME_TITLE | SAME_AUTHOR, 1, 70, 100, MATCH_TITLE, 92 },
	/* little being a tenth. */
	{ SAME_TITLE | SAME_AUTHOR, 47, 60, 100, MATCH_NONE, 0 },
	{ SAME_TITLE | SAME_AUTHOR, 48, 60, 100, MATCH_TITLE, 92 },
	/* A commit that names the mail has its title, its diff, or half of its lines. */
	{ NAMED | SAME_TAIL, 500, 100, 100, MATCH_TRAILER, 100 },
	{ NAMED | SAME_PATCH, 1, 2, 2, MATCH_TRAILER, 100 },
	{ NAMED, 51, 100, 100, MATCH_TRAILER, 100 },
	{ NAMED, 52, 100, 100, MATCH_NONE, 0 },
	/* Where neither has a line that counts, the diff is the same or nothing is. */
	{ NAMED, 1, 0, 0, MATCH_NONE, 0 },
	{ SAME_DATE | SAME_AUTHOR, 1, 0, 0, MATCH_NONE, 0 },
	{ NAMED | SAME_PATCH, 1, 0, 0, MATCH_TRAILER, 100 },
};

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const struct verdict_case *c = &cases[i];
		struct tree_commit commit = commit_of(c->same);
		struct sketch made, mail;
		struct judgment found;

		sketch_make(&mail, 1, c->mail, 1);
		sketch_make(&made, c->first, c->nr, c->same & SAME_PATCH ? 1 : 2);
		judge(&commit, &record, c->same & NAMED, &made, &mail, &found);
		if (found.evidence != c->evidence || found.confidence != c->confidence)
			fail_msg("case %zu: '%s', %d percent", i,
				 match_evidence_name(found.evidence), found.confidence);
		g_free(made.lines);
		g_free(mail.lines);
	}
}

/* Where a diff cannot be read the words decide. */
static void test_unreadable(void **state)
{
	static const struct verdict_case words[] = {
		{ .same = SAME_TITLE | SAME_AUTHOR | SAME_DATE,
		  .evidence = MATCH_DATE,
		  .confidence = 90 },
		{ .same = SAME_TITLE | SAME_AUTHOR, .evidence = MATCH_TITLE, .confidence = 80 },
		{ .same = SAME_TITLE | SAME_DATE, .evidence = MATCH_NONE },
		{ .same = SAME_TAIL | SAME_AUTHOR | SAME_DATE, .evidence = MATCH_NONE },
		{ .same = SAME_TAIL | NAMED, .evidence = MATCH_TRAILER, .confidence = 100 },
		{ .same = SAME_AUTHOR | NAMED, .evidence = MATCH_NONE },
	};
	struct sketch sketch;

	(void)state;
	sketch_make(&sketch, 1, 9, 1);
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(words); i++) {
		const struct verdict_case *c = &words[i / 2];
		struct tree_commit commit = commit_of(c->same);
		struct judgment found;

		judge(&commit, &record, c->same & NAMED, i % 2 ? &sketch : NULL,
		      i % 2 ? NULL : &sketch, &found);
		assert_int_equal(found.same, -1);
		assert_int_equal(found.evidence, c->evidence);
		assert_int_equal(found.confidence, c->confidence);
	}
	g_free(sketch.lines);
}

/* All of the patch, and 40 lines more for each 100 of its. */
static void test_more(void **state)
{
	struct tree_commit commit = commit_of(SAME_AUTHOR);

	(void)state;
	for (size_t nr = 139; nr <= 140; nr++) {
		struct sketch made, mail;
		struct judgment found;

		sketch_make(&mail, 1, 100, 1);
		sketch_make(&made, 1, nr, 2);
		judge(&commit, &record, false, &made, &mail, &found);
		assert_int_equal(judgment_holds_more(&found), nr == 140);
		g_free(made.lines);
		g_free(mail.lines);
	}
}

static bool holds(uint64_t first, size_t nr, size_t whole)
{
	struct sketch all, part;
	bool held;

	sketch_make(&all, 1, whole, 1);
	sketch_make(&part, first, nr, 2);
	held = judge_holds(&all, &part);
	g_free(all.lines);
	g_free(part.lines);
	return held;
}

static void test_holds(void **state)
{
	struct sketch part = { .nr_lines = 0 };

	(void)state;
	assert_true(holds(1, 3, 9));
	assert_false(holds(1, 2, 9));
	assert_true(holds(92, 10, 100));
	assert_false(holds(93, 10, 100));
	assert_true(holds(11, 100, 100));
	assert_false(holds(12, 100, 100));
	assert_false(judge_holds(NULL, &part));
}

/* The first of two is better by one thing, though the second is better by all that come after. */
static void test_better(void **state)
{
	struct record early = record, late = record, after = record, long_after = record;
	struct tree_commit commit = commit_of(0);
	const struct judgment steps[] = {
		{ .record = &after, .passes_on = true },
		{ .record = &after, .named = true },
		{ .record = &after, .same_patch = true },
		{ .record = &after, .same = 51 },
		{ .record = &after, .same = 50, .same_date = true },
		{ .record = &after, .same = 50, .same_title = true },
		{ .record = &late, .same = 50 },
		{ .record = &early, .same = 50 },
		{ .record = &after, .same = 50 },
		{ .record = &long_after, .same = 50 },
	};

	(void)state;
	late.date = COMMITTED;
	after.date = COMMITTED + 1;
	long_after.date = COMMITTED + 2;
	for (size_t i = 0; i + 1 < G_N_ELEMENTS(steps); i++)
		for (size_t j = i + 1; j < G_N_ELEMENTS(steps); j++) {
			if (!judgment_is_better(&steps[i], &steps[j], &commit) ||
			    judgment_is_better(&steps[j], &steps[i], &commit))
				fail_msg("%zu is not better than %zu", i, j);
		}
}

/* A mail that names, in a trailer, the one that the commit names passes that one on. */
static void test_passes_on(void **state)
{
	static const char *ids[] = { "first@example.org", NULL };
	struct trailer trailer = { .value = "https://example.org/first@example.org/" };
	struct tree_commit commit = commit_of(0);
	struct record mail = record;
	struct judgment found;

	(void)state;
	commit.message_ids = ids;
	mail.trailers = (struct trailer_list){ .items = &trailer, .nr = 1 };
	mail.date = COMMITTED;
	judge(&commit, &mail, false, NULL, NULL, &found);
	assert_true(found.passes_on);
	mail.date = COMMITTED + 1;
	judge(&commit, &mail, false, NULL, NULL, &found);
	assert_false(found.passes_on);
	mail.date = COMMITTED;
	mail.message_id = "first@example.org";
	judge(&commit, &mail, false, NULL, NULL, &found);
	assert_false(found.passes_on);
	mail.message_id = "a@example.org";
	trailer.value = "https://example.org/other@example.org/";
	judge(&commit, &mail, false, NULL, NULL, &found);
	assert_false(found.passes_on);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),  cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_more),   cmocka_unit_test(test_holds),
		cmocka_unit_test(test_better), cmocka_unit_test(test_passes_on),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
