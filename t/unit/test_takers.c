/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "series/takers.h"

struct asked {
	unsigned nr;
	bool more;
};

static bool count(struct takers *takers, const char *email, void *data)
{
	struct asked *asked = data;

	(void)takers;
	(void)email;
	asked->nr++;
	return asked->more;
}

/* How often it is asked about three mails of two people. */
static unsigned ask_about_two(bool more)
{
	static const struct person people[] = { { "", "ann@example.org" },
						{ "", "Ann@example.org" },
						{ "", "ben@example.net" } };
	struct takers *takers = takers_new();
	struct asked asked = { .more = more };

	takers_set_asked(takers, count, &asked);
	for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
		assert_false(takers_know_person(takers, &people[i]));
	takers_free(takers);
	return asked.nr;
}

static void test_asked(void **state)
{
	(void)state;
	assert_int_equal(ask_about_two(true), 2);
	assert_int_equal(ask_about_two(false), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_asked) };

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
