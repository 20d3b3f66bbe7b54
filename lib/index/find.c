/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "inbox/oid.h"
#include "index/lookup.h"
#include "index/paths.h"
#include "index/subjects.h"
#include "patch/subject.h"
#include "text/integers.h"

/* Who looks for the answers of so few mails reads their rows sooner than the filters. */
#define FEW_THREADS 24

/* Reads the filters of all segments, once while the index is held. */
static bool load_answered(struct index *index)
{
	const struct store_head *head = store_head(index->store);

	if (index->answered)
		return true;
	index->answered = g_ptr_array_new_with_free_func(g_free);
	for (unsigned i = 0; i <= (head->mails - 1) / head->segment; i++) {
		struct slice row;

		if (!store_get(index->store, STORE_LOOKUP, store_lookup_key(LOOKUP_ANSWERED, i),
			       &row))
			return false;
		if (row.ptr && row.len != ANSWERED_SIZE)
			return store_wear_out(index->store, "a row of look-ups is none");
		g_ptr_array_add(index->answered, g_memdup2(row.ptr, row.len));
	}
	return true;
}

/* What look-ups do with the rows of one hash. */
struct visit {
	uint64_t hash;
	bool (*visit)(struct index *index, int64_t number, void *data);
	void *data;
	GArray *places;
	bool more;
};

static bool visit_row(struct index *index, struct visit *visit, unsigned segment, struct slice row)
{
	g_array_set_size(visit->places, 0);
	if (!lookup_search(row.ptr, row.len, visit->hash, visit->places))
		return store_wear_out(index->store, "a row of look-ups is none");
	for (guint i = 0; visit->more && i < visit->places->len; i++)
		visit->more = visit->visit(index,
					   (int64_t)segment * store_head(index->store)->segment +
						   g_array_index(visit->places, unsigned, i),
					   visit->data);
	return true;
}

/* While the index is held: only the rows that have the hash, as far as the filters tell. */
static bool visit_answers(struct index *index, unsigned bucket, struct visit *visit)
{
	bool good = load_answered(index);

	for (guint i = good ? index->answered->len : 0; good && visit->more && COUNT_DOWN(i);) {
		const guint8 *filter = index->answered->pdata[i];
		struct slice row;

		if (!filter || !answered_has(filter, visit->hash))
			continue;
		good = store_get(index->store, STORE_LOOKUP, store_lookup_key(bucket, i), &row) &&
		       (!row.ptr || visit_row(index, visit, i, row));
	}
	return good;
}

static bool visit_bucket(struct index *index, unsigned bucket, struct visit *visit)
{
	unsigned segment;
	struct slice row;

	if (!store_seek_bucket(index->store, bucket))
		return false;
	while (visit->more) {
		if (!store_next_of_bucket(index->store, &segment, &row))
			return false;
		if (!row.ptr)
			return true;
		if (!visit_row(index, visit, segment, row))
			return false;
	}
	return true;
}

/* Visits the numbers of mails with that text, newest first, until visit returns false. */
static bool visit_text(struct index *index, enum index_key key, const char *text, size_t len,
		       bool (*function)(struct index *index, int64_t number, void *data),
		       void *data)
{
	struct visit visit = { .hash = lookup_hash(key, text, len),
			       .visit = function,
			       .data = data,
			       .places = g_array_new(FALSE, FALSE, sizeof(unsigned)),
			       .more = true };
	unsigned bucket = lookup_bucket_of(key, visit.hash);
	bool filtered = key == INDEX_THREAD && index->held && index->threads++ >= FEW_THREADS;
	bool good = filtered ? visit_answers(index, bucket, &visit)
			     : visit_bucket(index, bucket, &visit);

	g_array_unref(visit.places);
	return good;
}

struct commit_search {
	const git_oid *commit;
	struct run run;
	int64_t number;
};

static bool visit_commit(struct index *index, int64_t number, void *data)
{
	struct commit_search *search = data;
	struct unpacked mail;
	struct slice packed;

	if (!run_read(index, &search->run, number, &packed) || !unpack_head(packed, &mail))
		return false;
	if (memcmp(mail.commit, search->commit->id, RECORD_HASH_SIZE))
		return true;
	search->number = number;
	return false;
}

int64_t index_number(struct index *index, const git_oid *commit)
{
	const struct store_head *head = store_head(index->store);
	struct commit_search search = { .commit = commit, .number = -1 };

	if (!head->mails)
		return -1;
	if (!memcmp(head->tip, commit->id, RECORD_HASH_SIZE))
		return head->mails - 1;
	run_init(&search.run);
	visit_text(index, INDEX_COMMIT, (const char *)commit->id, RECORD_HASH_SIZE, visit_commit,
		   &search);
	run_release(&search.run);
	return search.number;
}

bool index_commit(struct index *index, int64_t number, git_oid *out)
{
	struct unpacked mail;
	struct slice packed;
	struct run run;
	bool good;

	run_init(&run);
	good = run_read(index, &run, number, &packed) && unpack_head(packed, &mail);
	if (good)
		oid_from_raw(out, mail.commit);
	run_release(&run);
	return good;
}

