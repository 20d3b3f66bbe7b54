/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An index's file that somebody changed, with good checksums. The input is changes of a whole one:
 * page, place in it (16 bits, little-endian) and a number of bytes, then these; what follows 255 in
 * place of a page is its journal.
 */
#include "fuzz.h"

#include <stdio.h>
#include <unistd.h>

#include "index/hash.h"
#include "index/lookup.h"
#include "index/segment.h"
#include "index/vfs.h"

#define MAILS 40

static char *path, *journal, *whole;
static gsize whole_len;

static void clean_up(void)
{
	g_free(path);
	g_free(journal);
	g_free(whole);
}

static void add_mail(struct segment *segment, int number)
{
	char *raw = g_strdup_printf("From: Ada <ada@example.org>\nMessage-ID: <%d@example.org>\n"
				    "Subject: [PATCH %d/%d] Part\nDate: Mon, 3 Mar 2025 12:00:00 "
				    "+0000\n\nText\n\nReviewed-by: Bo <bo@example.org>\n",
				    number, number, MAILS);
	struct record *record = record_parse(slice_str(raw), NULL);
	struct walk_entry entry = { .date = 1741000000 };

	memset(entry.commit.id, number, sizeof(entry.commit.id));
	memset(record->commit, number, sizeof(record->commit));
	segment_add(segment, &entry, record);
	record_free(record);
	g_free(raw);
}

static void make_whole(void)
{
	struct segment *segment = segment_new(0);
	struct store_head head;
	struct store *store;
	char *problem;
	bool worn;

	path = fuzz_path("index.sqlite");
	journal = g_strconcat(path, "-journal", NULL);
	store = store_open(path, STORE_CREATE, 64, &worn, &problem);
	check(store && store_begin_write(store));
	for (int i = 1; i <= MAILS; i++)
		add_mail(segment, i);
	head = *store_head(store);
	head.mails = MAILS;
	check(segment_save(segment, store) && store_commit(store, &head));
	segment_free(segment);
	store_close(store);
	check(g_file_get_contents(path, &whole, &whole_len, NULL));
	atexit(clean_up);
}

static void write_file(const char *name, const void *bytes, size_t len)
{
	FILE *file = fopen(name, "wb");

	check(file && fwrite(bytes, 1, len, file) == len);
	fclose(file);
}

static void seal(char *pages)
{
	for (size_t at = 0; at < whole_len; at += VFS_PAGE) {
		uint64_t sum = vfs_checksum(pages + at, (sqlite3_int64)at);

		memcpy(pages + at + VFS_PAGE - VFS_RESERVED, &sum, sizeof(sum));
	}
}

static void change(const uint8_t *data, size_t size)
{
	char *pages = g_memdup2(whole, whole_len);

	unlink(journal);
	while (size >= 4 && *data != 255) {
		size_t at = *data % (whole_len / VFS_PAGE) * VFS_PAGE +
			    (data[1] | (size_t)data[2] << 8) % VFS_PAGE;
		size_t len = MIN(MIN(data[3], size - 4), whole_len - at);

		memcpy(pages + at, data + 4, len);
		data += 4 + len;
		size -= 4 + len;
	}
	if (size && *data == 255)
		write_file(journal, data + 1, size - 1);
	seal(pages);
	write_file(path, pages, whole_len);
	g_free(pages);
}

static void read_all(struct store *store)
{
	struct slice row;

	for (int64_t first = 0; first < MAILS; first += MAILS_OF_RUN)
		store_get(store, STORE_MAILS, first, &row);
	for (unsigned bucket = 0; bucket < LOOKUP_BUCKETS; bucket++)
		store_get(store, STORE_LOOKUP, store_lookup_key(bucket, 0), &row);
	for (unsigned run = 0; run < 3; run++)
		store_get(store, STORE_STRINGS, store_string_key(0, run), &row);
	store_check(store);
	store_end(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct store *store;
	char *problem;
	bool worn;

	if (!path)
		make_whole();
	change(data, size);
	store = store_open(path, STORE_READ, 64, &worn, &problem);
	if (store && store_begin_read(store))
		read_all(store);
	store_close(store);
	g_free(problem);
	return 0;
}
