/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/catalogue.h"

#include "series/covers.h"
#include "series/trust.h"
#include "mime/limits.h"
#include "series/similar.h"
#include "series/table.h"
#include "series/talk.h"
#include "text/each.h"

struct catalogue *catalogue_new(void)
{
	struct catalogue *catalogue = g_new0(struct catalogue, 1);

	catalogue->records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	catalogue->witnesses = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	catalogue->postings = g_ptr_array_new();
	catalogue->takers = takers_new();
	return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
	if (!catalogue)
		return;
	talks_free(catalogue->talks);
	pulls_free(catalogue->pulls);
	fixed_free(catalogue->fixed);
	takers_free(catalogue->takers);
	g_clear_pointer(&catalogue->topics, g_ptr_array_unref);
	g_clear_pointer(&catalogue->series, g_ptr_array_unref);
	g_ptr_array_unref(catalogue->postings);
	g_ptr_array_unref(catalogue->witnesses);
	g_ptr_array_unref(catalogue->records);
	g_free(catalogue);
}

void catalogue_add(struct catalogue *catalogue, struct record *record)
{
	record->place = catalogue->records->len;
	g_ptr_array_add(catalogue->records, record);
	takers_add(catalogue->takers, record);
	catalogue->now = MAX(catalogue->now, talk_time(record));
}

static void group(struct catalogue *catalogue, const struct overrides *overrides)
{
	struct topic_options options = { .overrides = overrides, .obeyed = &catalogue->obeyed };

	covers_adopt(catalogue->records);
	obsoleted_adopt(catalogue->records);
	ancestors_adopt(catalogue->records);
	for (guint i = 0; i < catalogue->records->len; i++)
		if (record_is_posting(catalogue->records->pdata[i]))
			g_ptr_array_add(catalogue->postings, catalogue->records->pdata[i]);
	catalogue->series = series_group(catalogue->postings);
	catalogue->topics = topics_find(catalogue->series, &options);
}

void catalogue_finish(struct catalogue *catalogue, const struct catalogue_options *options)
{
	struct talk_options talk_options = options->talk;

	if (!catalogue->topics)
		group(catalogue, options->overrides);
	if (options->by_author)
		trust_split(catalogue->topics, catalogue->series);
	if (options->silent)
		return;
	talk_options.witnesses = catalogue->witnesses;
	catalogue->talks = talks_read(catalogue->series, catalogue->records, &talk_options);
	if (options->stateless)
		return;
	catalogue->pulls = pulls_read(catalogue->records);
	catalogue->fixed = fixed_read(catalogue->postings);
}

struct state_context catalogue_context(const struct catalogue *catalogue, const struct topic *topic,
				       const struct series *series)
{
	struct state_context context = { .pulls = catalogue->pulls,
					 .fixed = catalogue->fixed,
					 .takers = catalogue->takers,
					 .talks = catalogue->talks,
					 .topic = topic,
					 .now = catalogue->now };

	if (series != topic->latest) {
		context.newer_version = topic->latest->version;
		context.newer_revision = topic->latest->revision;
	}
	return context;
}

void catalogue_judge(const struct catalogue *catalogue, const struct topic *topic,
		     const struct series *series, struct verdict *out)
{
	struct state_context context = catalogue_context(catalogue, topic, series);

	state_of(series, talks_of(catalogue->talks, series), &context, out);
}

/* How many replies a posting is followed through: who answers the hundredth mail says what it is
 * about. */
#define MAX_STEPS 32

static size_t count_references(const struct record *record)
{
	size_t nr = 0;

	while (record->references[nr])
		nr++;
	return nr;
}

static const char *above(const struct record *record)
{
	size_t nr = count_references(record);

	if (*record->in_reply_to)
		return record->in_reply_to;
	return nr ? record->references[nr - 1] : "";
}

static bool has_reference(const struct record *record, const char *id)
{
	for (size_t i = 0; record->references[i]; i++)
		if (!strcmp(record->references[i], id))
			return true;
	return false;
}

