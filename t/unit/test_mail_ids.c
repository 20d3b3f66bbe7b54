/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which mail has a Message-ID. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include "series/mail_ids.h"

#define NR 3000

static void test_the_last_of_those_that_share_an_id(void **state)
{
	static struct record mails[] = { { .message_id = "a@example.org" },
					 { .message_id = "" },
					 { .message_id = "A@example.org" },
					 { .message_id = "a@example.org" },
					 { .message_id = "b@example.org" } };
	g_autoptr(GPtrArray) records = g_ptr_array_new();
	struct mail_ids ids;

	(void)state;
	mail_ids_init(&ids, records);
	assert_null(mail_ids_find(&ids, "a@example.org"));
	g_ptr_array_add(records, &mails[0]);
	mail_ids_add(&ids);
	assert_ptr_equal(mail_ids_find(&ids, "a@example.org"), &mails[0]);
	for (size_t i = 1; i < G_N_ELEMENTS(mails); i++)
		g_ptr_array_add(records, &mails[i]);
	mail_ids_add(&ids);
	assert_ptr_equal(mail_ids_find(&ids, "a@example.org"), &mails[3]);
	/* Of one hash, and another id. */
	assert_ptr_equal(mail_ids_find(&ids, "A@example.org"), &mails[2]);
	assert_ptr_equal(mail_ids_find(&ids, "b@example.org"), &mails[4]);
	assert_null(mail_ids_find(&ids, "c@example.org"));
	/* Without an id nothing is found. */
	assert_null(mail_ids_find(&ids, ""));
	assert_int_equal(mail_ids_last(&ids, 0), 4);
	assert_int_equal(mail_ids_last(&ids, 1), 0);
	assert_int_equal(mail_ids_last(&ids, 2), 3);
	mail_ids_release(&ids);
}

static void test_many(void **state)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new();
	struct record *mails = g_new0(struct record, NR);
	struct mail_ids ids;

	(void)state;
	mail_ids_init(&ids, records);
	for (guint i = 0; i < NR; i++) {
		mails[i].message_id = g_strdup_printf("%u@example.org", i % (NR - 7));
		g_ptr_array_add(records, &mails[i]);
		mail_ids_add(&ids);
	}
	for (guint i = 0; i < NR; i++) {
		guint last = i < 7 ? i + NR - 7 : i;

		assert_int_equal(mail_ids_place(&ids, mails[i].message_id), last + 1);
		assert_int_equal(mail_ids_last(&ids, i), last + 1);
	}
	mail_ids_release(&ids);
	for (guint i = 0; i < NR; i++)
		g_free((char *)mails[i].message_id);
	g_free(mails);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_last_of_those_that_share_an_id),
		cmocka_unit_test(test_many),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
