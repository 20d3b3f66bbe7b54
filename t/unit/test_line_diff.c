/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <git2.h>
#include "compare/edit_script.h"
#include "compare/line_diff.h"

/* A diff as text: "@" and where a hunk starts, its lines. */
static void add_hunk(const struct line_hunk *hunk, void *data)
{
	g_string_append_printf(data, "@%zu\n", hunk->old_start);
}

static void add_line(char kind, struct slice line, void *data)
{
	g_string_append_c(data, kind);
	g_string_append_len(data, line.ptr, (gssize)line.len);
	g_string_append_c(data, '\n');
}

static int git_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *data)
{
	int start = hunk->old_lines ? hunk->old_start - 1 : hunk->old_start;

	(void)delta;
	add_hunk(&(struct line_hunk){ (size_t)MAX(start, 0) }, data);
	return 0;
}

static int git_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		    const git_diff_line *line, void *data)
{
	(void)delta;
	(void)hunk;
	add_line(line->origin, slice_of(line->content, line->content_len - 1), data);
	return 0;
}

static GString *diff_of_git(const GString *a, const GString *b, bool indent,
			    const struct line_diff_options *how)
{
	GString *out = g_string_new(NULL);
	git_diff_options options;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | (indent ? GIT_DIFF_INDENT_HEURISTIC : 0) |
			(how->ignore_space ? GIT_DIFF_IGNORE_WHITESPACE : 0);
	options.context_lines = how->context;
	git_diff_buffers(a->str, a->len, NULL, b->str, b->len, NULL, &options, NULL, NULL, git_hunk,
			 git_line, out);
	return out;
}

static void expect_as_git(const GString *a, const GString *b, bool indent,
			  const struct line_diff_options *how, unsigned seed)
{
	GString *want = diff_of_git(a, b, indent, how), *got = g_string_new(NULL);

	line_diff(slice_of(a->str, a->len), slice_of(b->str, b->len), indent, how,
		  &(struct line_diff_sink){ add_hunk, add_line, got });
	if (!g_string_equal(want, got))
		fail_msg("%u, %d %u %d: not as git's", seed, indent, how->context,
			 how->ignore_space);
	g_string_free(want, TRUE);
	g_string_free(got, TRUE);
}

/* What lines are made of: few kinds of them, so that many are equal; blank ones; indents. */
struct recipe {
	int lines, kinds; /* at the most */
	int edits;	  /* of a thousand lines */
	bool indents;
	int run;   /* as many lines are equal, as many edited, in turn; 0: all are edited */
	int fresh; /* of a thousand lines, those that are nowhere else */
};

static void append_line(GString *out, GRand *rand, const struct recipe *recipe)
{
	static const char *const indents[] = { "", "\t", "  ", "\t\t", "        ", "   \t" };
	int kind = g_rand_int_range(rand, 0, recipe->kinds);

	if (g_rand_int_range(rand, 0, 1000) < recipe->fresh)
		kind = g_rand_int_range(rand, 1000000, 2000000000);
	if (recipe->indents && !g_rand_int_range(rand, 0, 6)) {
		g_string_append(out, g_rand_int_range(rand, 0, 3) ? "\n" : " \t\r\n");
		return;
	}
	if (recipe->indents)
		g_string_append(out, indents[g_rand_int_range(rand, 0, G_N_ELEMENTS(indents))]);
	g_string_append_printf(out, "%d%s\n", kind,
			       recipe->indents && !g_rand_int_range(rand, 0, 9) ? " x \r" : "");
}

static bool is_edit(GRand *rand, const struct recipe *recipe, int line)
{
	if (recipe->run && line / recipe->run % 2)
		return false;
	return g_rand_int_range(rand, 0, 1000) < recipe->edits;
}

static void make_texts(GString *a, GString *b, GRand *rand, const struct recipe *recipe)
{
	int nr = g_rand_int_range(rand, 0, recipe->lines + 1);

	for (int i = 0; i < nr; i++) {
		gsize start = a->len;

		append_line(a, rand, recipe);
		if (!is_edit(rand, recipe, i))
			g_string_append(b, a->str + start);
		while (is_edit(rand, recipe, i))
			append_line(b, rand, recipe);
	}
}

/*
 * As git, in every case: with the many lines and edits behind which it takes what is best so far,
 * with lines that are too frequent to be of help, and groups that could stand anywhere.
 */
