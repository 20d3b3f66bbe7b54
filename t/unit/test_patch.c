/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "patch/hunk.h"
#include "patch/patch.h"

#define HASH "0123456789abcdef0123456789abcdef01234567"
#define STAT " x.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n"
#define DIFF                                                                                       \
	"diff --git a/x.c b/x.c\nindex 1..2 100644\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n "      \
	"a\n-b\n+c\n"

static void check_slice(const char *name, struct slice got, const char *expected)
{
	if (!expected && !got.ptr)
		return;
	if (!expected || !got.ptr || !slice_eq(got, slice_str(expected)))
		fail_msg("%s is \"%.*s\", not \"%s\"", name, (int)got.len, got.ptr ? got.ptr : "",
			 expected ? expected : "(not there)");
}

static struct patch split(const char *text)
{
	struct patch patch;

	patch_split(slice_str(text), &patch);
	return patch;
}

static void test_patch(void **state)
{
	struct patch patch = split(
		"Why.\n\nSigned-off-by: A <a@example.org>\n---\nv2: better\n\n" STAT
		" create mode 100644 x.c\n\n" DIFF "\nbase-commit: " HASH "\n-- \n2.39.2\n\n");

	(void)state;
	check_slice("message", patch.message, "Why.\n\nSigned-off-by: A <a@example.org>\n");
	check_slice("trailers", patch.trailers, "Signed-off-by: A <a@example.org>");
	check_slice("notes", patch.notes, "v2: better\n\n");
	check_slice("diffstat", patch.diffstat, STAT " create mode 100644 x.c\n");
	check_slice("diff", patch.diff, DIFF "\n");
	check_slice("base_commit", patch.base_commit, HASH);
	check_slice("change_id", patch.change_id, NULL);
	check_slice("signature", patch.signature, "2.39.2\n\n");
	check_slice("listed", patch.listed,
		    "Why.\n\nSigned-off-by: A <a@example.org>\n---\nv2: better\n\n" STAT);
}

/* A diffstat in the text, above the "---" of the message, is quoted. */
static void test_diffstat_in_words(void **state)
{
	struct patch patch =
		split("It was:\n\n y.c | 1 +\n 1 file changed, 1 insertion(+)\n\n"
		      "Mend it.\n\nAcked-by: A <a@example.org>\n---\nv2: x\n" STAT "\n" DIFF);

	(void)state;
	check_slice("message", patch.message,
		    "It was:\n\n y.c | 1 +\n 1 file changed, 1 insertion(+)\n\n"
		    "Mend it.\n\nAcked-by: A <a@example.org>\n");
	check_slice("trailers", patch.trailers, "Acked-by: A <a@example.org>");
	check_slice("notes", patch.notes, "v2: x\n");
	check_slice("diffstat", patch.diffstat, STAT);
	/* It is that of the mail where "---" has neither behind it, or there is none. */
	patch = split("Why.\n\n" STAT "---\nbase-commit: " HASH "\n");
	check_slice("message", patch.message, "Why.\n\n");
	check_slice("diffstat", patch.diffstat, STAT);
	patch = split("Why.\n\n" STAT "\n" DIFF "---\n" STAT);
	check_slice("message", patch.message, "Why.\n\n");
}

static void test_cover(void **state)
{
	struct patch patch = split("Why.\n\nA (2):\n  x: one\n  x: two\n\n" STAT
				   "\n\nbase-commit: " HASH "\n-- \n2.39.2\n");

	(void)state;
	check_slice("message", patch.message, "Why.\n\nA (2):\n  x: one\n  x: two\n\n");
	check_slice("trailers", patch.trailers, NULL);
	check_slice("notes", patch.notes, NULL);
	check_slice("diffstat", patch.diffstat, STAT);
	check_slice("diff", patch.diff, NULL);
	check_slice("base_commit", patch.base_commit, HASH);
	check_slice("signature", patch.signature, "2.39.2\n");
	check_slice("listed", patch.listed, "Why.\n\nA (2):\n  x: one\n  x: two\n\n" STAT);
}

