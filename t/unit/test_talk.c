/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "list.h"
#include "series/tags.h"

static void test_thread(void **state)
{
	static const char *const bots[] = { "*-CI@example.com", NULL };
	struct talk_options options = { .bots = bots };
	struct list list;
	const struct talk *talk;
	const struct talk_mail *first, *last;

	(void)state;
	list_init(&list);
	post(&list);
	mail(&list, BEN, "r1", "p2", "Re: [PATCH 2/2] frob: two", "Why is this?\n");
	mail(&list, ANN, "r2", "r1", "Re: [PATCH 2/2] frob: two", "Because.\n");
	mail(&list, "lkp <lkp@intel.com>", "r3", "p1", "Re: [PATCH 1/2] frob: one", "Broken\n");
	mail(&list, "x <frob-ci@example.com>", "r4", "c", "Re: [PATCH 0/2] frob", "Fine\n");
	mail(&list, BEN, "r5", "gone\nReferences: <p1@x.example> <gone2", "Re: x", "Hm\n");
	/* A reply to its own reply, and one to nothing. */
	mail(&list, BEN, "loop1", "loop2", "Re: x", "Hm\n");
	mail(&list, BEN, "loop2", "loop1", "Re: x", "Hm\n");
	mail(&list, BEN, "self", "self", "Re: x", "Hm\n");
	/* The same mail, once more. */
	mail(&list, BEN, "r1", "p2", "Re: [PATCH 2/2] frob: two", "Why is this?\n");
	talk = read_talk(&list, &options);
	assert_int_equal(talk->people, 2);
	assert_int_equal(talk->author, 1);
	assert_int_equal(talk->robots, 2);
	assert_int_equal(talk->mails->len, 5);
	first = &g_array_index(talk->mails, struct talk_mail, 0);
	last = &g_array_index(talk->mails, struct talk_mail, 4);
	assert_int_equal(first->patch, 2);
	assert_false(first->by_author);
	assert_string_equal(last->record->message_id, "r5@x.example");
	assert_int_equal(last->patch, 1);
	list_release(&list);
}

struct reply {
	const char *from, *parent, *text;
};

/* What state a series of two patches gets by up to four replies. */
static const struct {
	struct reply replies[4];
	enum series_state state;
	const char *reason;
} cases[] = {
	{ { { 0 } }, STATE_NEW, "nobody answered" },
	{ { { "lkp@intel.com", "p1", "Broken?\n" } }, STATE_NEW, "only robots answered" },
	{ { { BEN, "p1", "Why is this?\n" } },
	  STATE_AUTHOR,
	  "Ben Other asked on patch 1; the author has not answered" },
	{ { { BEN, "p1", "Why is this?\n" }, { BEN, "p2", "Thanks!\n" } },
	  STATE_AUTHOR,
	  "Ben Other asked on patch 1; the author has not answered" },
	{ { { BEN, "p1", "Why is this?\n" }, { ANN, "r0", "It is so.\n" } },
	  STATE_REVIEW,
	  "Ann Example, the author, spoke last" },
	{ { { BEN, "p1", REVIEWED } },
	  STATE_REVIEW,
	  "1 of 2 patches has a Reviewed-by or Acked-by" },
	{ { { BEN, "p1", REVIEWED }, { BEN, "p2", "Acked-by: " BEN "\n" } },
	  STATE_REVIEWED,
	  "all 2 patches have a Reviewed-by or Acked-by" },
	{ { { BEN, "c", REVIEWED }, { BEN, "p2", "Nacked-by: " BEN "\n" } },
	  STATE_CONTESTED,
	  "Ben Other objected on patch 2 (Nacked-by); the author has not answered" },
	{ { { BEN, "p2", "NAK. No.\n" }, { ANN, "r0", "But why?\n" } },
	  STATE_REVIEW,
	  "Ann Example, the author, spoke last" },
	{ { { BEN, "p2", "Nacked-by: " BEN "\n" }, { BEN, "c", REVIEWED } },
	  STATE_REVIEWED,
	  "all 2 patches have a Reviewed-by or Acked-by" },
	{ { { BEN, "c", "Applied to next, thanks!\n" } },
	  STATE_APPLIED,
	  "applied by Ben Other to next" },
	{ { { BEN, "p2", "Applied, thanks!\n" } }, STATE_APPLIED, "applied by Ben Other" },
	{ { { BEN, "p1", "Applied, thanks!\n" } },
	  STATE_REVIEW,
	  "0 of 2 patches have a Reviewed-by or Acked-by; 1 of 2 patches applied" },
	{ { { BEN, "p2", "Series applied, thanks!\n" } }, STATE_APPLIED, "applied by Ben Other" },
	{ { { BEN, "c", "Applied, thanks!\n\n[1/2] frob: one\n   commit: 012345\n" } },
	  STATE_REVIEW,
	  "0 of 2 patches have a Reviewed-by or Acked-by; 1 of 2 patches applied" },
	{ { { BEN, "p1", "Applied, thanks.\n" }, { BEN, "p2", "Queued, thanks.\n" } },
	  STATE_APPLIED,
	  "applied by Ben Other" },
	{ { { ANN, "c", "Please ignore this series.\n" } },
	  STATE_WITHDRAWN,
	  "Ann Example withdrew it" },
	{ { { ANN, "p2", "Please ignore this patch.\n" } }, STATE_NEW, "nobody answered" },
	/* Three words weigh something, two do not. */
	{ { { BEN, "p1", "Looks rather odd.\n" } },
	  STATE_AUTHOR,
	  "Ben Other commented on patch 1; the author has not answered" },
	{ { { BEN, "p1", "Looks odd.\n" } },
	  STATE_REVIEW,
	  "0 of 2 patches have a Reviewed-by or Acked-by" },
	/* Behind tags for all of them it takes more. */
	{ { { BEN, "c", REVIEWED },
	    { "Eve <eve@example.com>", "p1", "one two three four five six seven eight nine.\n" } },
	  STATE_REVIEWED,
	  "all 2 patches have a Reviewed-by or Acked-by" },
	{ { { BEN, "c", "Please drop this series, it is too long.\n" } },
	  STATE_AUTHOR,
	  "Ben Other commented; the author has not answered" },
};

