/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "inbox/pathspec.h"
#include "inbox/wildmatch.h"

/* What a pattern matches with a slash as any other byte, and what where it parts names. */
static const struct {
	const char *pattern, *text;
	bool plain, pathname;
} rows[] = {
	{ "a", "a", true, true },
	{ "a", "ab", false, false },
	{ "a", "b", false, false },
	{ "a.b", "axb", false, false },
	{ "?", "a", true, true },
	{ "?", "\n", true, true },
	{ "?", "/", true, false },
	{ "?", "", false, false },
	{ "*", "", true, true },
	{ "a*c", "abbc", true, true },
	{ "a*c", "ab/c", true, false },
	{ "*c", "b/c", true, false },
	{ "a*", "a/c", true, false },
	{ "**", "a/b", true, true },
	{ "**/b", "b", false, true },
	{ "**/b", "a/b", true, true },
	{ "**/b", "c/a/b", true, true },
	{ "**/b", "ab", false, false },
	{ "a/**", "a/b/c", true, true },
	{ "a/**", "a", false, false },
	{ "a/**/b", "a/b", false, true },
	{ "a/**/b", "a/c/d/b", true, true },
	{ "a/***/b", "a/c/d/b", true, true },
	{ "a**/b", "a/c/b", true, false },
	{ "a**/b", "ac/b", true, true },
	{ "**b", "a/b", true, false },
	{ "a/**b", "a/c/b", true, false },
	{ "**\\/b", "a/b", true, true },
	{ "**\\/b", "b", false, false },
	{ "**\\/b", "c/a/b", true, true },
	{ "**a/b", "c/da/b", true, false },
	{ "**\\ab", "a/ab", true, false },
	{ "\\*", "*", true, true },
	{ "\\*", "a", false, false },
	{ "a\\", "a", false, false },
	{ "a\\", "a\\", false, false },
	{ "[ab]", "b", true, true },
	{ "[ab]", "c", false, false },
	{ "[a-c]", "b", true, true },
	{ "[a-c]", "c", true, true },
	{ "[a-c]", "d", false, false },
	{ "[a-c]", "-", false, false },
	{ "[c-a]", "c", true, true },
	{ "[c-a]", "a", false, false },
	{ "[c-a]", "b", false, false },
	{ "[a-]", "-", true, true },
	{ "[a-]", "b", false, false },
	{ "[!a]", "b", true, true },
	{ "[!a]", "a", false, false },
	{ "[^a]", "b", true, true },
	{ "[^a]", "a", false, false },
	{ "[!a]", "/", true, false },
	{ "[a/]", "/", true, false },
	{ "[]]", "]", true, true },
	{ "[]a]", "a", true, true },
	{ "[!]]", "]", false, false },
	{ "[!]]", "a", true, true },
	{ "[\\]]", "]", true, true },
	{ "[\\a-c]", "b", true, true },
	{ "[a-\\c]", "b", true, true },
	{ "[a", "a", false, false },
	{ "[a", "[a", false, false },
	{ "[a-", "a", false, false },
	{ "[a\\", "a", false, false },
	{ "[a]b", "ab", true, true },
	{ "[[:alpha:]]", "a", true, true },
	{ "[[:alpha:]]", "1", false, false },
	{ "[[:digit:]a]", "1", true, true },
	{ "[[:digit:]a]", "a", true, true },
	{ "[[:digit:]a]", "b", false, false },
	{ "[[:digits:]]", "1", false, false },
	{ "[[:digits:]]", "s", false, false },
	{ "[[:alpha]", "[", true, true },
	{ "[[:alpha]", ":", true, true },
	{ "[[a]", "[", true, true },
	{ "[[:]", ":", true, true },
};

