/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <glib.h>
#include "reply/scope.h"

/* "1-3 5-all", or "none". Behind the text there are digits, which are none of it. */
static void expect(bool (*read)(struct slice text, struct scope *out), const char *text,
		   const char *expected)
{
	char *more = g_strconcat(text, "7/9", NULL);
	GString *found = g_string_new(NULL);
	struct scope scope;
	bool any = read(slice_of(more, strlen(text)), &scope);

	for (size_t i = 0; i < scope.nr; i++) {
		g_string_append_printf(found, "%s%d", i ? " " : "", scope.ranges[i].first);
		if (scope.ranges[i].last == SCOPE_ALL)
			g_string_append(found, "-all");
		else if (scope.ranges[i].last != scope.ranges[i].first)
			g_string_append_printf(found, "-%d", scope.ranges[i].last);
	}
	if (!any)
		g_string_append(found, "none");
	if (strcmp(found->str, expected))
		fail_msg("'%s' is '%s', not '%s'", text, found->str, expected);
	g_string_free(found, TRUE);
	g_free(more);
}

static void test_numbers(void **state)
{
	static const char *const rows[][2] = {
		{ "1", "1" },
		{ " #1", "1" },
		{ "\t12", "12" },
		{ "1-3", "1-3" },
		{ "1 - 3", "1-3" },
		{ "1~3", "1-3" },
		{ "1..3", "1-3" },
		{ "1\342\200\2233", "1-3" },
		{ "1 through 3", "1-3" },
		{ "1 thru 3", "1-3" },
		{ "1 to 3", "1-3" },
		{ "1-1", "1" },
		{ "2-1", "" },
		{ "1 to the end", "1" },
		{ "1, 3", "1 3" },
		{ "1, 3-4 and 6", "1 3-4 6" },
		{ "1, and 3", "1 3" },
		{ "1 & 3", "1 3" },
		{ "1+3", "1 3" },
		{ "1; 3", "1" },
		{ "3/7", "3" },
		{ "3/", "3" },
		{ "3/7, 4/7", "3 4" },
		{ "3/x", "3" },
		{ "5.", "5" },
		{ "5.3", "none" },
		{ "5.x", "5" },
		{ "2nd", "none" },
		{ "2_", "none" },
		{ "0", "none" },
		{ "0, 1", "none" },
		{ "", "none" },
		{ "#", "none" },
		{ "x1", "none" },
		{ "99999", "99999" },
		{ "100000", "none" },
		{ "99999999999999999999", "none" },
		{ "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",
		  "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16" },
		{ "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17",
		  "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		expect(scope_read_numbers, rows[i][0], rows[i][1]);
}

static bool read_any(struct slice text, struct scope *out)
{
	scope_read(text, out);
	return out->nr;
}

static void test_sentences(void **state)
{
	static const char *const rows[][2] = {
		{ "Patches 1-3 look good", "1-3" },
		{ "patch 3/7", "3" },
		{ "patch #3", "3" },
		{ "the fix in #3 and #5", "3 5" },
		{ "version 3 is good", "none" },
		{ "the whole series", "1-all" },
		{ "the series, and patch 2", "2" },
		{ "all but patch 3", "1-2 4-all" },
		{ "the series except patch 1", "2-all" },
		{ "the series except for patches 2-3", "1 4-all" },
		{ "the series except patches 5 and 2", "1 3-4 6-all" },
		{ "patches 2-5 except patch 1", "2-5" },
		{ "patches 2-5 except patch 2", "3-5" },
		{ "patches 2-5 except patch 5", "2-4" },
		{ "patches 2-5 except patch 6", "2-5" },
		{ "patches 2-5 except patches 1-9", "none" },
		{ "patches 1-5 other than patch 3", "1-2 4-5" },
		{ "patches 1-5 but not for patch 3", "1-2 4-5" },
		{ "the first patch", "1" },
		{ "the first two patches", "1-2" },
		{ "the first ten patches", "1-10" },
		{ "the first eleven patches", "none" },
		{ "the first 3 patches", "1-3" },
		{ "the first 3 lines", "none" },
		{ "the first two lines", "none" },
		{ "first two patches", "none" },
		{ "it looks good", "none" },
		{ "", "none" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		expect(read_any, rows[i][0], rows[i][1]);
}

/* What a line in front of tags says that they are for. */
static void test_for(void **state)
{
	static const char *const rows[][2] = {
		{ "For the series:", "1-all" },
		{ "For the very good series:", "1-all" },
		{ "For the very good new series:", "none" },
		{ "For patch 2:", "2" },
		{ "For all", "1-all" },
		{ "For all patches:", "1-all" },
		{ "For all of it:", "1-all" },
		{ "For all users:", "none" },
		{ "For patches:", "none" },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		expect(scope_read_for, rows[i][0], rows[i][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_for),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