/* The root comes first, as in the field. */
static void add_reference(struct record *record, const char *id)
{
	size_t nr = count_references(record);
	const char **references;

	if (nr >= MAIL_MAX_REFERENCES)
		return;
	references = pool_alloc(&record->pool, (nr + 2) * sizeof(*references));
	references[0] = pool_copy(&record->pool, slice_str(id));
	memcpy(references + 1, record->references, (nr + 1) * sizeof(*references));
	record->references = references;
}

/* The mails by their Message-IDs; the last one of those that share one. */
struct ids {
	const GPtrArray *records;
	struct table table;
};

static const struct record *find_record(const struct ids *ids, const char *id)
{
	const struct table_item *item = *id ? table_find(&ids->table, person_hash(id)) : NULL;

	for (; item; item = table_next(&ids->table, item)) {
		const struct record *record = ids->records->pdata[item->value];

		if (!strcmp(record->message_id, id))
			return record;
	}
	return NULL;
}

/* The posting that the replies above a mail lead to; NULL where there is none, or in a circle. */
static const struct record *climb(const struct ids *ids, const struct record *record)
{
	for (int steps = 0; steps < MAX_STEPS; steps++) {
		const char *id = above(record);

		record = find_record(ids, id);
		if (!record || record_is_posting(record))
			return record;
	}
	return NULL;
}

void ancestors_adopt(const GPtrArray *records)
{
	struct ids ids = { .records = records };

	table_init(&ids.table, records->len);
	for (guint i = 0; i < records->len; i++) {
		const struct record *record = records->pdata[i];

		if (*record->message_id)
			table_add(&ids.table, person_hash(record->message_id), i);
	}
	pointers_each (struct record, record, records) {
		const struct record *parent, *root;

		if (!record_is_posting(record))
			continue;
		parent = find_record(&ids, above(record));
		root = parent && !record_is_posting(parent) ? climb(&ids, parent) : NULL;
		if (root && root != record && !has_reference(record, root->message_id))
			add_reference(record, root->message_id);
	}
	table_release(&ids.table);
}

static bool says_so(const struct record *record)
{
	return record->nr_links && !record_is_posting(record) && *record->in_reply_to;
}

static bool has_link(const struct record *record, const struct record_link *link)
{
	for (size_t i = 0; i < record->nr_links; i++)
		if (record->links[i].version == link->version &&
		    !strcmp(record->links[i].message_id, link->message_id))
			return true;
	return false;
}

static void add_link(struct record *record, const struct record_link *link)
{
	struct record_link *links;

	if (record->nr_links >= MAIL_MAX_LINKS || has_link(record, link))
		return;
	links = pool_alloc(&record->pool, (record->nr_links + 1) * sizeof(*links));
	for (size_t i = 0; i < record->nr_links; i++)
		links[i] = record->links[i];
	links[record->nr_links] =
		(struct record_link){ link->version,
				      pool_copy(&record->pool, slice_str(link->message_id)) };
	record->links = links;
	record->nr_links++;
}

static bool is_own(const struct record *reply, const struct record *posting)
{
	return same_person(&reply->author, &posting->author) ||
	       same_person(&reply->author, &posting->sender);
}

void obsoleted_adopt(const GPtrArray *records)
{
	g_autoptr(GHashTable) answered = g_hash_table_new(g_str_hash, g_str_equal);

	pointers_each (const struct record, record, records)
		if (says_so(record))
			g_hash_table_insert(answered, (void *)record->in_reply_to, (void *)record);
	for (guint i = 0; i < records->len && g_hash_table_size(answered); i++) {
		struct record *posting = records->pdata[i];
		const struct record *reply =
			record_is_posting(posting) && *posting->message_id
				? g_hash_table_lookup(answered, posting->message_id)
				: NULL;

		for (size_t k = 0; reply && is_own(reply, posting) && k < reply->nr_links; k++)
			add_link(posting, &reply->links[k]);
	}
}
