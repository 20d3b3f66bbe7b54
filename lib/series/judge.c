/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/catalogue.h"

#include "text/beside.h"
#include "text/each.h"

#define WORTH_A_THREAD 200 /* questions */

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

static void judge(const struct catalogue *catalogue, const struct topic *topic,
		  const struct series *series, struct verdict *out)
{
	struct state_context context = catalogue_context(catalogue, topic, series);

	state_of(series, talks_of(catalogue->talks, series), &context, out);
}

void catalogue_judge(const struct catalogue *catalogue, const struct topic *topic,
		     const struct series *series, struct verdict *out)
{
	struct verdict *known = NULL;

	if (catalogue->judged)
		g_hash_table_steal_extended(catalogue->judged, series, NULL, (void **)&known);
	if (known) {
		*out = *known;
		g_free(known);
	} else {
		judge(catalogue, topic, series, out);
	}
}

static void free_verdict(void *data)
{
	verdict_release(data);
	g_free(data);
}

struct judging {
	const struct catalogue *catalogue;
	const GArray *questions;
	struct verdict **verdicts;
};

static void answer(size_t i, void *data)
{
	struct judging *judging = data;
	const struct question *question = &g_array_index(judging->questions, struct question, i);

	judging->verdicts[i] = g_new(struct verdict, 1);
	judge(judging->catalogue, question->topic, question->series, judging->verdicts[i]);
}

void catalogue_judge_ahead(struct catalogue *catalogue, const GArray *questions, unsigned threads)
{
	struct judging judging = { .catalogue = catalogue, .questions = questions };

	if (threads < 2 || questions->len < WORTH_A_THREAD || takers_ask(catalogue->takers))
		return;
	judging.verdicts = g_new(struct verdict *, questions->len);
	beside_each(threads, questions->len, answer, &judging);
	if (!catalogue->judged)
		catalogue->judged = g_hash_table_new_full(NULL, NULL, NULL, free_verdict);
	for (guint i = 0; i < questions->len; i++)
		g_hash_table_insert(catalogue->judged,
				    (gpointer)g_array_index(questions, struct question, i).series,
				    judging.verdicts[i]);
	g_free(judging.verdicts);
}
