/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/segment.h"

#include "index/pack.h"
#include "patch/subject.h"
#include "record/taking.h"

static void run_free(void *bytes)
{
	g_byte_array_unref(bytes);
}

struct segment *segment_new(unsigned number)
{
	struct segment *segment = g_new0(struct segment, 1);

	segment->number = number;
	dictionary_init(&segment->dictionary);
	subjects_init(&segment->subjects);
	paths_init(&segment->paths);
	segment->runs = g_ptr_array_new_with_free_func(run_free);
	segment->packed = g_byte_array_new();
	segment->places = g_array_new(FALSE, FALSE, sizeof(unsigned));
	return segment;
}

void segment_free(struct segment *segment)
{
	if (!segment)
		return;
	dictionary_release(&segment->dictionary);
	subjects_release(&segment->subjects);
	paths_release(&segment->paths);
	g_ptr_array_unref(segment->runs);
	g_byte_array_unref(segment->packed);
	g_array_unref(segment->places);
	for (unsigned i = 0; i < LOOKUP_ROWS; i++)
		if (segment->buckets[i])
			g_byte_array_unref(segment->buckets[i]);
	g_free(segment);
}

static bool reopen_run(struct segment *segment, struct store *store, int64_t key)
{
	GByteArray *run = g_byte_array_new();
	struct slice row;

	g_ptr_array_add(segment->runs, run);
	if (!store_get(store, STORE_MAILS, key, &row))
		return false;
	if (row.len)
		g_byte_array_append(run, (const guint8 *)row.ptr, (guint)row.len);
	return !store_problem(store);
}

static bool reopen_buckets(struct segment *segment, struct store *store)
{
	for (unsigned i = 0; i < LOOKUP_ROWS; i++) {
		struct slice row;

		if (!store_get(store, STORE_LOOKUP, store_lookup_key(i, segment->number), &row))
			return false;
		if (!row.len)
			continue;
		if (i == LOOKUP_ANSWERED && row.len != ANSWERED_SIZE)
			return store_wear_out(store, "a row of look-ups is none");
		segment->buckets[i] = g_byte_array_new();
		g_byte_array_append(segment->buckets[i], (const guint8 *)row.ptr, (guint)row.len);
	}
	return true;
}

struct segment *segment_open(struct store *store)
{
	const struct store_head *head = store_head(store);
	struct segment *segment = segment_new((unsigned)(head->mails / head->segment));
	int64_t run = head->mails / MAILS_OF_RUN * MAILS_OF_RUN;
	bool good = true;

	segment->nr = segment->stored = (unsigned)(head->mails % head->segment);
	segment->first_run = segment->nr / MAILS_OF_RUN;
	if (segment->nr)
		good = dictionary_load(&segment->dictionary, store, segment->number) &&
		       reopen_buckets(segment, store) &&
		       subjects_open(&segment->subjects, store, segment->number, segment->nr) &&
		       paths_open(&segment->paths, store, segment->number);
	if (good && segment->nr % MAILS_OF_RUN)
		good = reopen_run(segment, store, run);
	if (!good)
		g_clear_pointer(&segment, segment_free);
	return segment;
}

static void add_answered(struct segment *segment, uint64_t hash)
{
	GByteArray **row = &segment->buckets[LOOKUP_ANSWERED];

	if (!*row) {
		*row = g_byte_array_new();
		g_byte_array_set_size(*row, ANSWERED_SIZE);
		memset((*row)->data, 0, ANSWERED_SIZE);
	}
	answered_add((*row)->data, hash);
}

static void add_lookup(struct segment *segment, enum index_key key, const void *text, size_t len)
{
	uint64_t hash = lookup_hash(key, text, len);
	GByteArray **bucket = &segment->buckets[lookup_bucket_of(key, hash)];

	if (!len)
		return;
	if (!*bucket)
		*bucket = g_byte_array_new();
	lookup_append(*bucket, hash, segment->nr);
	if (key == INDEX_THREAD)
		add_answered(segment, hash);
}

static void add_text(struct segment *segment, enum index_key key, const char *text)
{
	add_lookup(segment, key, text, strlen(text));
}

