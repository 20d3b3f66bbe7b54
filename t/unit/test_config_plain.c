/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/config_plain.h"

static char *folder;

static void write_file(const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(path);
}

static void make_folder(const char *name)
{
	char *path = g_build_filename(folder, name, NULL);

	assert_false(g_mkdir_with_parents(path, 0777));
	g_free(path);
}

static void go_to(const char *name)
{
	char *path = g_build_filename(folder, name, NULL);

	assert_false(chdir(path));
	g_free(path);
}

/* A home, a repository with a work tree, and a bare one. */
static int group_setup(void **state)
{
	static const char *const variables[] = { "GIT_DIR",	      "GIT_CONFIG",
						 "GIT_CONFIG_COUNT",  "GIT_CONFIG_PARAMETERS",
						 "GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME" };
	char *made = g_dir_make_tmp("test-plain-XXXXXX", NULL), real[4096], *home;

	(void)state;
	if (!made || !realpath(made, real))
		return -1;
	folder = g_strdup(real);
	g_free(made);
	for (size_t i = 0; i < G_N_ELEMENTS(variables); i++)
		g_unsetenv(variables[i]);
	home = g_build_filename(folder, "home", NULL);
	g_setenv("HOME", home, TRUE);
	g_free(home);
	g_setenv("GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_setenv("GIT_CEILING_DIRECTORIES", folder, TRUE);
	make_folder("home/.config/git");
	make_folder("tree/.git/objects");
	make_folder("tree/.git/refs");
	make_folder("tree/sub");
	make_folder("bare/objects");
	make_folder("bare/refs");
	make_folder("none");
	write_file("tree/.git/HEAD", "ref: refs/heads/master\n");
	write_file("bare/HEAD", "ref: refs/heads/master\n");
	return 0;
}

static int group_teardown(void **state)
{
	char *argv[] = { "rm", "-r", folder, NULL };
	bool good = !chdir("/") && g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
						NULL, NULL, NULL, NULL);

	(void)state;
	g_free(folder);
	return good ? 0 : -1;
}

