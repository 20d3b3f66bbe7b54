/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "link_rows.h"

static void test_title(void **state)
{
	static const struct row rows[] = {
		{ "v2", { 0 }, { V2 }, TITLE(97) },
		{ "v3", { 0 }, { .version = 3 }, TITLE(95) },
		{ "v1.1", { 0 }, { .revision = 1 }, TITLE(97) },
		{ "other files", { 0 }, { V2, OTHER_FILE }, TITLE(75) },
		{ "other files, v3", { 0 }, { .version = 3, OTHER_FILE }, TITLE(73) },
		{ "other files, a patch in common",
		  { 0 },
		  { V2, OTHER_FILE },
		  .common = 1,
		  TITLE(97) },
		{ "unknown files", { 0 }, { V2, .files = -1 }, TITLE(97) },
		{ "unknown patches", { .patches = -1 }, { V2, OTHER_FILE }, TITLE(97) },
		{ "unknown new ones", { 0 }, { V2, OTHER_FILE, .patches = -1 }, TITLE(97) },
		{ "a patch after an RFC", { RFC }, { 0 }, TITLE(93) },
		{ "in other files", { RFC }, { OTHER_FILE }, TITLE(70) },
		{ "v2 after the third RFC", { RFC, .version = 3 }, { V2 }, TITLE(93) },
		{ "v2 after v3", { .version = 3 }, { V2 }, NOTHING },
		{ "v2 after the third RFC, an RFC", { RFC, .version = 3 }, { V2, RFC }, NOTHING },
		{ "no number after v2", { V2 }, { 0 }, TITLE(72) },
		{ "once more", { 0 }, { RESEND }, TITLE(93) },
		{ "once more without a word", { 0 }, { 0 }, TITLE(85) },
		{ "long after", { 0 }, { 0 }, .days = 200, TITLE(85) },
		{ "too long after", { 0 }, { 0 }, .days = 201 },
		{ "again for stable", { .branch = 5 }, { .branch = 5 }, NOTHING },
		{ "v2 for stable", { .branch = 5 }, { .branch = 5, V2 }, TITLE(97) },
		{ "for another branch", { .branch = 5 }, { .branch = 6, V2 }, NOTHING },
		{ "v2 after two years", { 0 }, { V2 }, .days = 800, TITLE(97) },
		{ "v2 after more", { 0 }, { V2 }, .days = 801 },
		{ "another change-id", { .change_id = 1 }, { .change_id = 2 }, NOTHING },
		{ "a change-id now", { 0 }, { .change_id = 2 }, TITLE(85) },
		{ "one before", { .change_id = 1 }, { 0 }, TITLE(85) },
		{ "v2 with another", { .change_id = 1 }, { .change_id = 2, V2 }, TITLE(97) },
		{ "of a program", { 0 }, { V2, .tree = 1 }, TITLE(97) },
		{ "in its files", { 0 }, { V2, .tree = 1, OTHER_FILE }, NOTHING },
		{ "in unknown files", { 0 }, { V2, .tree = 1, .files = -1 }, NOTHING },
		{ "its patch", { 0 }, { V2, .tree = 1, OTHER_FILE }, .common = 1, TITLE(97) },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

#define FOR(major, minor) .release = (major)*RELEASE_MAJOR + (minor)

/* What missed one kernel goes on for the next. */
static void test_releases(void **state)
{
	static const struct row rows[] = {
		{ "the same", { FOR(6, 18) }, { V2, FOR(6, 18) }, TITLE(97) },
		{ "one is not told", { 0 }, { V2, FOR(6, 18) }, TITLE(97) },
		{ "no more told", { FOR(6, 18) }, { V2 }, TITLE(97) },
		{ "at once", { FOR(6, 18) }, { V2, FOR(6, 19) }, .days = 6 },
		{ "the next", { FOR(6, 18) }, { V2, FOR(6, 19) }, .days = 7, TITLE(97) },
		{ "that after it", { FOR(6, 18) }, { V2, FOR(6, 20) }, .days = 7, TITLE(97) },
		{ "a later one", { FOR(6, 18) }, { V2, FOR(6, 21) }, .days = 7 },
		{ "an older one", { FOR(6, 18) }, { V2, FOR(6, 17) }, .days = 7 },
		{ "a new number", { FOR(6, 19) }, { V2, FOR(7, 0) }, .days = 7, TITLE(97) },
		{ "that after it", { FOR(6, 19) }, { V2, FOR(7, 1) }, .days = 7, TITLE(97) },
		{ "a later one of it", { FOR(6, 19) }, { V2, FOR(7, 2) }, .days = 7 },
		{ "a later number", { FOR(6, 19) }, { V2, FOR(8, 0) }, .days = 7 },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

#define TWO .patches = 2, .title = "A pair"
#define THREE .patches = 3, .title = "Three of them"

/* What a tree collects, each time under the same title. */
static void test_collections(void **state)
{
	static const struct row rows[] = {
		{ "days later", { TWO }, { TWO }, .days = 3 },
		{ "soon", { TWO }, { TWO }, .days = 2, TITLE(85) },
		{ "soon, in few of its files",
		  { TWO, .files = 3 },
		  { TWO, .files = 3, .from = 2 },
		  .days = 2 },
		{ "with a patch in common", { TWO }, { TWO }, .days = 3, .common = 1, TITLE(85) },
		{ "v2", { TWO }, { TWO, V2 }, .days = 3, TITLE(97) },
		{ "no RFC any more", { TWO, RFC }, { TWO }, .days = 3, TITLE(93) },
		{ "again", { TWO }, { TWO, RESEND }, .days = 3, TITLE(93) },
		{ "one patch", { TWO }, { .title = "A pair" }, .days = 3, TITLE(85) },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

static void test_taken_over(void **state)
{
	static const struct row rows[] = {
		{ "two of two, below it",
		  { TWO },
		  { TWO, V2, .others = true },
		  .common = 2,
		  .reply = true,
		  PATCHES(85) },
		{ "one of two", { TWO }, { TWO, V2, .others = true }, .common = 1, .reply = true },
		{ "two of four",
		  { .patches = 4 },
		  { .patches = 4, V2, .others = true },
		  .common = 2,
		  .reply = true,
		  PATCHES(85) },
		{ "two of five",
		  { .patches = 5 },
		  { .patches = 5, V2, .others = true },
		  .common = 2,
		  .reply = true },
		{ "elsewhere", { TWO }, { TWO, V2, .others = true }, .common = 2 },
		{ "signed",
		  { TWO },
		  { TWO, V2, .others = true, .signer = ANN },
		  .common = 2,
		  PATCHES(85) },
		{ "signed by another",
		  { TWO },
		  { TWO, V2, .others = true, .signer = "cy@example.net" },
		  .common = 2 },
		{ "no v2", { TWO }, { TWO, .others = true }, .common = 2, .reply = true },
		{ "again",
		  { TWO },
		  { TWO, RESEND, .others = true },
		  .common = 2,
		  .reply = true,
		  PATCHES(85) },
		{ "a patch", { 0 }, { V2, .others = true }, .reply = true, TITLE(85) },
		{ "under another title",
		  { 0 },
		  { V2, .others = true, .title = "This" },
		  .reply = true },
		{ "half of its files",
		  { .files = 2 },
		  { V2, .others = true, .files = 2, .from = 1 },
		  .reply = true,
		  TITLE(85) },
		{ "fewer of them",
		  { .files = 3 },
		  { V2, .others = true, .files = 3, .from = 2 },
		  .reply = true },
		{ "the same bug",
		  { .bug = 1 },
		  { V2, .bug = 1, .others = true, .signer = ANN, .title = "This" },
		  .days = 90,
		  PATHS(85) },
		{ "long ago",
		  { .bug = 1 },
		  { V2, .bug = 1, .others = true, .signer = ANN, .title = "This" },
		  .days = 91 },
		{ "another bug",
		  { .bug = 1 },
		  { V2, .bug = 2, .others = true, .signer = ANN, .title = "This" },
		  NOTHING },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

static void test_patches(void **state)
{
	static const struct row rows[] = {
		{ "both of two, in v2", { TWO }, { THREE, V2 }, .common = 2, PATCHES(94) },
		{ "half of them", { TWO }, { THREE, V2 }, .common = 1, PATCHES(89) },
		{ "a third", { THREE }, { .patches = 3, V2 }, .common = 1 },
		{ "again", { TWO }, { THREE, RESEND }, .common = 2, PATCHES(90) },
		{ "of an RFC", { TWO, RFC }, { THREE }, .common = 2, PATCHES(90) },
		{ "half of an RFC",
		  { .patches = 4, RFC },
		  { .patches = 4, .title = "This" },
		  .common = 2,
		  PATCHES(85) },
		{ "half of one of an RFC",
		  { .patches = 4, RFC },
		  { .patches = 5, .title = "This" },
		  .common = 2,
		  PATCHES(77) },
		{ "grown", { TWO }, { THREE }, .days = 90, .common = 2, PATCHES(82) },
		{ "grown late", { TWO }, { THREE }, .days = 91, .common = 2 },
		{ "four of five",
		  { .patches = 5 },
		  { .patches = 6, .title = "This" },
		  .common = 4,
		  PATCHES(80) },
		{ "three of four",
		  { .patches = 4 },
		  { .patches = 6, .title = "This" },
		  .common = 3 },
		{ "three of ten", { THREE }, { .patches = 10 }, .common = 3, PATCHES(82) },
		{ "three of eleven", { THREE }, { .patches = 11 }, .common = 3 },
		{ "grown for stable", { TWO, .branch = 5 }, { THREE, .branch = 5 }, .common = 2 },
		{ "below a report", { TWO }, { THREE, .below = true }, .common = 2 },
		{ "what was collected",
		  { TWO },
		  { .patches = 3, .title = "KVM: All for v5.8" },
		  .common = 2 },
		{ "what was collected for 5.8",
		  { TWO },
		  { .patches = 3, .title = "KVM: All for 5.8-rc1" },
		  .common = 2 },
		{ "what is for 64 bits",
		  { TWO },
		  { .patches = 3, .title = "KVM: All for 64 bits" },
		  .common = 2,
		  PATCHES(82) },
		{ "a part of three",
		  { TWO },
		  { .patches = 2, .total = 3, .title = "This" },
		  .common = 2,
		  PATCHES(82) },
		{ "a part of four",
		  { TWO },
		  { .patches = 2, .total = 4, .title = "This" },
		  .common = 2 },
		{ "one of two in four", { TWO }, { .patches = 4, V2 }, .common = 1 },
		{ "one of two in three", { TWO }, { .patches = 3, V2 }, .common = 1, PATCHES(89) },
		{ "the one in four",
		  { 0 },
		  { .patches = 4, V2, .title = "This" },
		  .common = 1,
		  PATCHES(94) },
		{ "a part of what went on",
		  { .patches = 5, .followed = true },
		  { TWO, V2 },
		  .days = 31,
		  .common = 2 },
		{ "a part of it soon",
		  { .patches = 5, .followed = true },
		  { TWO, V2 },
		  .days = 30,
		  .common = 2,
		  PATCHES(94) },
		{ "half of it",
		  { .patches = 4, .followed = true },
		  { TWO, V2 },
		  .days = 31,
		  .common = 2,
		  PATCHES(94) },
		{ "a part of what did not",
		  { .patches = 5 },
		  { TWO, V2 },
		  .days = 31,
		  .common = 2,
		  PATCHES(94) },
	};

	(void)state;
	link_rows_check(rows, G_N_ELEMENTS(rows));
}

/* Tags that say which stable tree a patch is for; that of the next kernel is none. */
static void test_tags(void **state)
{
	static const struct {
		const char *tags;
		bool branch;
	} rows[] = {
		{ "", false },
		{ "x", false },
		{ "6.19", true },
		{ "x 6.19", true },
		{ "x 6.19 y", true },
		{ "6.", false },
		{ ".19", false },
		{ "6.x", false },
		{ "x6.1y", true },
		{ "for-6.19", false },
		{ "FOR-6.19", false },
		{ "for_6.19", false },
		{ "for/6.19", false },
		{ "for6.19", false },
		{ "for-v6.19", false },
		{ "for-V6.19", false },
		{ "for-x6.19", true },
		{ "fo-6.19", true },
		{ "four-6.19", true },
		{ "for-6.19-rc3", false },
		{ "for-6.19-RC3", false },
		{ "for-6.19-rc", true },
		{ "for-6.19-x3", true },
		{ "for-6.19x", true },
		{ "for-0.1", true },
		{ "for-100.1", false },
		{ "for-1000.1", true },
		{ "for-6.100", false },
		{ "for-6.1000", true },
		{ "for", false },
		{ "autosel", true },
		{ "AUTOSEL", true },
		{ "autose", false },
		{ "manualsel", true },
		{ "kvm-stable-x", true },
		{ "backports", true },
		{ "for-6.19 x", false },
		{ "for-6.19 5.10", true },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (tags_have_branch(rows[i].tags) != rows[i].branch)
			fail_msg("'%s'", rows[i].tags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_title),	    cmocka_unit_test(test_releases),
		cmocka_unit_test(test_collections), cmocka_unit_test(test_taken_over),
		cmocka_unit_test(test_patches),	    cmocka_unit_test(test_tags),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
