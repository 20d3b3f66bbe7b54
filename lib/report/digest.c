/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "series/covers.h"
#include "text/hash.h"
#include "text/integers.h"
#include "text/each.h"

#define KEPT_BYTES (8u << 20) /* some 1,000 messages */

struct digest *digest_new(void)
{
	struct digest *digest = g_new0(struct digest, 1);

	digest->postings = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	digest->unwanted = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	digest->entries = g_array_new(FALSE, FALSE, sizeof(struct digest_entry));
	digest->domains = tally_new();
	digest->people = tally_new();
	digest->lists = tally_new();
	return digest;
}

void digest_borrow(struct digest *digest)
{
	g_ptr_array_set_free_func(digest->postings, NULL);
	g_ptr_array_set_free_func(digest->unwanted, NULL);
}

void digest_free(struct digest *digest)
{
	if (!digest)
		return;
	brief_free(digest->brief);
	if (digest->series)
		g_ptr_array_unref(digest->series);
	g_array_unref(digest->entries);
	g_ptr_array_unref(digest->postings);
	g_ptr_array_unref(digest->unwanted);
	tally_free(digest->domains);
	tally_free(digest->people);
	tally_free(digest->lists);
	g_free(digest);
}

bool digest_is_posting(const struct record *record)
{
	return record->kind == RECORD_COVER || record->kind == RECORD_PATCH;
}

static void count_posting(struct digest *digest, const struct record *record)
{
	if (*record->people->list_id)
		tally_add(digest->lists, record->people->list_id);
	tally_next(&digest->last, digest->people, digest->domains, record, digest->bots);
}

void digest_add(struct digest *digest, struct record *record)
{
	if (!digest_is_posting(record)) {
		record_free(record);
		return;
	}
	g_ptr_array_add(digest->postings, record);
	if (!digest->wanted)
		count_posting(digest, record);
}

/* Series of the records, so that what belongs to the same one can be told: record -> series. */
static GHashTable *series_of_records(const GPtrArray *list)
{
	GHashTable *map = g_hash_table_new(NULL, NULL);

	pointers_each (struct series, series, list) {
		if (series->cover)
			g_hash_table_insert(map, series->cover, series);
		for (guint j = 0; j < series->patches->len; j++)
			g_hash_table_insert(map, series->patches->pdata[j], series);
	}
	return map;
}

/* Listed are covers, first patches, patches without a number, and what else leads its series. */
static bool is_listed(const struct record *rec, const struct series *series)
{
	return rec->subject.n <= 1 || rec == series->leader;
}

static char *entry_key(const struct record *rec)
{
	g_autofree char *email = g_ascii_strdown(rec->people->author.email, -1);

	return g_strconcat(email, "\n", rec->subject.title, NULL);
}

/* A cover and the only patch below it often share their title: that is no repost. */
static bool is_repost(GHashTable *map, const struct record *rec, const struct record *above)
{
	return above && *rec->subject.title &&
	       (g_hash_table_lookup(map, rec) != g_hash_table_lookup(map, above) ||
		rec->subject.n == above->subject.n);
}

/* Entries with a title and author of their own, of covers and of patches. */
struct seen {
	GHashTable *map; /* record -> series */
	GHashTable *covers, *patches;
};

/* The entry above that a posting repeats, one of its kind before others. */
static struct record *find_printed(const struct seen *seen, const struct record *rec,
				   const char *key)
{
	bool cover = rec->kind == RECORD_COVER;
	struct record *above = g_hash_table_lookup(cover ? seen->covers : seen->patches, key);

	if (is_repost(seen->map, rec, above))
		return above;
	above = g_hash_table_lookup(cover ? seen->patches : seen->covers, key);
	return is_repost(seen->map, rec, above) ? above : NULL;
}

static void add_entry(struct digest *digest, const struct seen *seen, struct record *record)
{
	char *key = entry_key(record);
	struct digest_entry entry = { record, find_printed(seen, record, key) };

	if (entry.printed)
		g_free(key);
	else
		g_hash_table_replace(record->kind == RECORD_COVER ? seen->covers : seen->patches,
				     key, record);
	g_array_append_val(digest->entries, entry);
}

static void find_entries(struct digest *digest)
{
	struct seen seen = { series_of_records(digest->series),
			     g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL),
			     g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL) };

	pointers_each (struct record, record, digest->postings)
		if (is_listed(record, g_hash_table_lookup(seen.map, record)))
			add_entry(digest, &seen, record);
	g_hash_table_unref(seen.covers);
	g_hash_table_unref(seen.patches);
	g_hash_table_unref(seen.map);
}

/* Leaves the series that are wanted, and their postings. */
static void choose(struct digest *digest)
{
	g_autoptr(GPtrArray) others = g_ptr_array_new();
	g_autoptr(GHashTable) map = NULL;
	guint kept = 0;

	for (guint i = 0; i < digest->series->len; i++) {
		struct series *series = digest->series->pdata[i];

		if (digest->wanted(series, digest->wanted_data))
			digest->series->pdata[kept++] = series;
		else
			g_ptr_array_add(others, series);
	}
	/* The array frees those at its end. */
	for (guint i = 0; i < others->len; i++)
		digest->series->pdata[kept + i] = others->pdata[i];
	g_ptr_array_set_size(digest->series, (gint)kept);

	map = series_of_records(digest->series);
	kept = 0;
	for (guint i = 0; i < digest->postings->len; i++) {
		struct record *record = digest->postings->pdata[i];

		if (g_hash_table_contains(map, record))
			digest->postings->pdata[kept++] = record;
		else
			g_ptr_array_add(digest->unwanted, record);
	}
	digest->postings->len = kept;
}

