/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/json_plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static bool is_plain(const char *text)
{
	struct slice value;

	return json_plain(slice_str(text), &value);
}

static void test_plain(void **state)
{
	static const char *const plain[] = {
		"{}",
		"[]",
		" {\"a\": 1, \"b\" : [ true,false , null ] }\n",
		"\"a\"",
		"0",
		"123",
		"{\"a\": {\"a\": {\"b\": []}}}",
		"[\"\"]",
	};
	static const char *const other[] = {
		"",
		"{",
		"{}x",
		"{}}",
		"[1,]",
		"[,1]",
		"[1 2]",
		"{\"a\" 1}",
		"{\"a\":}",
		"{a: 1}",
		"{'a': 1}",
		"{\"a\": 1, \"a\": 2}",
		"{\"\": 1}",
		"\"\\n\"",
		"\"\xc3\xa9\"",
		"\"\t\"",
		"\"a",
		"01",
		"-1",
		"1.5",
		"1e3",
		"truex",
		"1234567890123456",
		"/* */ {}",
		"[1}",
		"[[[[[[[[[1]]]]]]]]]",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
		assert_true(is_plain(plain[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(other); i++)
		assert_false(is_plain(other[i]));
}

/* Each value ends where it ends, whatever stands behind the text. */
static void test_cut(void **state)
{
	static const char text[] = "{\"a\": [1, \"b\"], \"c\": {\"d\": true}}";

	(void)state;
	for (size_t len = 0; len < sizeof(text) - 1; len++) {
		char *copy = g_memdup2(text, len ? len : 1);
		struct slice value;

		assert_false(json_plain(slice_of(copy, len), &value));
		g_free(copy);
	}
}

static void test_many_members(void **state)
{
	GString *text = g_string_new("{");

	(void)state;
	for (int i = 0; i < 64; i++)
		g_string_append_printf(text, "%s\"m%d\":0", i ? "," : "", i);
	g_string_append_c(text, '}');
	assert_true(is_plain(text->str));
	g_string_truncate(text, text->len - 1);
	g_string_append(text, ",\"more\":0}");
	assert_false(is_plain(text->str));
	g_string_free(text, TRUE);
}

static void assert_slice(struct slice s, const char *wanted)
{
	assert_true(s.ptr);
	assert_true(slice_eq(s, slice_str(wanted)));
}

static void test_read(void **state)
{
	struct slice root, inside;
	struct json_item item;

	(void)state;
	assert_true(json_plain(
		SLICE(" {\"a\": [1, \"b\" , []], \"c d\": {\"a\": true}, \"e\": \"f\"} "), &root));
	assert_slice(json_plain_string(json_plain_member(root, SLICE("e"))), "f");
	assert_slice(json_plain_member(json_plain_member(root, SLICE("c d")), SLICE("a")), "true");
	assert_null(json_plain_member(root, SLICE("f")).ptr);
	assert_null(json_plain_member(root, SLICE("b")).ptr);
	assert_null(json_plain_member(json_plain_member(root, SLICE("e")), SLICE("f")).ptr);
	assert_null(json_plain_string(json_plain_member(root, SLICE("a"))).ptr);
	inside = json_plain_inside(json_plain_member(root, SLICE("a")));
	assert_true(json_plain_next(&inside, &item));
	assert_slice(item.value, "1");
	assert_null(item.name.ptr);
	assert_true(json_plain_next(&inside, &item));
	assert_slice(item.value, "\"b\"");
	assert_true(json_plain_next(&inside, &item));
	assert_slice(item.value, "[]");
	assert_false(json_plain_next(&inside, &item));
	inside = json_plain_inside(root);
	for (int i = 0; i < 3; i++)
		assert_true(json_plain_next(&inside, &item));
	assert_slice(item.name, "\"e\"");
	assert_false(json_plain_next(&inside, &item));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_many_members),
		cmocka_unit_test(test_read),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