static void test_wildcards(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
		bool pathname = i % 2, expect = pathname ? rows[i / 2].pathname : rows[i / 2].plain;
		char *pcre = wildmatch_to_pcre(rows[i / 2].pattern, pathname);

		if (g_regex_match_simple(pcre, rows[i / 2].text,
					 G_REGEX_RAW | G_REGEX_DOTALL | G_REGEX_ANCHORED,
					 0) != expect)
			fail_msg("'%s' on '%s': %d", rows[i / 2].pattern, rows[i / 2].text,
				 !expect);
		g_free(pcre);
	}
}

/* Up to three pathspecs from within a folder, and whether a file is meant: 1, 0, or -1 for an
 * error. */
static const struct {
	const char *elements[3];
	const char *prefix, *path;
	int means;
	unsigned defaults;
} specs[] = {
	{ { "" }, "", "a", -1, 0 },
	{ { "." }, "", "a", 1, 0 },
	{ { "a" }, "", "a", 1, 0 },
	{ { "a" }, "", "a/b", 1, 0 },
	{ { "a" }, "", "ab", 0, 0 },
	{ { "a/" }, "", "a/b", 1, 0 },
	{ { "a/" }, "", "a", 0, 0 },
	{ { "a/b" }, "", "a", 0, 0 },
	{ { "./a" }, "", "a", 1, 0 },
	{ { "a//b" }, "", "a/b", 1, 0 },
	{ { "c/../a" }, "", "a", 1, 0 },
	{ { "c/d/../../a" }, "", "a", 1, 0 },
	{ { ".." }, "", "a", -1, 0 },
	{ { "/a" }, "", "a", -1, 0 },
	{ { "..a" }, "", "..a", 1, 0 },
	{ { ".a" }, "", ".a", 1, 0 },
	{ { "b" }, "a/", "a/b", 1, 0 },
	{ { "b" }, "a/", "b", 0, 0 },
	{ { "." }, "a/", "a/b", 1, 0 },
	{ { "." }, "a/", "b", 0, 0 },
	{ { "../b" }, "a/", "b", 1, 0 },
	{ { "../../b" }, "a/", "b", -1, 0 },
	{ { "../../b" }, "a/c/", "b", 1, 0 },
	{ { ":/b" }, "a/", "b", 1, 0 },
	{ { ":(top)b" }, "a/", "b", 1, 0 },
	{ { ":(top)./b" }, "a/", "b", 0, 0 },
	{ { ":b" }, "", "b", 1, 0 },
	{ { "::b" }, "", "b", 1, 0 },
	{ { ":/:b" }, "a/", "b", 1, 0 },
	{ { ":" }, "", "b", 1, 0 },
	{ { ":%b" }, "", "b", -1, 0 },
	{ { ":(top" }, "", "b", -1, 0 },
	{ { ":(pot)b" }, "", "b", -1, 0 },
	{ { ":(to)b" }, "", "b", -1, 0 },
	{ { ":()b" }, "", "b", 1, 0 },
	{ { ":(top,icase)B" }, "a/", "b", 1, 0 },
	{ { ":(icase)B" }, "", "b", 1, 0 },
	{ { ":(icase)B*" }, "", "bc", 1, 0 },
	{ { ":(icase)b*C" }, "", "bc", 1, 0 },
	{ { ":(icase)B" }, "a/", "A/b", 0, 0 },
	{ { ":(icase)B" }, "a/", "a/b", 1, 0 },
	{ { "B" }, "", "b", 0, 0 },
	{ { "B" }, "", "b", 1, PATHSPEC_ICASE },
	{ { "b*d" }, "", "b/c/d", 1, 0 },
	{ { ":(glob)b*d" }, "", "b/c/d", 0, 0 },
	{ { "b*d" }, "", "b/c/d", 0, PATHSPEC_GLOB },
	{ { ":(literal)b*d" }, "", "bcd", 0, 0 },
	{ { ":(literal)b*d" }, "", "b*d", 1, 0 },
	{ { "b*d" }, "", "bcd", 0, PATHSPEC_LITERAL },
	{ { ":(glob)b*d" }, "", "bcd", 1, PATHSPEC_LITERAL },
	{ { ":(glob,literal)b" }, "", "b", -1, 0 },
	{ { ":(glob)b" }, "", "b", 0, PATHSPEC_ALL_LITERAL },
	{ { ":(glob)b" }, "", ":(glob)b", 1, PATHSPEC_ALL_LITERAL },
	{ { "b?" }, "", "bc", 1, 0 },
	{ { "b[c]" }, "", "bc", 1, 0 },
	{ { "b\\c" }, "", "bc", 1, 0 },
	{ { "bc*" }, "", "b", 0, 0 },
	{ { "*" }, "a*/", "ab/c", 0, 0 },
	{ { "*" }, "a*/", "a*/c", 1, 0 },
	{ { "a", "b" }, "", "b", 1, 0 },
	{ { "a", ":!a/b" }, "", "a/c", 1, 0 },
	{ { "a", ":!a/b" }, "", "a/b", 0, 0 },
	{ { "a", ":^a/b" }, "", "a/b", 0, 0 },
	{ { "a", ":(exclude)a/b" }, "", "a/b", 0, 0 },
	{ { ":!b" }, "", "a", 1, 0 },
	{ { ":!b" }, "", "b", 0, 0 },
	{ { ":!b", "a" }, "", "c", 0, 0 },
	{ { ":!/b" }, "a/", "b", 0, 0 },
};

