/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/catalogue.h"

#include "series/ancestors.h"
#include "series/covers.h"
#include "series/obsoleted.h"
#include "series/trust.h"

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
