/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <git2.h>
#include <stdlib.h>
#include "repo.h"
#include "inbox/selection.h"

/* The arguments of a command line, split at blanks. */
static struct range *parse(struct inbox *inbox, const char *line, GError **error)
{
	char **args = g_strsplit(line, " ", -1);
	struct range *range =
		range_parse(inbox, (const char *const *)args, g_strv_length(args), error);

	g_strfreev(args);
	return range;
}

/* Gives the commits that git log gives, in its order. */
static void assert_as_git(const char *path, struct inbox *inbox, const char *line)
{
	char *args = g_strdup_printf("log --format=%%H %s --", line),
	     *expected = repo_git(path, NULL, args);
	struct scanned scanned = { 0 };
	GError *error = NULL;
	struct range *range = parse(inbox, line, &error);

	if (!range)
		fail_msg("%s: %s", line, error->message);
	assert_false(range->is_default);
	scanned_run(&scanned, inbox, range, 2);
	if (strcmp(scanned.ids->str, expected))
		fail_msg("%s: not git's order or commits", line);
	scanned_release(&scanned);
	range_free(range);
	g_free(expected);
	g_free(args);
}

static void assert_ends(struct inbox *inbox, const char *line, const char *from, const char *to)
{
	GError *error = NULL;
	struct range *range = parse(inbox, line, &error);

	if (!range)
		fail_msg("%s: %s", line, error->message);
	assert_string_equal(range->from, from);
	assert_string_equal(range->to, to);
	range_free(range);
}

static void assert_bad(struct inbox *inbox, const char *line, const char *message)
{
	GError *error = NULL;

	if (parse(inbox, line, &error))
		fail_msg("%s: was taken", line);
	assert_true(g_error_matches(error, INBOX_ERROR, INBOX_ERROR_REVISION));
	if (!strstr(error->message, message))
		fail_msg("%s: %s", line, error->message);
	g_error_free(error);
}

static void test_forms(void **state G_GNUC_UNUSED)
{
	static const char *const lines[] = {
		"--all",
		"--branches",
		"--all ^master~1",
		"master",
		"HEAD",
		"@",
		"t7",
		"refs/tags/t7",
		"@~3",
		"HEAD^",
		"@^^",
		"t3..t9",
		"t9..t3",
		"t4..",
		"..t4",
		"^t4 t8",
		"t8 ^t4 ^t2",
		"t3 t8",
		"t8^!",
		"t8^@",
		"t1^@ t2",
		"t8^-",
		"t8^-1",
		"^t8^@ t9",
		"^t3^! t9",
		"t3...t9",
		"t9...t3",
		"t3...t3",
		"t3..t5 t8^!",
		"HEAD^{/mail.1}",
		"HEAD~2^{/mail}~1",
		"t5..HEAD^{/mail..}",
		":/mail.7",
		":/\\<mail.7\\>",
		":/^\\[PATCH|(\\bmail.8)",
		"HEAD^{/\\<mail.[1-9]\\>}",
		"HEAD~2^{/mail}^{/mail.3}~1",
		"HEAD^0",
		"HEAD~0^1~2^^",
		"HEAD^{/!-zzz}",
		"HEAD^{/}",
		"t8^{commit}",
		"master@{1}~1",
	};
	char *path = repo_new();
	struct inbox *inbox;

	g_free(repo_git(path, NULL, "config core.logAllRefUpdates always"));
	repo_add_mails(path, 12);
	g_free(repo_git(path, NULL, "update-ref refs/heads/master t11"));
	g_free(repo_git(path, NULL, "update-ref refs/heads/master t12"));
	g_free(repo_git(path, NULL, "tag -a -m annotated a5 t5"));
	inbox = repo_open(path);
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		assert_as_git(path, inbox, lines[i]);
	assert_as_git(path, inbox, "a5");
	assert_as_git(path, inbox, "a5..t9");
	inbox_close(inbox);
	repo_free(path);
}

