/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include <git2.h>
#include "compare/pairing.h"

static void patch_free(void *data)
{
	struct patch_text *patch = data;

	g_string_free(patch->text, TRUE);
	g_free(patch);
}

/* A patch for each word: behind "=" its diff, a letter a line. */
static GPtrArray *patches_of(const char *text)
{
	GPtrArray *patches = g_ptr_array_new_with_free_func(patch_free);

	for (const char *at = text; *at;) {
		size_t len = strcspn(at + 1, " ");
		struct patch_text *patch = g_new0(struct patch_text, 1);

		patch->title = "";
		patch->text = g_string_new(NULL);
		patch->diff_lines = len;
		for (size_t i = 0; i < len; i++)
			g_string_append_printf(patch->text, "%c\n", at[1 + i]);
		g_ptr_array_add(patches, patch);
		at += 1 + len;
		at += *at == ' ';
	}
	return patches;
}

/* "0 - 2": the partner of each of the older ones. */
static void expect(const char *older, const char *newer, unsigned factor, const char *want)
{
	GPtrArray *a = patches_of(older), *b = patches_of(newer);
	int *partner_of = g_new(int, a->len + 1);
	GString *got = g_string_new(NULL);

	assert_int_equal(pairing_find(a, b, factor, partner_of), PAIRING_WHOLE);
	for (guint i = 0; i < a->len; i++) {
		if (partner_of[i] == PAIRING_NONE)
			g_string_append(got, i ? " -" : "-");
		else
			g_string_append_printf(got, i ? " %d" : "%d", partner_of[i]);
	}
	if (strcmp(got->str, want) != 0)
		fail_msg("'%s' and '%s' at %u %%: %s", older, newer, factor, got->str);
	g_string_free(got, TRUE);
	g_free(partner_of);
	g_ptr_array_unref(a);
	g_ptr_array_unref(b);
}

/* From which factor on two patches alone are a pair. */
static unsigned least_factor(const char *older, const char *newer)
{
	for (unsigned factor = 0; factor < 1000; factor++) {
		GPtrArray *a = patches_of(older), *b = patches_of(newer);
		int partner;

		pairing_find(a, b, factor, &partner);
		g_ptr_array_unref(a);
		g_ptr_array_unref(b);
		if (partner == 0)
			return factor;
	}
	return 1000;
}

/*
 * A pair is made where the diff of both, its "@@" and three lines around each change among it, is
 * not larger than that share of both.
 */
static void test_costs(void **state)
{
	static const struct {
		const char *older, *newer;
		unsigned factor;
	} rows[] = {
		{ "=abcdefghij", "=abcdefghij", 0 },
		{ "=abcdefghij", "=Xbcdefghij", 30 },
		{ "=abcdefghij", "=bacdefghij", 40 },
		{ "=abcdefghij", "=abcdXfghij", 50 },
		{ "=abcdefghij", "=abcdXYZhij", 70 },
		/* The same lines, one of them at its place. */
		{ "=abcdefghij", "=jihgfedcba", 100 },
		{ "=abcdefghij", "=klmnopqrst", 110 },
		{ "=abcd", "=abXd", 75 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		if (least_factor(rows[i].older, rows[i].newer) != rows[i].factor)
			fail_msg("'%s' and '%s': %u", rows[i].older, rows[i].newer,
				 least_factor(rows[i].older, rows[i].newer));
	/* What both have in common is enough, where it is does not: four lines, and the diff has
	 * nine. */
	expect("=abcdefghij", "=abXdefghijk", 20, "-");
}

static void test_equal(void **state)
{
	(void)state;
	expect("", "=ab", 60, "");
	expect("=ab", "", 60, "-");
	expect("=ab =cd =ef", "=ef =ab", 60, "1 - 0");
	/* Of several that are equal the last one comes first. */
	expect("=ab =ab =cd", "=ab", 60, "- 0 -");
	expect("=ab =ab =cd", "=cd =ab =ab", 60, "2 1 0");
	expect("=ab", "=ab =ab", 60, "0");
	/* One with an equal diff is nobody else's partner, however alike. */
	expect("=abcdefghij =abcdefghiX", "=abcdefghij", 100, "0 -");
	expect("=abcdefghiX =abcdefghij", "=abcdefghij =abcdefghiY", 60, "1 0");
	/* Each has a partner before one has the best. */
	expect("=abcdefghij =Xbcdefghij", "=Ybcdefghij =YZcdefghij", 100, "1 0");
}

/* So many patches, of a line each, all of them different. */
static GPtrArray *many(guint nr, const char *text)
{
	GPtrArray *patches = g_ptr_array_new_with_free_func(patch_free);

	for (guint i = 0; i < nr; i++) {
		struct patch_text *patch = g_new0(struct patch_text, 1);

		patch->title = i ? "" : "the same";
		patch->text = g_string_new(NULL);
		g_string_printf(patch->text, "%s %u\n", text, i);
		patch->diff_lines = 1;
		g_ptr_array_add(patches, patch);
	}
	return patches;
}

static void expect_many(guint older, guint newer, const char *text, enum pairing_limit want,
			int first)
{
	GPtrArray *a = many(older, "a"), *b = many(newer, text);
	int *partner_of = g_new(int, older);
	enum pairing_limit limit = pairing_find(a, b, 60, partner_of);

	if (limit != want || partner_of[0] != first)
		fail_msg("%u and %u: %d", older, newer, limit);
	g_free(partner_of);
	g_ptr_array_unref(a);
	g_ptr_array_unref(b);
}

/* Above a thousand, equal ones not counted, titles alone tell. */
static void test_many(void **state)
{
	(void)state;
	expect_many(PAIRING_MAX_PATCHES, 0, "b", PAIRING_WHOLE, PAIRING_NONE);
	expect_many(PAIRING_MAX_PATCHES + 1, 0, "b", PAIRING_TITLES, PAIRING_NONE);
	expect_many(PAIRING_MAX_PATCHES, 1, "b", PAIRING_TITLES, 0);
	expect_many(PAIRING_MAX_PATCHES, 1, "a", PAIRING_WHOLE, 0);
	expect_many(PAIRING_MAX_PATCHES + 1, 1, "a", PAIRING_WHOLE, 0);
	expect_many(PAIRING_MAX_PATCHES + 2, 1, "a", PAIRING_TITLES, 0);
}

static void test_reasons(void **state)
{
	(void)state;
	assert_null(pairing_limit_reason(PAIRING_WHOLE));
	assert_non_null(strstr(pairing_limit_reason(PAIRING_TITLES), "titles"));
	assert_non_null(strstr(pairing_limit_reason(PAIRING_ESTIMATES), "estimate"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_costs),
		cmocka_unit_test(test_equal),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_reasons),
	};
	int failed;

	git_libgit2_init();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	git_libgit2_shutdown();
	return failed;
}
