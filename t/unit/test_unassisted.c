/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "repo.h"
#include "inbox/objects.h"
#include "inbox/plain.h"
#include "inbox/shorten.h"

/* What is read without libgit2 is what libgit2 reads, and what is out of the ordinary is its. */

static char *path;

static void put(const char *name, const char *text)
{
	char *file = g_build_filename(path, name, NULL);

	assert_true(g_file_set_contents(file, text, -1, NULL));
	g_free(file);
}

static int make(void **state G_GNUC_UNUSED)
{
	path = repo_new();
	repo_add_mails(path, 6);
	g_free(repo_git(path, NULL, "branch next t3"));
	g_free(repo_git(path, NULL, "branch deep/er t2"));
	g_free(repo_git(path, NULL, "update-ref refs/remotes/origin/far t4"));
	g_free(repo_git(path, NULL,
			"symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/far"));
	g_free(repo_git(path, NULL, "symbolic-ref refs/heads/link refs/heads/next"));
	g_free(repo_git(path, NULL, "symbolic-ref refs/heads/gone refs/heads/nowhere"));
	g_free(repo_git(path, NULL, "pack-refs --all"));
	g_free(repo_git(path, NULL, "branch -f next t5"));
	g_free(repo_git(path, NULL, "branch loose t1"));
	return 0;
}

static int take_away(void **state G_GNUC_UNUSED)
{
	repo_free(path);
	return 0;
}

static const char *const names[] = {
	"HEAD",
	"master",
	"heads/master",
	"refs/heads/master",
	"next",
	"deep/er",
	"deep",
	"origin",
	"origin/far",
	"origin/HEAD",
	"remotes/origin",
	"link",
	"gone",
	"loose",
	"t1",
	"tags/t6",
	"refs/tags/t6",
	"nothing",
	"refs",
	"heads",
	"NOTHING",
	"objects",
	"config",
	"a..b",
	"a.lock",
	"t1~1",
	"t1/",
	"/t1",
	"refs/heads",
	"deep//er",
	"deep/./er",
	"-t1",
	".t1",
	"t1.",
	"A_B",
	"with space",
	"t\303\244",
	"packed-refs",
	"next/x",
	"HEAD/x",
	"",
};

static bool ask_libgit2(struct inbox *inbox, const char *name, git_oid *out)
{
	git_reference *ref;
	bool good;

	if (git_reference_dwim(&ref, inbox_repo(inbox), name))
		return false;
	good = !git_reference_name_to_id(out, inbox_repo(inbox), git_reference_name(ref));
	git_reference_free(ref);
	return good;
}

static void compare_names(struct inbox *inbox)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		git_oid ours, theirs;
		bool found = ref_guess(inbox, names[i], &ours);

		if (found != ask_libgit2(inbox, names[i], &theirs))
			fail_msg("'%s': found %d", names[i], found);
		if (found && !oid_equal(&ours, &theirs))
			fail_msg("'%s': another commit", names[i]);
	}
}

static void test_names(void **state G_GNUC_UNUSED)
{
	struct inbox *inbox = repo_open(path);
	git_oid id;

	assert_true(inbox->is_plain);
	assert_null(inbox->repo);
	assert_true(ref_guess(inbox, "next", &id));
	assert_false(ref_guess(inbox, "nothing", &id));
	assert_int_equal(ref_read(inbox, "refs/heads/nothing", &id), GIT_ENOTFOUND);
	assert_int_equal(ref_read(inbox, "refs/heads/link", &id), 0);
	assert_null(inbox->repo); /* all of that is known without libgit2 */
	compare_names(inbox);
	/* What is packed anew meanwhile is seen. */
	g_free(repo_git(path, NULL, "branch -f next t6"));
	g_free(repo_git(path, NULL, "pack-refs --all"));
	compare_names(inbox);
	inbox_close(inbox);
}

static void test_broken_refs(void **state G_GNUC_UNUSED)
{
	static const char *const texts[] = { "", "\n", "ref: ", "ref: refs/heads/odd\n",
					     "012345\n" };

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct inbox *inbox;
		git_oid id;

		put("refs/heads/odd", texts[i]);
		inbox = repo_open(path);
		assert_false(ref_guess(inbox, "odd", &id));
		assert_true(ref_guess(inbox, "master", &id));
		inbox_close(inbox);
	}
}