static void test_cover_of_b4(void **state)
{
	struct patch patch =
		split("Why.\n\nSigned-off-by: A <a@example.org>\n---\nA (1):\n      x\n\n" STAT
		      "---\nbase-commit: " HASH "\nchange-id: 20240101-x-0123456789ab\n\n"
		      "Best regards,\n-- \nA <a@example.org>\n");

	(void)state;
	check_slice("message", patch.message, "Why.\n\nSigned-off-by: A <a@example.org>\n");
	check_slice("notes", patch.notes, "A (1):\n      x\n\n");
	check_slice("diffstat", patch.diffstat, STAT);
	check_slice("base_commit", patch.base_commit, HASH);
	check_slice("change_id", patch.change_id, "20240101-x-0123456789ab");
	check_slice("signature", patch.signature, "A <a@example.org>\n");
}

static void test_below_the_diff(void **state)
{
	struct patch patch = split("Why.\n---\n" STAT "\n" DIFF "\n---\nbase-commit: " HASH
				   "\nchange-id: id\n\nBest regards,\n-- \nA\n");

	(void)state;
	check_slice("diff", patch.diff, DIFF "\n");
	check_slice("base_commit", patch.base_commit, HASH);
	check_slice("change_id", patch.change_id, "id");
	check_slice("signature", patch.signature, "A\n");
}

static void test_no_diffstat(void **state)
{
	struct patch patch = split("Why.\n---\nnote\n" DIFF "--\n2.39.2\n");

	(void)state;
	check_slice("message", patch.message, "Why.\n");
	check_slice("notes", patch.notes, "note\n");
	check_slice("diffstat", patch.diffstat, NULL);
	check_slice("diff", patch.diff, DIFF);
	check_slice("signature", patch.signature, "2.39.2\n");
	check_slice("listed", patch.listed, "Why.\n---\nnote\n");
}

/* "--" without its space is a signature by the version behind it. */
static void test_cut_signature(void **state)
{
	(void)state;
	check_slice("signature", split("Why.\n---\n" DIFF "--\n2.39.2\n").signature, "2.39.2\n");
	check_slice("signature", split("Why.\n---\n" DIFF "--\nA\n").signature, NULL);
	check_slice("signature", split("Why.\n---\n" DIFF "--\n").signature, NULL);
	check_slice("signature", split("Why.\n---\n" DIFF "-- \n").signature, "");
}

static void test_no_separator(void **state)
{
	struct patch patch = split("Why.\n\n" DIFF);

	(void)state;
	check_slice("message", patch.message, "Why.\n\n");
	check_slice("notes", patch.notes, NULL);
	check_slice("diff", patch.diff, DIFF);
	patch = split(DIFF);
	check_slice("message", patch.message, "");
	check_slice("listed", patch.listed, "");
}

static void test_nothing_but_text(void **state)
{
	struct patch patch = split("Why.\n\nbase-commit: " HASH "\n");

	(void)state;
	check_slice("message", patch.message, "Why.\n\n");
	check_slice("listed", patch.listed, "Why.\n\n");
	patch = split("Why.\n-- \nA\n");
	check_slice("message", patch.message, "Why.\n");
	check_slice("listed", patch.listed, "Why.\n");
	check_slice("signature", patch.signature, "A\n");
	patch = split("base-commit: unknown\nchange-id:\n");
	check_slice("message", patch.message, "base-commit: unknown\nchange-id:\n");
	check_slice("base_commit", patch.base_commit, NULL);
	check_slice("change_id", patch.change_id, NULL);
	patch = split("");
	check_slice("message", patch.message, "");
}

static void test_not_a_start(void **state)
{
	/* Quoted, indented, or prose that only looks like a start. */
	const char *text = "> ---\n> diff --git a/x b/x\n   diff --git a/x b/x\n   --- a/x\n"
			   "--- this is emphasis ---\nIndex: of what?\na | 3 columns\n"
			   " 3 files changed by hand\n    3 files changed, 1 insertion(+)\n"
			   "> base-commit: " HASH "\n----\n";
	struct patch patch = split(text);

	(void)state;
	check_slice("message", patch.message, text);
	check_slice("listed", patch.listed, text);
	check_slice("diff", patch.diff, NULL);
	check_slice("diffstat", patch.diffstat, NULL);
}

