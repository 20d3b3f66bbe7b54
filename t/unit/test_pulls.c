/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "list.h"
#include "series/pulls.h"

#define DAY ((int64_t)24 * 60 * 60)

/* Of what a pull request lists so many days after a patch: whether it is that patch, may be it
 * where others of its series are listed, and is it where nothing else tells. */
static const struct {
	const char *patch, *listed, *who;
	int days;
	bool found, similar, retitled;
} rows[] = {
	{ "KVM: One two three", "KVM: One two three", "Ann Example", 1, true, true, true },
	{ "KVM: One two three", "kvm: one  two three", "ann example", 1, true, true, true },
	{ "KVM: One two three", "KVM: One two three", "Ann Example", 150, true, true, true },
	{ "KVM: One two three", "KVM: One two three", "Ann Example", 151, true, true, false },
	{ "KVM: One two three", "KVM: One two three", "Ann Example", 999, true, true, false },
	{ "KVM: One two three", "KVM: One two three", "Ann Example", 0, false, true, false },
	{ "KVM: One two three", "KVM: One two three", "Ann Example", -1, false, true, false },
	{ "KVM: One two three", "KVM: One two three", "Ben Other", 1, false, false, false },
	/* What stands behind another subsystem, where it is long enough and of the author. */
	{ "KVM: One two three forty", "x86: One two three forty", "Ann Example", 1, true, true,
	  true },
	{ "KVM: One two three forty", "x86: One two three forty", "Ann Example", 400, true, true,
	  false },
	{ "KVM: One two three forty", "x86: One two three forty", "Ann Example", 401, false, true,
	  false },
	{ "KVM: One two three forty", "x86: One two three forty", "Ben Other", 1, false, false,
	  false },
	{ "KVM: 1234567 90123456", "x86: 1234567 90123456", "Ann Example", 1, false, true, true },
	{ "KVM: 1234567 901234567", "x86: 1234567 901234567", "Ann Example", 1, true, true, true },
	/* Two of three words, four of five, and fewer. */
	{ "KVM: One two three", "KVM: One two four", "Ann Example", 1, false, true, false },
	{ "KVM: One two", "KVM: One three", "Ann Example", 1, false, false, false },
	{ "KVM: One two three four five", "KVM: One two three four six", "Ann Example", 1, false,
	  true, true },
	{ "KVM: One two three four five", "KVM: One two three four six", "Ben Other", 1, false,
	  false, false },
	{ "KVM: One two three four", "KVM: One two three five", "Ann Example", 1, false, true,
	  false },
};

static struct record *posted(const char *subject, const char *text, int day)
{
	char *raw = g_strdup_printf("From: Ann Example <ann@example.org>\nMessage-ID: <%d@x>\n"
				    "Date: Mon, 3 Mar 2025 00:00:00 +0000\nSubject: %s\n\n%s",
				    day, subject, text);
	struct record *record = record_parse(slice_str(raw), NULL);

	assert_non_null(record);
	record->date = record->archived = 1700000000 + day * DAY;
	g_free(raw);
	return record;
}

static void test_listed(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		char *subject = g_strdup_printf("[PATCH] %s", rows[i].patch);
		char *text = g_strdup_printf("Please pull.\n\n%s (1):\n      %s\n", rows[i].who,
					     rows[i].listed);
		struct record *patch = posted(subject, "Text.\n" DIFF, 0);
		struct record *pull = posted("[GIT PULL] Changes", text, rows[i].days);
		GPtrArray *records = g_ptr_array_new();
		struct pulls *pulls;
		bool found, similar, retitled;

		assert_int_equal(pull->kind, RECORD_PULL);
		g_ptr_array_add(records, pull);
		g_ptr_array_add(records, patch);
		pulls = pulls_read(records);
		found = pulls_find(pulls, patch);
		similar = pulls_have_similar(pulls, pull, patch);
		retitled = pulls_find_retitled(pulls, patch);
		if (found != rows[i].found || similar != rows[i].similar ||
		    retitled != rows[i].retitled)
			fail_msg("'%s', '%s' of %s: %d %d %d", rows[i].patch, rows[i].listed,
				 rows[i].who, found, similar, retitled);
		pulls_free(pulls);
		g_ptr_array_unref(records);
		record_free(patch);
		record_free(pull);
		g_free(subject);
		g_free(text);
	}
}

/* A pull request has the patch, and behind it so many others of somebody's. */
static void check_many(unsigned others, const char *who, const char *title, bool found,
		       bool retitled)
{
	GString *text =
		g_string_new("Please pull.\n\nAnn Example (1):\n      KVM: One two three\n");
	struct record *patch = posted("[PATCH] KVM: One two three", "Text.\n" DIFF, 0), *pull;
	GPtrArray *records = g_ptr_array_new();
	struct pulls *pulls;

	g_string_append_printf(text, "\n%s (%u):\n", who, others);
	for (unsigned i = 0; i < others; i++)
		g_string_append_printf(text, "      %s\n", title);
	pull = posted("[GIT PULL] Changes", text->str, 1);
	g_ptr_array_add(records, pull);
	pulls = pulls_read(records);
	assert_int_equal(pulls_find(pulls, patch) != NULL, found);
	assert_int_equal(pulls_find_retitled(pulls, patch) != NULL, retitled);
	pulls_free(pulls);
	g_ptr_array_unref(records);
	record_free(patch);
	record_free(pull);
	g_string_free(text, TRUE);
}

/* Of one author so many are looked at, the last ones first, and of one title. */
static void test_many(void **state)
{
	(void)state;
	check_many(399, "Ann Example", "KVM: Something else", true, true);
	check_many(400, "Ann Example", "KVM: Something else", true, false);
	check_many(49, "Ben Other", "KVM: One two three", true, true);
	check_many(50, "Ben Other", "KVM: One two three", false, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_listed),
		cmocka_unit_test(test_many),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
