/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/limits.h"
#include "patch/patch.h"

#define GIT(path) "diff --git a/" path " b/" path "\n"
#define INDEX "index 1111111..2222222 100644\n"
#define NAMES(path) "--- a/" path "\n+++ b/" path "\n"
#define HUNK "@@ -1,2 +1,3 @@ int x(void)\n a\n-b\n+c\n+d\n"

static struct pool pool = POOL_INIT;

static struct diffstat parse(const char *text)
{
	struct diffstat stat;
	struct patch patch;

	patch_split(slice_str(text), &patch);
	diffstat_parse(&pool, &patch, &stat);
	return stat;
}

static void check_totals(const char *text, uint32_t files, uint32_t insertions, uint32_t deletions,
			 bool from_diff)
{
	struct diffstat stat = parse(text);

	if (!stat.known || stat.from_diff != from_diff || stat.files != files ||
	    stat.insertions != insertions || stat.deletions != deletions)
		fail_msg("\"%s\": known %d, from diff %d, %u/%u/%u", text, stat.known,
			 stat.from_diff, stat.files, stat.insertions, stat.deletions);
}

/* paths: separated by "|". */
static void check_paths(const char *text, const char *paths)
{
	struct diffstat stat = parse(text);
	char *joined = g_strjoinv("|", (char **)stat.paths);

	assert_string_equal(joined, paths);
	assert_int_equal(g_strv_length((char **)stat.paths), stat.nr_paths);
	g_free(joined);
}

static int release_pool(void **state)
{
	(void)state;
	pool_release(&pool);
	return 0;
}

static void test_summary(void **state)
{
	(void)state;
	check_totals(" 3 files changed, 29 insertions(+), 5 deletions(-)\n", 3, 29, 5, false);
	check_totals(" 1 file changed, 1 deletion(-)\n", 1, 0, 1, false);
	check_totals(" 1 file changed, 2 insertions(+), 3 deletions(-)", 1, 2, 3, false);
	check_totals(" 0 files changed\n", 0, 0, 0, false);
	check_totals("3 files changed, 7 insertions(+)\n", 3, 7, 0, false);
	check_totals(" 1 file changed, 1 insertion(+)  \r\n", 1, 1, 0, false);
	check_totals(" 5000000000 files changed\n", UINT32_MAX, 0, 0, false);
}

/* What is applied counts, and what the text says of it is compared with that: the first summary. */
static void test_summary_and_diff(void **state)
{
	static const struct {
		const char *text;
		uint32_t files, insertions, deletions;
		bool differs;
	} texts[] = {
		{ " x | 3 ++-\n 1 file changed, 2 insertions(+), 1 deletion(-)\n\n" GIT("x")
			  NAMES("x") HUNK "-- \n2.1\n y | 9 +\n 9 files changed, 9 insertions(+)\n",
		  1, 2, 1, false },
		{ " 1 file changed, 7 insertions(+)\n\n" GIT("x") NAMES("x") HUNK, 1, 2, 1, true },
		{ " 1 file changed, 2 insertions(+), 1 deletion(-)\n\n" GIT("x") NAMES("x") HUNK
		  "-- \n2.39\n\n" GIT("y") NAMES("y") HUNK,
		  2, 4, 2, true },
		{ "It read:\n" NAMES("y") HUNK
		  "---\n x | 3 ++-\n"
		  " 1 file changed, 2 insertions(+), 1 deletion(-)\n\n" GIT("x") NAMES("x") HUNK,
		  2, 4, 2, true },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct diffstat stat = parse(texts[i].text);

		check_totals(texts[i].text, texts[i].files, texts[i].insertions, texts[i].deletions,
			     false);
		assert_int_equal(stat.differs, texts[i].differs);
	}
}

/* The names that git apply takes. */
static void test_names(void **state)
{
	(void)state;
	check_paths(GIT("shown.c") INDEX NAMES("applied.c") HUNK, "applied.c");
	check_paths(GIT("shown.c") "prose\n" NAMES("applied.c") HUNK, "applied.c");
	check_paths("diff --git a/x b/y\nrename from x\nrename to y\n" NAMES("z") HUNK, "x|y");
	check_paths("--- a/x.c.orig\n+++ b/x.c\n" HUNK, "x.c");
	check_paths("--- a/x.c\n+++ b/x.c.new\n" HUNK, "x.c");
	check_paths("--- a/a.out  2025-07-15 14:45:14.951719283 -0700\n"
		    "+++ b/a.out.bad\t2025-07-15 14:45:14.951719283 -0700\n" HUNK,
		    "a.out");
	check_paths("--- not a name\n+++ of a file\n\n" GIT("x") NAMES("x") HUNK, "x");
}

