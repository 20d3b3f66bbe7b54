/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a scan does ahead of time and what it keeps for later must not show. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <git2.h>
#include <glib/gstdio.h>
#include <string.h>
#include "repo.h"
#include "inbox/selection.h"

TOLERATE_LIBGIT2_LEAKS

/* A commit on top of another, out of date; t<nr> is its tag. */
static void add_old(const char *path, const char *parent, unsigned nr)
{
	char *args = g_strdup_printf("commit-tree -p %s -m old %s^{tree}", parent, parent), *id;

	g_setenv("GIT_COMMITTER_DATE", "@1000000000 +0000", TRUE);
	id = repo_git(path, NULL, args);
	g_unsetenv("GIT_COMMITTER_DATE");
	g_free(args);
	args = g_strdup_printf("tag t%u %s", nr, id);
	g_free(repo_git(path, NULL, args));
	g_free(args);
	g_free(id);
}

/* What is hidden turns up last, when mails are being read that it hides. */
static void test_taken_back(void **state G_GNUC_UNUSED)
{
	static const unsigned hidden[] = { 1, 200, 299, 300 };
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 300);
	for (unsigned i = 0; i < G_N_ELEMENTS(hidden); i++) {
		char *parent = g_strdup_printf("t%u", hidden[i]), *old, *range, *expected, *args;

		add_old(path, parent, 301 + 2 * i);
		old = g_strdup_printf("t%u", 301 + 2 * i);
		add_old(path, old, 302 + 2 * i);
		range = g_strdup_printf("t%u..t300", 302 + 2 * i);
		args = g_strdup_printf("rev-list %s", range);
		expected = repo_git(path, NULL, args);
		inbox = repo_open(path);
		for (unsigned threads = 1; threads <= 4; threads++) {
			struct scanned scanned = scan_revision(inbox, range, threads, 0);

			assert_string_equal(scanned.ids->str, expected);
			assert_int_equal(scanned.counts.commits, 300 - hidden[i]);
			assert_int_equal(scanned.counts.read, 300 - hidden[i]);
			scanned_release(&scanned);
		}
		inbox_close(inbox);
		g_free(expected);
		g_free(args);
		g_free(range);
		g_free(old);
		g_free(parent);
	}
	repo_free(path);
}

/* What was read to find one end is used for the walk, and is the same. */
static void test_far_ancestors(void **state G_GNUC_UNUSED)
{
	static const char *const ranges[] = {
		"t300~20..t300", "t300~299..t300", "t300~40..t300~20", "t280~30..t300",
		"t300~150",	 "t301~20..t301",  "t301~20..t300",    "t302~100..t302",
	};
	char *path = repo_new(), *args, *expected;
	const char *beyond = "t300~300";
	struct inbox *inbox;

	repo_add_mails(path, 300);
	args = repo_git(path, NULL, "commit-tree -p t300 -p t150 -m merge t300^{tree}");
	expected = g_strdup_printf("tag t301 %s", args);
	g_free(repo_git(path, NULL, expected));
	g_free(expected);
	g_free(args);
	add_old(path, "t301", 302);
	inbox = repo_open(path);
	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
		struct scanned scanned = scan_revision(inbox, ranges[i], 1 + (unsigned)i % 2, 0);

		args = g_strdup_printf("rev-list %s", ranges[i]);
		expected = repo_git(path, NULL, args);
		assert_string_equal(scanned.ids->str, expected);
		scanned_release(&scanned);
		g_free(expected);
		g_free(args);
	}
	assert_null(range_parse(inbox, &beyond, 1, NULL));
	inbox_close(inbox);
	repo_free(path);
}

static bool is_even(const struct record *record)
{
	return (record->subject.title[strlen("mail ")] - '0') % 2 == 0;
}

/* What tN says, read when all objects are gone; NULL when it cannot be. */
static char *read_kept(struct inbox *inbox, const git_oid *id)
{
	struct mail_blob blob;
	char *text;

	if (!inbox_read(inbox, id->id, &blob, NULL))
		return NULL;
	text = g_strndup(blob.raw.ptr, blob.raw.len);
	mail_blob_release(&blob);
	return text;
}

/* Kept are the wanted ones, newest first, as long as there is room: 48 bytes each. */
static void test_keep(void **state G_GNUC_UNUSED)
{
	static const struct {
		size_t room;
		const char *kept;
	} cases[] = { { 47, "" }, { 48, "8" }, { 3 * 48 + 47, "864" }, { 1000, "8642" } };

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *path = repo_new(), *objects = g_build_filename(path, "objects", NULL);
		char *aside = g_build_filename(path, "aside", NULL), *hex, *text, *expected;
		struct inbox *inbox;
		struct scanned scanned;
		git_oid ids[9];

		repo_add_mails(path, 9);
		inbox = repo_open(path);
		inbox_keep(inbox, cases[i].room, is_even);
		scanned = scan_revision(inbox, "master", 1 + (unsigned)i % 2, 0);
		assert_int_equal(scanned.counts.read, 9);
		hex = scanned.ids->str;
		for (unsigned nr = 9; nr >= 1; nr--, hex += GIT_OID_HEXSZ + 1)
			git_oid_fromstr(&ids[nr - 1], hex);
		assert_int_equal(g_rename(objects, aside), 0);
		for (unsigned nr = 1; nr <= 9; nr++) {
			text = read_kept(inbox, &ids[nr - 1]);
			if (strchr(cases[i].kept, '0' + (int)nr)) {
				expected = g_strdup_printf("From: A <a@example.org>\nSubject: "
							   "mail %u\n\nText %u\n",
							   nr, nr);
				assert_non_null(text);
				assert_string_equal(text, expected);
				g_free(expected);
			} else {
				assert_null(text);
			}
			g_free(text);
		}
		scanned_release(&scanned);
		inbox_close(inbox);
		g_free(aside);
		g_free(objects);
		repo_free(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taken_back),
		cmocka_unit_test(test_far_ancestors),
		cmocka_unit_test(test_keep),
	};

	return repo_run_tests(tests);
}
