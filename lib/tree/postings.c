/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/postings.h"

#include "patch/patch.h"
#include "index/hash.h"
#include "patch/hunk.h"
#include "text/hash.h"

struct postings {
	bool (*read)(const struct record *record, GString *out, void *data);
	void *data;
	struct pool pool;
	GHashTable *by_id, *by_title, *by_authored, *by_author, *by_thread;
	GHashTable *sketches; /* of struct record * -> struct sketch *, NULL: unreadable */
	GString *text;
};

static GHashTable *table_of_arrays(void)
{
	return g_hash_table_new_full(str_hash, g_str_equal, g_free,
				     (GDestroyNotify)g_ptr_array_unref);
}

struct postings *postings_new(bool (*read)(const struct record *record, GString *out, void *data),
			      void *data)
{
	struct postings *postings = g_new0(struct postings, 1);

	postings->read = read;
	postings->data = data;
	postings->by_id = table_of_arrays();
	postings->by_title = table_of_arrays();
	postings->by_authored = table_of_arrays();
	postings->by_author = table_of_arrays();
	postings->by_thread = table_of_arrays();
	postings->sketches = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)sketch_free);
	postings->text = g_string_new(NULL);
	return postings;
}

void postings_free(struct postings *postings)
{
	if (!postings)
		return;
	g_hash_table_unref(postings->by_id);
	g_hash_table_unref(postings->by_title);
	g_hash_table_unref(postings->by_authored);
	g_hash_table_unref(postings->by_author);
	g_hash_table_unref(postings->by_thread);
	g_hash_table_unref(postings->sketches);
	g_string_free(postings->text, TRUE);
	pool_release(&postings->pool);
	g_free(postings);
}

static void add(GHashTable *table, const char *key, struct record *record)
{
	GPtrArray *array;

	if (!*key)
		return;
	array = g_hash_table_lookup(table, key);
	if (!array) {
		array = g_ptr_array_new();
		g_hash_table_insert(table, g_strdup(key), array);
	}
	g_ptr_array_add(array, record);
}

static const char *thread_of(const struct record *record)
{
	if (record->references && *record->references)
		return *record->references;
	return *record->in_reply_to ? record->in_reply_to : record->message_id;
}

static char *person_key(const char *text)
{
	return g_utf8_casefold(text, -1);
}

static void add_author(struct postings *postings, struct record *record)
{
	g_autofree char *email = person_key(record->people->author.email),
			*name = person_key(record->people->author.name);

	add(postings->by_author, email, record);
	if (strcmp(email, name))
		add(postings->by_author, name, record);
}

static bool is_seen(const struct postings *postings, const struct record *record)
{
	const GPtrArray *same = postings_by_id(postings, record->message_id);

	return same && same->len;
}

void postings_add(struct postings *postings, struct record *record)
{
	g_autofree char *authored = NULL;

	if ((!record_is_posting(record) && record->kind != RECORD_FOLLOWUP) ||
	    is_seen(postings, record))
		return;
	add(postings->by_id, record->message_id, record);
	if (record->kind != RECORD_PATCH)
		return;
	authored = tree_authored_key(record->people->author.email, record->date);
	add(postings->by_title, tree_title_key(&postings->pool, record->subject.title), record);
	add(postings->by_authored, authored, record);
	add(postings->by_thread, thread_of(record), record);
	add_author(postings, record);
}

const GPtrArray *postings_by_id(const struct postings *postings, const char *message_id)
{
	return g_hash_table_lookup(postings->by_id, message_id);
}

const GPtrArray *postings_by_title(const struct postings *postings, const char *title_key)
{
	return g_hash_table_lookup(postings->by_title, title_key);
}

const GPtrArray *postings_by_authored(const struct postings *postings, const char *authored_key)
{
	return g_hash_table_lookup(postings->by_authored, authored_key);
}

const GPtrArray *postings_by_author(const struct postings *postings, const struct person *author)
{
	g_autofree char *email = person_key(author->email), *name = person_key(author->name);
	const GPtrArray *found = g_hash_table_lookup(postings->by_author, email);

	if (!found && *name)
		found = g_hash_table_lookup(postings->by_author, name);
	return found;
}

const GPtrArray *postings_of_thread(const struct postings *postings, const struct record *record)
{
	return g_hash_table_lookup(postings->by_thread, thread_of(record));
}

bool postings_text(struct postings *postings, const struct record *record, struct slice *text)
{
	bool good = postings->read(record, postings->text, postings->data);

	*text = slice_of(postings->text->str, good ? postings->text->len : 0);
	return good;
}

