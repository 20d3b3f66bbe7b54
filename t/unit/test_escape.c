/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "report/escape.h"
#include "report/width.h"
#include "text/integers.h"

static void check_len(const char *text, size_t len, unsigned flags, const char *expected)
{
	GString *out = g_string_new("=");
	/* Exactly as long as the text, so that a sanitizer sees what is read behind it. */
	char *exact = g_memdup2(text, len);

	escape_terminal(out, exact, len, flags);
	assert_string_equal(out->str + 1, expected);
	assert_int_equal(escape_needed(exact, len, flags),
			 out->len - 1 != len || memcmp(out->str + 1, text, len));
	g_free(exact);
	g_string_free(out, TRUE);
}

static void check(const char *text, unsigned flags, const char *expected)
{
	check_len(text, strlen(text), flags, expected);
}

static void test_plain_stays(void **state)
{
	static const char *const texts[] = {
		"",
		"KVM: x86: Fix it\n\n\tindented ~!@#\n",
		"Jos\xc3\xa9 \xe6\x9d\x8e \xf0\x9f\x90\xa7",
		"<U+202E> and <FF> as text",
		"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",
		"joined \xe2\x80\x8d and \xe2\x80\x8c",
		"\xc2\xa0 no-break space",
		"\xef\xbf\xbd replacement",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		check(texts[i], 0, texts[i]);
}

static void test_controls(void **state)
{
	(void)state;
	check("\033[31mred\033[m", 0, "<U+001B>[31mred<U+001B>[m");
	check("a\rb\bc\a\177", 0, "a<U+000D>b<U+0008>c<U+0007><U+007F>");
	check_len("nul\0end", 7, 0, "nul<U+0000>end");
	check("\xc2\x9b"
	      "31m \xc2\x80 \xc2\x9f",
	      0, "<U+009B>31m <U+0080> <U+009F>");
	check("a\n\tb", 0, "a\n\tb");
	check("a\n\tb", ESCAPE_NEWLINE, "a<U+000A>\tb");
	check("a\n\tb", ESCAPE_TAB, "a\n<U+0009>b");
	check("a\n\tb", ESCAPE_LINE, "a<U+000A><U+0009>b");
}

/* Every code point of the lists in hidden.c, and their neighbours. */
static void test_hidden_and_direction(void **state)
{
	static const struct {
		gunichar first, last;
	} ranges[] = {
		{ 0x61c, 0x61c },     { 0xad, 0xad },	    { 0x180b, 0x180f },
		{ 0x200b, 0x200b },   { 0x200e, 0x200f },   { 0x2028, 0x202e },
		{ 0x2060, 0x206f },   { 0xfeff, 0xfeff },   { 0xfff0, 0xfffb },
		{ 0x80, 0x9f },	      { 0xe0000, 0xe0fff }, { 0x34f, 0x34f },
		{ 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },   { 0x2800, 0x2800 },
		{ 0x3164, 0x3164 },   { 0xfe00, 0xfe0f },   { 0xffa0, 0xffa0 },
		{ 0x13430, 0x1343f }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
		{ 0xfdd0, 0xfdef },   { 0xfffe, 0xffff },   { 0x1fffe, 0x1ffff },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
		for (gunichar c = ranges[i].first - 1; c <= ranges[i].last + 1; c++) {
			char text[7] = "", expected[16];
			bool inside = (c >= ranges[i].first && c <= ranges[i].last) ||
				      (c & 0xfffe) == 0xfffe; /* no character */

			if (c == 0x7f)
				continue;
			g_unichar_to_utf8(c, text);
			g_snprintf(expected, sizeof(expected), "<U+%04X>", c);
			check(text, 0, inside ? expected : text);
		}
	}
}

static void test_invalid_utf8(void **state)
{
	(void)state;
	check("caf\xe9!", 0, "caf<E9>!");
	check("\x80\xbf", 0, "<80><BF>");
	check("cut \xe2\x82", 0, "cut <E2><82>");
	check("cut \xe2\x82 off", 0, "cut <E2><82> off");
	check("overlong \xc0\xaf", 0, "overlong <C0><AF>");
	check("surrogate \xed\xa0\x80", 0, "surrogate <ED><A0><80>");
	check("too far \xf4\x90\x80\x80", 0, "too far <F4><90><80><80>");
	check("\xff\xfe", 0, "<FF><FE>");
	check_len("\xe2\0\x82", 3, 0, "<E2><U+0000><82>");
}

static WRAPS_AROUND uint32_t next_random(uint32_t *state)
{
	*state = *state * 1103515245u + 12345;
	return *state >> 16;
}

/* Whatever the bytes: what comes out is UTF-8 without anything to escape. */
static void test_any_bytes(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		GString *out = g_string_new(NULL);
		char bytes[64];

		for (size_t i = 0; i < sizeof(bytes); i++) {
			bytes[i] = (char)next_random(&seed);
		}
		escape_terminal(out, bytes, sizeof(bytes), ESCAPE_LINE);
		assert_true(g_utf8_validate(out->str, out->len, NULL));
		assert_false(escape_needed(out->str, out->len, ESCAPE_LINE));
		g_string_free(out, TRUE);
	}
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("abc"), 3);
	assert_int_equal(text_width("Jos\xc3\xa9"), 4);
	assert_int_equal(text_width("Jose\xcc\x81"), 4);
	assert_int_equal(text_width("\xe6\x9d\x8e"), 2);
	assert_int_equal(text_width("\xf0\x9f\x90\xa7"), 2);
}

static void check_fit(const char *text, size_t width, enum width_align align, const char *fitted,
		      const char *padded)
{
	GString *out = g_string_new(NULL);

	text_fit(out, text, width, align);
	assert_string_equal(out->str, fitted);
	assert_int_equal(text_width(out->str), width);
	g_string_truncate(out, 0);
	text_pad(out, text, width, align);
	assert_string_equal(out->str, padded);
	g_string_free(out, TRUE);
}

static void test_fit(void **state)
{
	(void)state;
	check_fit("abc", 5, WIDTH_LEFT, "abc  ", "abc  ");
	check_fit("abc", 5, WIDTH_RIGHT, "  abc", "  abc");
	check_fit("abcdef", 6, WIDTH_LEFT, "abcdef", "abcdef");
	check_fit("abcdef", 5, WIDTH_RIGHT, "abc..", "abcdef");
	check_fit("abcdef", 1, WIDTH_LEFT, ".", "abcdef");
	check_fit("abcdef", 0, WIDTH_LEFT, "", "abcdef");
	/* A wide character is not halved, a combining one stays with its base. */
	check_fit("a\xe6\x9d\x8e\xe6\x9d\x8e", 4, WIDTH_LEFT, "a.. ", "a\xe6\x9d\x8e\xe6\x9d\x8e");
	check_fit("ae\xcc\x81"
		  "bcd",
		  4, WIDTH_LEFT, "ae\xcc\x81..",
		  "ae\xcc\x81"
		  "bcd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_stays),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_hidden_and_direction),
		cmocka_unit_test(test_invalid_utf8),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