/* What git refuses is not read past. */
static void test_broken_packed_refs(void **state G_GNUC_UNUSED)
{
	static const char *const lines[] = { "012345 refs/heads/odd\n", "\n", "^012345\n",
					     "refs/heads/odd\n", "# in the middle\n" };
	char *file = g_strconcat(path, "/packed-refs", NULL), *good;

	g_free(repo_git(path, NULL, "pack-refs --all"));
	assert_true(g_file_get_contents(file, &good, NULL, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		char *text = g_strconcat(good, lines[i], NULL);
		struct packed_refs packed = { .text = NULL };
		char *folder = g_strconcat(path, "/", NULL);
		git_oid id;

		put("packed-refs", text);
		g_mutex_init(&packed.lock);
		assert_int_equal(named_find(&packed, folder, "refs/heads/next", &id), REF_UNSURE);
		packed_refs_release(&packed);
		g_free(folder);
		g_free(text);
	}
	put("packed-refs", good);
	g_free(good);
	g_free(file);
}

/* All that begin as the objects there do, and one digit beside them. */
static void compare_prefixes(struct inbox *inbox, const char *hex)
{
	for (size_t digits = 4; digits <= GIT_OID_HEXSZ - 1; digits += digits < 6 ? 1 : 11)
		for (char last = '0'; last <= 'f'; last = last == '9' ? 'a' : (char)(last + 1)) {
			char *text = g_strdup_printf("%.*s%c", (int)digits - 1, hex, last);
			git_oid prefix, ours, theirs;
			int code;

			assert_true(oid_parse_start(text, digits, &prefix));
			code = git_odb_exists_prefix(&theirs, objects_odb(inbox->objects), &prefix,
						     digits);
			switch (prefix_find(inbox, &prefix, digits, &ours)) {
			case PREFIX_NONE:
				assert_int_equal(code, GIT_ENOTFOUND);
				break;
			case PREFIX_ONE:
				assert_int_equal(code, 0);
				assert_true(oid_equal(&ours, &theirs));
				break;
			case PREFIX_MANY:
				assert_int_equal(code, GIT_EAMBIGUOUS);
				break;
			case PREFIX_UNSURE:
				fail_msg("%s", text);
			}
			g_free(text);
		}
}

static void test_prefixes(void **state G_GNUC_UNUSED)
{
	/* in one pack, in two, and half of them loose */
	static const char *const ways[] = { "repack -q -a -d", "repack -q -d", NULL };

	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		char *listing, **ids;
		struct inbox *inbox;

		if (i)
			repo_add_mails(path, 40);
		if (ways[i])
			g_free(repo_git(path, NULL, ways[i]));
		listing = repo_git(path, NULL,
				   "cat-file --batch-all-objects --batch-check=%(objectname)");
		ids = g_strsplit(listing, "\n", -1);
		inbox = repo_open(path);
		for (guint j = 0; j < g_strv_length(ids); j += 7)
			compare_prefixes(inbox, ids[j]);
		inbox_close(inbox);
		g_strfreev(ids);
		g_free(listing);
	}
}

static bool finds_plain(const char *where, const char *git_dir)
{
	struct plain plain;
	bool good = plain_find(where, git_dir, NULL, &plain);

	if (good) {
		assert_null(plain.workdir);
		g_free(plain.git_dir);
	}
	return good;
}

/* A bare one, named by a path and by GIT_DIR. */
static bool is_plain(const char *where)
{
	bool good = finds_plain(where, NULL);

	assert_int_equal(finds_plain(NULL, where), good);
	return good;
}

/* Runs git, says whether it is plain then, and takes it back. */
static bool with(const char *args, const char *back)
{
	bool good;

	g_free(repo_git(path, NULL, args));
	good = is_plain(path);
	g_free(repo_git(path, NULL, back));
	return good;
}

static void test_what_is_plain(void **state G_GNUC_UNUSED)
{
	char *commondir = g_build_filename(path, "commondir", NULL),
	     *head = g_build_filename(path, "HEAD", NULL), *config, *file;

	assert_true(is_plain(path));
	assert_false(is_plain("/"));
	assert_false(is_plain("/nonexistent"));
	assert_false(with("config core.bare false", "config core.bare true"));
	assert_false(with("config --unset core.bare", "config core.bare true"));
	assert_false(with("config extensions.partialclone origin",
			  "config --remove-section extensions"));
	assert_false(with("config remote.origin.promisor true",
			  "config --remove-section remote.origin"));
	assert_false(with("config include.path other", "config --remove-section include"));
	assert_false(with("config core.worktree /", "config --unset core.worktree"));
	assert_false(with("update-ref --no-deref HEAD t1", "symbolic-ref HEAD refs/heads/master"));
	assert_true(is_plain(path));

	put("commondir", ".\n");
	assert_false(is_plain(path));
	g_unlink(commondir);
	file = g_build_filename(path, "config", NULL);
	assert_true(g_file_get_contents(file, &config, NULL, NULL));
	put("config", "[core\n");
	assert_false(is_plain(path));
	put("config", "[core]\nbare = true\nrepositoryformatversion = 2\n");
	assert_false(is_plain(path));
	put("config", config);
	assert_true(is_plain(path));
	g_free(config);
	g_free(file);
	file = g_build_filename(path, "shallow", NULL);
	assert_int_equal(mkfifo(file, 0600), 0);
	assert_false(is_plain(path));
	g_unlink(file);
	g_free(file);
	file = g_build_filename(path, "HEAD.real", NULL);
	assert_int_equal(g_rename(head, file), 0);
	assert_int_equal(symlink("HEAD.real", head), 0);
	assert_false(is_plain(path));
	assert_int_equal(g_rename(file, head), 0);
	assert_true(is_plain(path));
	if (!geteuid()) {
		assert_int_equal(chown(path, 1, 1), 0);
		assert_false(is_plain(path));
		assert_int_equal(chown(path, 0, 0), 0);
	}
	g_free(file);
	g_free(commondir);
	g_free(head);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names, make, take_away),
		cmocka_unit_test_setup_teardown(test_broken_refs, make, take_away),
		cmocka_unit_test_setup_teardown(test_broken_packed_refs, make, take_away),
		cmocka_unit_test_setup_teardown(test_prefixes, make, take_away),
		cmocka_unit_test_setup_teardown(test_what_is_plain, make, take_away),
	};

	return repo_run_tests(tests);
}