static void test_no_summary(void **state)
{
	static const char *const texts[] = {
		"",
		"text\n",
		"> 3 files changed, 29 insertions(+), 5 deletions(-)\n",
		" 3 files changed their owner\n",
		"   3 files changed, 1 insertion(+)\n",
		" x | 3 +++\n",
		" 3 files changed, 1 insertion(+), 2 more\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct diffstat stat = parse(texts[i]);

		if (stat.known || stat.from_diff || stat.files || stat.insertions || stat.deletions)
			fail_msg("\"%s\" is known", texts[i]);
		assert_non_null(stat.paths);
		assert_null(stat.paths[0]);
		assert_int_equal(stat.nr_paths, 0);
	}
}

static void test_counted(void **state)
{
	(void)state;
	check_totals(GIT("x") INDEX NAMES("x") HUNK, 1, 2, 1, true);
	check_totals(GIT("x") NAMES("x") HUNK HUNK GIT("y") NAMES("y") HUNK "-- \n2.1\n", 2, 6, 3,
		     true);
	check_totals(GIT("x") NAMES("x") "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n", 1,
		     1, 1, true);
	/* Lines inside a hunk that look like something else. */
	check_totals(GIT("x") NAMES("x") "@@ -1,3 +1,3 @@\n--- a/y\n-- \n+++ b/y\n++ \n x\n", 1, 2,
		     2, true);
	/* Context lines whose space a mailer cut off. */
	check_totals(GIT("x") NAMES("x") "@@ -1,3 +1,4 @@\n\n\ta\n+b\n c\n", 1, 1, 0, true);
}

static void test_broken_hunks(void **state)
{
	(void)state;
	check_totals(GIT("x") NAMES("x") "@@ -1,9 +1,9 @@\n+a\nwrapped\n" GIT("y") NAMES("y") HUNK,
		     2, 3, 1, true);
	check_totals(GIT("x") NAMES("x") "@@ nonsense\n+a\n", 1, 0, 0, true);
	check_totals(GIT("x") NAMES("x") "@@ -1,99999999999999999999 +1,2 @@\n+a\n", 1, 1, 0, true);
	check_totals(GIT("x") NAMES("x") "@@ -1 +1 @@", 1, 0, 0, true);
}

static void test_without_hunks(void **state)
{
	(void)state;
	check_totals(GIT("x.bin") INDEX
		     "GIT binary patch\nliteral 3\nKcmZQzWC\n\nliteral 0\nHcmV?d\n\n",
		     1, 0, 0, true);
	check_paths(GIT("x.bin") INDEX "Binary files a/x.bin and b/x.bin differ\n", "x.bin");
	check_paths(GIT("x.sh") "old mode 100644\nnew mode 100755\n", "x.sh");
	check_paths(GIT("empty") "new file mode 100644\nindex 0000000..e69de29\n", "empty");
	check_totals(GIT("x.sh") "old mode 100644\nnew mode 100755\n", 1, 0, 0, true);
}

static void test_renames(void **state)
{
	(void)state;
	check_paths("diff --git a/old name.c b/new name.c\nsimilarity index 100%\n"
		    "rename from old name.c\nrename to new name.c\n",
		    "new name.c|old name.c");
	check_paths(
		"diff --git a/old.c b/new.c\nsimilarity index 90%\ncopy from old.c\ncopy to new.c\n"
		"--- a/old.c\n+++ b/new.c\n" HUNK,
		"new.c|old.c");
	/* Folders of one letter are no prefixes where git names the files. */
	check_paths("diff --git a/x/1.c b/y/1.c\nrename from x/1.c\nrename to y/1.c\n",
		    "x/1.c|y/1.c");
}

static void test_names_in_diff(void **state)
{
	(void)state;
	check_paths(GIT("b.c") NAMES("b.c") HUNK GIT("a.c") NAMES("a.c") HUNK GIT("b.c")
			    NAMES("b.c") HUNK,
		    "a.c|b.c");
	check_paths(GIT("a b.c") "--- a/a b.c\t\n+++ b/a b.c\t\n" HUNK, "a b.c");
	check_paths(
		"diff --git \"a/f\\303\\244 \\\"x\\\\.c\" \"b/f\\303\\244 \\\"x\\\\.c\"\n" INDEX,
		"f\303\244 \"x\\.c");
	check_paths("diff --git a/plain \"b/t\\tb\"\nrename from plain\nrename to \"t\\tb\"\n",
		    "plain|t\tb");
	check_paths("diff --git \"a/\\377\" \"b/\\377\"\n" INDEX, "\357\277\275");
	/* Without prefixes it takes an option for git to read the names so. */
	check_paths("diff --git x/1.c x/1.c\n--- x/1.c\n+++ x/1.c\n" HUNK, "1.c|x/1.c");
	check_paths("diff --git x/1.c x/1.c\nold mode 100644\nnew mode 100755\n", "1.c|x/1.c");
	check_paths("diff --git x/1.c x/1.c\nnew file mode 100644\n--- /dev/null\n+++ x/1.c\n" HUNK,
		    "1.c|x/1.c");
	check_paths("diff --git 1.c 1.c\n--- 1.c\n+++ 1.c\n" HUNK, "1.c");
	check_paths("diff --git i/1.c w/1.c\n--- i/1.c\n+++ w/1.c\n" HUNK, "1.c");
}

