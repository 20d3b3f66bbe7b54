/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <regex.h>
#include <stdlib.h>
#include "text/integers.h"
#include "text/pattern.h"
#include "text/posix.h"

static bool matches(const char *text, enum pattern_syntax syntax, bool ignore_case,
		    const char *line)
{
	GError *error = NULL;
	struct pattern *pattern = pattern_new(text, syntax, ignore_case, &error);
	bool found;

	if (!pattern)
		fail_msg("%s", error->message);
	found = pattern_matches(pattern, slice_str(line));
	pattern_free(pattern);
	return found;
}

/* The words that patterns are made of, some of them awkward, and lines to try them on. */
static const char *const words[] = {
	"a",	   "b",	   ".",	  "*",	  "\\+",   "\\?",	  "+",	      "?",
	"\\(",	   "\\)",  "(",	  ")",	  "|",	   "\\|",	  "^",	      "$",
	"[a-c]",   "[^ ]", "[]]", "{",	  "}",	   "[[:alpha:]]", "{2}",      "{1,2}",
	"\\{2\\}", "\\w",  "\\<", "\\>",  "\\b",   "x",		  "\\.",      "\\[",
	"\\d",	   " ",	   ",",	  "[\\]", "[^]a]", "[[=a=]b]",	  "[a[.-.]]", "\\s",
};
static const char *const lines[] = {
	"aab", "abab", "a+b",  "(a)", "{2}", "a{2}", "^x",   "x$y",   "**",
	"a|b", "[a]",  "a\\b", "aa{", "ab]", "a-b",  "*a",   "?",     "+a",
	"",    " ",    "bx",   "x",   "d",   ".",    "ad d", "a b c",
};

static WRAPS_AROUND uint32_t next_random(uint32_t *state)
{
	*state = *state * 1103515245u + 12345;
	return *state >> 16;
}

/* What both this machine's POSIX expressions and ours take matches the same lines. */
static void compare_with_posix(const char *text, bool extended, unsigned *compared)
{
	struct pattern *pattern =
		pattern_new(text, extended ? PATTERN_EXTENDED : PATTERN_BASIC, false, NULL);
	regex_t regex;

	if (!pattern)
		return;
	if (!regcomp(&regex, text, extended ? REG_EXTENDED | REG_NOSUB : REG_NOSUB)) {
		for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
			bool expected = !regexec(&regex, lines[i], 0, NULL, 0);

			/* An empty text has no line. */
			if (*lines[i] && pattern_matches(pattern, slice_str(lines[i])) != expected)
				fail_msg("%s '%s' on '%s'", extended ? "-E" : "-G", text, lines[i]);
		}
		regfree(&regex);
		(*compared)++;
	}
	pattern_free(pattern);
}

static void test_as_posix(void **state G_GNUC_UNUSED)
{
	uint32_t random = 1;
	unsigned compared = 0;

	for (int i = 0; i < 4000; i++) {
		GString *text = g_string_new(NULL);

		for (int n = 1 + (int)(next_random(&random) % 6); n; n--)
			g_string_append(text, words[next_random(&random) % G_N_ELEMENTS(words)]);
		compare_with_posix(text->str, i % 2, &compared);
		g_string_free(text, TRUE);
	}
	assert_true(compared > 2000);
}

static void test_syntaxes(void **state G_GNUC_UNUSED)
{
	assert_true(matches("a+b", PATTERN_BASIC, false, "xa+b"));
	assert_false(matches("a+b", PATTERN_EXTENDED, false, "a+b"));
	assert_true(matches("a+b", PATTERN_EXTENDED, false, "aab"));
	assert_true(matches("a.*[", PATTERN_FIXED, false, "xa.*[y"));
	assert_false(matches("a.b", PATTERN_FIXED, false, "axb"));
	assert_true(matches("\\d{2}(?!x)", PATTERN_PERL, false, "a12"));
	assert_false(matches("\\d{2}(?!x)", PATTERN_PERL, false, "a12x"));
	assert_true(matches("\\(a\\)\\1", PATTERN_BASIC, false, "aa"));
	assert_true(matches("(a)\\11", PATTERN_EXTENDED, false, "aa1"));
	/* A bracket in brackets is one, where no name begins or none ends. */
	assert_true(matches("^[[a]$", PATTERN_BASIC, false, "["));
	assert_true(matches("^[[:a]$", PATTERN_BASIC, false, ":"));
}

static void test_utf8(void **state G_GNUC_UNUSED)
{
	assert_true(matches("^.$", PATTERN_BASIC, false, "ä"));
	assert_true(matches("ÄRGER", PATTERN_BASIC, true, "ärger"));
	assert_true(matches("ÄRGER", PATTERN_FIXED, true, "ärger"));
	assert_false(matches("ÄRGER", PATTERN_BASIC, false, "ärger"));
	assert_true(matches("^é**$", PATTERN_EXTENDED, false, "éé"));
	assert_true(matches("\\w\\{5\\}", PATTERN_BASIC, false, "ärger"));
}

