/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>
#include "index/lookup.h"
#include "index/pack.h"
#include "index/packing.h"
#include "index/segment.h"
#include "mime/date.h"
#include "mime/limits.h"
#include "records.h"

static const char *const mails[] = {
	"From: Ada <ada@example.org>\nSubject: [PATCH net v3.1 2/7] A thing\nMessage-ID: <1@x>\n"
	"Date: Mon, 3 Mar 2025 12:00:00 -0730\nList-Id: <kvm.example.org>\nReferences: <a@x> "
	"<b@x>\n"
	"In-Reply-To: <b@x>\n\nFrom: Bo <bo@example.org>\n\nText\n\nFixes: 123456789abc (\"x\")\n"
	"Reviewed-by: \"C. D.\" <cd@example.org>\nCc: stable\n---\nv2: "
	"https://lore.kernel.org/r/2@x\nv1: https://lore.kernel.org/r/3%2B@x\n"
	"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n-a\n+b\n+c\n"
	"base-commit: 0123456789abcdef0123456789abcdef01234567\nchange-id: 20250303-x\n",
	"", /* skipped */
	"Subject: Re: =?utf-8?q?=C3=A4?= [PATCH] x   y\n\nReviewed-by: E <e@example.org>\n",
	"Subject: [PATCH 0/2]\nDate: Fri, 1 Jan 2077 00:00:00 +0000\nFrom: <>\n\nCover\n",
	"From: \xff\xfe <f@example.org>\nDate: Thu, 1 Jan 1960 00:00:00 +0000\n\n",
	"Subject: RESEND: [PATCH RFC v0] RESEND again [PATCH]\nSubject: twice\n\n> quoted\n",
	"Subject: [PATCH RESEND] RESEND: x\nFrom: G\n\n---\n {a => b}/c | 2 +-\n 1 file changed\n",
};

static struct record *parse(unsigned i)
{
	struct record *record = *mails[i] ? record_parse(slice_str(mails[i]), NULL) : NULL;

	if (record) {
		memset(record->commit, (int)i, sizeof(record->commit));
		record->archived = 1741000000 - (int64_t)i * 100000000;
		if (!record->date)
			record->date = record->archived;
	}
	return record;
}

static struct walk_entry entry_of(unsigned i)
{
	struct walk_entry entry = { .date = 1741000000 - (int64_t)i * 100000000, .reply = i % 2 };

	memset(entry.commit.id, (int)i, sizeof(entry.commit.id));
	return entry;
}

static void fill(struct segment *segment, unsigned from, unsigned to)
{
	for (unsigned i = from; i < to; i++) {
		struct walk_entry entry = entry_of(i % G_N_ELEMENTS(mails));
		struct record *record = parse(i % G_N_ELEMENTS(mails));

		segment_add(segment, &entry, record);
		record_free(record);
	}
}

struct file {
	char *folder, *path;
	struct store *store;
};

static void file_open(struct file *file, enum store_mode mode)
{
	char *problem;
	bool worn;

	file->store = store_open(file->path, mode, 64, &worn, &problem);
	assert_null(problem);
	assert_non_null(file->store);
}

static int setup(void **state)
{
	struct file *file = g_new0(struct file, 1);

	file->folder = g_dir_make_tmp("gitkvm-index-XXXXXX", NULL);
	file->path = g_build_filename(file->folder, "index.sqlite", NULL);
	file_open(file, STORE_CREATE);
	*state = file;
	return 0;
}

static int teardown(void **state)
{
	struct file *file = *state;
	char *lock = g_strconcat(file->path, ".lock", NULL);

	store_close(file->store);
	unlink(file->path);
	unlink(lock);
	assert_int_equal(rmdir(file->folder), 0);
	g_free(lock);
	g_free(file->path);
	g_free(file->folder);
	g_free(file);
	return 0;
}

/* Adds mails up to that number, as an update does. */
static void update(struct store *store, unsigned to)
{
	struct segment *segment;
	struct store_head head;

	assert_true(store_begin_write(store));
	segment = segment_open(store);
	assert_non_null(segment);
	head = *store_head(store);
	fill(segment, (unsigned)head.mails, to);
	assert_true(segment_save(segment, store));
	head.mails = to;
	assert_true(store_commit(store, &head));
	segment_free(segment);
}

