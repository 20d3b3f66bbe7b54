/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include "repo.h"
#include "inbox/selection.h"

TOLERATE_LIBGIT2_LEAKS

#define EMPTY_BLOB "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"

static void assert_opens(const char *path)
{
	GError *error = NULL;
	struct inbox *inbox = inbox_open(path, NULL, NULL, &error);

	if (!inbox)
		fail_msg("%s", error->message);
	inbox_close(inbox);
}

static void assert_refused(const char *path, const char *git_dir, enum inbox_error code,
			   const char *message)
{
	GError *error = NULL;

	assert_null(inbox_open(path, git_dir, NULL, &error));
	assert_int_equal(error->code, code);
	assert_true(error->domain == INBOX_ERROR);
	if (!strstr(error->message, message))
		fail_msg("'%s' is not in '%s'", message, error->message);
	g_error_free(error);
}

static char *below(const char *path, const char *name)
{
	return g_build_filename(path, name, NULL);
}

static void test_places(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *folder = below(path, "refs"), *work = below(path, "tree"), *args;
	char *before = g_get_current_dir(), *dotgit;
	struct inbox *inbox;

	repo_add_mails(path, 1);
	assert_opens(path);

	args = g_strdup_printf("clone -q %s %s", path, work);
	g_free(repo_git(path, NULL, args));
	assert_opens(work);
	dotgit = below(work, ".git");
	assert_opens(dotgit);

	assert_int_equal(g_chdir(folder), 0); /* found upwards */
	inbox = inbox_open(NULL, NULL, NULL, NULL);
	assert_non_null(inbox);
	assert_non_null(strstr(inbox_path(inbox), "gitkvm-repo-"));
	inbox_close(inbox);
	inbox = inbox_open(NULL, dotgit, NULL, NULL); /* GIT_DIR wins over the place */
	assert_non_null(inbox);
	assert_non_null(strstr(inbox_path(inbox), "/tree/.git/"));
	inbox_close(inbox);
	assert_int_equal(g_chdir(before), 0);
	g_free(dotgit);
	g_free(before);
	g_free(args);
	g_free(work);
	g_free(folder);
	repo_free(path);
}

static void test_not_found(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *folder = below(path, "refs"), *before = g_get_current_dir();

	repo_add_mails(path, 1);
	assert_refused("/nonexistent/x.git", NULL, INBOX_ERROR_NOT_FOUND,
		       "'/nonexistent/x.git' does not appear to be a git repository");
	assert_refused(folder, NULL, INBOX_ERROR_NOT_FOUND,
		       "does not appear to be a git repository");
	assert_refused(NULL, "/nonexistent", INBOX_ERROR_NOT_FOUND,
		       "not a git repository: '/nonexistent'");
	assert_int_equal(g_chdir("/"), 0);
	assert_refused(NULL, NULL, INBOX_ERROR_NOT_FOUND,
		       "not a git repository (or any of the parent directories): .git");
	assert_int_equal(g_chdir(before), 0);
	g_free(before);
	g_free(folder);
	repo_free(path);
}

static void commit_file(const char *path, const char *name)
{
	char *text = g_strdup_printf("100644 blob %s\t%s\n", EMPTY_BLOB, name);

	repo_commit_tree(path, text);
	g_free(text);
}

static void test_layouts(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *tree, *text;
	struct scanned scanned = { 0 };
	struct inbox *inbox;
	struct range *range;

	/* no commits yet */
	inbox = inbox_open(path, NULL, NULL, NULL);
	assert_non_null(inbox);
	range = range_parse(inbox, NULL, 0, NULL);
	assert_non_null(range);
	scanned_run(&scanned, inbox, range, 2);
	assert_int_equal(scanned.counts.commits, 0);
	scanned_release(&scanned);
	range_free(range);
	inbox_close(inbox);

	repo_commit_tree(path, ""); /* nothing but an empty tree says nothing */
	assert_refused(path, NULL, INBOX_ERROR_NOT_INBOX, "is not a public-inbox clone");
	commit_file(path, "Makefile");
	assert_refused(path, NULL, INBOX_ERROR_NOT_INBOX, "is not a public-inbox clone");
	commit_file(path, "m");
	assert_opens(path);
	commit_file(path, "d");
	assert_opens(path);
	repo_commit_tree(path, ""); /* purged */
	repo_commit_tree(path, "");
	assert_opens(path);

	g_free(repo_git(path, "", "hash-object -w --stdin"));
	tree = repo_git(path, "100644 blob " EMPTY_BLOB "\tcdef\n", "mktree");
	text = g_strdup_printf("040000 tree %s\tab\n", tree);
	repo_commit_tree(path, text);
	assert_opens(path); /* version 1 */
	g_free(text);
	g_free(tree);
	repo_free(path);
}

static void set_extension(const char *path, const char *name_and_value)
{
	char *args = g_strdup_printf("config extensions.%s", name_and_value);

	g_free(repo_git(path, NULL, args));
	g_free(repo_git(path, NULL, "config core.repositoryFormatVersion 1"));
	g_free(args);
}

static void append_config(const char *path, const char *text)
{
	char *name = below(path, "config");
	FILE *file = g_fopen(name, "a");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	g_free(name);
}