static void test_signature_inside_message(void **state)
{
	struct patch patch = split("Why.\n-- \nno signature\n---\n" STAT "\n" DIFF);

	(void)state;
	check_slice("message", patch.message, "Why.\n-- \nno signature\n");
	check_slice("signature", patch.signature, NULL);
}

static void test_hunks_hide_lines(void **state)
{
	const char *diff =
		"--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n--- \n-- \n+++ b/y\n+base-commit: " HASH
		"\n+diff --git a/z b/z\n context\n+-- \n";
	struct patch patch;
	char *text = g_strconcat("Why.\n---\n", diff, "-- \n2.39.2\n", NULL);

	(void)state;
	patch = split(text);
	check_slice("diff", patch.diff, diff);
	check_slice("base_commit", patch.base_commit, NULL);
	check_slice("signature", patch.signature, "2.39.2\n");
	g_free(text);
}

static void test_two_patches(void **state)
{
	struct patch patch =
		split("One.\n---\n" STAT "\n" DIFF
		      "-- \n2.39.2\n\nTwo.\n---\n 7 files changed\n" DIFF "-- \nend\n");

	(void)state;
	check_slice("message", patch.message, "One.\n");
	check_slice("diffstat", patch.diffstat, STAT);
	check_slice("diff", patch.diff, DIFF "-- \n2.39.2\n\nTwo.\n---\n 7 files changed\n" DIFF);
	check_slice("signature", patch.signature, "end\n");
}

static void test_diff_shown_in_a_cover(void **state)
{
	struct patch patch =
		split("On top of:\n\n" DIFF "\nA (1):\n  x\n\n" STAT "\n-- \n2.39.2\n");

	(void)state;
	check_slice("message", patch.message, "On top of:\n\n" DIFF "\nA (1):\n  x\n\n");
	check_slice("diffstat", patch.diffstat, STAT);
	check_slice("diff", patch.diff, NULL);
	check_slice("listed", patch.listed, "On top of:\n\n" DIFF "\nA (1):\n  x\n\n" STAT);
}