static void test_states(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct state_context context = { 0 };
		struct verdict verdict;
		const struct talk *talk;
		struct list list;

		list_init(&list);
		post(&list);
		for (int k = 0; k < 4 && cases[i].replies[k].from; k++) {
			char *id = g_strdup_printf("r%d", k);

			mail(&list, cases[i].replies[k].from, id, cases[i].replies[k].parent,
			     "Re: x", cases[i].replies[k].text);
			g_free(id);
		}
		talk = read_talk(&list, NULL);
		state_of(talk->series, talk, &context, &verdict);
		if (verdict.state != cases[i].state || strcmp(verdict.reason, cases[i].reason))
			fail_msg("case %zu: %s: %s", i, state_name(verdict.state), verdict.reason);
		verdict_release(&verdict);
		list_release(&list);
	}
}

#define DAYS ((int64_t)24 * 60 * 60)

/* The mail that was added last is so much later than the one before it. */
static void set_later(struct list *list, int64_t seconds)
{
	struct record *last = list->records->pdata[0], *before = list->records->pdata[1];

	last->date = last->archived = before->date + seconds;
	before->archived = before->date;
}

/* How many replies a patch got, when one without a thread bears its subject so much later. */
static unsigned replies_after(int64_t seconds)
{
	const struct talk *talk;
	struct list list;
	unsigned people;

	list_init(&list);
	mail(&list, ANN, "p", NULL, "[PATCH] frob: one", "Why.\n" DIFF);
	mail(&list, BEN, "r", NULL, "Re: [PATCH] frob: one", "Why is this?\n");
	set_later(&list, seconds);
	talk = read_talk(&list, NULL);
	people = talk->people;
	list_release(&list);
	return people;
}

static void test_subject_in_time(void **state)
{
	(void)state;
	assert_int_equal(replies_after(90 * DAYS), 1);
	assert_int_equal(replies_after(90 * DAYS + 1), 0);
	assert_int_equal(replies_after(0), 1);
	assert_int_equal(replies_after(-1), 0);
}

/* Whether a pull request that lists a title so much later brought a patch along. */
static bool is_pulled_after(int64_t seconds, const char *listed)
{
	char *text = g_strdup_printf("Ann Example (1):\n      %s\n", listed);
	const struct series *series;
	struct list list;
	bool pulled;

	list_init(&list);
	mail(&list, ANN, "p", NULL, "[PATCH] frob: Count all exits of each guest", "Why.\n" DIFF);
	mail(&list, BEN, "g", NULL, "[GIT PULL] frob for 9.1", text);
	set_later(&list, seconds);
	series = read_talk(&list, NULL)->series;
	pulled = pulls_find(list.pulls, series->leader) ||
		 pulls_find_retitled(list.pulls, series->leader);
	list_release(&list);
	g_free(text);
	return pulled;
}

