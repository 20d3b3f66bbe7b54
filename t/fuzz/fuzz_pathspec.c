/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pathspecs, wildcards and patterns of --grep: a byte of options, a line with one pathspec or
 * pattern, a line with a second one, and lines of paths. Where a matcher of a few lines can tell,
 * too, both must agree.
 */
#include "fuzz.h"

#include <string.h>
#include "inbox/pathspec.h"
#include "text/pattern.h"

#define MAX_PATHS 50

static bool is_plain(const char *text)
{
	return *text && *text != ':' && !strpbrk(text, "*?[\\") && *text != '/' &&
	       !strstr(text, "//") && !strstr(text, "./") && !g_str_has_suffix(text, "/") &&
	       !g_str_has_suffix(text, ".");
}

/* What a pathspec without wildcards means. */
static bool is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return !strncmp(path, folder, len) && (!path[len] || path[len] == '/');
}

/* "*" alone, as git has it where slashes do not matter; from the end of the text back. */
static bool star_matches(const char *pattern, const char *text)
{
	const char *star = NULL, *again = NULL;

	while (*text) {
		if (*pattern == '*') {
			star = ++pattern;
			again = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star;
			text = ++again;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

static bool is_stars(const char *text)
{
	return *text && *text != ':' && *text != '/' && strchr(text, '*') &&
	       !strpbrk(text, "?[\\./");
}

static void check_path(const struct pathspec *pathspec, const char *element, const char *path)
{
	bool found = pathspec_matches(pathspec, path);

	if (!*path || *path == '/' || strlen(path) > 200 || strlen(element) > 30)
		return;
	if (is_plain(element))
		check(found == is_below(path, element));
	else if (is_stars(element) && !strchr(path, '/'))
		check(found == star_matches(element, path));
}

static void check_pathspecs(const char *const *elements, unsigned options, struct slice paths)
{
	GError *error = NULL;
	unsigned magic = options &
			 (PATHSPEC_GLOB | PATHSPEC_ICASE | PATHSPEC_LITERAL | PATHSPEC_ALL_LITERAL);
	struct pathspec *one = pathspec_parse(elements, 1, magic, "", &error), *both;

	check(!one == !!error);
	if (error)
		check(*error->message);
	g_clear_error(&error);
	both = pathspec_parse(elements, 2, magic, "arch/x86/", NULL);
	for (int i = 0; i < MAX_PATHS && paths.len; i++) {
		char *path = fuzz_line(&paths);

		if (one && !magic)
			check_path(one, elements[0], path);
		else if (one)
			pathspec_matches(one, path);
		if (both)
			pathspec_matches(both, path);
		g_free(path);
	}
	pathspec_free(one);
	pathspec_free(both);
}

static void check_grep(const char *text, unsigned options, struct slice lines)
{
	GError *error = NULL;
	enum pattern_syntax syntax = (enum pattern_syntax)(options % (PATTERN_PERL + 1));
	struct pattern *pattern;

	if (!g_utf8_validate(text, -1, NULL) ||
	    !g_utf8_validate(lines.ptr, (gssize)lines.len, NULL))
		return;
	pattern = pattern_new(text, syntax, options & 64, &error);
	check(!pattern == !!error);
	if (pattern) {
		bool found = pattern_matches(pattern, lines);

		/* A CR may be of the end of a line. */
		if (syntax == PATTERN_FIXED && !(options & 64) && *text && !strchr(text, '\r') &&
		    lines.len < PATTERN_MAX_LINE)
			check(found == !!g_strstr_len(lines.ptr, (gssize)lines.len, text));
	}
	pattern_free(pattern);
	g_clear_error(&error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size);
	char *elements[2];
	unsigned options;

	if (!size)
		return 0;
	options = data[0];
	rest = slice_skip(rest, 1);
	elements[0] = fuzz_line(&rest);
	elements[1] = fuzz_line(&rest);
	check_pathspecs((const char *const *)elements, options, rest);
	if (rest.len)
		check_grep(elements[0], options, rest);
	g_free(elements[0]);
	g_free(elements[1]);
	return 0;
}
