/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mime/ids.h"

/* The ids of a field, separated by "|". */
static const struct {
	const char *field, *ids;
} samples[] = {
	{ "<a@example.org>", "a@example.org" },
	{ "<a@x> <b@x>\n\t<c@x>", "a@x|b@x|c@x" },
	{ "<a@x><b@x>,<c@x>", "a@x|b@x|c@x" },
	{ "<no-at>", "no-at" },
	{ "< a@x >", "a@x" },
	{ "<a\n b@x>", "a\n b@x" },
	{ "<a@x> (of <b@x> (and <c@x>) here) <d@x> text", "a@x|d@x" },
	{ "Your message of \"Monday\" <a@x>", "a@x" },
	{ "<a@x> b@x", "a@x" },
	{ "a@x", "a@x" },
	{ " a@x ", "a@x" },
	{ "a@x b@x", "" },
	{ "no-at", "" },
	{ "", "" },
	{ "<>", "" },
	{ "<> <a@x>", "a@x" },
	{ "<a@x", "a@x" },
	{ "<a <b@x>", "b@x" },
	{ "(<a@x>", "a@x" },
	{ ") <a@x>", "a@x" },
	{ "<", "" },
	{ "(", "" },
};

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		size_t len = strlen(samples[i].field);
		/* Without the NUL behind it: a sanitizer sees the first byte read too far. */
		char *copy = g_memdup2(samples[i].field, len);
		struct slice rest = slice_of(copy ? copy : "", len), id;
		GString *ids = g_string_new(NULL);

		while (ids_next(&rest, &id)) {
			if (ids->len)
				g_string_append_c(ids, '|');
			g_string_append_len(ids, id.ptr, (gssize)id.len);
		}
		assert_string_equal(ids->str, samples[i].ids);
		assert_int_equal(rest.len, 0);
		assert_false(ids_next(&rest, &id));
		g_string_free(ids, TRUE);
		g_free(copy);
	}
}

static void test_not_there(void **state)
{
	struct slice rest = { NULL, 0 }, id;

	(void)state;
	assert_false(ids_next(&rest, &id));
}

/* A second would be long even for valgrind; quadratic work takes minutes. */
static void test_long(void **state)
{
	static const char *const units[] = { "<a@b>", "<", "(", "(<a>", "<>", "((a)", "a@" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		GString *field = g_string_new(NULL);
		gint64 start = g_get_monotonic_time();
		struct slice rest, id;
		size_t nr = 0;

		while (field->len < 1 << 18)
			g_string_append(field, units[i]);
		rest = slice_of(field->str, field->len);
		while (ids_next(&rest, &id))
			nr++;
		assert_true(nr <= field->len / 3);
		assert_true(g_get_monotonic_time() - start <= 10 * G_USEC_PER_SEC);
		g_string_free(field, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