static void test_pulled_in_time(void **state)
{
	/* The title, the title without its subsystem, one that is like it. */
	static const char *const same = "frob: Count all exits of each guest",
				 *const tail = "nicer: Count all exits of each guest",
				 *const like = "frob: Count all the exits of each guest";

	(void)state;
	assert_true(is_pulled_after(1, same));
	assert_false(is_pulled_after(0, same));
	assert_true(is_pulled_after(2000 * DAYS, same));
	assert_true(is_pulled_after(400 * DAYS, tail));
	assert_false(is_pulled_after(400 * DAYS + 1, tail));
	assert_true(is_pulled_after(150 * DAYS, like));
	assert_false(is_pulled_after(150 * DAYS + 1, like));
}

/* Ben applies the first two of so many patches, in a list as b4 makes one. */
static void expect_half(int total, enum series_state wanted, const char *reason)
{
	struct state_context context = { 0 };
	struct verdict verdict;
	const struct talk *talk;
	struct list list;
	char *subject;

	list_init(&list);
	subject = g_strdup_printf("[PATCH 0/%d] frob: better", total);
	mail(&list, ANN, "c", NULL, subject, "Why.\n");
	g_free(subject);
	for (int n = 1; n <= total; n++) {
		char *id = g_strdup_printf("p%d", n);

		subject = g_strdup_printf("[PATCH %d/%d] frob: number %d", n, total, n);
		mail(&list, ANN, id, "c", subject, "Why.\n" DIFF);
		g_free(subject);
		g_free(id);
	}
	subject = g_strdup_printf("Applied, thanks!\n\n[1/%d] frob: number 1\n   commit: 012345\n"
				  "[2/%d] frob: number 2\n   commit: 012346\n",
				  total, total);
	mail(&list, BEN, "r", "c", "Re: [PATCH] frob: better", subject);
	g_free(subject);
	talk = read_talk(&list, NULL);
	state_of(talk->series, talk, &context, &verdict);
	assert_int_equal(verdict.state, wanted);
	assert_string_equal(verdict.reason, reason);
	verdict_release(&verdict);
	list_release(&list);
}

/* A list of half of the patches leaves the others out; one of fewer may be followed by more. */
static void test_half_listed(void **state)
{
	(void)state;
	expect_half(4, STATE_APPLIED, "applied by Ben Other; 2 of 4 patches");
	expect_half(5, STATE_REVIEW,
		    "0 of 5 patches have a Reviewed-by or Acked-by; 2 of 5 patches applied");
}

static void test_superseded_and_incomplete(void **state)
{
	struct state_context context = { .newer_version = 3, .now = 1741000000 + 86400 * 9 };
	struct verdict verdict;
	const struct talk *talk;
	struct list list;

	(void)state;
	list_init(&list);
	mail(&list, ANN, "p1", NULL, "[PATCH v2 1/2] frob: one", "Why.\n" DIFF);
	mail(&list, BEN, "r1", "p1", "Re: x", "Why is this?\n");
	talk = read_talk(&list, NULL);
	state_of(talk->series, talk, &context, &verdict);
	assert_int_equal(verdict.state, STATE_SUPERSEDED);
	assert_string_equal(verdict.reason, "superseded by v3");
	assert_string_equal(verdict.last_word->message_id, "r1@x.example");
	verdict_release(&verdict);
	context.newer_version = 0;
	state_of(talk->series, talk, &context, &verdict);
	assert_int_equal(verdict.state, STATE_AUTHOR);
	verdict_release(&verdict);
	list_release(&list);
}

/* A pull request lists the titles of patches: those of their author, sent before it. */
static void test_pulled(void **state)
{
	struct state_context context = { 0 };
	struct verdict verdict;
	const struct talk *talk;
	struct list list;

	(void)state;
	list_init(&list);
	mail(&list, BEN, "old", NULL, "[GIT PULL] frob", "Ann Example (1):\n      frob: one\n");
	post(&list);
	mail(&list, BEN, "pull", NULL, "[GIT PULL] frob for 9.1",
	     "Ann Example (1):\n      frob: two\n\nEve (1):\n      frob: one\n");
	talk = read_talk(&list, NULL);
	context.pulls = list.pulls;
	state_of(talk->series, talk, &context, &verdict);
	assert_int_equal(verdict.state, STATE_NEW);
	assert_int_equal(verdict.applied, 1);
	verdict_release(&verdict);
	list_release(&list);

	list_init(&list);
	post(&list);
	mail(&list, BEN, "pull", NULL, "[GIT PULL] frob for 9.1",
	     "Ann Example (2):\n      frob: one\n      Frob:  two\n");
	talk = read_talk(&list, NULL);
	context.pulls = list.pulls;
	state_of(talk->series, talk, &context, &verdict);
	assert_int_equal(verdict.state, STATE_APPLIED);
	assert_string_equal(verdict.reason, "in the pull request \"frob for 9.1\" of Ben Other");
	verdict_release(&verdict);
	list_release(&list);
}