static int setup(void **state)
{
	(void)state;
	write_file("home/.gitconfig", "");
	write_file("home/.config/git/config", "");
	write_file("tree/.git/config", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
	write_file("bare/config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
	go_to("none");
	return 0;
}

static GString *of_git(void)
{
	static char *argv[] = { "git", "config", "-z", "--show-origin", "--list", NULL };
	GString *out = g_string_new(NULL);
	char chunk[4096];
	gssize len;
	int fd;

	assert_true(g_spawn_async_with_pipes(NULL, argv, NULL,
					     G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
					     NULL, NULL, NULL, &fd, NULL, NULL));
	while ((len = read(fd, chunk, sizeof(chunk))) > 0)
		g_string_append_len(out, chunk, len);
	close(fd);
	return out;
}

static void assert_as_git(void)
{
	GString *ours = config_plain(), *expected = of_git();

	assert_non_null(ours);
	assert_int_equal(ours->len, expected->len);
	assert_memory_equal(ours->str, expected->str, expected->len);
	g_string_free(ours, TRUE);
	g_string_free(expected, TRUE);
}

static void test_texts(void **state)
{
	static const char *const texts[] = {
		"",
		"# only\n; comments\n\n \t\n",
		"[a]\n\tb = c\n",
		"[A-1]\n\tB-2 = C\n[a \"Sub.Section \xc3\xa9\"]\n\tKey = d\n[a \"\"]\nk=1",
		"  [a]  ; comment\n\tb=c # comment\n\td = e;f\n",
		"[a]\nb\nc = \nd =\n",
		"[a]\nb = \"  x  \"  \nc = x \"y  z\"  w \nd = \"#;\" # end\n",
		"[a]\nb = one\\ttwo\\nthree\\\\four\\\"five\\\"\nc = one \\\n  two\nd = x \\\n",
		"[a]\nb = x \"\"\nc = \"\" x\nd = \"\"\ne = x\t \n",
		"[alias]\n\tx = \"!f() { echo \\\"$1\\\"; }; f\"\n[user]\n\tname = A U Thor\n",
		"[safe]\n\tdirectory = *\n",
		"[kvm]\n\tinbox = ~/lists/a.git\n\tinbox = b\n[kvm \"x\"]\n\tinbox = c\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		write_file("home/.gitconfig", texts[i]);
		assert_as_git();
	}
}

/* Mistakes, what needs more than this file, and what versions of git read differently. */
static void test_git_is_asked(void **state)
{
	static const char *const texts[] = {
		"a = b\n",
		"[a]\nb = \"x\n",
		"[a]\nb = \\x\n",
		"[a]\n1 = x\n",
		"[a]\nb c\n",
		"[a\nb = c\n",
		"[a] b = c\n",
		"[a.b]\nc = d\n",
		"[a \"b\\\\\"]\nc = d\n",
		"[a \"b\n\"]\nc = d\n",
		"\xef\xbb\xbf[a]\nb = c\n",
		"[a]\r\nb = c\r\n",
		"[a]\nb = c\td\n",
		"[Include]\n\tpath = more\n",
		"[includeIf \"gitdir:/\"]\n\tpath = more\n",
		"[core]\n\tworktree = /\n",
		"[core]\n\trepositoryformatversion = 2\n",
		"[extensions]\n\tworktreeConfig = true\n",
		"[safe]\n\tbareRepository = explicit\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		write_file("home/.gitconfig", texts[i]);
		assert_null(config_plain());
	}
}

static void test_files_in_order(void **state)
{
	(void)state;
	write_file("home/.config/git/config", "[kvm]\n\ta = xdg\n");
	write_file("home/.gitconfig", "[kvm]\n\ta = home\n");
	write_file("tree/.git/config", "[core]\n\tbare = false\n[kvm]\n\ta = tree\n");
	assert_as_git();
	go_to("tree");
	assert_as_git();
	go_to("tree/sub");
	assert_as_git();
	go_to("bare");
	assert_as_git();
}

static void with_variable(const char *name, const char *value, bool plain)
{
	const char *before = g_getenv(name);
	char *kept = g_strdup(before);

	g_setenv(name, value, TRUE);
	if (plain)
		assert_as_git();
	else
		assert_null(config_plain());
	if (kept)
		g_setenv(name, kept, TRUE);
	else
		g_unsetenv(name);
	g_free(kept);
}

static void test_environment(void **state)
{
	char *path = g_build_filename(folder, "other", NULL);

	(void)state;
	write_file("other", "[kvm]\n\ta = other\n");
	write_file("home/.gitconfig", "[kvm]\n\ta = home\n");
	with_variable("GIT_CONFIG_GLOBAL", path, true);
	with_variable("GIT_CONFIG_GLOBAL", "other", false);
	with_variable("GIT_CONFIG_COUNT", "0", false);
	with_variable("GIT_CONFIG_PARAMETERS", "'kvm.a'='b'", false);
	with_variable("GIT_DIR", "/nowhere", false);
	with_variable("GIT_DIR", "", false);
	with_variable("GIT_CONFIG_NOSYSTEM", "perhaps", false);
	with_variable("HOME", "home", false);
	g_unsetenv("GIT_CONFIG_NOSYSTEM");
	with_variable("GIT_CONFIG_SYSTEM", path, true);
	with_variable("PATH", "/nowhere", false);
	g_setenv("GIT_CONFIG_NOSYSTEM", "1", TRUE);
	g_free(path);
}

/* As git sets it for an alias of the shell, and as people do. */
static void test_named_repository(void **state)
{
	char *bare = g_build_filename(folder, "bare", NULL),
	     *slash = g_build_filename(folder, "bare/", NULL),
	     *tree = g_build_filename(folder, "tree/.git", NULL);

	(void)state;
	write_file("home/.gitconfig", "[kvm]\n\ta = home\n");
	write_file("bare/config", "[core]\n\tbare = true\n[kvm]\n\ta = bare\n");
	with_variable("GIT_DIR", bare, true);
	with_variable("GIT_DIR", slash, true);
	with_variable("GIT_DIR", "../bare", true);
	with_variable("GIT_DIR", tree, false);
	go_to("bare");
	with_variable("GIT_DIR", ".", true);
	with_variable("GIT_DIR", "./", true);
	write_file("bare/config", "[core]\n\tbare = false\n");
	with_variable("GIT_DIR", bare, false);
	g_free(bare);
	g_free(slash);
	g_free(tree);
}

/* Where the repository is not what it looks like, or another's, git knows what that means. */
static void test_odd_repositories(void **state)
{
	(void)state;
	go_to("bare/objects");
	assert_null(config_plain());
	go_to("tree");
	write_file("tree/.git/config", "[core]\n\tbare = true\n");
	assert_null(config_plain());
	write_file("tree/.git/config", "[core]\n\tbare\n");
	assert_null(config_plain());
	write_file("tree/.git/config", "");
	assert_as_git();
	write_file("tree/.git/commondir", "../../bare\n");
	assert_null(config_plain());
	assert_false(g_unlink(".git/commondir"));
	write_file("tree/.git/HEAD", "0123456789012345678901234567890123456789\n");
	assert_null(config_plain());
	write_file("tree/.git/HEAD", "ref: refs/heads/master\n");
	assert_false(g_rename(".git", "dot-git"));
	write_file("tree/.git", "gitdir: dot-git\n");
	assert_null(config_plain());
	assert_false(g_unlink(".git"));
	assert_false(g_rename("dot-git", ".git"));
	if (!geteuid() && !chown(".git", 65534, (gid_t)-1)) {
		assert_null(config_plain());
		assert_false(chown(".git", 0, (gid_t)-1));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_texts, setup),
		cmocka_unit_test_setup(test_git_is_asked, setup),
		cmocka_unit_test_setup(test_files_in_order, setup),
		cmocka_unit_test_setup(test_environment, setup),
		cmocka_unit_test_setup(test_named_repository, setup),
		cmocka_unit_test_setup(test_odd_repositories, setup),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
