/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/catalogue.h"

#include "series/covers.h"
#include "series/trust.h"
#include "mime/limits.h"
#include "series/talk.h"
#include "text/beside.h"
#include "text/each.h"
#include "text/hash.h"

#define WORTH_A_THREAD 1000 /* mails */

struct catalogue *catalogue_new(void)
{
	struct catalogue *catalogue = g_new0(struct catalogue, 1);

	catalogue->records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	catalogue->witnesses = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	catalogue->postings = g_ptr_array_new();
	mail_ids_init(&catalogue->ids, catalogue->records);
	catalogue->takers = takers_new();
	return catalogue;
}

/* Reading the talks. */
struct talking {
	struct beside beside;
	struct catalogue *catalogue;
	struct talk_options options;
};

static void read_talks(void *data)
{
	struct talking *talking = data;
	struct catalogue *catalogue = talking->catalogue;

	catalogue->talks = talks_read(catalogue->series, catalogue->records, &talking->options);
}

static void begin_talks(struct catalogue *catalogue, const struct catalogue_options *options)
{
	struct talking *talking = g_new0(struct talking, 1);
	bool beside = options->threads > 1 && catalogue->records->len >= WORTH_A_THREAD;

	talking->catalogue = catalogue;
	talking->options = options->talk;
	talking->options.witnesses = catalogue->witnesses;
	talking->options.ids = &catalogue->ids;
	catalogue->talking = talking;
	beside_start(&talking->beside, beside, read_talks, talking);
}

void catalogue_wait(struct catalogue *catalogue)
{
	if (catalogue->talking)
		beside_wait(&catalogue->talking->beside);
	g_clear_pointer(&catalogue->talking, g_free);
}

void catalogue_free(struct catalogue *catalogue)
{
	if (!catalogue)
		return;
	catalogue_wait(catalogue);
	g_clear_pointer(&catalogue->judged, g_hash_table_unref);
	talks_free(catalogue->talks);
	pulls_free(catalogue->pulls);
	fixed_free(catalogue->fixed);
	takers_free(catalogue->takers);
	g_clear_pointer(&catalogue->topics, g_ptr_array_unref);
	g_clear_pointer(&catalogue->series, g_ptr_array_unref);
	g_ptr_array_unref(catalogue->postings);
	mail_ids_release(&catalogue->ids);
	g_ptr_array_unref(catalogue->witnesses);
	g_ptr_array_unref(catalogue->records);
	g_free(catalogue);
}

void catalogue_add(struct catalogue *catalogue, struct record *record)
{
	record->place = catalogue->records->len;
	g_ptr_array_add(catalogue->records, record);
	mail_ids_add(&catalogue->ids);
	if (catalogue->takers)
		takers_add(catalogue->takers, record);
	catalogue->now = MAX(catalogue->now, talk_time(record));
}

static void group(struct catalogue *catalogue)
{
	covers_adopt(catalogue->records);
	obsoleted_adopt(catalogue->records);
	ancestors_adopt(&catalogue->ids);
	for (guint i = 0; i < catalogue->records->len; i++)
		if (record_is_posting(catalogue->records->pdata[i]))
			g_ptr_array_add(catalogue->postings, catalogue->records->pdata[i]);
	catalogue->series = series_group(catalogue->postings);
}

/* Who finds topics and what is below them changes no record, and of a series no more than its
 * version, which talks do not ask for: so they can be read meanwhile. */
void catalogue_finish(struct catalogue *catalogue, const struct catalogue_options *options)
{
	struct topic_options topic_options = { .overrides = options->overrides,
					       .obeyed = &catalogue->obeyed };

	if (!catalogue->topics)
		group(catalogue);
	if (!options->silent)
		begin_talks(catalogue, options);
	if (!catalogue->topics)
		catalogue->topics = topics_find(catalogue->series, &topic_options);
	if (options->by_author)
		trust_split(catalogue->topics, catalogue->series);
	if (!options->silent && !options->stateless) {
		catalogue->pulls = pulls_read(catalogue->records);
		catalogue->fixed = fixed_read(catalogue->postings);
	}
	if (!options->early)
		catalogue_wait(catalogue);
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

/* The posting that the replies above a mail lead to; NULL where there is none, or in a circle. */
static const struct record *climb(const struct mail_ids *ids, const struct record *record)
{
	for (int steps = 0; steps < MAX_STEPS; steps++) {
		const char *id = above(record);

		record = mail_ids_find(ids, id);
		if (!record || record_is_posting(record))
			return record;
	}
	return NULL;
}

void ancestors_adopt(const struct mail_ids *ids)
{
	pointers_each (struct record, record, ids->records) {
		const struct record *parent, *root;

		if (!record_is_posting(record))
			continue;
		parent = mail_ids_find(ids, above(record));
		root = parent && !record_is_posting(parent) ? climb(ids, parent) : NULL;
		if (root && root != record && !has_reference(record, root->message_id))
			add_reference(record, root->message_id);
	}
}

static bool says_so(const struct record *record)
{
	return record->nr_links && !record_is_posting(record) && *record->in_reply_to;
}

static bool has_link(const struct record *record, const struct record_link *link)
{
	for (size_t i = 0; i < record->nr_links; i++)
		if (record->posted->links[i].version == link->version &&
		    !strcmp(record->posted->links[i].message_id, link->message_id))
			return true;
	return false;
}

static void add_link(struct record *record, const struct record_link *link)
{
	struct record_posted *posted;
	struct record_link *links;

	if (record->nr_links >= MAIL_MAX_LINKS || has_link(record, link))
		return;
	links = pool_alloc(&record->pool, (record->nr_links + 1) * sizeof(*links));
	for (size_t i = 0; i < record->nr_links; i++)
		links[i] = record->posted->links[i];
	links[record->nr_links] =
		(struct record_link){ link->version,
				      pool_copy(&record->pool, slice_str(link->message_id)) };
	posted = pool_alloc(&record->pool, sizeof(*posted));
	*posted = *record->posted;
	posted->links = links;
	record->posted = posted;
	record->nr_links++;
}

static bool is_own(const struct record *reply, const struct record *posting)
{
	return same_author(reply, posting) ||
	       same_person(&reply->people->author, &posting->people->sender);
}

void obsoleted_adopt(const GPtrArray *records)
{
	g_autoptr(GHashTable) answered = g_hash_table_new(str_hash, g_str_equal);

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
			add_link(posting, &reply->posted->links[k]);
	}
}