static void test_ends(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 9);
	inbox = repo_open(path);
	assert_ends(inbox, "t3..t5", "t3", "t5");
	assert_ends(inbox, "t3...t5", "t3", "t5");
	assert_ends(inbox, "t3..", "t3", "HEAD");
	assert_ends(inbox, "..t3", "HEAD", "t3");
	assert_ends(inbox, "^t3 t5", "t3", "t5");
	assert_ends(inbox, "t5", "", "t5");
	assert_ends(inbox, "t5 t7", "", "t5, t7");
	assert_ends(inbox, "t2..t3 t5..t7", "t2, t5", "t3, t7");
	assert_ends(inbox, "t5^!", "t5^", "t5");
	assert_ends(inbox, "t5^-", "t5^", "t5");
	inbox_close(inbox);
	repo_free(path);
}

static void test_errors(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 3);
	inbox = repo_open(path);
	assert_bad(inbox, "nope", "bad revision 'nope'");
	assert_bad(inbox, "nope..t2", "bad revision 'nope..t2'");
	assert_bad(inbox, "t1..nope", "bad revision 't1..nope'");
	assert_bad(inbox, "t1...nope", "bad revision 't1...nope'");
	assert_bad(inbox, "^nope", "bad revision '^nope'");
	assert_bad(inbox, "t1 ", "bad revision ''");
	assert_bad(inbox, "..", "bad revision '..'");
	assert_bad(inbox, "t2^-2", "bad revision 't2^-2'");
	assert_bad(inbox, "t2^-0", "bad revision 't2^-0'");
	assert_bad(inbox, "HEAD~9", "bad revision 'HEAD~9'");
	assert_bad(inbox, "HEAD^{/zzz}", "bad revision");
	assert_bad(inbox, "HEAD^{/(}", "bad revision");
	assert_bad(inbox, ":/zzz", "bad revision");
	assert_bad(inbox, ":/\\<ail", "bad revision");
	assert_bad(inbox, "HEAD^{/ai\\>}", "bad revision");
	assert_bad(inbox, "HEAD^3", "bad revision");
	assert_bad(inbox, "HEAD:m", "it is a blob, not a commit");
	assert_bad(inbox, "HEAD^{tree}", "it is a tree, not a commit");
	assert_bad(inbox, "t1 t2 nope", "bad revision 'nope'");
	inbox_close(inbox);
	repo_free(path);
}

/* git's order is to be met with all the ways tips and hidden lines can cross. */
static void test_tangles(void **state G_GNUC_UNUSED)
{
	static const char *const lines[] = {
		"master",
		"t90 t85 t70 t10",
		"t10 t85 t90 t70",
		"t60..t90",
		"t60...t90",
		"t90...t3",
		"^t60 ^t40 t80 t75 t90",
		"t1..t90",
		"t90..t1",
		"t77 ^t78",
		"^t90 t89 t88",
		"t90 t90 t89",
		"t89^!",
		"t89^@",
		"t89^-",
		"t50..t60 t80 ^t70",
	};

	for (unsigned seed = 1; seed <= 12; seed++) {
		char *path = repo_new();
		struct inbox *inbox;

		repo_add_tangle(path, 90, seed);
		inbox = repo_open(path);
		for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
			assert_as_git(path, inbox, lines[i]);
		inbox_close(inbox);
		repo_free(path);
	}
}

static void test_shallow(void **state G_GNUC_UNUSED)
{
	char *origin = repo_new(), *path = repo_new(), *args;
	struct inbox *inbox;

	repo_add_mails(origin, 30);
	args = g_strdup_printf("fetch -q --depth=10 --no-tags file://%s master:master", origin);
	g_free(repo_git(path, NULL, args));
	inbox = repo_open(path);
	assert_as_git(path, inbox, "master");
	assert_as_git(path, inbox, "master~9..master");
	assert_as_git(path, inbox, "master~5..master~2");
	assert_as_git(path, inbox, "master~9^!");
	assert_as_git(path, inbox, "master~6...master~3");
	assert_as_git(path, inbox, "HEAD^{/mail.27}");
	assert_bad(inbox, "master~10", "bad revision");
	inbox_close(inbox);
	g_free(args);
	repo_free(path);
	repo_free(origin);
}