static void expect_mails(struct store *store, unsigned nr)
{
	struct strings strings;
	unsigned i = 0;

	assert_true(store_begin_read(store));
	assert_int_equal(store_head(store)->mails, nr);
	strings_init(&strings, store);
	while (i < nr) {
		struct slice row, packed;

		assert_true(store_get(store, STORE_MAILS, i, &row));
		for (; unpack_next(&row, &packed); i++) {
			struct record *fresh = parse(i % G_N_ELEMENTS(mails));
			struct walk_entry entry = entry_of(i % G_N_ELEMENTS(mails));
			struct unpacked mail;

			assert_true(unpack(packed, &strings, &mail));
			strings_forget(&strings);
			assert_memory_equal(mail.commit, entry.commit.id, RECORD_HASH_SIZE);
			assert_int_equal(mail.archived, entry.date);
			assert_int_equal(mail.reply, entry.reply);
			assert_int_equal(mail.skipped, !fresh);
			if (fresh)
				expect_record(mail.record, fresh);
			record_free(mail.record);
			record_free(fresh);
		}
	}
	strings_release(&strings);
	store_end(store);
}

static void test_every_field_comes_back(void **state)
{
	struct file *file = *state;

	update(file->store, G_N_ELEMENTS(mails));
	expect_mails(file->store, G_N_ELEMENTS(mails));
	store_close(file->store);
	file_open(file, STORE_READ);
	expect_mails(file->store, G_N_ELEMENTS(mails));
}

static void test_updates_leave_the_same_rows(void **state)
{
	static const unsigned steps[] = { 1, 31, 32, 33, 50, 64 };
	struct file *file = *state;
	struct segment *segment = segment_new(0);
	bool equal;

	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
		update(file->store, steps[i]);
	expect_mails(file->store, 64);
	fill(segment, 0, 64);
	assert_true(segment_compare(segment, file->store, &equal));
	assert_true(equal);
	fill(segment, 0, 1);
	assert_true(segment_compare(segment, file->store, &equal));
	assert_false(equal);
	segment_free(segment);
}

static void test_what_was_not_committed_is_not_there(void **state)
{
	struct file *file = *state;
	struct segment *segment = segment_new(0);

	update(file->store, 3);
	assert_true(store_begin_write(file->store));
	fill(segment, 0, 40);
	assert_true(segment_save(segment, file->store));
	store_end(file->store);
	expect_mails(file->store, 3);
	segment_free(segment);
}

static void test_damage_is_an_error(void **state)
{
	struct file *file = *state;
	struct slice row;
	FILE *raw;

	update(file->store, 64);
	store_close(file->store);
	raw = fopen(file->path, "r+b");
	assert_non_null(raw);
	/* All pages but the first. */
	assert_int_equal(fseek(raw, 0, SEEK_END), 0);
	for (long at = ftell(raw) - 100; at > 8192; at -= 8192) {
		assert_int_equal(fseek(raw, at, SEEK_SET), 0);
		fputc('!', raw);
	}
	fclose(raw);
	file_open(file, STORE_READ);
	assert_false(store_begin_read(file->store) && store_get(file->store, STORE_MAILS, 0, &row));
	assert_true(store_is_worn(file->store));
	store_close(file->store);
	file_open(file, STORE_RENEW);
	expect_mails(file->store, 0);
}

static void test_bad_bytes_are_no_mail(void **state)
{
	struct file *file = *state;
	struct dictionary dictionary;
	GByteArray *packed = g_byte_array_new();
	struct record *record = parse(0);
	struct strings strings;
	struct unpacked mail;

	dictionary_init(&dictionary);
	pack_record(packed, &dictionary, record, false);
	assert_true(store_begin_write(file->store));
	assert_true(dictionary_save(&dictionary, file->store, 0));
	strings_init(&strings, file->store);
	for (guint len = 0; len < packed->len; len++)
		assert_false(unpack(slice_of((const char *)packed->data, len), &strings, &mail));
	assert_true(unpack(slice_of((const char *)packed->data, packed->len), &strings, &mail));
	record_free(mail.record);
	for (guint i = 1 + RECORD_HASH_SIZE; i < packed->len; i++) {
		packed->data[i] ^= 0xff;
		mail.record = NULL;
		if (unpack(slice_of((const char *)packed->data, packed->len), &strings, &mail))
			record_free(mail.record);
		packed->data[i] ^= 0xff;
	}
	strings_release(&strings);
	dictionary_release(&dictionary);
	g_byte_array_unref(packed);
	record_free(record);
	store_end(file->store);
}