static void test_as_git(void **state)
{
	static const struct {
		int times;
		struct recipe recipe;
	} rows[] = {
		{ 30, { 9000, 3, 500, false, 0, 780 } },
		{ 30, { 9000, 3, 500, false, 0, 760 } },
		/* Texts of so many lines are gone on with from a run of equal ones. */
		{ 1000, { 12, 3, 400, false, 0, 0 } },
		{ 6666, { 30, 6, 200, true, 0, 0 } },
		{ 1333, { 300, 2, 100, true, 0, 0 } },
		{ 333, { 60, 40, 300, true, 0, 0 } },
		{ 100, { 400, 20, 300, true, 0, 100 } },
		{ 33, { 600, 2000, 20, true, 0, 0 } },
		{ 6, { 4000, 3000, 450, false, 0, 0 } },
		{ 6, { 4000, 30, 300, false, 0, 0 } },
		{ 2, { 20000, 9000, 600, false, 0, 0 } },
		{ 2, { 30000, 40, 700, false, 0, 0 } },
		{ 66, { 900, 60, 300, false, 0, 500 } },
		{ 33, { 2000, 30, 500, false, 0, 800 } },
		{ 3, { 8000, 12, 500, false, 0, 700 } },
		{ 2, { 30000, 3, 500, false, 0, 900 } },
		{ 2, { 90000, 9000, 100, false, 25, 0 } },
		{ 4, { 90000, 900, 120, false, 20, 0 } },
		{ 2, { 90000, 90, 250, false, 18, 0 } },
		{ 2, { 90000, 30000, 200, false, 60, 0 } },
	};
	unsigned seed = 0;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		for (int n = 0; n < rows[i].times; n++, seed++) {
			GRand *rand = g_rand_new_with_seed(seed);
			GString *a = g_string_new(NULL), *b = g_string_new(NULL);
			struct line_diff_options how = { seed % 5, seed % 3 == 0 };

			make_texts(a, b, rand, &rows[i].recipe);
			expect_as_git(a, b, seed & 1, &how, seed);
			g_string_free(a, TRUE);
			g_string_free(b, TRUE);
			g_rand_free(rand);
		}
}

/* Without one line in common, and with all: no diff of equal texts, and one hunk of others. */
static void test_edges(void **state)
{
	static const char *const texts[] = { "", "\n", "a\n", "a\na\n", "b\na\n", "\r\n", "a\r\n" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(texts); j++)
			for (unsigned n = 0; n < 8; n++) {
				struct line_diff_options how = { n & 2 ? 3 : 0, n & 4 };
				GString *a = g_string_new(texts[i]), *b = g_string_new(texts[j]);

				expect_as_git(a, b, n & 1, &how, n);
				g_string_free(a, TRUE);
				g_string_free(b, TRUE);
			}
}

/* What numbers count with is theirs again behind each pair: the second time, the same comes out. */
static void test_size(void **state)
{
	struct line_numbers *numbers = line_numbers_new(false);
	struct text_lines texts[3];
	static const size_t want[3][3] = { { 0, 5, 7 }, { 5, 0, 6 }, { 7, 6, 0 } };

	(void)state;
	text_lines_read(numbers, SLICE("a\nb\nc\n"), &texts[0]);
	text_lines_read(numbers, SLICE("a\nx\nc\n"), &texts[1]);
	text_lines_read(numbers, SLICE("x\ny\nx\n"), &texts[2]);
	for (int n = 0; n < 2 * 9; n++)
		assert_int_equal(line_diff_size(&texts[n / 3 % 3], &texts[n % 3], numbers),
				 want[n / 3 % 3][n % 3]);
	for (int i = 0; i < 3; i++)
		text_lines_clear(&texts[i]);
	line_numbers_free(numbers);
}

static struct text_lines random_lines(struct line_numbers *numbers, GRand *rand, GString *text)
{
	struct text_lines lines;

	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text, "%d\n", g_rand_int_range(rand, 0, 50));
	text_lines_read(numbers, slice_of(text->str, text->len), &lines);
	return lines;
}

/* How many lines are changed; the others are the same in both texts. */
static size_t count_changed(const struct edit_script *script, const struct text_lines *a,
			    const struct text_lines *b)
{
	size_t changed = 0, i = 0, k = 0;

	while (i < a->nr || k < b->nr) {
		if (i < a->nr && script->removed[i]) {
			changed++, i++;
		} else if (k < b->nr && script->added[k]) {
			changed++, k++;
		} else {
			assert_true(i < a->nr && k < b->nr);
			assert_int_equal(a->number[i++], b->number[k++]);
		}
	}
	return changed;
}

/* What has no more work to do is a script all the same, and nearly as good. */
static void test_hurried(void **state)
{
	static const int64_t works[] = { EDIT_SCRIPT_WORK, 100000, 0 };
	struct line_numbers *numbers = line_numbers_new(false);
	g_autoptr(GString) old = g_string_new(NULL), new = g_string_new(NULL);
	GRand *rand = g_rand_new_with_seed(1);
	struct text_lines a = random_lines(numbers, rand, old),
			  b = random_lines(numbers, rand, new);
	size_t changed[G_N_ELEMENTS(works)];

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(works); i++) {
		struct edit_script *script = edit_script_new(&a, &b, numbers, works[i]);

		changed[i] = count_changed(script, &a, &b);
		edit_script_free(script);
	}
	for (size_t i = 1; i < G_N_ELEMENTS(works); i++)
		assert_true(changed[0] < changed[i] && changed[i] < changed[0] + changed[0] / 4);
	text_lines_clear(&a);
	text_lines_clear(&b);
	line_numbers_free(numbers);
	g_rand_free(rand);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_git),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_hurried),
	};
	int failed;

	cmocka_set_message_output(CM_OUTPUT_TAP);
	git_libgit2_init();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	git_libgit2_shutdown();
	return failed;
}