static void add_person(struct segment *segment, enum index_key key, const struct person *person)
{
	size_t len = strlen(person->email);
	g_autofree char *lower = NULL;

	if (!len)
		return;
	lower = g_ascii_strdown(person->email, (gssize)len);
	add_lookup(segment, key, lower, len);
}

static void add_people(struct segment *segment, enum index_key key, const struct record *record)
{
	add_person(segment, key, &record->people->sender);
	if (strcmp(record->people->sender.email, record->people->author.email))
		add_person(segment, key, &record->people->author);
}

static bool has_mail(struct segment *segment, const char *message_id)
{
	uint64_t hash = lookup_hash(INDEX_MESSAGE_ID, message_id, strlen(message_id));
	const GByteArray *bucket = segment->buckets[lookup_bucket_of(INDEX_MESSAGE_ID, hash)];

	g_array_set_size(segment->places, 0);
	return bucket &&
	       lookup_search((const char *)bucket->data, bucket->len, hash, segment->places) &&
	       segment->places->len;
}

/* Of a series that only a part of was sent to the list, any patch can be the first. */
static enum index_key key_of_posting(struct segment *segment, const struct record *record)
{
	return record->kind == RECORD_PATCH && record->subject.n > 1 && *record->in_reply_to &&
			       has_mail(segment, record->in_reply_to)
		       ? INDEX_MEMBER
		       : INDEX_LEADER;
}

static void add_poster(struct segment *segment, enum index_key key, const char *email,
		       const struct record *record)
{
	int64_t written = index_period(record->date), archived = index_period(record->archived);
	g_autofree char *text = index_poster(email, written), *late = NULL;

	if (!*email)
		return;
	add_text(segment, key, text);
	if (archived == written)
		return;
	late = index_poster(email, archived);
	add_text(segment, key, late);
}

static void add_posters(struct segment *segment, const struct record *record)
{
	const struct record_people *people = record->people;
	enum index_key key = key_of_posting(segment, record);

	add_poster(segment, key, people->sender.email, record);
	if (strcmp(people->sender.email, people->author.email))
		add_poster(segment, key, people->author.email, record);
}

static void add_thread(struct segment *segment, const struct record *record)
{
	const char *last = "";

	for (size_t i = 0; record->references[i]; i++) {
		last = record->references[i];
		add_text(segment, INDEX_THREAD, last);
	}
	if (strcmp(last, record->in_reply_to))
		add_text(segment, INDEX_THREAD, record->in_reply_to);
}

/*
 * A pull request is found by each title that it lists, however its subsystem is called there, and
 * by the names of their authors; a patch by what it fixes.
 */
static void add_listed(struct segment *segment, struct record *record)
{
	const char *last = "";

	for (size_t i = 0; i < record->remarks.nr; i++) {
		const struct record_remark *remark = &record->remarks.items[i];

		if (remark->kind != REMARK_LISTED)
			continue;
		add_text(segment, INDEX_LISTED, title_key(&record->pool, title_tail(remark->text)));
		if (strcmp(last, remark->who))
			add_text(segment, INDEX_LISTED, title_key(&record->pool, remark->who));
		last = remark->who;
	}
	for (size_t i = 0; i < record->trailers.nr; i++) {
		struct slice title = trailer_fixes_title(&record->trailers.items[i]);

		if (title.len)
			add_text(segment, INDEX_LISTED,
				 title_key(&record->pool,
					   title_tail(pool_copy_utf8(&record->pool, title))));
	}
}

static void add_lookups(struct segment *segment, struct record *record)
{
	const struct trailer_list *trailers = &record->trailers;

	add_text(segment, INDEX_MESSAGE_ID, record->message_id);
	add_thread(segment, record);
	for (size_t i = 0; i < record->nr_links; i++)
		add_text(segment, INDEX_THREAD, record->posted->links[i].message_id);
	add_text(segment, INDEX_CHANGE_ID, record->posted->change_id);
	add_text(segment, INDEX_TITLE, title_key(&record->pool, record->subject.title));
	add_listed(segment, record);
	add_people(segment, INDEX_PERSON, record);
	for (size_t i = 0; i < trailers->nr; i++) {
		add_person(segment, INDEX_PERSON, &trailers->items[i].person);
		if (record_is_posting(record) && record_names(record, &trailers->items[i]))
			add_person(segment, INDEX_NAMED, &trailers->items[i].person);
	}
	if (record_takes(record))
		add_person(segment, INDEX_TAKER, &record->people->sender);
	if (subjects_has(record) || record->kind == RECORD_PULL || record->nr_links)
		add_posters(segment, record);
	for (size_t i = 0; i < record->posted->diffstat.nr_paths; i++)
		add_text(segment, INDEX_PATH, record->posted->diffstat.paths[i]);
}

