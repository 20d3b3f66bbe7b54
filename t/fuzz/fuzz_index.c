/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of an index: of texts, of look-ups, of mails. The input is the length of the first (16
 * bits, little-endian) and its bytes, the same of the second, and the third. The second is a row of
 * subjects and paths, too. What is taken must be what mails give.
 */
#include "fuzz.h"

#include "index/lookup.h"
#include "index/pack.h"
#include "index/paths.h"
#include "index/subjects.h"
#include "mime/date.h"
#include "mime/limits.h"

static struct store *store; /* NULL after it broke */

static void close_store(void)
{
	store_close(store);
}

static void open_store(void)
{
	static bool there;

	if (store)
		return;
	if (!there) {
		store_close(fuzz_store(STORE_CREATE));
		atexit(close_store);
		there = true;
	}
	store = fuzz_store(STORE_READ);
}

static void check_person(const struct person *person)
{
	check_text(person->name);
	check_text(person->email);
}

static void check_subject(const struct subject *subject)
{
	check_text(subject->head);
	check_text(subject->title);
	check_text(subject->prefix);
	check_text(subject->tags);
	check_text(subject->counter);
	check(subject->version >= 0 && subject->version <= SUBJECT_MAX_NUMBER);
	check(subject->revision >= 0 && subject->revision <= SUBJECT_MAX_NUMBER);
	check(subject->n >= -1 && subject->n <= SUBJECT_MAX_NUMBER);
	check(subject->m >= -1 && subject->m <= SUBJECT_MAX_NUMBER);
}

static void check_lists(const struct record *record)
{
	for (size_t i = 0; record->references[i]; i++)
		check_text(record->references[i]);
	for (size_t i = 0; record->posted->recipients[i]; i++)
		check_text(record->posted->recipients[i]);
	for (size_t i = 0; i < record->posted->diffstat.nr_paths; i++)
		check_text(record->posted->diffstat.paths[i]);
	for (size_t i = 0; i < record->trailers.nr; i++) {
		check_text(record->trailers.items[i].key);
		check_text(record->trailers.items[i].value);
		check_person(&record->trailers.items[i].person);
	}
	for (size_t i = 0; i < record->nr_links; i++) {
		check_text(record->posted->links[i].message_id);
		check(record->posted->links[i].version >= LINK_OBSOLETED_BY);
	}
	for (size_t i = 0; i < record->remarks.nr; i++) {
		check_text(record->remarks.items[i].text);
		check_text(record->remarks.items[i].who);
		check(record->remarks.items[i].first >= 0 && record->remarks.items[i].last >= 0);
	}
}

static void check_record(const struct record *record)
{
	check(record->kind <= RECORD_OTHER);
	check(abs(record->zone) <= DATE_MAX_ZONE);
	check(record->date == record->archived ||
	      (record->date >= DATE_MIN && record->date <= DATE_MAX));
	check_subject(&record->subject);
	check_text(record->message_id);
	check_text(record->in_reply_to);
	check_text(record->posted->change_id);
	check_text(record->posted->base_commit);
	check_text(record->people->list_id);
	check_person(&record->people->sender);
	check_person(&record->people->author);
	check_lists(record);
}

static void read_mails(void)
{
	struct strings strings;
	struct slice row, packed;
	GByteArray *bytes;

	if (!store_get(store, STORE_MAILS, 0, &row))
		return;
	bytes = g_byte_array_new();
	g_byte_array_append(bytes, (const guint8 *)row.ptr, (guint)row.len);
	row = slice_of((const char *)bytes->data, bytes->len);
	strings_init(&strings, store);
	while (unpack_next(&row, &packed)) {
		struct unpacked mail;

		if (!unpack(packed, &strings, &mail))
			break;
		if (mail.record)
			check_record(mail.record);
		record_free(mail.record);
	}
	strings_release(&strings);
	g_byte_array_unref(bytes);
}

/* What is found must be in order. */
static void read_lookups(void)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct slice row;

	if (store_get(store, STORE_LOOKUP, 0, &row) && row.len >= LOOKUP_ENTRY) {
		uint32_t rest;

		memcpy(&rest, row.ptr, sizeof(rest));
		lookup_search(row.ptr, row.len, (uint64_t)GUINT32_FROM_LE(rest) << 24, places);
	}
	for (guint i = 1; i < places->len; i++)
		check(g_array_index(places, unsigned, i) < g_array_index(places, unsigned, i - 1));
	g_array_unref(places);
}

/* The same bytes as subjects. */
static void read_subjects(struct slice row)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct needle needle;

	needle_init(&needle, "a");
	subjects_search(row, &needle, places);
	for (guint i = 0; i < places->len; i++)
		check(g_array_index(places, unsigned, i) < SUBJECTS_OF_RUN &&
		      (!i || g_array_index(places, unsigned, i) >
				     g_array_index(places, unsigned, i - 1)));
	g_array_unref(places);
}

/* And as paths: what is marked is marked once, within the segment. */
static void read_paths(struct slice row, const struct pathspec *pathspec)
{
	guint8 marks[64 + 1] = { 0 };

	paths_search(row, pathspec, marks, 64);
	for (int i = 0; i < 64; i++)
		check(marks[i] <= 1);
	check(!marks[64]);
}

static void read_all_paths(struct slice row)
{
	static const char *const elements[] = { "*a", "b" };
	struct pathspec *pathspec = pathspec_parse(elements, 2, 0, "", NULL);

	read_paths(row, pathspec);
	pathspec_free(pathspec);
}

static bool put(enum store_table table, struct slice row)
{
	return !row.len || store_put(store, table, 0, row.ptr, row.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size), texts, lookups;

	open_store();
	check(store && store_begin_write(store));
	texts = fuzz_take(&rest);
	lookups = fuzz_take(&rest);
	check(put(STORE_STRINGS, texts) && put(STORE_LOOKUP, lookups));
	if (rest.len && store_put(store, STORE_MAILS, 0, rest.ptr, rest.len))
		read_mails();
	read_lookups();
	read_subjects(lookups);
	read_all_paths(lookups);
	store_end(store);
	if (store_problem(store))
		g_clear_pointer(&store, store_close);
	return 0;
}
