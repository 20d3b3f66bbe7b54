/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/tracking.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "made_tracking.h"

#define SMALL_STACK (512u << 10)

static bool parse(const char *json, struct pool *pool, struct tracking *out)
{
	char *field = made_tracking(slice_str(json));
	bool good;

	*out = (struct tracking){ .pool = pool, .version = 3, .change_id = "" };
	good = tracking_parse(slice_str(field), out);
	g_free(field);
	return good;
}

/* What our own reader takes, and what json-glib does. */
static void test_both_readers(void **state)
{
	static const char *const texts[] = {
		"{\"series\": {\"revision\": 3, \"change-id\": \"20250101-one-0123\", \"history\":"
		" {\"v1\": [\"a@example.org\"], \"v2\": [\"b@example.org\"], \"v4\": "
		"[\"c@example.org\"]}}}",
		"/* */ {\"series\": {\"revision\": 3, \"change-id\": \"20250101-one-0123\", "
		"\"history\":"
		" {\"v1\": [\"a@example.org\"], \"v2\": [\"\\u0062@example.org\"], \"v4\": "
		"[\"c@example.org\"]}}}",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct pool pool = POOL_INIT;
		struct tracking tracking;

		assert_true(parse(texts[i], &pool, &tracking));
		assert_string_equal(tracking.change_id, "20250101-one-0123");
		assert_int_equal(tracking.nr_links, 2);
		assert_int_equal(tracking.links[0].version, 1);
		assert_string_equal(tracking.links[0].message_id, "a@example.org");
		assert_string_equal(tracking.links[1].message_id, "b@example.org");
		pool_release(&pool);
	}
}

static void test_no_tracking(void **state)
{
	static const char *const texts[] = { "", "[]", "{}", "{\"series\": 1}", "{\"series\": [}" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct pool pool = POOL_INIT;
		struct tracking tracking;

		assert_false(parse(texts[i], &pool, &tracking));
		pool_release(&pool);
	}
}

static void *parse_deep(void *data)
{
	static bool good;
	struct pool pool = POOL_INIT;
	struct tracking tracking;

	good = parse(data, &pool, &tracking);
	pool_release(&pool);
	return &good;
}

/* Where a thread has the stack that it gets elsewhere, tens of thousands of levels are too many. */
static void test_deep(void **state)
{
	static const char *const levels[] = { "[", "{\"a\":", "{\"series\":" };

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
		GString *json = g_string_new(NULL);
		pthread_attr_t small;
		pthread_t thread;
		void *good;

		while (json->len + 20 < 64u << 10)
			g_string_append(json, levels[i]);
		assert_int_equal(pthread_attr_init(&small), 0);
		assert_int_equal(pthread_attr_setstacksize(&small, SMALL_STACK), 0);
		assert_int_equal(pthread_create(&thread, &small, parse_deep, json->str), 0);
		assert_int_equal(pthread_join(thread, &good), 0);
		assert_false(*(bool *)good);
		pthread_attr_destroy(&small);
		g_string_free(json, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_readers),
		cmocka_unit_test(test_no_tracking),
		cmocka_unit_test(test_deep),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