/* What no mail gives, in the record of one; returns false behind the last. */
static bool spoil(struct record *record, unsigned which)
{
	static struct record_remark remark;
	static struct remark_list remarks = { &remark, 1 };
	static struct trailer trailers[MAIL_MAX_TRAILERS + 1];
	static const char *texts[MAIL_MAX_PATHS + 2];
	struct subject *subject = &record->subject;

	remark = (struct record_remark){ REMARK_APPLIED, 1, 2, "", "" };
	for (unsigned i = 0; i <= MAIL_MAX_PATHS; i++)
		texts[i] = "x";
	switch (which) {
	case 0:
		return record->kind = (enum record_kind)7, true;
	case 1:
		return record->zone = INT16_MIN, true;
	case 2:
		return record->zone = DATE_MAX_ZONE + 1, true;
	case 3:
		return subject->n = INT_MAX, true;
	case 4:
		return subject->m = INT_MAX, true;
	case 5:
		return subject->m = SUBJECT_MAX_NUMBER + 1, true;
	case 6:
		return subject->n = -1, true;
	case 7:
		return subject->n = subject->m = -2, true;
	case 8:
		return subject->version = -1, true;
	case 9:
		return subject->version = SUBJECT_MAX_NUMBER + 1, true;
	case 10:
		return subject->revision = -1, true;
	case 11:
		return subject->flags = SUBJECT_ALL_FLAGS + 1, true;
	case 12:
		return record->oddities = RECORD_ALL_ODDITIES + 1, true;
	case 13:
		return record->date = DATE_MAX + 1, true;
	case 14:
		return record->date = INT64_MIN, true;
	case 15:
		return record->posted->links[0].version = INT_MAX, true;
	case 16:
		return remark.kind = REMARK_KINDS, record->remarks = remarks, true;
	case 17:
		return remark.first = -1, record->remarks = remarks, true;
	case 18:
		return remark.last = -1, record->remarks = remarks, true;
	case 19:
		return record->trailers = (struct trailer_list){ .items = trailers,
								 .nr = G_N_ELEMENTS(trailers) },
		       true;
	case 20:
		return record->references = texts, true;
	case 21:
		return record->posted->diffstat.paths = texts,
		       record->posted->diffstat.nr_paths = MAIL_MAX_PATHS + 1, true;
	case 22:
		return record->posted->recipients = texts, true;
	default:
		return false;
	}
}

static void test_numbers_that_no_mail_gives(void **state)
{
	struct file *file = *state;
	bool spoiled = true;

	assert_true(store_begin_write(file->store));
	for (unsigned which = 0; spoiled; which++) {
		GByteArray *packed = g_byte_array_new();
		struct record *record = parse(0);
		struct dictionary dictionary;
		struct strings strings;
		struct unpacked mail;
		bool good;

		spoiled = spoil(record, which);
		dictionary_init(&dictionary);
		pack_record(packed, &dictionary, record, false);
		assert_true(dictionary_save(&dictionary, file->store, which));
		strings_init(&strings, file->store);
		strings_use(&strings, which, false);
		good = unpack(slice_of((const char *)packed->data, packed->len), &strings, &mail);
		if (good)
			record_free(mail.record);
		if (good == spoiled)
			fail_msg("what is spoiled in case %u is taken", which);
		strings_release(&strings);
		dictionary_release(&dictionary);
		g_byte_array_unref(packed);
		record_free(record);
	}
	store_end(file->store);
}

static void put_strings(struct store *store, unsigned segment, const char *text)
{
	struct dictionary dictionary;

	dictionary_init(&dictionary);
	dictionary_add(&dictionary, text, strlen(text));
	assert_true(dictionary_save(&dictionary, store, segment));
	dictionary_release(&dictionary);
}

static void test_strings_of_segments(void **state)
{
	struct file *file = *state;
	struct strings strings;
	struct slice one, two;

	assert_true(store_begin_write(file->store));
	put_strings(file->store, 0, "one");
	put_strings(file->store, 5, "two");
	strings_init(&strings, file->store);
	one = strings_get(&strings, 1);
	strings_use(&strings, 5, true);
	two = strings_get(&strings, 1);
	assert_string_equal(one.ptr, "one");
	assert_string_equal(two.ptr, "two");
	strings_use(&strings, 0, true);
	assert_ptr_equal(strings_get(&strings, 1).ptr, one.ptr);
	assert_null(strings_get(&strings, 2).ptr);
	assert_null(strings_get(&strings, STRINGS_OF_RUN + 1).ptr);
	assert_null(strings_get(&strings, UINT64_MAX).ptr);
	assert_string_equal(strings_get(&strings, 0).ptr, "");
	strings_use(&strings, 3, false);
	assert_null(strings_get(&strings, 1).ptr);
	strings_use(&strings, 5, false);
	assert_string_equal(strings_get(&strings, 1).ptr, "two");
	strings_release(&strings);
	store_end(file->store);
}

