/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <glib.h>
#include "compare/assignment.h"

#define MAX_N 7

/* The least sum there is, by trying all. used has a bit for each column. */
static int64_t least_sum(size_t n, const int32_t *cost, size_t row, unsigned used)
{
	int64_t least = INT64_MAX;

	if (row == n)
		return 0;
	for (size_t column = 0; column < n; column++)
		if (!(used & 1u << column))
			least = MIN(least, cost[row * n + column] + least_sum(n, cost, row + 1,
									      used | 1u << column));
	return least;
}

static int64_t solved_sum(size_t n, const int32_t *cost)
{
	size_t *column_of = g_new(size_t, n + 1);
	char *used = g_new0(char, n + 1);
	int64_t sum = 0;

	assignment_solve(n, cost, column_of);
	for (size_t row = 0; row < n; row++) {
		assert_true(column_of[row] < n);
		assert_false(used[column_of[row]]);
		used[column_of[row]] = 1;
		sum += cost[row * n + column_of[row]];
	}
	g_free(used);
	g_free(column_of);
	return sum;
}

static void test_least(void **state)
{
	GRand *random = g_rand_new_with_seed(1);
	int32_t cost[MAX_N * MAX_N];

	(void)state;
	for (int round = 0; round < 3000; round++) {
		size_t n = (size_t)g_rand_int_range(random, 1, MAX_N);
		/* Few different costs make many ties. */
		int32_t largest = round % 3 ? (round % 3 == 1 ? 4 : 60) : 1 << 29;

		for (size_t i = 0; i < n * n; i++)
			cost[i] = g_rand_int_range(random, 0, largest);
		assert_int_equal(solved_sum(n, cost), least_sum(n, cost, 0, 0));
	}
	g_rand_free(random);
}

/* Costs that differ by little: what makes rows drive each other out for long. */
static void test_large(void **state)
{
	size_t n = 400;
	int32_t *cost = g_new(int32_t, n * n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			cost[i * n + j] = (int32_t)(i * j);
	/* The largest with the smallest: the sum of i * (n - 1 - i). */
	assert_int_equal(solved_sum(n, cost), (n - 2) * (n - 1) * n / 6);
	g_free(cost);
}

static void test_none(void **state)
{
	(void)state;
	assert_int_equal(solved_sum(0, NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_least),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_none),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