static void test_lines(void **state G_GNUC_UNUSED)
{
	assert_true(matches("^b$", PATTERN_BASIC, false, "a\nb\nc\n"));
	assert_true(matches("^b$", PATTERN_BASIC, false, "a\r\nb\r\n"));
	assert_false(matches("a[^x]b", PATTERN_BASIC, false, "a\nb"));
	assert_false(matches("a\\s*b", PATTERN_PERL, false, "a\nb"));
	assert_false(matches("", PATTERN_BASIC, false, ""));
	assert_true(matches("", PATTERN_BASIC, false, "\n"));
}

static void assert_bad(const char *text, enum pattern_syntax syntax, const char *message)
{
	GError *error = NULL;

	assert_null(pattern_new(text, syntax, false, &error));
	assert_true(g_error_matches(error, PATTERN_ERROR, 0));
	assert_string_equal(error->message, message);
	g_error_free(error);
}

/* In PCRE2's words, which its versions change; a place in the pattern, or the one behind it. */
static void assert_refused(const char *text, enum pattern_syntax syntax, unsigned long from,
			   unsigned long to)
{
	char *start = g_strdup_printf("bad pattern '%s': ", text);
	GError *error = NULL;
	const char *at;
	unsigned long place;

	assert_null(pattern_new(text, syntax, false, &error));
	assert_true(g_error_matches(error, PATTERN_ERROR, 0));
	assert_true(g_str_has_prefix(error->message, start));
	at = strstr(error->message, ", at character ");
	assert_non_null(at);
	assert_true(at > error->message + strlen(start));
	place = strtoul(at + strlen(", at character "), NULL, 10);
	assert_true(place >= from && place <= to);
	g_error_free(error);
	g_free(start);
}

static void test_bad(void **state G_GNUC_UNUSED)
{
	assert_refused("é(b", PATTERN_EXTENDED, 3, 4);
	assert_refused("a\\(b", PATTERN_BASIC, 4, 5);
	assert_refused("a)", PATTERN_PERL, 2, 3);
	assert_bad("x(?:y)", PATTERN_EXTENDED,
		   "bad pattern 'x(?:y)': nothing to repeat, or a bad count, at character 3");
	assert_bad("*", PATTERN_EXTENDED,
		   "bad pattern '*': nothing to repeat, or a bad count, at character 1");
	assert_bad("a{2", PATTERN_EXTENDED,
		   "bad pattern 'a{2': nothing to repeat, or a bad count, at character 3");
}

/* A pattern and a text that would take years together. */
static void test_hostile(void **state G_GNUC_UNUSED)
{
	GError *error = NULL;
	struct pattern *pattern = pattern_new("(a+)+[bc]", PATTERN_EXTENDED, false, &error);
	GString *text = g_string_new(NULL);
	gint64 start = g_get_monotonic_time();

	assert_non_null(pattern);
	for (int i = 0; i < 20000; i++)
		g_string_append_printf(text, "%0*d\n", 60, 0);
	for (gsize i = 0; i < text->len; i++)
		if (text->str[i] == '0')
			text->str[i] = 'a';
	assert_false(pattern_matches(pattern, slice_of(text->str, text->len)));
	assert_int_equal(pattern_given_up(pattern), 1);
	assert_true(g_get_monotonic_time() - start < 30 * G_USEC_PER_SEC);
	/* Others are searched as ever. */
	assert_true(pattern_matches(pattern, SLICE("aab")));
	assert_false(pattern_matches(pattern, SLICE("xx")));
	assert_int_equal(pattern_given_up(pattern), 1);
	g_string_free(text, TRUE);
	pattern_free(pattern);
}

static void test_long_line(void **state G_GNUC_UNUSED)
{
	char *line = g_strnfill(100000, 'x');

	line[PATTERN_MAX_LINE - 1] = 'y';
	assert_true(matches("y", PATTERN_BASIC, false, line));
	line[PATTERN_MAX_LINE - 1] = 'x';
	line[PATTERN_MAX_LINE] = 'y';
	assert_false(matches("y", PATTERN_BASIC, false, line));
	g_free(line);
}

/* Each letter doubles the steps: with 17 a quarter of PATTERN_MAX_STEPS is taken, with 21 four
 * times it. */
static unsigned given_up_of(size_t letters)
{
	struct pattern *pattern = pattern_new("(a+)+[bc]", PATTERN_PERL, false, NULL);
	char *line = g_strnfill(letters, 'a');
	unsigned given_up;

	assert_non_null(pattern);
	assert_false(pattern_matches(pattern, slice_str(line)));
	given_up = pattern_given_up(pattern);
	pattern_free(pattern);
	g_free(line);
	return given_up;
}

static void test_steps(void **state)
{
	(void)state;
	assert_int_equal(given_up_of(17), 0);
	assert_int_equal(given_up_of(21), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),	 cmocka_unit_test(test_as_posix),
		cmocka_unit_test(test_syntaxes), cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_lines),	 cmocka_unit_test(test_bad),
		cmocka_unit_test(test_hostile),	 cmocka_unit_test(test_long_line),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
