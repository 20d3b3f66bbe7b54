/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>
#include "text/beside.h"

#define NR 1000

static void count(size_t i, void *data)
{
	((unsigned *)data)[i]++;
}

static void check_each(unsigned threads, size_t nr)
{
	unsigned counts[NR + 1] = { 0 };

	beside_each(threads, nr, count, counts);
	for (size_t i = 0; i <= NR; i++)
		assert_int_equal(counts[i], i < nr);
}

static void each_is_done_once(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 8, 9, 16, 17, NR - 1, NR };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		for (unsigned threads = 0; threads <= 3; threads++)
			check_each(threads, sizes[i]);
}

static void set(void *data)
{
	*(bool *)data = true;
}

static void work_is_done_when_waited_for(void **state)
{
	struct beside beside;

	(void)state;
	for (int wanted = 0; wanted <= 1; wanted++) {
		bool done = false;

		beside_start(&beside, wanted, set, &done);
		/* Without a thread it is done already. */
		if (!wanted)
			assert_true(done);
		beside_wait(&beside);
		assert_true(done);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_done_once),
		cmocka_unit_test(work_is_done_when_waited_for),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