static bool same_unless_one(const struct record *older, const struct record *newer, void *data)
{
	(void)newer;
	(void)data;
	return strcmp(older->subject.title, "frob: one") != 0;
}

static void test_tags_across(void **state)
{
	static const enum tag_fate fates[] = { TAG_KEPT, TAG_EXPIRED, TAG_CARRIED, TAG_DROPPED,
					       TAG_GONE };
	struct list list;
	GArray *history;
	const struct talk *older;

	(void)state;
	list_init(&list);
	mail(&list, ANN, "a1", NULL, "[PATCH 1/3] frob: one", "Why.\n\n" REVIEWED DIFF);
	mail(&list, ANN, "a2", "a1", "[PATCH 2/3] frob: two", "Why.\n" DIFF);
	mail(&list, ANN, "a3", "a1", "[PATCH 3/3] frob: three", "Why.\n" DIFF);
	mail(&list, BEN, "r1", "a1", "Re: x", "Acked-by: " BEN "\n");
	mail(&list, BEN, "r2", "a2", "Re: x", REVIEWED "Acked-by: " BEN "\n");
	mail(&list, BEN, "r3", "a3", "Re: x", REVIEWED);
	mail(&list, ANN, "b1", NULL, "[PATCH v2 1/2] frob: two", "Why.\n\n" REVIEWED DIFF);
	mail(&list, ANN, "b2", "b1", "[PATCH v2 2/2] frob: one", "Why.\n\n" REVIEWED DIFF);
	older = read_talk(&list, NULL);
	assert_int_equal(list.series->len, 2);
	history = tags_compare(older, talks_of(list.talks, list.series->pdata[0]), same_unless_one,
			       NULL);
	assert_int_equal(history->len, G_N_ELEMENTS(fates));
	for (guint i = 0; i < history->len; i++) {
		const struct tag_history *item = &g_array_index(history, struct tag_history, i);

		assert_string_equal(tag_fate_name(item->fate), tag_fate_name(fates[i]));
		assert_int_equal(item->newer, i < 2 ? 2 : i < 4 ? 1 : 0);
	}
	g_array_unref(history);
	list_release(&list);
}

/* Who agrees takes back what he said from any of his addresses, once and again. */
static void test_nacks(void **state)
{
	struct list list;
	const struct talk *talk;

	(void)state;
	list_init(&list);
	post(&list);
	mail(&list, BEN, "n1", "c", "Re: [PATCH 0/2] frob: better", "NAK\n");
	mail(&list, "Max Fourth <max@example.com>", "n2", "c", "Re: [PATCH 0/2] frob: better",
	     "NAK\n");
	mail(&list, "Ben Other <BEN@example.org>", "n3", "p1", "Re: [PATCH 1/2] frob: one",
	     "NAK\n");
	mail(&list, "ben <ben@example.net>", "n4", "p2", "Re: [PATCH 2/2] frob: two", "NAK\n");
	mail(&list, BEN, "a1", "c", "Re: [PATCH 0/2] frob: better", "Acked-by: " BEN "\n");
	mail(&list, BEN, "n5", "c", "Re: [PATCH 0/2] frob: better", "NAK\n");
	mail(&list, "Cyd Else <cyd@example.com>", "a2", "c", "Re: [PATCH 0/2] frob: better",
	     "Acked-by: Cyd Else <cyd@example.com>\n");
	mail(&list, "Max <MAX@example.com>", "n6", "c", "Re: [PATCH 0/2] frob: better", "NAK\n");
	mail(&list, "Max Fourth <max@example.org>", "a3", "c", "Re: [PATCH 0/2] frob: better",
	     "Acked-by: Max Fourth <max@example.org>\n");
	talk = read_talk(&list, NULL);
	assert_int_equal(talk->nacks->len, 2);
	assert_string_equal(g_array_index(talk->nacks, struct talk_mail, 0).record->message_id,
			    "n5@x.example");
	assert_string_equal(g_array_index(talk->nacks, struct talk_mail, 1).record->message_id,
			    "n6@x.example");
	assert_true(talk->contested);
	list_release(&list);
}

static void test_names(void **state)
{
	enum series_state found;

	(void)state;
	for (int i = 0; i < STATE_NR; i++) {
		assert_true(state_parse(state_name((enum series_state)i), &found));
		assert_int_equal(found, i);
	}
	assert_false(state_parse("waiting", &found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thread),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_tags_across),
		cmocka_unit_test(test_subject_in_time),
		cmocka_unit_test(test_pulled_in_time),
		cmocka_unit_test(test_half_listed),
		cmocka_unit_test(test_superseded_and_incomplete),
		cmocka_unit_test(test_pulled),
		cmocka_unit_test(test_nacks),
		cmocka_unit_test(test_names),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
