/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include "repo.h"
#include "tree/place.h"

TOLERATE_LIBGIT2_LEAKS

#define DIFF                                                                                       \
	"diff --git a/x.c b/x.c\nindex 0123456789ab..123456789abc 100644\n"                        \
	"--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-old\n+new\n"

static bool may_have(const char *path)
{
	static const char *const upstream[] = { "master", NULL };
	const struct tree_options options = { .upstream = upstream };
	struct tree *tree = tree_open(path, NULL, NULL, &options, NULL);
	bool may;

	assert_non_null(tree);
	may = tree_may_have_originals(tree, SLICE(DIFF));
	tree_close(tree);
	return may;
}

/* A clone that lacks files may have had any: a shallow one, and a partial one. */
static void test_lacking(void **state)
{
	char *path = repo_new(), *shallow = g_build_filename(path, "shallow", NULL), *tip;

	(void)state;
	repo_add_mails(path, 2);
	assert_false(may_have(path));
	tip = repo_git(path, NULL, "rev-parse master");
	assert_true(g_file_set_contents(shallow, tip, -1, NULL));
	assert_true(may_have(path));
	assert_int_equal(g_remove(shallow), 0);
	assert_false(may_have(path));
	g_free(repo_git(path, NULL, "config remote.origin.promisor true"));
	assert_true(may_have(path));
	g_free(tip);
	g_free(shallow);
	repo_free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lacking) };

	return repo_run_tests(tests);
}