/* The one commit to show that a line is about. */
static void assert_tip(const char *path, struct inbox *inbox, const char *line, const char *tip)
{
	char **args = *line ? g_strsplit(line, " ", -1) : g_new0(char *, 1);
	char *rev_parse = g_strdup_printf("rev-parse %s", tip),
	     *hex = repo_git(path, NULL, rev_parse);
	struct range *range =
		range_parse(inbox, (const char *const *)args, g_strv_length(args), NULL);
	git_oid id;

	assert_non_null(range);
	assert_int_equal(range->include->len, 1);
	git_oid_fromstr(&id, hex);
	assert_true(git_oid_equal(&id, &g_array_index(range->include, git_oid, 0)));
	range_free(range);
	g_free(hex);
	g_free(rev_parse);
	g_strfreev(args);
}

/* HEAD that leads nowhere stands for the only branch. */
static void test_unborn_head(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 6);
	g_free(repo_git(path, NULL, "symbolic-ref HEAD refs/heads/main"));
	inbox = repo_open(path);
	assert_tip(path, inbox, "", "t6");
	assert_tip(path, inbox, "t2..", "t6");
	assert_tip(path, inbox, "@", "t6");
	assert_tip(path, inbox, "HEAD~2", "t4");
	inbox_close(inbox);
	repo_free(path);
}

/* One that is detached may be left behind: it counts only where it is named. */
static void test_detached_head(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 6);
	g_free(repo_git(path, NULL, "update-ref --no-deref HEAD t4"));
	g_free(repo_git(path, NULL, "branch -f master t6"));
	inbox = repo_open(path);
	assert_tip(path, inbox, "", "t6");
	assert_tip(path, inbox, "t2..", "t6");
	assert_tip(path, inbox, "HEAD", "t4");
	inbox_close(inbox);
	repo_free(path);
}

/* With several branches nothing says which is meant. */
static void test_no_head(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct inbox *inbox;

	repo_add_mails(path, 3);
	g_free(repo_git(path, NULL, "branch other t2"));
	g_free(repo_git(path, NULL, "symbolic-ref HEAD refs/heads/main"));
	inbox = repo_open(path);
	assert_bad(inbox, "t1..", "bad revision 't1..'");
	assert_bad(inbox, "HEAD", "bad revision 'HEAD'");
	assert_tip(path, inbox, "other", "t2");
	inbox_close(inbox);
	repo_free(path);
}

static void test_default(void **state G_GNUC_UNUSED)
{
	const unsigned in_range = RANGE_DEFAULT_DAYS * 24 * 60 * 60 / REPO_STEP + 1;
	char *path = repo_new(), *args, *expected;
	struct scanned scanned = { 0 };
	struct inbox *inbox;
	struct range *range;

	repo_add_mails(path, 200);
	inbox = repo_open(path);
	range = range_parse(inbox, NULL, 0, NULL);
	assert_true(range->is_default);
	scanned_run(&scanned, inbox, range, 1);
	assert_int_equal(scanned.records, in_range);
	args = g_strdup_printf("rev-list -%u master", in_range);
	expected = repo_git(path, NULL, args);
	assert_string_equal(scanned.ids->str, expected);
	g_free(expected);
	g_free(args);
	expected = repo_git(path, NULL, "rev-parse --short=7 master");
	assert_string_equal(range->to, expected);
	g_free(expected);
	args = g_strdup_printf("rev-parse --short=7 master~%u", in_range);
	expected = repo_git(path, NULL, args);
	assert_string_equal(range->from, expected);
	g_free(expected);
	g_free(args);
	scanned_release(&scanned);
	range_free(range);
	inbox_close(inbox);
	repo_free(path);
}