const struct sketch *postings_sketch(struct postings *postings, const struct record *record)
{
	struct sketch *sketch = NULL;
	struct patch patch;
	gpointer known;

	if (g_hash_table_lookup_extended(postings->sketches, record, NULL, &known))
		return known;
	if (postings->read(record, postings->text, postings->data)) {
		patch_split(slice_of(postings->text->str, postings->text->len), &patch);
		if (patch.diff.len)
			sketch = sketch_new(patch.diff);
	}
	g_hash_table_insert(postings->sketches, (gpointer)record, sketch);
	return sketch;
}

bool commit_same_person(const struct person *a, const struct person *b)
{
	g_autofree char *name_a = NULL, *name_b = NULL;

	if (*a->email && !g_ascii_strcasecmp(a->email, b->email))
		return true;
	if (!*a->name || !*b->name)
		return false;
	name_a = person_key(a->name);
	name_b = person_key(b->name);
	return !strcmp(name_a, name_b);
}

struct reader {
	GArray *lines, *paths; /* of uint64_t */
	GString *stripped;
	struct hunk hunk;
	bool renames;
};

static void add_line(struct reader *reader, char kind, struct slice line)
{
	uint64_t hash;

	if (reader->lines->len >= SKETCH_MAX_LINES)
		return;
	g_string_truncate(reader->stripped, 0);
	for (size_t i = 1; i < line.len; i++)
		if (!g_ascii_isspace(line.ptr[i]))
			g_string_append_c(reader->stripped, line.ptr[i]);
	hash = hash_bytes(reader->stripped->str, reader->stripped->len, (uint64_t)kind);
	g_array_append_val(reader->lines, hash);
}

static uint64_t path_hash(struct slice path)
{
	return hash_bytes(path.ptr, path.len, 1);
}

/* "--- a/x", "+++ b/x", "rename from x" */
static void read_header(struct reader *reader, struct slice line)
{
	struct slice path = slice_of(NULL, 0);
	uint64_t hash;

	if (slice_starts(line, SLICE("--- a/")) || slice_starts(line, SLICE("+++ b/"))) {
		path = slice_skip(line, strlen("--- a/"));
	} else if (slice_starts(line, SLICE("rename from "))) {
		path = slice_skip(line, strlen("rename from "));
		reader->renames = true;
	} else if (slice_starts(line, SLICE("rename to "))) {
		path = slice_skip(line, strlen("rename to "));
	}
	if (path.len && memchr(path.ptr, '\t', path.len))
		path.len = (size_t)((const char *)memchr(path.ptr, '\t', path.len) - path.ptr);
	if (!path.len || reader->paths->len >= SKETCH_MAX_LINES)
		return;
	hash = path_hash(path);
	g_array_append_val(reader->paths, hash);
}

static void read_line(struct reader *reader, struct slice line)
{
	char kind;

	if (reader->hunk.old_lines || reader->hunk.new_lines) {
		kind = hunk_take(&reader->hunk, line);
		if (kind == '+' || kind == '-')
			add_line(reader, kind, line);
		if (kind)
			return;
	}
	if (!hunk_begin(&reader->hunk, line))
		read_header(reader, line);
}

static gint compare_hashes(gconstpointer a, gconstpointer b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static uint64_t *take(GArray *array, size_t *nr)
{
	g_array_sort(array, compare_hashes);
	*nr = array->len;
	return (uint64_t *)(void *)g_array_free(array, FALSE);
}

struct sketch *sketch_new(struct slice diff)
{
	struct sketch *sketch = g_new0(struct sketch, 1);
	struct reader reader = { .lines = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
				 .paths = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
				 .stripped = g_string_new(NULL) };
	struct slice rest = diff, line;

	sketch->has_id = patchid_of(diff, sketch->patch_id);
	while (slice_next_line(&rest, &line))
		read_line(&reader, line);
	sketch->renames = reader.renames;
	sketch->lines = take(reader.lines, &sketch->nr_lines);
	sketch->paths = take(reader.paths, &sketch->nr_paths);
	g_string_free(reader.stripped, TRUE);
	return sketch;
}

void sketch_free(struct sketch *sketch)
{
	if (!sketch)
		return;
	g_free(sketch->lines);
	g_free(sketch->paths);
	g_free(sketch);
}

bool sketch_same_patch(const struct sketch *a, const struct sketch *b)
{
	return a->has_id && b->has_id && !memcmp(a->patch_id, b->patch_id, PATCHID_SIZE);
}

static size_t common(const uint64_t *a, size_t nr_a, const uint64_t *b, size_t nr_b)
{
	size_t i = 0, k = 0, nr = 0;

	while (i < nr_a && k < nr_b) {
		if (a[i] < b[k]) {
			i++;
		} else if (a[i] > b[k]) {
			k++;
		} else {
			i++, k++;
			nr++;
		}
	}
	return nr;
}

size_t sketch_common(const struct sketch *a, const struct sketch *b)
{
	return common(a->lines, a->nr_lines, b->lines, b->nr_lines);
}
