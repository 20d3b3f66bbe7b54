/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "series/table.h"
#include "text/integers.h"

#define NR 1000u
#define HASHES 100u

/* What it was made for may be less than what comes: all is found, the newest first. */
static void test_more_than_room(void **state)
{
	static const guint rooms[] = { 0, 1, 99, NR - 1, NR, NR + 1 };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++) {
		struct table table;

		table_init(&table, rooms[i]);
		for (guint k = 0; k < NR; k++)
			table_add(&table, k % HASHES * 16, k);
		for (guint hash = 0; hash < HASHES; hash++) {
			const struct table_item *item = table_find(&table, hash * 16);

			for (guint left = NR / HASHES; COUNT_DOWN(left);) {
				assert_non_null(item);
				assert_int_equal(item->value, left * HASHES + hash);
				item = table_next(&table, item);
			}
			assert_null(item);
		}
		assert_null(table_find(&table, 1));
		table_release(&table);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_more_than_room),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