/* A mail that came late does not end the default range, and is not in it. */
static void test_default_dates_out_of_order(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct scanned scanned = { 0 };
	struct inbox *inbox;
	struct range *range;

	repo_add_mails(path, 5);
	g_setenv("GIT_COMMITTER_DATE", "@1000000000 +0000", TRUE);
	repo_commit_tree(path, "");
	g_setenv("GIT_COMMITTER_DATE", "@1700030000 +0000", TRUE);
	repo_commit_tree(path, "100644 blob e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\td\n");
	g_unsetenv("GIT_COMMITTER_DATE");
	inbox = repo_open(path);
	range = range_parse(inbox, NULL, 0, NULL);
	scanned_run(&scanned, inbox, range, 1);
	assert_int_equal(scanned.counts.commits, 6);
	assert_int_equal(scanned.counts.read, 5);
	assert_int_equal(scanned.counts.removed, 1);
	scanned_release(&scanned);
	range_free(range);
	inbox_close(inbox);
	repo_free(path);
}

static void test_default_all_shown(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();
	struct inbox *inbox;
	struct range *range;

	repo_add_mails(path, 3);
	inbox = repo_open(path);
	range = range_parse(inbox, NULL, 0, NULL);
	assert_string_equal(range->from, "");
	range_free(range);
	inbox_close(inbox);
	repo_free(path);
}

/* All objects as "id type", sorted by id. */
static char **list_objects(const char *path)
{
	char *text =
		repo_git(path, NULL,
			 "cat-file --batch-all-objects --batch-check=%(objectname)_%(objecttype)");
	char **lines = g_strsplit(text, "\n", -1);

	g_free(text);
	return lines;
}

static bool is_commit(const char *line)
{
	return g_str_has_suffix(line, "_commit");
}

/*
 * The first four digits of a pair of objects, whose neighbours are not in the way: of a commit and
 * something else, or of two commits. The ids are the same in every run.
 */
static char *find_pair(char **lines, bool both_commits)
{
	for (size_t i = 1; lines[i] && lines[i + 1] && lines[i + 2]; i++) {
		const char *a = lines[i], *b = lines[i + 1];

		if (strncmp(a, b, 4) || !strncmp(lines[i - 1], a, 4) ||
		    !strncmp(b, lines[i + 2], 4))
			continue;
		if (both_commits ? is_commit(a) && is_commit(b) : is_commit(a) != is_commit(b))
			return g_strndup(a, 4);
	}
	fail_msg("no such pair");
	return NULL;
}

static void test_abbreviations(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), **lines, *pair, *line;
	struct inbox *inbox;

	repo_add_mails(path, 900);
	lines = list_objects(path);
	inbox = repo_open(path);

	pair = find_pair(lines, false);
	assert_as_git(path, inbox, pair);
	line = g_strdup_printf("%s~1..%s", pair, pair);
	assert_as_git(path, inbox, line);
	g_free(line);
	g_free(pair);

	pair = find_pair(lines, true);
	assert_bad(inbox, pair, "the abbreviation is ambiguous among commits");
	g_free(pair);

	pair = repo_git(path, NULL, "rev-parse --short=12 t500");
	assert_as_git(path, inbox, pair);
	g_free(pair);

	/* a branch of that name comes first */
	g_free(repo_git(path, NULL, "branch abcd t3"));
	assert_as_git(path, inbox, "abcd");
	inbox_close(inbox);
	g_strfreev(lines);
	repo_free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_tangles),
		cmocka_unit_test(test_shallow),
		cmocka_unit_test(test_unborn_head),
		cmocka_unit_test(test_detached_head),
		cmocka_unit_test(test_no_head),
		cmocka_unit_test(test_default),
		cmocka_unit_test(test_default_dates_out_of_order),
		cmocka_unit_test(test_default_all_shown),
		cmocka_unit_test(test_abbreviations),
	};

	return repo_run_tests(tests);
}
