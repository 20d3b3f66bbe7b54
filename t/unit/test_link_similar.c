/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "link_rows.h"

#define CAST "kvm: Remove one cast"
#define CAST_THERE "kvm: arm64: Remove one cast"

/* Under another title, without a version. */
static void test_mended(void **state)
{
	static const struct row rows[] = {
		{ "another subsystem",
		  { .title = CAST },
		  { .title = CAST_THERE },
		  .days = 30,
		  TITLE(80) },
		{ "too late", { .title = CAST }, { .title = CAST_THERE, .files = 2 }, .days = 31 },
		{ "as a reply",
		  { .title = CAST },
		  { .title = CAST_THERE },
		  .reply = true,
		  TITLE(88) },
		{ "half of the files",
		  { .title = CAST, .files = 2 },
		  { .title = CAST_THERE, .files = 2, .from = 1 },
		  TITLE(80) },
		{ "a third",
		  { .title = CAST, .files = 3 },
		  { .title = CAST_THERE, .files = 3, .from = 2 },
		  NOTHING },
		{ "of a part",
		  { .title = CAST, .part = true, .files = 2 },
		  { .title = CAST_THERE, .part = true },
		  NOTHING },
		{ "two words",
		  { .title = "kvm: Cast out" },
		  { .title = "kvm: arm64: Cast out" },
		  NOTHING },
		{ "half of the words",
		  { .title = "One two three four", .lines = 3 },
		  { .title = "One two five six", .lines = 3 },
		  .days = 30,
		  PATHS(78) },
		{ "too late",
		  { .title = "One two three four", .lines = 3 },
		  { .title = "One two five six", .lines = 3 },
		  .days = 31 },
		{ "few of the words",
		  { .title = "One two three four", .lines = 3 },
		  { .title = "One five six seven", .lines = 3 },
		  NOTHING },
		{ "two lines",
		  { .title = "One two three four", .lines = 2 },
		  { .title = "One two five six", .lines = 2 },
		  NOTHING },
		{ "two lines, most words",
		  { .title = "One two three four five", .lines = 2 },
		  { .title = "One two three four six", .lines = 2 },
		  PATHS(78) },
		{ "twenty lines",
		  { .title = "One two three four", .lines = 20 },
		  { .title = "Five six seven", .lines = 20 },
		  .days = 7,
		  PATHS(78) },
		{ "nineteen",
		  { .title = "One two three four", .lines = 19 },
		  { .title = "Five six seven", .lines = 19 },
		  .days = 7 },
		{ "a week later",
		  { .title = "One two three four", .lines = 20 },
		  { .title = "Five six seven", .lines = 20 },
		  .days = 8 },
		{ "two words",
		  { .title = "One two three four", .lines = 20 },
		  { .title = "Five six", .lines = 20 },
		  NOTHING },
		{ "other lines",
		  { .title = "One two three four", .lines = 20 },
		  { .title = "Five six seven", .lines = 21 },
		  NOTHING },
		{ "another tree",
		  { .title = "One two three four", .lines = 20 },
		  { .title = "Five six seven", .lines = 20, .tree = 1 },
		  NOTHING },
		{ "more patches",
		  { .title = "One two three four", .lines = 20 },
		  { .title = "Five six seven", .lines = 20, .patches = 2 },
		  NOTHING },
		{ "the same bug",
		  { .title = "One", .bug = 1 },
		  { .title = "Two", .bug = 1 },
		  .days = 90,
		  PATHS(86) },
		{ "half of its files",
		  { .title = "One", .bug = 1, .files = 2 },
		  { .title = "Two", .bug = 1, .files = 2, .from = 1 },
		  PATHS(86) },
		{ "a third of them",
		  { .title = "One", .bug = 1, .files = 3 },
		  { .title = "Two", .bug = 1, .files = 3, .from = 2 },
		  NOTHING },
		{ "the bug long ago",
		  { .title = "One", .bug = 1 },
		  { .title = "Two", .bug = 1 },
		  .days = 91 },
		{ "no bug", { .title = "One" }, { .title = "Two" }, NOTHING },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

#define ONE_TITLE .title = "One two three four"
#define LIKE_IT .title = "One two five six"

static void test_similar(void **state)
{
	static const struct row rows[] = {
		{ "half of the words", { ONE_TITLE }, { V2, LIKE_IT }, .days = 60, TITLE(82) },
		{ "later", { ONE_TITLE }, { V2, LIKE_IT }, .days = 61, TITLE(76) },
		{ "there is one already",
		  { ONE_TITLE, .followed = true },
		  { V2, LIKE_IT },
		  TITLE(76) },
		{ "v3", { ONE_TITLE }, { .version = 3, LIKE_IT }, TITLE(70) },
		{ "half a year later", { ONE_TITLE }, { V2, LIKE_IT }, .days = 200, TITLE(76) },
		{ "more", { ONE_TITLE }, { V2, LIKE_IT }, .days = 201, TITLE(66) },
		{ "sent together", { ONE_TITLE }, { V2, LIKE_IT }, .seconds = 119 },
		{ "two minutes apart", { ONE_TITLE }, { V2, LIKE_IT }, .seconds = 120, TITLE(82) },
		{ "other files", { ONE_TITLE }, { V2, LIKE_IT, OTHER_FILE }, TITLE(70) },
		{ "as a reply", { ONE_TITLE }, { V2, LIKE_IT }, .reply = true, REPLY(92) },
		{ "below an RFC",
		  { ONE_TITLE, RFC },
		  { LIKE_IT, OTHER_FILE },
		  .reply = true,
		  TITLE(64) },
		{ "with its patch",
		  { .patches = 5, RFC },
		  { .patches = 5, .title = "This" },
		  .common = 1,
		  .reply = true,
		  REPLY(88) },
		/* Of what is as sure as the other, the stronger evidence is told. */
		{ "with four of five",
		  { .patches = 5, RFC },
		  { .patches = 5, .title = "This" },
		  .common = 4,
		  .reply = true,
		  REPLY(88) },
		{ "again below it", { 0 }, { RESEND }, .reply = true, TITLE(93) },
		{ "only below it", { 0 }, { OTHER_FILE }, .reply = true },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

/* Whether the files alone would do. */
static void test_same_place(void **state)
{
	static const struct {
		struct row row;
		bool is;
	} rows[] = {
		{ { "three weeks", { .title = "One" }, { V2, .title = "Two" }, .days = 21 }, true },
		{ { "more", { .title = "One" }, { V2, .title = "Two" }, .days = 22 }, false },
		{ { "v3", { V2, .title = "One" }, { .version = 3, .title = "Two" }, .days = 60 },
		  true },
		{ { "v3 later",
		    { V2, .title = "One" },
		    { .version = 3, .title = "Two" },
		    .days = 61 },
		  false },
		{ { "eight files",
		    { .title = "One", .files = 8 },
		    { V2, .title = "Two", .files = 8 },
		    .days = 60 },
		  true },
		{ { "seven files",
		    { .title = "One", .files = 7 },
		    { V2, .title = "Two", .files = 8 },
		    .days = 60 },
		  false },
		{ { "four of five",
		    { .title = "One", .files = 5 },
		    { V2, .title = "Two", .files = 5, .from = 1 },
		    NOTHING },
		  true },
		{ { "three of four",
		    { .title = "One", .files = 4 },
		    { V2, .title = "Two", .files = 4, .from = 1 },
		    NOTHING },
		  false },
		{ { "v3 of v1", { .title = "One" }, { .version = 3, .title = "Two" }, NOTHING },
		  false },
		{ { "sent together", { .title = "One" }, { V2, .title = "Two" }, .seconds = 119 },
		  false },
		{ { "of a part",
		    { .title = "One", .part = true },
		    { V2, .title = "Two" },
		    NOTHING },
		  false },
		{ { "a part", { .title = "One" }, { V2, .title = "Two", .part = true }, NOTHING },
		  false },
		{ { "followed",
		    { .title = "One", .followed = true },
		    { V2, .title = "Two" },
		    NOTHING },
		  false },
		{ { "another tree",
		    { .title = "One" },
		    { V2, .title = "Two", .tree = 1 },
		    NOTHING },
		  false },
		{ { "no RFC", { .title = "One", RFC }, { V2, .title = "Two" }, NOTHING }, false },
		{ { "an RFC", { .title = "One", RFC }, { V2, .title = "Two", RFC }, NOTHING },
		  true },
		{ { "two patches",
		    { .title = "One" },
		    { V2, .title = "Two", .patches = 2 },
		    NOTHING },
		  false },
		{ { "two of two",
		    { .title = "One", .patches = 2 },
		    { V2, .title = "Two", .patches = 2 },
		    NOTHING },
		  true },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct row *row = &rows[i].row;
		struct link_verdict verdict;

		link_row_judge(row, &verdict);
		if (verdict.same_place != rows[i].is)
			fail_msg("%s: %d", row->what, verdict.same_place);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mended),
		cmocka_unit_test(test_similar),
		cmocka_unit_test(test_same_place),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
