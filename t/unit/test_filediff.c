/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tree/filediff.h"

#define GIT "diff --git a/x b/x\n"
#define NAMES "--- a/x\n+++ b/x\n"

/* A text, and what is read: names ("-" for none), marks (rename, copy, binary, its contents), the
 * blob; of each hunk where it starts, its lines ("$" behind one without end), and how many of
 * context at both ends. */
static const struct {
	const char *text, *read;
} rows[] = {
	{ "", "" },
	{ "Text.\n", "" },
	{ GIT NAMES "@@ -1 +2 @@\n-a\n+b\n", "x x [1 2 -a +b 0 0]" },
	{ "Text.\n" NAMES "@@ -1 +1 @@\n-a\n+b\n", "x x [1 1 -a +b 0 0]" },
	{ NAMES "@@ -1 +1 @@\n-a\n+b", "x x [1 1 -a +b 0 0]" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n", "bad" },
	{ GIT NAMES "@@ -1 +1 @@\n+b\n", "bad" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n-b\n", "bad" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n+b\n+c\n", "x x [1 1 -a +b 0 0]" },
	{ GIT NAMES "@@ -1,4 +1,4 @@\n a\n b\n-c\n+d\n e\n", "x x [1 1  a  b -c +d  e 2 1]" },
	{ GIT NAMES "@@ -1,2 +1,2 @@\n a\n b\n", "x x [1 1  a  b 2 2]" },
	{ GIT NAMES "@@ -1,3 +1,2 @@\n a\n-b\n c\n", "x x [1 1  a -b  c 1 1]" },
	{ GIT NAMES "@@ -1,2 +1,2 @@\n\n\ta\n", "x x [1 1    \ta 2 2]" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\r\n+b\r\n", "x x [1 1 -a\r +b\r 0 0]" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n\\ No newline\n+b\n", "x x [1 1 -a$ +b 0 0]" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n+b\n\\ No newline\n", "x x [1 1 -a +b$ 0 0]" },
	{ "\\ No newline\n" GIT NAMES "\\ No\n@@ -1 +1 @@\n\\ No\n-a\n+b\n",
	  "x x [1 1 -a +b 0 0]" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n+b\n@@ -8 +9 @@ f\n-c\n+d\n",
	  "x x [1 1 -a +b 0 0] [8 9 -c +d 0 0]" },
	{ GIT NAMES "@@ -1 +1 @@\n-a\n+b\n" GIT NAMES "@@ -8 +9 @@ f\n-c\n+d\n",
	  "x x [1 1 -a +b 0 0]; x x [8 9 -c +d 0 0]" },
	{ NAMES "@@ -1 +1 @@\n-a\n+b\n" NAMES "@@ -8 +9 @@ f\n-c\n+d\n",
	  "x x [1 1 -a +b 0 0]; x x [8 9 -c +d 0 0]" },
	{ GIT NAMES "@@ -1 +1 @@\n--- a/y\n+++ b/y\n", "x x [1 1 --- a/y +++ b/y 0 0]" },
	{ "@@ -1 +1 @@\n-a\n+b\n", "" },
	{ GIT NAMES "@@ -100000000000 +1 @@\n-a\n+b\n", "x x [1000000000 1 -a +b 0 0]" },
	{ GIT "new file mode 100644\nindex 000..1a2\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n",
	  "- x 000 [0 1 +a 0 0]" },
	{ GIT "new file mode 100644\n", "- x" },
	{ GIT "deleted file mode 100644\nindex 1a2..000\n", "x - 1a2" },
	{ GIT "index 1A2bcg..000 100644\n", "x x 1A2bc" },
	{ GIT "index ..000\n", "x x" },
	{ "diff --git a/x b/y\nrename from x\nrename to y\n--- a/x\n+++ b/z\n", "x y rename" },
	{ "diff --git a/x b/y\ncopy from x\ncopy to y\n--- a/x\n+++ b/z\n", "x y copy" },
	{ "diff --git a/x b/y\nrename from \"x\\ty\"\nrename to y \n", "x\ty y rename" },
	{ GIT "index 1..2\nBinary files a/x and b/x differ\n", "x x binary 1" },
	{ GIT "index 1..2\nGIT binary patch\nliteral 1\n", "x x binary contents 1" },
	{ GIT "--- a/x\nText\n@@ -1 +1 @@\n-a\n+b\n", "x x [1 1 -a +b 0 0]" },
	{ GIT "--- a/y\n+++ b/z\n@@ -1 +1 @@\n-a\n+b\n", "y z [1 1 -a +b 0 0]" },
	{ GIT "--- a/y\n+++ /dev/null\ndeleted file mode 100644\n", "x -" },
	{ GIT "--- /dev/null\n+++ b/y\nnew file mode 100644\n", "- x" },
	{ GIT "--- a/y\n+++ b/z\nrename from x\n", "x z rename" },
	{ GIT "rename to b/z\n--- a/y\n+++ b/z\n", "y b/z rename" },
	{ GIT "new file mode 100644\n" NAMES GIT "rename from y\n" GIT NAMES,
	  "x x; y x rename; x x" },
	{ "diff --git a/x y\n--- a/x\n+++ b/x\n", "x x" },
	{ "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", "x - [1 0 -a 0 0]" },
};

static void describe_hunk(GString *out, const struct filediff_hunk *hunk)
{
	g_string_append_printf(out, " [%u %u", hunk->old_start, hunk->new_start);
	for (guint i = 0; i < hunk->lines->len; i++) {
		const struct filediff_line *line =
			&g_array_index(hunk->lines, struct filediff_line, i);

		g_string_append_printf(out, " %c%.*s%s", line->kind, (int)line->text.len,
				       line->text.ptr, line->no_end ? "$" : "");
	}
	g_string_append_printf(out, " %u %u]", hunk->leading, hunk->trailing);
}

static GString *describe(const GArray *files)
{
	GString *out = g_string_new(files ? NULL : "bad");

	for (guint i = 0; files && i < files->len; i++) {
		const struct filediff *file = &g_array_index(files, struct filediff, i);

		g_string_append_printf(
			out, "%s%s %s%s%s%s%s", i ? "; " : "",
			file->old_path ? file->old_path : "-",
			file->new_path ? file->new_path : "-", file->is_rename ? " rename" : "",
			file->is_copy ? " copy" : "", file->is_binary ? " binary" : "",
			file->has_binary ? " contents" : "");
		if (*file->old_blob)
			g_string_append_printf(out, " %s", file->old_blob);
		for (guint k = 0; k < file->hunks->len; k++)
			describe_hunk(out, &g_array_index(file->hunks, struct filediff_hunk, k));
	}
	return out;
}

static void test_diffs(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct pool pool = POOL_INIT;
		GArray *files = filediff_read(&pool, slice_str(rows[i].text));
		GString *got = describe(files);

		if (strcmp(got->str, rows[i].read) != 0)
			fail_msg("%s is '%s'", rows[i].text, got->str);
		g_string_free(got, TRUE);
		if (files)
			g_array_unref(files);
		pool_release(&pool);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_diffs) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
