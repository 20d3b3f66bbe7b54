/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mail, its record, and that packed for the index: what comes back is the same. Where a parser
 * gives what the reader takes for damage, an index with such a mail would start anew each time.
 */
#include "fuzz.h"

#include "index/pack.h"

static struct store *store;

static void close_store(void)
{
	store_close(store);
}

static void open_store(void)
{
	if (store)
		return;
	store = fuzz_store(STORE_CREATE);
	check(store);
	atexit(close_store);
}

static void go_through(const struct record *record)
{
	GByteArray *packed = g_byte_array_new(), *again = g_byte_array_new();
	struct dictionary dictionary;
	struct strings strings;
	struct unpacked mail;

	check(store_begin_write(store));
	dictionary_init(&dictionary);
	pack_record(packed, &dictionary, record, false);
	check(dictionary_save(&dictionary, store, 0));
	strings_init(&strings, store);
	check(unpack(slice_of((const char *)packed->data, packed->len), &strings, &mail));
	pack_record(again, &dictionary, mail.record, false);
	check(again->len == packed->len && !memcmp(again->data, packed->data, packed->len));
	record_free(mail.record);
	strings_release(&strings);
	dictionary_release(&dictionary);
	store_end(store);
	g_byte_array_unref(packed);
	g_byte_array_unref(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct record *record = record_parse(slice_of((const char *)data, size), NULL);

	if (!record)
		return 0;
	open_store();
	record->archived = 1741000000;
	if (record->oddities & RECORD_NO_DATE)
		record->date = record->archived;
	go_through(record);
	record_free(record);
	return 0;
}