static void test_names_of_other_diffs(void **state)
{
	(void)state;
	check_paths("--- a/x.c\n+++ b/x.c\n" HUNK "--- a/y.c\n+++ b/y.c\n" HUNK, "x.c|y.c");
	check_paths("--- /dev/null\n+++ b/new.c\n@@ -0,0 +1 @@\n+a\n--- a/gone.c\n+++ /dev/null\n"
		    "@@ -1 +0,0 @@\n-a\n",
		    "gone.c|new.c");
	check_totals("--- a/x.c\n+++ b/x.c\n" HUNK "--- a/y.c\n+++ b/y.c\n" HUNK, 2, 4, 2, true);
	check_paths("--- linux.orig/arch/x.c\t2024-01-01 00:00:00.000000000 +0000\n"
		    "+++ linux/arch/x.c\t2024-01-02 00:00:00.000000000 +0000\n" HUNK,
		    "arch/x.c");
	check_paths("--- virt/kvm/x.c\n+++ virt/kvm/x.c\n" HUNK, "kvm/x.c|virt/kvm/x.c");
	check_paths("--- /dev/null\n+++ new/x.c\n" HUNK, "new/x.c|x.c");
	check_paths("Index: trunk/x.c\n===================\n--- trunk/x.c\t(revision 1)\n"
		    "+++ trunk/x.c\t(working copy)\n" HUNK "Index: trunk/bin\n===================\n"
		    "Cannot display\n",
		    "trunk/bin|trunk/x.c|x.c");
	check_paths("diff -urN a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n" HUNK, "x.c");
}

/* Each is what "git apply --numstat" prints, for which a name may be anything. */
static void test_names_as_git_reads_them(void **state)
{
	(void)state;
	check_paths("diff --git old/x.c new/x.c\n--- /dev/null\n+++ new/x.c\n" HUNK, "x.c");
	check_paths("diff --git old/x.c new/y/z.c\n--- old/x.c\n+++ new/y/z.c\n" HUNK, "x.c|y/z.c");
	check_paths("diff --git a/x b/x\n--- doc/Makefile\n+++ doc/Makefile\n" HUNK, "Makefile");
	check_paths("diff --git old/x new/x\n--- Makefile\n+++ README\n" HUNK, "x");
	check_paths("diff --git a/x b/x\nrename old y\nrename new z\n", "y|z");
	check_paths("diff --git a/x b/x\nrename from t\tb\nrename to z\rw\n", "t\tb|z");
	check_paths("diff --git a/x  b/x \nold mode 100644\nnew mode 100755\n", "x ");
	check_paths(GIT("x") "--- a/x \n+++ b/x \n" HUNK, "x ");
	check_paths(GIT("x") "--- a//x///y\n+++ b//x/y\n" HUNK, "/x/y");
	check_paths(GIT("x") "--- a/x\ry\n+++ b/x\ry\n" HUNK, "x");
	check_paths("diff --git old/a b/c linux/a b/c\nold mode 100644\nnew mode 100755\n",
		    "a b/c");
	/* Behind a file of another diff that is in no folder nothing is taken off any more. */
	check_paths("--- x\n+++ x\n" HUNK "--- /dev/null\n+++ b/y.c\n" HUNK, "b/y.c|x");
	check_paths("--- x\n+++ x\n" HUNK GIT("y") NAMES("y") HUNK, "a/y|b/y|x");
	check_paths(GIT("y") NAMES("y") HUNK "--- /dev/null\n+++ x\n" HUNK, "x|y");
}

