/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "report/conversation_private.h"

static GString *print(enum conversation_quotes quotes, unsigned columns, const char *text)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	GString *out = g_string_new(NULL);
	struct palette palette;
	struct conversation_view view = { .palette = &palette,
					  .quotes = quotes,
					  .columns = columns };

	palette_clear(&palette);
	lexer_append(lines, slice_str(text));
	conversation_append_lines(out, &view, lines);
	g_array_unref(lines);
	return out;
}

/* What letters stand for: "12qob" is 12 quoted lines, one that is not, and a blank one. */
static const struct {
	char letter;
	const char *line;
} kinds[] = {
	{ 'q', "> quoted" }, { 'p', "> > deeper" }, { 'e', ">" },
	{ 'o', "No." },	     { 'b', "" },	    { 's', "-- " },
	{ 'x', "x" },	     { 'f', "__________" }, { 'n', "_________" },
};

static GString *make_text(const char *spec)
{
	GString *out = g_string_new(NULL);

	for (const char *at = spec; *at; at++) {
		int nr = g_ascii_isdigit(*at) ? (int)strtol(at, (char **)&at, 10) : 1;

		for (int i = 0; i < nr; i++)
			for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
				if (kinds[k].letter == *at)
					g_string_append_printf(out, "%s\n", kinds[k].line);
	}
	return out;
}

static char letter_of(const char *line)
{
	for (size_t k = 0; k < G_N_ELEMENTS(kinds); k++)
		if (!strcmp(line, kinds[k].line))
			return kinds[k].letter;
	return '?';
}

/* The same of what is printed; "(7)" where lines were left out. */
static GString *describe(const char *text)
{
	GString *out = g_string_new(NULL);
	char **lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line && line[1]; line++) {
		int nr = 1;

		if (g_str_has_prefix(*line, "> (")) {
			g_string_append_printf(out, "(%d)", atoi(*line + 3));
			continue;
		}
		for (; line[1] && line[2] && !strcmp(*line, line[1]); line++)
			nr++;
		if (nr > 1)
			g_string_append_printf(out, "%d", nr);
		g_string_append_c(out, letter_of(*line));
	}
	g_strfreev(lines);
	return out;
}

/* Of a text what is shown in full, folded, and without quotes. */
static const struct {
	const char *text, *shown[3];
} rows[] = {
	{ "q", { "q", "q", "(1)" } },
	{ "12qo", { "12qo", "12qo", "(12)o" } },
	{ "13qo", { "13qo", "13qo", "(13)o" } },
	{ "14qo", { "14qo", "14qo", "(14)o" } },
	{ "5eb12qo", { "5eb12qo", "5eb12qo", "(5)b(12)o" } },
	{ "4q9qo", { "13qo", "13qo", "(13)o" } },
	{ "4qe4qe4qo", { "4qe4qe4qo", "(5)4qe4qo", "(14)o" } },
	{ "4qe9qo", { "4qe9qo", "(5)9qo", "(14)o" } },
	{ "4qe12qo", { "4qe12qo", "(5)12qo", "(17)o" } },
	{ "4qe14qo", { "4qe14qo", "(5)14qo", "(19)o" } },
	{ "4qe15qo", { "4qe15qo", "(12)8qo", "(20)o" } },
	{ "6q8po", { "6q8po", "(6)8po", "(14)o" } },
	{ "6p8qo", { "6p8qo", "(6)8qo", "(14)o" } },
	{ "5qo5q", { "5qo5q", "5qo5q", "(5)o(5)" } },
	{ "5qo6q", { "5qo6q", "5qo(6)", "(5)o(6)" } },
	{ "20q", { "20q", "20q", "(20)" } },
	{ "21q", { "21q", "(21)", "(21)" } },
	{ "o20q", { "o20q", "o20q", "o(20)" } },
	{ "o21q", { "o21q", "o(21)", "o(21)" } },
	{ "o5q", { "o5q", "o5q", "o(5)" } },
	{ "o6q", { "o6q", "o6q", "o(6)" } },
	{ "qo5q", { "qo5q", "qo5q", "(1)o(5)" } },
	{ "qo6q", { "qo6q", "qo(6)", "(1)o(6)" } },
	{ "qob6qb", { "qob6q", "qob(6)", "(1)ob(6)" } },
	{ "qobe6q", { "qobe6q", "qob(7)", "(1)ob(7)" } },
	{ "bobbob", { "o2bo", "obo", "obo" } },
	{ "ob3bo", { "o4bo", "obo", "obo" } },
	{ "os11x", { "os11x", "o", "o" } },
	{ "os12x", { "os12x", "os12x", "os12x" } },
	{ "os13x", { "os13x", "os13x", "os13x" } },
	{ "os11xf5x", { "os11xf5x", "o", "o" } },
	{ "os12xf5x", { "os12xf5x", "os12x", "os12x" } },
	{ "os12xn5x", { "os12xn5x", "os12xn5x", "os12xn5x" } },
	{ "osx", { "osx", "o", "o" } },
	{ "13qosx", { "13qosx", "13qo", "(13)o" } },
};