struct search {
	enum index_key key;
	const char *text;
	struct needle needle;
	const struct pathspec *pathspec; /* in place of a text; else NULL */
	bool (*each)(struct record *record, void *data);
	void *data;
	struct run run;
	guint8 *brought; /* a bit for each mail: these are passed over; else NULL */
	bool bad;
};

static bool names(const struct person *person, const char *email)
{
	return text_ieq(person->email, email);
}

static bool has_text(const char **texts, const char *text)
{
	for (; *texts; texts++)
		if (!strcmp(*texts, text))
			return true;
	return false;
}

static bool touches(const struct record *record, const struct pathspec *pathspec)
{
	for (size_t i = 0; i < record->posted->diffstat.nr_paths; i++)
		if (pathspec_matches(pathspec, record->posted->diffstat.paths[i]))
			return true;
	return false;
}

static bool has_person(const struct record *record, const char *email)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		if (names(&record->trailers.items[i].person, email))
			return true;
	return names(&record->people->sender, email) || names(&record->people->author, email);
}

static bool has_link(const struct record *record, const char *message_id)
{
	for (size_t i = 0; i < record->nr_links; i++)
		if (!strcmp(record->posted->links[i].message_id, message_id))
			return true;
	return false;
}

static bool has_key(struct record *record, const char *text, const char *key)
{
	return !strcmp(title_key(&record->pool, title_tail(text)), key);
}

static bool has_listed(struct record *record, const char *key)
{
	for (size_t i = 0; i < record->remarks.nr; i++)
		if (record->remarks.items[i].kind == REMARK_LISTED &&
		    (has_key(record, record->remarks.items[i].text, key) ||
		     has_key(record, record->remarks.items[i].who, key)))
			return true;
	for (size_t i = 0; i < record->trailers.nr; i++) {
		struct slice title = trailer_fixes_title(&record->trailers.items[i]);

		if (title.len && has_key(record, pool_copy_utf8(&record->pool, title), key))
			return true;
	}
	return false;
}

static bool has_subject(const struct record *record, const struct needle *needle)
{
	g_autofree char *text = NULL;

	if (needle_in(needle, record->subject.title))
		return true;
	text = subject_text(&record->subject);
	return needle_in(needle, text);
}

static bool matches(const struct search *search, struct record *record)
{
	const char *text = search->text;

	switch (search->key) {
	case INDEX_COMMIT:
		return true; /* its caller looked */
	case INDEX_MESSAGE_ID:
		return !strcmp(record->message_id, text);
	case INDEX_THREAD:
		return !strcmp(record->in_reply_to, text) || has_text(record->references, text) ||
		       has_link(record, text);
	case INDEX_CHANGE_ID:
		return !strcmp(record->posted->change_id, text);
	case INDEX_TITLE:
		return !strcmp(title_key(&record->pool, record->subject.title), text);
	case INDEX_LISTED:
		return has_listed(record, text);
	case INDEX_PERSON:
		return has_person(record, text);
	case INDEX_LEADER:
	case INDEX_MEMBER:
		return index_poster_is(text, record);
	case INDEX_TAKER:
		return names(&record->people->sender, text);
	case INDEX_NAMED:
		return has_person(record, text);
	case INDEX_PATH:
		return search->pathspec ? touches(record, search->pathspec)
					: has_text(record->posted->diffstat.paths, text);
	case INDEX_SUBJECT:
		return subjects_has(record) && has_subject(record, &search->needle);
	}
	return false;
}

/* Reads one mail; false when it cannot be, *record is NULL when the mail gave none. */
static bool read_number(struct index *index, struct search *search, int64_t number,
			struct record **record)
{
	struct run *run = index->held ? index_run(index, number) : &search->run;
	struct unpacked mail;
	struct slice packed;

	search->bad =
		!run_read(index, run, number, &packed) || !unpack(packed, &index->strings, &mail);
	*record = search->bad ? NULL : mail.record;
	return !search->bad;
}

static bool visit_match(struct index *index, int64_t number, void *data)
{
	struct search *search = data;
	/* A stranger's look-ups may lead behind the last mail, where nothing can be read. */
	bool is_there = number < store_head(index->store)->mails;
	guint8 *brought = search->brought && is_there ? search->brought + number / 8 : NULL;
	guint8 bit = (guint8)(1u << number % 8);
	struct record *record;

	if (brought && *brought & bit)
		return true;
	if (!read_number(index, search, number, &record))
		return false;
	if (!record)
		return true;
	if (!matches(search, record)) {
		record_free(record);
		return true;
	}
	if (brought)
		*brought |= bit;
	return search->each(record, search->data);
}

/* Whatever does not fit is damage that no checksum found: none such is known. */
static bool end_search(struct index *index, struct search *search)
{
	run_release(&search->run);
	if (index_give_up_broken(index))
		return false;
	if (search->bad)
		index_give_up(index, "a mail in it cannot be read", true);
	index_end(index);
	return !search->bad;
}

