/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "attest/canon.h"
#include "attest/tags.h"

/* Fails where what was made is another text, and empties it. */
static void expect(GString *made, const char *from, const char *want)
{
	if (strcmp(made->str, want) != 0)
		fail_msg("'%s' made '%s'", from, made->str);
	g_string_truncate(made, 0);
}

/* A header, and each of its fields in the simple form and in the relaxed one. */
static void test_fields(void **state)
{
	static const struct {
		const char *header, *simple, *relaxed;
	} rows[] = {
		{ "", "", "" },
		{ "A: X\r\nB : Y\t\r\n\tZ  \r\n", "A: X\r\nB : Y\t\r\n\tZ  \r\n",
		  "a:X\r\nb:Y Z\r\n" },
		{ "A: X\nB: Y\n Z\n", "A: X\r\nB: Y\r\n Z\r\n", "a:X\r\nb:Y Z\r\n" },
		{ "A:  X \t Y  ", "A:  X \t Y  \r\n", "a:X Y\r\n" },
		{ "A:\n X\n", "A:\r\n X\r\n", "a:X\r\n" },
		{ "A:\n", "A:\r\n", "a:\r\n" },
		{ "A:b:c\n", "A:b:c\r\n", "a:b:c\r\n" },
		{ " folded: at first\nA: X\n", " folded: at first\r\nA: X\r\n",
		  "folded:at first\r\na:X\r\n" },
		{ "no field\nA: X\n", "A: X\r\n", "a:X\r\n" },
	};
	GString *made = g_string_new(NULL);

	(void)state;
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
		GArray *fields = canon_fields(slice_str(rows[i / 2].header));

		for (guint k = 0; k < fields->len; k++)
			canon_field(made, &g_array_index(fields, struct canon_field, k),
				    i % 2 == 0);
		expect(made, rows[i / 2].header, i % 2 ? rows[i / 2].relaxed : rows[i / 2].simple);
		g_array_unref(fields);
	}
	g_string_free(made, TRUE);
}

/* The signature's field without what its tag b says. */
static void test_unsigned(void **state)
{
	static const struct {
		const char *field, *simple, *relaxed;
	} rows[] = {
		{ "S: a=1; b=XY; c=2\n", "S: a=1; b=; c=2", "s:a=1; b=; c=2" },
		{ "S: b=XY\n", "S: b=", "s:b=" },
		{ "S:b=X\n Y; c=2\n", "S:b=; c=2", "s:b=; c=2" },
		{ "S: a=1;\n b = X\n", "S: a=1;\r\n b =", "s:a=1; b =" },
		{ "S: bh=1; b=X;\n", "S: bh=1; b=;", "s:bh=1; b=;" },
		{ "S: ab=1; b=X\n", "S: ab=1; b=", "s:ab=1; b=" },
		{ "S: a=b=1; b=X\n", "S: a=b=1; b=", "s:a=b=1; b=" },
		{ "S: a=1; bh=2\n", "S: a=1; bh=2", "s:a=1; bh=2" },
		{ "S: a=1; b\n", "S: a=1; b", "s:a=1; b" },
		{ "S: b=X; b=Y\n", "S: b=; b=Y", "s:b=; b=Y" },
	};
	GString *made = g_string_new(NULL);

	(void)state;
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
		GArray *fields = canon_fields(slice_str(rows[i / 2].field));

		assert_int_equal(fields->len, 1);
		canon_unsigned(made, &g_array_index(fields, struct canon_field, 0), i % 2 == 0);
		expect(made, rows[i / 2].field, i % 2 ? rows[i / 2].relaxed : rows[i / 2].simple);
		g_array_unref(fields);
	}
	g_string_free(made, TRUE);
}

static void test_bodies(void **state)
{
	static const struct {
		const char *body, *simple, *relaxed;
	} rows[] = {
		{ "", "\r\n", "" },
		{ "\n\n", "\r\n", "" },
		{ " \n", " \r\n", "" },
		{ "a", "a\r\n", "a\r\n" },
		{ "a\n", "a\r\n", "a\r\n" },
		{ "a\r\n", "a\r\n", "a\r\n" },
		{ "a\n\n\n", "a\r\n", "a\r\n" },
		{ "\na\n", "\r\na\r\n", "\r\na\r\n" },
		{ "a\n\nb\n", "a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n" },
		{ " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n" },
		{ "a\n \n", "a\r\n \r\n", "a\r\n" },
		{ "a \n \nb\n", "a \r\n \r\nb\r\n", "a\r\n\r\nb\r\n" },
	};
	GString *made = g_string_new(NULL);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		canon_body(made, slice_str(rows[i].body), true);
		expect(made, rows[i].body, rows[i].simple);
		canon_body(made, slice_str(rows[i].body), false);
		expect(made, rows[i].body, rows[i].relaxed);
	}
	g_string_free(made, TRUE);
}

/* Without any white space; of several the last one; NULL for none. */
static void test_tags(void **state)
{
	static const struct {
		const char *field, *value;
	} rows[] = {
		{ "b=1", "1" },
		{ "b=1;", "1" },
		{ "a=1; b=2; c=3", "2" },
		{ "b = 1 2\n 3", "123" },
		{ "bh=1", NULL },
		{ "ab=1", NULL },
		{ "", NULL },
		{ "b", NULL },
		{ "b=", "" },
		{ "b=1; b=2", "2" },
		{ "a=b=1", NULL },
		{ "b=a=1", "a=1" },
		{ ";;b=1", "1" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *value = tags_find(slice_str(rows[i].field), "b");

		if (g_strcmp0(value, rows[i].value) != 0)
			fail_msg("'%s': '%s'", rows[i].field, value ? value : "nothing");
		g_free(value);
	}
}

static void test_before_signature(void **state)
{
	static const struct {
		const char *relaxed;
		size_t len;
	} rows[] = {
		{ "b=X", 2 },	    { "a=1;b=X", 6 },	{ "a=1; b=X", 7 }, { "a=1;  b=X", 0 },
		{ "a=1; bh=2", 0 }, { "a=1; ab=2", 0 }, { "a=b=1", 0 },	   { "", 0 },
		{ "a=1; b", 0 },    { "b=X; b=Y", 7 },	{ "a b=X", 0 },	   { " b=X", 0 },
		{ "b", 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GString *relaxed = g_string_new(rows[i].relaxed);

		if (tags_before_signature(relaxed) != rows[i].len)
			fail_msg("'%s': %zu", rows[i].relaxed, tags_before_signature(relaxed));
		g_string_free(relaxed, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),		 cmocka_unit_test(test_unsigned),
		cmocka_unit_test(test_bodies),		 cmocka_unit_test(test_tags),
		cmocka_unit_test(test_before_signature),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