static void test_extensions(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();

	repo_add_mails(path, 2);
	set_extension(path, "worktreeConfig true");
	set_extension(path, "preciousObjects true");
	set_extension(path, "objectFormat sha1");
	set_extension(path, "partialClone origin");
	assert_opens(path);
	append_config(
		path,
		"[extensions]\nofTheFuture = true\n"); /* no work for git, which refuses too */
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, "unsupported extension");
	repo_free(path);
}

static void test_formats(void **state G_GNUC_UNUSED)
{
	char *path = repo_new();

	repo_add_mails(path, 1);
	append_config(path,
		      "[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = reftable\n");
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, "reftable");
	repo_free(path);

	path = repo_new();
	repo_add_mails(path, 1);
	append_config(path,
		      "[core]\nrepositoryformatversion = 1\n[extensions]\nobjectFormat = sha256\n");
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, "sha256");
	repo_free(path);
}

/* The one file in objects/pack that ends so. */
static char *find_pack_file(const char *path, const char *suffix)
{
	char *dir = g_build_filename(path, "objects", "pack", NULL), *found = NULL;
	GDir *list = g_dir_open(dir, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(list)))
		if (g_str_has_suffix(name, suffix))
			found = g_build_filename(dir, name, NULL);
	g_dir_close(list);
	g_free(dir);
	assert_non_null(found);
	return found;
}

static void test_damaged_pack(const char *suffix)
{
	char *path = repo_new(), *file;
	GStatBuf st;

	repo_add_mails(path, 200);
	g_free(repo_git(path, NULL, "repack -adq"));
	file = find_pack_file(path, suffix);
	assert_int_equal(g_stat(file, &st), 0);
	g_chmod(file, 0600);
	assert_int_equal(truncate(file, st.st_size - 100), 0);
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, ".pack' is damaged");
	g_free(file);
	repo_free(path);
}

static void test_truncated_pack(void **state G_GNUC_UNUSED)
{
	test_damaged_pack(".pack");
}

static void test_truncated_index(void **state G_GNUC_UNUSED)
{
	test_damaged_pack(".idx");
}

static void test_truncated_tip(void **state G_GNUC_UNUSED)
{
	char *path = repo_new(), *id, *file;

	commit_file(path, "m");
	id = repo_git(path, NULL, "rev-parse master");
	file = g_strdup_printf("%s/objects/%.2s/%s", path, id, id + 2);
	g_chmod(file, 0600);
	assert_int_equal(truncate(file, 30), 0);
	alarm(60);
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, "is corrupt");
	alarm(0);
	g_free(file);
	g_free(id);
	repo_free(path);
}

static void set_safe(const char *config, const char *folder, const char *more)
{
	char *text = g_strdup_printf("[safe]\ndirectory = %s%s\n", folder, more);

	assert_true(g_file_set_contents(config, text, -1, NULL));
	g_free(text);
}

static void test_ownership(void **state G_GNUC_UNUSED)
{
	char *path, *folder, *message, *config;

	if (geteuid())
		return; /* only root can give a repository away */
	path = repo_new();
	repo_add_mails(path, 1);
	assert_int_equal(chown(path, 12345, 12345), 0);
	message = g_strdup_printf("detected dubious ownership in repository at '%s'\n", path);
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);

	config = below(g_getenv("HOME"), ".gitconfig");
	assert_true(g_file_set_contents(config, "[safe]\ndirectory = /elsewhere\n", -1, NULL));
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);
	assert_true(g_file_set_contents(config, "[safe]\ndirectory = *\n", -1, NULL));
	assert_opens(path);
	assert_true(g_file_set_contents(config, "[safe]\ndirectory = *\ndirectory =\n", -1, NULL));
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);
	/* a folder, and all in a folder */
	set_safe(config, path, "");
	assert_opens(path);
	set_safe(config, path, "x");
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);
	set_safe(config, path, "/*");
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);
	folder = g_path_get_dirname(path);
	set_safe(config, folder, "");
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);
	set_safe(config, folder, "/*");
	assert_opens(path);
	g_free(folder);
	/* what the repository says of itself does not count */
	g_unlink(config);
	append_config(path, "[safe]\ndirectory = *\n");
	assert_refused(path, NULL, INBOX_ERROR_UNUSABLE, message);
	g_free(config);
	g_free(message);
	repo_free(path);
}

/* libgit2 starts without file descriptors: afterwards there are as many as before. */
static void test_start(void **state G_GNUC_UNUSED)
{
	struct rlimit before, after, low;
	GError *error = NULL;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	low = before;
	low.rlim_cur = before.rlim_cur / 2;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	inbox_library_shutdown();
	assert_true(inbox_library_init(&error));
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &after), 0);
	assert_int_equal(after.rlim_cur, low.rlim_cur);
	assert_int_equal(after.rlim_max, before.rlim_max);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_layouts),		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_formats),		cmocka_unit_test(test_truncated_pack),
		cmocka_unit_test(test_truncated_index), cmocka_unit_test(test_truncated_tip),
		cmocka_unit_test(test_ownership),	cmocka_unit_test(test_start),
	};

	return repo_run_tests(tests);
}
