/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/heap.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <unistd.h>

#if defined(__GLIBC__) && UINTPTR_MAX > UINT32_MAX && !defined(__SANITIZE_ADDRESS__) &&            \
	!defined(__SANITIZE_THREAD__)
#define HAS_HEAP 1
#else
#define HAS_HEAP 0
#endif

#if HAS_HEAP

#define MIB ((size_t)1 << 20)

/* Pages in memory that are the process's own. */
static size_t resident(void)
{
	unsigned long size = 0, pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	if (file) {
		assert_int_equal(fscanf(file, "%lu %lu", &size, &pages), 2);
		fclose(file);
	}
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

/* Memory itself is taken, once. */
static void test_some(void **state)
{
	size_t before = resident();
	char *volatile block;

	(void)state;
	heap_expect_some();
	assert_true(resident() < before + 2 * MIB);
	before = resident();
	heap_expect_some();
	block = malloc(MIB / 2);
	memset(block, 1, MIB / 2);
	assert_true(resident() < before + MIB / 4);
	free(block);
}

/* Addresses alone are taken, once; large blocks are among them, and stay when they are freed. */
static void test_room(void **state)
{
	uintptr_t start = (uintptr_t)sbrk(0), end;
	size_t before = resident();
	char *volatile block;

	(void)state;
	heap_expect_many(true);
	end = (uintptr_t)sbrk(0);
	assert_true(end - start >= 256 * MIB);
	assert_true(resident() < before + 6 * MIB);
	block = malloc(20 * MIB);
	memset(block, 1, 20 * MIB);
	assert_true((uintptr_t)block > start - 4 * MIB && (uintptr_t)block < end);
	free(block);
	heap_expect_many(true);
	assert_true((uintptr_t)sbrk(0) == end);
}

static void *take(void *data)
{
	void *block = malloc(MIB / 1024);
	uintptr_t *place = data;

	*place = (uintptr_t)block;
	free(block);
	return NULL;
}

/* Whether a thread takes memory where the main thread does. */
static bool takes_from_main(void)
{
	pthread_t thread;
	uintptr_t place;

	assert_int_equal(pthread_create(&thread, NULL, take, &place), 0);
	pthread_join(thread, NULL);
	return place < (uintptr_t)sbrk(0);
}

/* Whoever reads ahead does; once what he made was seen, others have a place of their own. */
static void test_threads(void **state)
{
	const char *end = sbrk(0);
	bool apart = false;

	(void)state;
	heap_expect_many(true);
	assert_true(takes_from_main());
	for (size_t at = 512; at > 480; at--)
		heap_follow(end - at * MIB);
	for (int tries = 0; tries < 500 && !apart; tries++) {
		apart = !takes_from_main();
		usleep(10000);
	}
	assert_true(apart);
}

#else

/* Where the heap is another one, or addresses are few, nothing is done. */
static void test_nothing(void **state)
{
	void *end = sbrk(0);

	(void)state;
	heap_expect_some();
	heap_expect_many(true);
	heap_follow(end);
	assert_ptr_equal(sbrk(0), end);
}

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
#if HAS_HEAP
		cmocka_unit_test(test_some),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_threads),
#else
		cmocka_unit_test(test_nothing),
#endif
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