static void reverse(GPtrArray *array)
{
	for (guint i = 0, end = array->len; i + 1 < end; i++) {
		gpointer last = array->pdata[--end];

		array->pdata[end] = array->pdata[i];
		array->pdata[i] = last;
	}
}

void digest_finish(struct digest *digest, const struct scan_counts *counts)
{
	digest->counts = *counts;
	covers_adopt(digest->postings);
	if (digest->listed || digest->wanted)
		digest->series = series_group(digest->postings);
	if (digest->wanted) {
		choose(digest);
		for (guint i = 0; i < digest->postings->len; i++)
			count_posting(digest, digest->postings->pdata[i]);
	}
	if (digest->reverse)
		reverse(digest->postings);
	if (digest->series && digest->reverse)
		reverse(digest->series);
	if (digest->listed)
		find_entries(digest);
}

static void find_answered(GHashTable *ids, struct record *record)
{
	size_t nr = 0;

	while (record->references[nr])
		nr++;
	if (*record->in_reply_to || !nr)
		return;
	record->in_reply_to = record->references[nr - 1];
	for (size_t i = nr; COUNT_DOWN(i);)
		if (g_hash_table_contains(ids, record->references[i])) {
			record->in_reply_to = record->references[i];
			return;
		}
}

void digest_find_answered(const GPtrArray *mails)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(str_hash, g_str_equal);

	for (guint i = 0; i < mails->len; i++)
		g_hash_table_add(ids, (gpointer)((struct record *)mails->pdata[i])->message_id);
	for (guint i = 0; i < mails->len; i++)
		find_answered(ids, mails->pdata[i]);
}

/* The List-Id of a mail; NULL where it has none or cannot be read. Free with g_free(). */
static char *list_of_mail(const struct digest_view *view, const struct record *mail)
{
	struct mail_blob blob;
	struct record *rec;
	char *id = NULL;

	if (!view->read(mail, &blob, NULL, view->read_data))
		return NULL;
	rec = record_parse(blob.raw, NULL);
	if (rec && *rec->people->list_id)
		id = g_strdup(rec->people->list_id);
	record_free(rec);
	mail_blob_release(&blob);
	return id;
}

static void append_name(GString *names, const char *id)
{
	g_autofree char *name = g_utf8_strup(id, (gssize)strcspn(id, "."));

	g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
}

char *digest_list_name(const struct digest_view *view, const struct digest *digest)
{
	GString *names;
	g_autoptr(GArray) rows = NULL;
	g_autofree char *id = NULL;

	if (view->title)
		return g_strdup(view->title);
	names = g_string_new(NULL);
	rows = tally_top(digest->lists, view->lists);
	for (guint i = 0; i < rows->len; i++)
		append_name(names, g_array_index(rows, struct tally_row, i).label);
	if (!rows->len && view->newest)
		id = list_of_mail(view, view->newest);
	if (id)
		append_name(names, id);
	if (!names->len)
		g_string_append(names, "KVM");
	return g_string_free(names, FALSE);
}

/* Nearly the same as is_listed(), from what is known while reading; and what will be compared with
 * an older version. */
static bool will_be_read(const struct record *rec)
{
	return digest_is_posting(rec) && (rec->subject.n <= 1 || rec->subject.version > 1);
}

void digest_keep_messages(const struct digest_view *view)
{
	if (view->bodies)
		view->keep(KEPT_BYTES, will_be_read, view->read_data);
}

static void digest_keep_begin(struct report *report)
{
	digest_keep_messages((const struct digest_view *)report);
}

const struct report_format digest_formats[] = {
	{ .name = "text", .print = digest_text_print, .begin = digest_text_begin, .brief = true },
	{ .name = "classic",
	  .print = digest_classic_print,
	  .begin = digest_classic_begin,
	  .mail = digest_classic_mail,
	  .all_mails = true },
	[DIGEST_JSON] = { .name = "json",
			  .print = digest_json_print,
			  .begin = digest_json_begin,
			  .mail = digest_json_mail,
			  .all_mails = true,
			  .answers = true,
			  .brief = true,
			  .listed = true },
	{ .name = "markdown",
	  .print = digest_markdown_print,
	  .begin = digest_keep_begin,
	  .brief = true },
	{ .name = "html", .print = digest_html_print, .begin = digest_keep_begin, .brief = true },
	[DIGEST_MAIL] = { .name = "mail",
			  .print = digest_mail_print,
			  .begin = digest_keep_begin,
			  .brief = true },
	{ .name = "atom", .print = digest_atom_print, .begin = digest_keep_begin, .brief = true },
	{ .name = NULL },
};
