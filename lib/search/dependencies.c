/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/trial.h"

#include "cli/text.h"
#include "patch/patchid.h"
#include "text/hash.h"
#include "tree/naming.h"

#define DAY (24 * 3600)

/* How long before a series what it is based on was posted, and how much of it is looked at. */
#define MAX_DAYS 400
#define MAX_MAILS 2000
#define MAX_NAMES 200

struct dependencies {
	struct source *source;
	const struct series *series;
	GPtrArray *ids;	      /* of char *: Message-IDs that it names */
	GPtrArray *patch_ids; /* of char * in hex, in order */
	GPtrArray *records;   /* of struct record *, owned: what was looked up */
	GPtrArray *all;	      /* the same of all mails; NULL: the index is asked */
	struct pool pool;
};

static bool take(struct slice *line, const char *key)
{
	struct slice name = slice_str(key);

	if (!slice_istarts(*line, name))
		return false;
	*line = slice_trim(slice_skip(*line, name.len));
	return true;
}

static void read_line(struct dependencies *d, struct slice line)
{
	const char *id;

	if (d->ids->len + d->patch_ids->len >= MAX_NAMES)
		return;
	if (take(&line, "prerequisite-patch-id:")) {
		if (line.len >= 2 * PATCHID_SIZE)
			g_ptr_array_add(d->patch_ids,
					pool_copy(&d->pool, slice_of(line.ptr, 2 * PATCHID_SIZE)));
	} else if (take(&line, "Based-on:") || take(&line, "prerequisite-message-id:")) {
		id = naming_message_id(&d->pool, line);
		if (id)
			g_ptr_array_add(d->ids, (gpointer)id);
	}
}

static void read_names(struct dependencies *d, const struct record *record)
{
	g_autoptr(GString) text = g_string_new(NULL);
	struct slice rest, line;

	if (record && read_text(d->source, record, text)) {
		rest = slice_of(text->str, text->len);
		while (slice_next_line(&rest, &line))
			read_line(d, line);
	}
}

static bool on_record(struct record *record, void *data)
{
	struct dependencies *d = data;

	if (record->kind == RECORD_PATCH && d->records->len < MAX_MAILS)
		g_ptr_array_add(d->records, record);
	else
		record_free(record);
	return d->records->len < MAX_MAILS;
}

static bool on_any(struct record *record, void *data)
{
	if (record->kind == RECORD_PATCH)
		g_ptr_array_add(data, record);
	else
		record_free(record);
	return true;
}

static bool names(const struct record *record, enum index_key key, const char *text)
{
	if (key == INDEX_MESSAGE_ID)
		return !strcmp(record->message_id, text);
	if (key == INDEX_PERSON)
		return !g_ascii_strcasecmp(record->people->author.email, text);
	return !strcmp(record->in_reply_to, text) ||
	       g_strv_contains((const gchar *const *)record->references, text);
}

/* By the index, or where it cannot tell among all mails of the list. Appends to out. */
static void look_up(struct dependencies *d, enum index_key key, const char *text, GPtrArray *out)
{
	struct source_scan scan = { .record = on_any };
	guint first = d->records->len;
	const GPtrArray *among = d->all;

	if (!among && source_find(d->source, key, text, on_record, d)) {
		for (guint i = first; i < d->records->len; i++)
			g_ptr_array_add(out, d->records->pdata[i]);
		return;
	}
	if (!among) {
		d->all = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
		scan.data = d->all;
		source_scan_all(d->source, &scan);
	}
	for (guint i = 0; i < d->all->len && out->len < MAX_MAILS; i++)
		if (names(d->all->pdata[i], key, text))
			g_ptr_array_add(out, d->all->pdata[i]);
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;

	return (x->subject.n > y->subject.n) - (x->subject.n < y->subject.n);
}

/* The patches of a thread that a Message-ID names, be it the cover letter or a single patch. */
static void add_thread(struct dependencies *d, const char *id, GPtrArray *out)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	look_up(d, INDEX_MESSAGE_ID, id, found);
	look_up(d, INDEX_THREAD, id, found);
	g_ptr_array_sort(found, by_number);
	g_ptr_array_extend(out, found, NULL, NULL);
}

static void put_hex(char out[2 * PATCHID_SIZE + 1], const unsigned char *id)
{
	for (int i = 0; i < PATCHID_SIZE; i++)
		g_snprintf(out + 2 * (size_t)i, 3, "%02x", id[i]);
}

/* Among what the author posted before. */
static void add_by_patch_id(struct dependencies *d, GPtrArray *out)
{
	const struct record *leader = d->series->leader;
	g_autoptr(GHashTable) known = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) posted = g_ptr_array_new();
	g_autoptr(GString) text = g_string_new(NULL);

	look_up(d, INDEX_PERSON, leader->people->author.email, posted);
	for (guint i = 0; i < posted->len; i++) {
		struct record *record = posted->pdata[i];
		unsigned char id[PATCHID_SIZE];
		char hex[2 * PATCHID_SIZE + 1];

		if (record->date > leader->date || record->date < leader->date - MAX_DAYS * DAY ||
		    !read_text(d->source, record, text) ||
		    !patchid_of(slice_of(text->str, text->len), id))
			continue;
		put_hex(hex, id);
		g_hash_table_replace(known, g_strdup(hex), record);
	}
	for (guint i = 0; i < d->patch_ids->len; i++) {
		struct record *record = g_hash_table_lookup(known, d->patch_ids->pdata[i]);

		if (record)
			g_ptr_array_add(out, record);
	}
}

GPtrArray *trial_dependencies(struct source *source, const struct series *series)
{
	struct dependencies d = { .source = source,
				  .series = series,
				  .ids = g_ptr_array_new(),
				  .patch_ids = g_ptr_array_new(),
				  .records = g_ptr_array_new_with_free_func(
					  (GDestroyNotify)record_free) };
	GPtrArray *patches = g_ptr_array_new(), *diffs;

	read_names(&d, series->cover);
	for (guint i = 0; i < series->patches->len; i++)
		read_names(&d, series->patches->pdata[i]);
	for (guint i = 0; i < d.ids->len; i++)
		add_thread(&d, d.ids->pdata[i], patches);
	if (d.patch_ids->len)
		add_by_patch_id(&d, patches);
	diffs = trial_diffs(source, patches);
	g_ptr_array_unref(patches);
	g_ptr_array_unref(d.ids);
	g_ptr_array_unref(d.patch_ids);
	g_ptr_array_unref(d.records);
	if (d.all)
		g_ptr_array_unref(d.all);
	pool_release(&d.pool);
	return diffs;
}