void segment_add(struct segment *segment, const struct walk_entry *entry, struct record *record)
{
	if (segment->nr % MAILS_OF_RUN == 0)
		g_ptr_array_add(segment->runs, g_byte_array_new());
	if (record)
		pack_record(segment->packed, &segment->dictionary, record, entry->reply);
	else
		pack_skipped(segment->packed, entry->commit.id, entry->date, entry->reply);
	pack_append(segment->runs->pdata[segment->runs->len - 1], segment->packed);
	add_lookup(segment, INDEX_COMMIT, entry->commit.id, RECORD_HASH_SIZE);
	if (record) {
		add_lookups(segment, record);
		subjects_add(&segment->subjects, segment->nr, record);
		paths_add(&segment->paths, segment->nr, record);
	}
	segment->nr++;
}

static int64_t run_key(const struct segment *segment, const struct store *store, unsigned at)
{
	return (int64_t)segment->number * store_head(store)->segment +
	       (int64_t)(segment->first_run + at) * MAILS_OF_RUN;
}

static bool save_runs(struct segment *segment, struct store *store)
{
	for (guint i = 0; i < segment->runs->len; i++) {
		const GByteArray *run = segment->runs->pdata[i];

		if (!store_put(store, STORE_MAILS, run_key(segment, store, i), run->data, run->len))
			return false;
	}
	return true;
}

bool segment_save(struct segment *segment, struct store *store)
{
	if (!save_runs(segment, store) ||
	    !dictionary_save(&segment->dictionary, store, segment->number) ||
	    !subjects_save(&segment->subjects, store, segment->number) ||
	    !paths_save(&segment->paths, store, segment->number))
		return false;
	for (unsigned i = 0; i < LOOKUP_ROWS; i++) {
		const GByteArray *bucket = segment->buckets[i];

		if (bucket && !store_put(store, STORE_LOOKUP, store_lookup_key(i, segment->number),
					 bucket->data, bucket->len))
			return false;
	}
	return true;
}

static bool is_row(struct store *store, enum store_table table, int64_t key,
		   const GByteArray *expected, bool *equal)
{
	struct slice row;

	if (!store_get(store, table, key, &row))
		return false;
	*equal &= slice_eq(row, expected ? slice_of((const char *)expected->data, expected->len)
					 : slice_of(NULL, 0));
	return true;
}

static bool compare_strings(struct segment *segment, struct store *store, bool *equal)
{
	g_autoptr(GByteArray) row = g_byte_array_new();
	bool good = true;

	for (guint run = 0; good && *equal && run * STRINGS_OF_RUN < segment->dictionary.texts->len;
	     run++) {
		dictionary_pack_run(&segment->dictionary, run, row);
		good = is_row(store, STORE_STRINGS, store_string_key(segment->number, run), row,
			      equal);
	}
	return good;
}

bool segment_compare(struct segment *segment, struct store *store, bool *equal)
{
	bool good = true;

	*equal = true;
	for (guint i = 0; good && *equal && i < segment->runs->len; i++)
		good = is_row(store, STORE_MAILS, run_key(segment, store, i),
			      segment->runs->pdata[i], equal);
	good = good && compare_strings(segment, store, equal) &&
	       subjects_compare(&segment->subjects, store, segment->number, equal) &&
	       paths_compare(&segment->paths, store, segment->number, equal);
	for (unsigned i = 0; good && *equal && i < LOOKUP_ROWS; i++)
		good = is_row(store, STORE_LOOKUP, store_lookup_key(i, segment->number),
			      segment->buckets[i], equal);
	return good;
}