static void test_bad_rows_of_strings(void **state)
{
	static const struct {
		uint32_t numbers[3];
		const char *texts;
		size_t len;
		bool good;
	} rows[] = {
		{ { 2, 15, 18 }, "ab\0cd", 6, true },
		{ { 2, 15, 18 }, "ab\0cd", 5, false },	/* cut off */
		{ { 2, 15, 19 }, "ab\0cd", 6, false },	/* ends behind the row */
		{ { 2, 15, 15 }, "ab\0cd", 6, false },	/* has no room for a NUL */
		{ { 2, 18, 15 }, "ab\0cd", 6, false },	/* goes back */
		{ { 2, 12, 18 }, "ab\0cd", 6, false },	/* begins before the texts */
		{ { 2, 15, 17 }, "ab\0cd", 6, false },	/* has no NUL */
		{ { 0, 15, 18 }, "ab\0cd", 6, false },	/* none */
		{ { 65, 15, 18 }, "ab\0cd", 6, false }, /* too many */
		{ { UINT32_MAX, 15, 18 }, "ab\0cd", 6, false },
		{ { 2, 15, 18 }, "\xc3\xa4\0cd", 6, true },
		{ { 2, 15, 18 }, "a\xc3\0cd", 6, false }, /* half a character */
		{ { 2, 16, 19 }, "a\0b\0cd", 7, true },	  /* a person */
	};
	struct file *file = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		GByteArray *row = g_byte_array_new();
		struct strings strings;

		store_close(file->store);
		file_open(file, STORE_RENEW);
		assert_true(store_begin_write(file->store));
		for (size_t k = 0; k < G_N_ELEMENTS(rows->numbers); k++) {
			uint32_t number = GUINT32_TO_LE(rows[i].numbers[k]);

			g_byte_array_append(row, (const guint8 *)&number, sizeof(number));
		}
		g_byte_array_append(row, (const guint8 *)rows[i].texts, (guint)rows[i].len);
		assert_true(store_put(file->store, STORE_STRINGS, store_string_key(0, 0), row->data,
				      row->len));
		strings_init(&strings, file->store);
		if (rows[i].good)
			assert_string_equal(strings_get(&strings, 2).ptr, "cd");
		else
			assert_null(strings_get(&strings, 2).ptr);
		assert_int_equal(store_is_worn(file->store), !rows[i].good);
		strings_release(&strings);
		g_byte_array_unref(row);
	}
}

static void test_numbers(void **state)
{
	static const int64_t numbers[] = { 0,	1,	   -1,	      63,	 64,	   -64,
					   127, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN };
	GByteArray *out = g_byte_array_new();
	struct unpacker in;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		put_signed(out, numbers[i]);
		put_number(out, (uint64_t)numbers[i]);
	}
	in = (struct unpacker){ out->data, out->data + out->len, false };
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		assert_true(get_signed(&in) == numbers[i]);
		assert_true(get_number(&in) == (uint64_t)numbers[i]);
	}
	assert_false(in.bad);
	assert_ptr_equal(in.at, in.end);
	get_number(&in);
	assert_true(in.bad);
	/* 2^64, in as many bytes as 2^64 - 1 */
	g_byte_array_set_size(out, 10);
	memset(out->data, 0xff, 9);
	out->data[9] = 2;
	in = (struct unpacker){ out->data, out->data + 10, false };
	get_number(&in);
	assert_true(in.bad);
	g_byte_array_unref(out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_field_comes_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_updates_leave_the_same_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_was_not_committed_is_not_there, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_damage_is_an_error, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad_bytes_are_no_mail, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers_that_no_mail_gives, setup, teardown),
		cmocka_unit_test_setup_teardown(test_strings_of_segments, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad_rows_of_strings, setup, teardown),
		cmocka_unit_test(test_numbers),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
