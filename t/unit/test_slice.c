/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text/slice.h"

/* As slice_seek_line(), by one byte after the other. */
static const char *seek_plainly(struct slice s, const char *letters, bool begins)
{
	for (size_t i = 0; i < s.len; i++)
		if ((!i || s.ptr[i - 1] == '\n') && begins == !!memchr(letters, s.ptr[i], 3))
			return s.ptr + i;
	return NULL;
}

/* Of the very size, so that sanitizers see who reads past it. */
static void check(const char *text, size_t len)
{
	char *copy = g_memdup2(text, len);
	struct slice s = slice_of(copy, len);

	for (size_t i = 0; i <= len; i++) {
		struct slice rest = slice_skip(s, i);

		assert_ptr_equal(slice_find_lf(copy + i, len - i),
				 len - i ? memchr(copy + i, '\n', len - i) : NULL);
		assert_ptr_equal(slice_seek_line(rest, 'a', 'b', '>', true),
				 seek_plainly(rest, "ab>", true));
		assert_ptr_equal(slice_seek_line(rest, 'a', 'b', '>', false),
				 seek_plainly(rest, "ab>", false));
	}
	g_free(copy);
}

/* Of a few bytes, and of some dozen. */
static void lines_of_all_lengths(void **state)
{
	GRand *rand = g_rand_new_with_seed(1);
	char text[80];

	(void)state;
	for (size_t round = 0; round < 400; round++) {
		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = g_rand_int_range(rand, 0, round % 2 ? 3 : 25)
					  ? "a>x"[g_rand_int_range(rand, 0, 3)]
					  : '\n';
		check(text, 1 + round % sizeof(text));
	}
	g_rand_free(rand);
}

static void ends(void **state)
{
	(void)state;
	check("\n", 1);
	check("x", 1);
	check("xxxxxxxxxxxxxxx\na", 17);
	check("xxxxxxxxxxxxxxxx\n", 17);
	check("xxxxxxxxxxxxxxxx\na", 18);
	assert_null(slice_seek_line(SLICE(""), 'a', 'b', 'c', true));
	assert_null(slice_seek_line(SLICE(""), 'a', 'b', 'c', false));
	assert_null(slice_seek_line(SLICE("x\n"), 'a', 'b', 'c', true));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_all_lengths),
		cmocka_unit_test(ends),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