static void test_folding(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3 * G_N_ELEMENTS(rows); i++) {
		GString *text = make_text(rows[i / 3].text);
		GString *out = print((enum conversation_quotes)(i % 3), 0, text->str);
		GString *got = describe(out->str);

		if (strcmp(got->str, rows[i / 3].shown[i % 3]) != 0)
			fail_msg("%s: %s", rows[i / 3].text, got->str);
		g_string_free(got, TRUE);
		g_string_free(out, TRUE);
		g_string_free(text, TRUE);
	}
}

/* In twenty columns. */
static void test_wrapping(void **state)
{
	static const struct {
		const char *text, *wrapped;
	} cases[] = {
		{ "One two three four55\n", "One two three four55\n" },
		{ "One two three four five six\n", "One two three four\nfive six\n" },
		{ "One two three four five\nsix.\n", "One two three four\nfive six.\n" },
		{ "One two three four five\nSix.\n", "One two three four\nfive Six.\n" },
		{ "One two three four five.\nsix.\n", "One two three four\nfive. six.\n" },
		{ "One two three four five.\nSix.\n", "One two three four\nfive.\nSix.\n" },
		{ "One two three four five\n\nsix.\n", "One two three four\nfive\n\nsix.\n" },
		{ "One two three four five\n- six.\n", "One two three four\nfive\n- six.\n" },
		{ "> one two three four five\nNo.\n", "> one two three four\n> five\nNo.\n" },
		{ "> one two three four five\n> six.\nNo.\n",
		  "> one two three four\n> five six.\nNo.\n" },
		{ "> one two three four five\n> > six.\nNo.\n",
		  "> one two three four\n> five\n> > six.\nNo.\n" },
		{ "- one two three four five\n", "- one two three four\n  five\n" },
		{ "12. one two three four five\n", "12. one two three\n    four five\n" },
		{ "12) one two three four five\n", "12) one two three\n    four five\n" },
		{ "12 one two three four five\n", "12 one two three\nfour five\n" },
		{ "if (one_two_three four) {\n", "if (one_two_three four) {\n" },
		{ "one_two_three = four + five;\n", "one_two_three = four + five;\n" },
		{ "make one two three four \\\n", "make one two three four \\\n" },
		{ "  laid out by blanks more\n", "  laid out by blanks more\n" },
		{ "averyveryveryverylongword\n", "averyveryveryverylongword\n" },
		{ "a averyveryveryverylongword\n", "a averyveryveryverylongword\n" },
		{ "index 123456..789abc one\n", "index 123456..789abc one\n" },
		{ "index of all that is there\n", "index of all that is\nthere\n" },
		{ "\"One two three four five\"\n", "\"One two three four\nfive\"\n" },
		{ "(One two three four five)\n", "(One two three four\nfive)\n" },
		{ "+one two three four five\n", "+one two three four five\n" },
		{ "On 3 March, Ada Lindqvist wrote:\n> why\n",
		  "On 3 March, Ada\nLindqvist wrote:\n> why\n" },
		{ "Acked-by: Ada Lindqvist <ada@example.org>\n",
		  "Acked-by: Ada Lindqvist <ada@example.org>\n" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = print(QUOTES_FULL, 20, cases[i].text);

		if (strcmp(out->str, cases[i].wrapped) != 0)
			fail_msg("'%s' is '%s'", cases[i].text, out->str);
		g_string_free(out, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_wrapping),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