static void test_has_diff(void **state)
{
	static const char *const with[] = {
		DIFF,
		"x\n" DIFF,
		"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n",
		"--- x\n+++ y\n@@ -1 +1 @@\n",
		"--- x\r\n+++ y\r\n@@ -1 +1 @@\r\n",
		"Index: x\n=====================\n",
		"Index: x\n--- x\n+++ x\n@@ -1 +1 @@\n",
		"diff -urN a/x b/x\n--- a/x\n+++ b/x\n",
	};
	static const char *const without[] = {
		"",
		"> diff --git a/x b/x\n> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n",
		" diff --git a/x b/x\n --- a/x\n +++ b/x\n @@ -1 +1 @@\n",
		"--- x\n+++ y\n",
		"Index: x\n",
		"diff -u a b\n",
		"diff --git",
		"---\n+++ y\n@@ -1 +1 @@\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(with); i++)
		if (!patch_has_diff(slice_str(with[i])))
			fail_msg("no diff in \"%s\"", with[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(without); i++)
		if (patch_has_diff(slice_str(without[i])))
			fail_msg("a diff in \"%s\"", without[i]);
}

/* A hash has 7 to 64 digits. */
static void test_hashes(void **state)
{
	static const struct {
		int digits;
		bool good;
	} rows[] = { { 6, false }, { 7, true }, { 40, true }, { 64, true }, { 65, false } };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *hash = g_strnfill((gsize)rows[i].digits, 'a');
		char *text = g_strconcat("Why.\n\n" STAT "---\nbase-commit: ", hash, "\n", NULL);
		struct patch patch = split(text);

		check_slice("base_commit", patch.base_commit, rows[i].good ? hash : NULL);
		g_free(text);
		g_free(hash);
	}
}

static void test_hunk_begins(void **state)
{
	static const struct {
		const char *line;
		bool good;
		uint32_t old_lines, new_lines;
	} rows[] = {
		{ "@@ -1,2 +3,4 @@", true, 2, 4 },
		{ "@@ -1 +1 @@ int x(void)", true, 1, 1 },
		{ "@@ -0,0 +1,100000000 @@", true, 0, 100000000 },
		{ "@@ -1,2 +3,4", false, 0, 0 },
		{ "@@ -1,2 +3,4@@", false, 0, 0 },
		{ "@@ -1,2 3,4 @@", false, 0, 0 },
		{ "@@ 1,2 +3,4 @@", false, 0, 0 },
		{ "@@ -1, +3,4 @@", false, 0, 0 },
		{ "@@ -,2 +3,4 @@", false, 0, 0 },
		{ "@@ -1,2 +, @@", false, 0, 0 },
		{ "@@ -1,2 + @@", false, 0, 0 },
		{ "@@ -1,2", false, 0, 0 },
		{ "@@ -", false, 0, 0 },
		{ "@@-1,2 +3,4 @@", false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct hunk hunk = { 7, 7 };

		if (hunk_begin(&hunk, slice_str(rows[i].line)) != rows[i].good ||
		    hunk.old_lines != rows[i].old_lines || hunk.new_lines != rows[i].new_lines)
			fail_msg("'%s': %u %u", rows[i].line, hunk.old_lines, hunk.new_lines);
	}
}

#define CHANGED(before, lines) "diff --git a/a.c b/a.c\n" before lines

/* What a diff changes is the same, whatever stands around it, and however it is indented. */
static void test_same_diff(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ CHANGED("", "@@ -1,2 +1 @@\n x\n-y\n"), CHANGED("", "@@ -7,2 +7 @@\n z\n-y\n"),
		  true },
		{ CHANGED("", "@@ -1,2 +1 @@\n x\n-y\n"), CHANGED("", "@@ -1,2 +1 @@\n\n-y\n"),
		  true },
		{ CHANGED("", "@@ -1 +1 @@\n-y\n+z\n"), CHANGED("", "@@ -1 +1 @@\n-y\n+\tz \n"),
		  true },
		{ CHANGED("", "@@ -1 +1 @@\n-y\n+z\n"), CHANGED("", "@@ -1 +1 @@\n-y\n+zz\n"),
		  false },
		{ CHANGED("", "@@ -1 +1 @@\n-y\n+zz\n"), CHANGED("", "@@ -1 +1 @@\n-y\n+z\n"),
		  false },
		{ CHANGED("", "@@ -1 +1 @@\n-y\n+z\n"), CHANGED("", "@@ -1 +0,0 @@\n-y\n"), false },
		{ CHANGED("", "@@ -1 +0,0 @@\n-y\n"), CHANGED("", "@@ -1 +1 @@\n-y\n+z\n"), false },
		{ CHANGED("", ""), "diff --git a/b.c b/b.c\n", false },
		{ CHANGED("rename from a\n", ""), CHANGED("rename from b\n", ""), false },
		{ CHANGED("new mode 100644\n", ""), CHANGED("new mode 100755\n", ""), false },
		{ CHANGED("deleted file mode 100644\n", ""), CHANGED("", ""), false },
		{ CHANGED("index 1..2\n", ""), CHANGED("index 1..3\n", ""), true },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (patch_same_diff(slice_str(rows[i].a), slice_str(rows[i].b)) != rows[i].same)
			fail_msg("%s%s", rows[i].a, rows[i].b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patch),
		cmocka_unit_test(test_diffstat_in_words),
		cmocka_unit_test(test_cover),
		cmocka_unit_test(test_cover_of_b4),
		cmocka_unit_test(test_below_the_diff),
		cmocka_unit_test(test_no_diffstat),
		cmocka_unit_test(test_cut_signature),
		cmocka_unit_test(test_no_separator),
		cmocka_unit_test(test_nothing_but_text),
		cmocka_unit_test(test_not_a_start),
		cmocka_unit_test(test_signature_inside_message),
		cmocka_unit_test(test_hunks_hide_lines),
		cmocka_unit_test(test_two_patches),
		cmocka_unit_test(test_diff_shown_in_a_cover),
		cmocka_unit_test(test_has_diff),
		cmocka_unit_test(test_hashes),
		cmocka_unit_test(test_hunk_begins),
		cmocka_unit_test(test_same_diff),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
