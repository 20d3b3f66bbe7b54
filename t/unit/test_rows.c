/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows of the index, made here byte by byte. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "index/pack.h"
#include "index/packing.h"
#include "index/subjects.h"
#include "text/needle.h"

/* A row of the index's subjects: the mails that have it, "0 2", or that the row is none. */
static void check_row(struct slice row, const char *expected)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(unsigned));
	GString *found = g_string_new(NULL);
	struct needle needle;

	needle_init(&needle, "a");
	if (!subjects_search(row, &needle, places))
		g_string_append(found, "none");
	else
		for (guint i = 0; i < places->len; i++)
			g_string_append_printf(found, "%s%u", i ? " " : "",
					       g_array_index(places, unsigned, i));
	assert_string_equal(found->str, expected);
	g_string_free(found, TRUE);
	g_array_unref(places);
}

static void test_subjects(void **state)
{
	(void)state;
	check_row(slice_of("", 0), "");
	check_row(SLICE("\0a\0\0ba\0\1b\0\3A\0\3a\0\4a\0"), "0 3 4");
	check_row(SLICE("\1a\0\0a\0"), "none");
	check_row(SLICE("\1a\0\1"), "none");
	check_row(SLICE("\1a\0\2a"), "none");
	check_row(SLICE("\1\377\0"), "none");
	check_row(SLICE("\xff\x03"
			"a\0"),
		  "511");
	check_row(SLICE("\x80\x04"
			"a\0"),
		  "none");
}

/* When a mail was written, as far as that is before it was archived, and what tells neither. */
static void test_heads(void **state)
{
	static const struct {
		unsigned first;
		int64_t archived,
			written; /* as it is packed: 0 where unknown, else the difference */
		unsigned cut;
		bool good;
		int64_t expected;
	} rows[] = {
		{ 1, 1000, -7, 0, true, 993 },
		{ 1, 1000, 7, 0, true, 1000 },
		{ 1, 1000, -1000, 0, true, 1000 },
		{ 1, 0, 0, 0, true, 0 },
		{ PACKED_SKIPPED, 1000, -7, 0, true, 1000 },
		{ 1, -1, 0, 0, false, 0 },
		{ 1, (int64_t)1 << 55, -1, 0, true, ((int64_t)1 << 55) - 1 },
		{ 1, ((int64_t)1 << 55) + 1, 0, 0, false, 0 },
		{ 1, 1000, -7, 1, false, 0 },
		{ 1, 3, -2, 2, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GByteArray *out = g_byte_array_new();
		guint8 head[1 + RECORD_HASH_SIZE] = { (guint8)rows[i].first };
		struct unpacked mail;
		int64_t written = 0;
		struct slice packed;

		g_byte_array_append(out, head, sizeof(head));
		put_signed(out, rows[i].archived);
		put_signed(out, rows[i].written);
		packed = slice_of((const char *)out->data, out->len - rows[i].cut);
		assert_int_equal(unpack_written(packed, &mail, &written), rows[i].good);
		if (rows[i].good)
			assert_int_equal(written, rows[i].expected);
		packed.len = sizeof(head) - 1;
		assert_false(unpack_head(packed, &mail));
		assert_false(unpack_written(packed, &mail, &written));
		g_byte_array_unref(out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_heads),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
