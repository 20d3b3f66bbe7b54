/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading an index ahead on a second thread gives what reading it gives. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>
#include "index/segment.h"
#include "index/span.h"

#define SEGMENT 1024
#define NR 4000 /* more than is read ahead at most */
#define DATE(i) ((int64_t)(1741000000 + (i)))

struct file {
	char *folder, *path;
	struct index index;
};

static const char *const mails[] = {
	"From: Ada <ada@example.org>\nSubject: [PATCH] x: a thing\nMessage-ID: <1@x>\n"
	"To: list@example.org\nCc: Bob <bob@example.org>\nDate: Mon, 03 Mar 2025 11:06:40 "
	"+0000\n\ntext\n---\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n"
	"@@ -1 +1 @@\n-a\n+b\n",
	"From: Bob <bob@example.org>\nSubject: Re: [PATCH] x: a thing\nMessage-ID: <2@x>\n"
	"In-Reply-To: <1@x>\nDate: Mon, 03 Mar 2025 11:06:50 +0000\n\nReviewed-by: Bob "
	"<bob@example.org>\n",
};

static void number(unsigned char commit[RECORD_HASH_SIZE], unsigned i)
{
	memset(commit, 0, RECORD_HASH_SIZE);
	memcpy(commit, &i, sizeof(i));
}

/* Every hundredth mail gave no record. */
static void add(struct segment *segment, unsigned i, struct record *record)
{
	struct walk_entry entry = { .date = DATE(i), .reply = i % 2 };

	number(entry.commit.id, i);
	if (i % 100 != 99) {
		number(record->commit, i);
		record->archived = DATE(i);
	}
	segment_add(segment, &entry, i % 100 != 99 ? record : NULL);
}

static void fill(struct store *store)
{
	struct record *records[] = { record_parse(slice_str(mails[0]), NULL),
				     record_parse(slice_str(mails[1]), NULL) };

	while (store_head(store)->mails < NR) {
		struct segment *segment;
		struct store_head head;

		assert_true(store_begin_write(store));
		segment = segment_open(store);
		head = *store_head(store);
		do {
			add(segment, (unsigned)head.mails, records[head.mails % 2]);
			head.mails++;
		} while (head.mails % SEGMENT && head.mails < NR);
		assert_true(segment_save(segment, store));
		assert_true(store_commit(store, &head));
		segment_free(segment);
	}
	record_free(records[0]);
	record_free(records[1]);
}

static int setup(void **state)
{
	struct file *file = g_new0(struct file, 1);
	char *problem;
	bool worn;

	file->folder = g_dir_make_tmp("gitkvm-ahead-XXXXXX", NULL);
	file->path = g_build_filename(file->folder, "index.sqlite", NULL);
	file->index.store = store_open(file->path, STORE_CREATE, SEGMENT, &worn, &problem);
	assert_non_null(file->index.store);
	assert_true(store_begin_read(file->index.store));
	store_end(file->index.store);
	fill(file->index.store);
	assert_true(store_begin_read(file->index.store));
	strings_init(&file->index.strings, file->index.store);
	*state = file;
	return 0;
}

static int teardown(void **state)
{
	struct file *file = *state;
	char *lock = g_strconcat(file->path, ".lock", NULL);

	strings_release(&file->index.strings);
	store_end(file->index.store);
	store_close(file->index.store);
	unlink(file->path);
	unlink(lock);
	assert_int_equal(rmdir(file->folder), 0);
	g_free(lock);
	g_free(file->path);
	g_free(file->folder);
	g_free(file);
	return 0;
}

static void expect_item(const struct span_item *item, const struct span_item *expected)
{
	assert_int_equal(item->kind, expected->kind);
	assert_int_equal(item->too_old, expected->too_old);
	assert_int_equal(item->has_commit, expected->has_commit);
	assert_int_equal(item->older, expected->older);
	if (item->has_commit)
		assert_memory_equal(&item->commit, &expected->commit, sizeof(item->commit));
	assert_int_equal(!item->record, !expected->record);
	if (!item->record)
		return;
	assert_memory_equal(item->record->commit, item->commit.id, RECORD_HASH_SIZE);
	assert_string_equal(item->record->message_id, expected->record->message_id);
	assert_string_equal(item->record->people->author.email,
			    expected->record->people->author.email);
}

/* Of the whole index, in a range: every item, and twice the last one. */
static unsigned compare(struct index *index, const struct range *range, bool skip_replies)
{
	struct scan_options options = { .skip_replies = skip_replies };
	struct span_item *items = g_new0(struct span_item, NR + 2), item;
	struct ahead *ahead;
	struct span span;
	unsigned nr = 0;

	span_init(&span, index, range, &options);
	span.last = NR - 1;
	do
		span_next(&span, &items[nr]);
	while (items[nr++].kind > SPAN_BROKEN);
	span_release(&span);
	span_init(&span, index, range, &options);
	span.last = NR - 1;
	ahead = ahead_start(&span);
	for (unsigned i = 0; i <= nr; i++) {
		ahead_next(ahead, &item);
		expect_item(&item, &items[MIN(i, nr - 1)]);
		record_free(item.record);
	}
	ahead_stop(ahead);
	span_release(&span);
	for (unsigned i = 0; i < nr; i++)
		record_free(items[i].record);
	assert_int_equal(items[nr - 1].kind, SPAN_END);
	g_free(items);
	return nr;
}

