/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "report/brief_words.h"

static void test_addresses(void **state)
{
	static const struct {
		const char *reason, *expected;
	} rows[] = {
		{ "applied: https://git.example.org/x.git/log/?h=next", "applied to x.git next" },
		{ "applied in https://git.example.org/x.git/log/?h=next", "applied in x.git next" },
		{ "applied https://git.example.org/x.git/log/?h=next", "applied x.git next" },
		{ "applied: 0123456789abcdef0123", "applied: 0123456789ab" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		const struct brief_item item = {
			.row.verdict = { .state = STATE_APPLIED, .reason = (char *)rows[i].reason }
		};
		g_autoptr(GString) out = g_string_new(NULL);

		brief_append_state(&item, out);
		assert_string_equal(out->str, rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_addresses) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