/* Header lines in an order that git does not write: each sets its own name, as git apply does. */
static void test_header_in_any_order(void **state)
{
	static const struct {
		const char *text, *paths;
	} rows[] = {
		{ GIT("dir/g") "--- a/doc\n+++ /dev/null\ndeleted file mode 100644\n", "dir/g" },
		{ GIT("dir/g") "+++ b/doc\nnew file mode 100644\n", "dir/g" },
		{ GIT("dir/g") "new file mode 100644\n--- /dev/null\n", "dir/g" },
		{ GIT("dir/g") "--- a/doc\n+++ b/doc\ndeleted file mode 100644\n", "dir/g|doc" },
		{ "diff --git a/f b/dir/new\n--- a/f\n+++ b/dir/new\nrename from f\n" HUNK,
		  "dir/new|f" },
		{ "diff --git a/f b/dir/new\nrename to b/new\n--- a/f\n" HUNK, "b/new|f" },
		{ "diff --git a/f b/g\n--- a/k\n+++ b/l\nrename from f\nrename to g\n" HUNK,
		  "f|g" },
		{ "diff --git dir/g dir/g\n+++ b/doc\nnew file mode 100644\n", "dir/g|g" },
		{ GIT("f") "--- a/g\n+++ b/g\n" HUNK "deleted file mode 100644\n", "g" },
		{ "diff --git o/g n/g\n--- a/\n" INDEX, "g" },
		/* git apply takes no file from the line alone, but names the next one after it. */
		{ GIT("dir/g") "prose\n", "" },
		{ "diff --git dir/g dir/g\n" GIT("f") "rename from dir/g\n", "dir/g|g" },
		{ GIT("dir/g") "prose\n" GIT("f") GIT("g") INDEX GIT("h") INDEX, "dir/g|h" },
		{ GIT("dir/g") GIT("f") "new file mode 100644\n--- /dev/null\n", "f" },
		{ GIT("dir/g") GIT("f") "rename from x\nrename to y\n", "x|y" },
		{ GIT("dir/g") HUNK, "dir/g" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		check_paths(rows[i].text, rows[i].paths);
	check_totals(GIT("dir/g") GIT("f") INDEX, 1, 0, 0, true);
}

static void test_paths_of_diffstat(void **state)
{
	const char *summary = " 1 file changed, 1 insertion(+)\n";
	static const struct {
		const char *line, *paths;
	} lines[] = {
		{ " arch/x.c | 3 +-\n", "arch/x.c" },
		{ " a | b.c | 3 +-\n", "a | b.c" },
		{ " .../kvm/x.c | 3 +-\n", ".../kvm/x.c" },
		{ " x.bin | Bin 0 -> 99 bytes\n", "x.bin" },
		{ " old.c => new.c | 0\n", "new.c|old.c" },
		{ " arch/{arm => arm64}/kvm.c | 0\n", "arch/arm/kvm.c|arch/arm64/kvm.c" },
		{ " a/{ => sub}/x.c | 0\n", "a/sub/x.c|a/x.c" },
		{ " {a => b}/x.c | 0\n", "a/x.c|b/x.c" },
		{ " { => b}/x.c | 0\n", "b/x.c|x.c" },
		{ " a/{x.c => y.c} | 0\n", "a/x.c|a/y.c" },
		{ " a/{x.c => y.c | 0\n", "a/{x.c|y.c" },
		{ " \"f\\303\\244\" | 1 +\n", "f\303\244" },
		{ " x.c (new) | 1 +\n y.c (gone) | 1 -\n", "x.c|y.c" },
		{ " b | 1 +\n a | 1 +\n b | 1 +\n", "a|b" },
		{ " x.c |\n a | 1 +\n", "a" },
		{ " x.c | y\n a | 1 +\n", "a" },
		{ " | 1 +\n a | 1 +\n", "a" },
		{ " > x.c | 1 +\n a | Unmerged\n", "a" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		char *text = g_strconcat(lines[i].line, summary, NULL);

		check_paths(text, lines[i].paths);
		g_free(text);
	}
}

/* The diff's names are whole, those of a diffstat may be cut. */
static void test_diff_names_first(void **state)
{
	(void)state;
	check_paths(" .../x.c | 1 +\n 1 file changed, 1 insertion(+)\n\n" GIT("arch/x.c")
			    NAMES("arch/x.c") HUNK,
		    "arch/x.c");
}

static void test_many_files(void **state)
{
	GString *text = g_string_new(NULL);
	struct diffstat stat;

	(void)state;
	for (unsigned i = 50000; i > 0; i--)
		g_string_append_printf(text, "diff --git a/f%05u b/f%05u\n" INDEX, i, i);
	stat = parse(text->str);
	assert_int_equal(stat.files, 50000);
	assert_int_equal(stat.nr_paths, MAIL_MAX_PATHS);
	assert_string_equal(stat.paths[0], "f00001");
	assert_null(stat.paths[MAIL_MAX_PATHS]);
	g_string_free(text, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_summary),
		cmocka_unit_test(test_summary_and_diff),
		cmocka_unit_test(test_names_in_diff),
		cmocka_unit_test(test_no_summary),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_broken_hunks),
		cmocka_unit_test(test_without_hunks),
		cmocka_unit_test(test_renames),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_names_of_other_diffs),
		cmocka_unit_test(test_names_as_git_reads_them),
		cmocka_unit_test(test_header_in_any_order),
		cmocka_unit_test(test_paths_of_diffstat),
		cmocka_unit_test(test_diff_names_first),
		cmocka_unit_test(test_many_files),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, release_pool);
}