static void test_pathspecs(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(specs); i++) {
		GError *error = NULL;
		size_t nr = 0;
		struct pathspec *pathspec;
		int means = -1;

		while (nr < 3 && specs[i].elements[nr])
			nr++;
		pathspec = pathspec_parse(specs[i].elements, nr, specs[i].defaults, specs[i].prefix,
					  &error);
		assert_true(!pathspec == (error != NULL));
		if (pathspec)
			means = pathspec_matches(pathspec, specs[i].path);
		if (means != specs[i].means)
			fail_msg("'%s' from '%s' on '%s': %d", specs[i].elements[nr - 1],
				 specs[i].prefix, specs[i].path, means);
		pathspec_free(pathspec);
		g_clear_error(&error);
	}
}

/* However many there are, no path is lost to the bound on steps: the first letters are the right
 * ones, and many follow that are not. */
static void test_many_stars(void **state)
{
	static const struct {
		const char *element, *first, *more, *last;
		bool means;
	} many[] = {
		{ "*a*a*a*a*a*a*a*a*a*c*", "aaaaaaaaac", "a", "", true },
		{ "*a*a*a*a*a*a*a*a*a*c*", "aaaaaaaac", "a", "", false },
		{ "*a*a*a*a*a*a*a*a*a*c", "", "a", "c", true },
		{ ":(glob)*a*a*a*a*a*a*a*a*a*c*", "aaaaaaaaac", "a", "", true },
		{ ":(glob)*a*a*a*a*a*a*a*a*a*c*", "aaaaaaaaac", "a", "/", false },
		{ ":(glob)**/a*/**/a*/**/a*/**/a*/**/c/**", "a/aa/a/a/c/", "ab/", "x", true },
		{ ":(glob)**/a*/**/a*/**/a*/**/a*/**/c/**", "a/aa/a/c/", "ab/", "x", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(many); i++) {
		g_autoptr(GString) path = g_string_new(many[i].first);
		struct pathspec *pathspec = pathspec_parse(&many[i].element, 1, 0, "", NULL);

		assert_non_null(pathspec);
		for (int k = 0; k < 150; k++)
			g_string_append(path, many[i].more);
		g_string_append(path, many[i].last);
		if (pathspec_matches(pathspec, path->str) != many[i].means)
			fail_msg("%zu: '%s': %d", i, many[i].element, !many[i].means);
		pathspec_free(pathspec);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wildcards),
		cmocka_unit_test(test_pathspecs),
		cmocka_unit_test(test_many_stars),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
