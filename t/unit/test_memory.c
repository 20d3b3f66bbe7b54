/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is held of mails: a list of a million of them is in memory as records. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>
#include "index/pack.h"
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define NR 500

static size_t held(void)
{
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
	return mallinfo2().uordblks;
#else
	return 0; /* nobody counts */
#endif
}

static struct store *open_store(char *folder)
{
	char *path = g_build_filename(folder, "index.sqlite", NULL), *problem;
	struct store *store;
	bool worn;

	store = store_open(path, STORE_CREATE, 64, &worn, &problem);
	assert_non_null(store);
	g_free(path);
	return store;
}

static void remove_folder(char *folder)
{
	static const char *const names[] = { "index.sqlite", "index.sqlite.lock" };

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = g_build_filename(folder, names[i], NULL);

		unlink(path);
		g_free(path);
	}
	rmdir(folder);
	g_free(folder);
}

static void unpack_many(struct slice packed, struct strings *strings)
{
	struct record *records[NR];
	size_t before = held();

	for (int i = 0; i < NR; i++) {
		struct unpacked mail;

		assert_true(unpack(packed, strings, &mail));
		records[i] = mail.record;
	}
	assert_true((held() - before) / NR < 400);
	assert_true(sizeof(struct record) < 190);
	/* What mails have in common is there once for those of a block. */
	assert_ptr_equal(records[0]->subject.head, records[1]->subject.head);
	assert_ptr_equal(records[0]->subject.prefix, records[1]->subject.prefix);
	assert_ptr_equal(records[0]->people, records[1]->people);
	assert_ptr_equal(records[0]->references, records[1]->references);
	assert_ptr_equal(records[0]->trailers.items, records[1]->trailers.items);
	for (int i = 0; i < NR; i++)
		record_free(records[i]);
}

/* Where a record was freed, the next one takes its place: what it had is not shared. */
static void unpack_one_by_one(struct slice packed, struct strings *strings)
{
	for (int i = 0; i < 3; i++) {
		struct unpacked mail;
		char *subject;

		assert_true(unpack(packed, strings, &mail));
		subject = subject_text(&mail.record->subject);
		assert_string_equal(subject, "Re: [PATCH] A thing");
		g_free(subject);
		assert_string_equal(mail.record->subject.prefix, "[PATCH]");
		assert_string_equal(mail.record->references[0], "0@x");
		assert_null(mail.record->references[1]);
		assert_string_equal(mail.record->trailers.items[0].key, "Reviewed-by");
		record_free(mail.record);
	}
}

static void test_a_record_of_an_index_owns_little(void **state)
{
	static const char reply[] = "From: Ada <ada@example.org>\nSubject: Re: [PATCH] A thing\n"
				    "Message-ID: <2@x>\nIn-Reply-To: <1@x>\nReferences: <0@x>\n\n"
				    "Reviewed-by: Ada <ada@example.org>\n";
	struct record *record = record_parse(slice_str(reply), NULL);
	char *folder = g_dir_make_tmp("gitkvm-memory-XXXXXX", NULL);
	struct store *store = open_store(folder);
	GByteArray *packed = g_byte_array_new();
	struct dictionary dictionary;
	struct strings strings;

	(void)state;
	record->date = record->archived = 1741000000;
	assert_true(store_begin_write(store));
	dictionary_init(&dictionary);
	pack_record(packed, &dictionary, record, true);
	assert_true(dictionary_save(&dictionary, store, 0));
	strings_init(&strings, store);
	unpack_many(slice_of((const char *)packed->data, packed->len), &strings);
	unpack_one_by_one(slice_of((const char *)packed->data, packed->len), &strings);
	strings_release(&strings);
	dictionary_release(&dictionary);
	store_end(store);
	store_close(store);
	g_byte_array_unref(packed);
	record_free(record);
	remove_folder(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_record_of_an_index_owns_little),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