static char *normal_text(enum index_key key, const char *text)
{
	struct pool pool = POOL_INIT;
	char *normal;

	if (key == INDEX_PERSON || key == INDEX_TAKER || key == INDEX_NAMED ||
	    key == INDEX_LEADER || key == INDEX_MEMBER)
		return g_ascii_strdown(text, -1);
	if (key == INDEX_LISTED)
		text = title_tail(text);
	normal =
		g_strdup(key == INDEX_TITLE || key == INDEX_LISTED ? title_key(&pool, text) : text);
	pool_release(&pool);
	return normal;
}

static void find_commit(struct index *index, struct search *search)
{
	git_oid commit;
	int64_t number;

	if (strlen(search->text) != GIT_OID_HEXSZ || !oid_parse(search->text, &commit))
		return;
	number = index_number(index, &commit);
	if (number >= 0)
		visit_match(index, number, search);
}

/* Those of one row, newest first; clears *more when the caller has seen enough. */
static bool find_in_row(struct index *index, struct search *search, unsigned segment, unsigned run,
			bool *more)
{
	const struct store_head *head = store_head(index->store);
	int64_t first = (int64_t)segment * head->segment + (int64_t)run * SUBJECTS_OF_RUN;
	GArray *places = g_array_new(FALSE, FALSE, sizeof(unsigned));
	struct slice row;
	bool good = store_get(index->store, STORE_SUBJECTS, store_string_key(segment, run), &row);

	if (good && row.ptr && !subjects_search(row, &search->needle, places))
		good = store_wear_out(index->store, "a row of subjects is none");
	for (guint i = places->len; good && *more && COUNT_DOWN(i);) {
		int64_t number = first + g_array_index(places, unsigned, i);

		if (number >= head->mails)
			good = store_wear_out(index->store, "it has a subject of no mail");
		else
			*more = visit_match(index, number, search);
	}
	g_array_unref(places);
	return good;
}

static void find_subjects(struct index *index, struct search *search)
{
	const struct store_head *head = store_head(index->store);
	bool more = true;

	needle_init(&search->needle, search->text);
	for (int64_t last = head->mails - 1; more && last >= 0;) {
		unsigned segment = (unsigned)(last / head->segment);
		unsigned run = (unsigned)(last % head->segment) / SUBJECTS_OF_RUN;

		if (!find_in_row(index, search, segment, run, &more))
			break;
		last = (int64_t)segment * head->segment + (int64_t)run * SUBJECTS_OF_RUN - 1;
	}
}

static bool find(struct index *index, struct search *search, const char *text)
{
	char *normal = normal_text(search->key, text);

	search->text = normal;
	run_init(&search->run);
	if (search->key == INDEX_COMMIT)
		find_commit(index, search);
	else if (search->key == INDEX_SUBJECT)
		find_subjects(index, search);
	else if (*normal)
		visit_text(index, search->key, normal, strlen(normal), visit_match, search);
	g_free(normal);
	return end_search(index, search);
}

bool index_find(struct index *index, enum index_key key, const char *text,
		bool (*each)(struct record *record, void *data), void *data)
{
	struct search search = { .key = key, .each = each, .data = data };

	return index_begin(index) && find(index, &search, text);
}

bool index_find_new(struct index *index, enum index_key key, const char *text,
		    bool (*each)(struct record *record, void *data), void *data)
{
	struct search search = { .key = key, .each = each, .data = data };

	if (!index_begin(index))
		return false;
	if (index->held && !index->brought)
		index->brought = g_malloc0((gsize)store_head(index->store)->mails / 8 + 1);
	search.brought = index->brought;
	return find(index, &search, text);
}

/* Those of a segment, newest first; clears *more when the caller has seen enough, or it cannot
 * tell. */
static bool find_in_segment(struct index *index, struct search *search, unsigned segment,
			    bool *more)
{
	const struct store_head *head = store_head(index->store);
	int64_t first = (int64_t)segment * head->segment;
	unsigned nr = (unsigned)MIN(head->segment, head->mails - first);
	guint8 *marks = g_malloc0(nr);
	enum paths_found found = PATHS_FOUND;
	struct slice row;
	bool good = store_get(index->store, STORE_PATHS, segment, &row);

	if (good && row.ptr)
		found = paths_search(row, search->pathspec, marks, nr);
	if (found == PATHS_BAD)
		good = store_wear_out(index->store, "a row of paths is none");
	*more = found == PATHS_FOUND;
	for (unsigned i = nr; good && *more && COUNT_DOWN(i);)
		if (marks[i])
			*more = visit_match(index, first + i, search);
	g_free(marks);
	return good && found == PATHS_FOUND;
}

bool index_find_paths(struct index *index, const struct pathspec *pathspec,
		      bool (*each)(struct record *record, void *data), void *data)
{
	struct search search = {
		.key = INDEX_PATH, .text = "", .pathspec = pathspec, .each = each, .data = data
	};
	bool good = true, more = true;

	if (!index_begin(index))
		return false;
	run_init(&search.run);
	for (int64_t segment =
		     (store_head(index->store)->mails - 1) / store_head(index->store)->segment;
	     good && more && segment >= 0; segment--)
		good = find_in_segment(index, &search, (unsigned)segment, &more);
	return end_search(index, &search) && good;
}