static void test_the_same(void **state)
{
	struct index *index = &((struct file *)*state)->index;
	struct range *range = range_new();

	assert_int_equal(compare(index, range, false), NR + 1);
	assert_int_equal(compare(index, range, true), NR + 1);
	range_set_dates(range, DATE(1000), DATE(2999));
	assert_int_equal(compare(index, range, false), 2001);
	range_set_dates(range, DATE(NR), INT64_MAX);
	assert_int_equal(compare(index, range, false), 1);
	range_free(range);
}

/* Whoever has enough leaves, however much was read ahead. */
static void test_left_early(void **state)
{
	static const unsigned taken[] = { 0, 1, 255, 256, 257, 3000 };
	struct index *index = &((struct file *)*state)->index;
	struct scan_options options = { .threads = 0 };
	struct range *range = range_new();

	for (size_t k = 0; k < G_N_ELEMENTS(taken); k++) {
		struct span_item item;
		struct ahead *ahead;
		struct span span;

		span_init(&span, index, range, &options);
		span.last = NR - 1;
		ahead = ahead_start(&span);
		for (unsigned i = 0; i < taken[k]; i++) {
			ahead_next(ahead, &item);
			assert_int_equal(item.kind > SPAN_BROKEN, true);
			record_free(item.record);
		}
		ahead_stop(ahead);
		span_release(&span);
		assert_false(index->lent);
	}
	range_free(range);
}

/* Who counts gets no recipients, but all else, which stays when other mails are gone. */
static void test_counting(void **state)
{
	struct index *index = &((struct file *)*state)->index;
	struct scan_options all = { .threads = 0 }, some = { .counting = true };
	struct span_item with, without;
	struct range *range = range_new();
	struct span span;
	char *id;

	span_init(&span, index, range, &all);
	span.last = 0;
	span_next(&span, &with);
	span.options = &some;
	span.last = 0;
	span_next(&span, &without);
	expect_item(&without, &with);
	assert_string_equal(with.record->posted->recipients[0], "list@example.org");
	assert_string_equal(with.record->posted->recipients[1], "bob@example.org");
	assert_null(without.record->posted->recipients[0]);
	assert_string_equal(without.record->people->list_id, with.record->people->list_id);
	assert_int_equal(without.record->posted->diffstat.nr_paths, 1);
	assert_string_equal(without.record->posted->diffstat.paths[0], "x");
	assert_ptr_not_equal(without.record->message_id, with.record->message_id);
	id = g_strdup(with.record->message_id);
	record_free(with.record);
	span_release(&span);
	strings_forget(&index->strings);
	assert_string_equal(without.record->message_id, id);
	record_free(without.record);
	g_free(id);
	range_free(range);
}

/* Where the index breaks, what comes before is told first. */
static void test_broken(void **state)
{
	struct index *index = &((struct file *)*state)->index;
	struct scan_options options = { .threads = 0 };
	struct range *range = range_new();
	struct span_item item;
	struct ahead *ahead;
	unsigned good = 0;
	struct span span;

	store_end(index->store);
	assert_true(store_begin_write(index->store));
	assert_true(store_put(index->store, STORE_MAILS, 992, "\xff", 1));
	assert_true(store_commit(index->store, store_head(index->store)));
	assert_true(store_begin_read(index->store));
	span_init(&span, index, range, &options);
	span.last = NR - 1;
	ahead = ahead_start(&span);
	for (ahead_next(ahead, &item); item.kind > SPAN_BROKEN; good++) {
		record_free(item.record);
		ahead_next(ahead, &item);
	}
	assert_int_equal(item.kind, SPAN_BROKEN);
	assert_int_equal(good, NR - 1024);
	ahead_stop(ahead);
	span_release(&span);
	range_free(range);
}

/* Who has the file open shares it with others, but for one who would replace it. */
static void test_shared(void **state)
{
	const struct file *file = *state;
	char *problem = NULL;
	bool worn;
	struct store *other = store_open(file->path, STORE_READ, 64, &worn, &problem);

	assert_non_null(other);
	store_close(other);
	assert_null(store_open(file->path, STORE_RENEW, 64, &worn, &problem));
	assert_non_null(problem);
	assert_false(worn);
	g_free(problem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(test_left_early, setup, teardown),
		cmocka_unit_test_setup_teardown(test_counting, setup, teardown),
		cmocka_unit_test_setup_teardown(test_broken, setup, teardown),
		cmocka_unit_test_setup_teardown(test_shared, setup, teardown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
