/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/news.h"

#include "record/mail_set.h"
#include "text/integers.h"
#include "text/each.h"

#define MAX_NEW_TAGS 50 /* of a topic; more are no news, but noise */

/* Comparing two catalogues. */
struct comparison {
	const struct catalogue *then, *now;
	GHashTable *fresh;
	GHashTable *topic_of; /* commit of a posting -> struct topic * of then */
};

static void describe(const struct catalogue *catalogue, const struct topic *topic,
		     struct topic_past *out)
{
	const struct series *series = topic->latest;
	const struct talk *talk = talks_of(catalogue->talks, series);
	struct verdict verdict;

	catalogue_judge(catalogue, topic, series, &verdict);
	*out = (struct topic_past){ .leader = series->leader,
				    .version = series->version,
				    .revision = series->revision,
				    .present = series_patches(series),
				    .total = series->total,
				    .people = talk->people,
				    .robots = talk->robots,
				    .reviewed = talk->reviewed,
				    .acked = talk->acked,
				    .tested = talk->tested,
				    .versions = topic->series->len,
				    .state = verdict.state,
				    .reason = g_steal_pointer(&verdict.reason) };
	verdict_release(&verdict);
}

static bool is_same(const struct topic_past *a, const struct topic_past *b)
{
	return commit_equal(a->leader->commit, b->leader->commit) && a->version == b->version &&
	       a->revision == b->revision && a->present == b->present && a->total == b->total &&
	       a->people == b->people && a->robots == b->robots && a->reviewed == b->reviewed &&
	       a->acked == b->acked && a->tested == b->tested && a->versions == b->versions &&
	       a->state == b->state;
}

static void map_topic(GHashTable *map, struct topic *topic)
{
	pointers_each (const struct series, series, topic->series) {
		if (series->cover)
			g_hash_table_insert(map, series->cover->commit, topic);
		pointers_each (struct record, patch, series->patches)
			g_hash_table_insert(map, patch->commit, topic);
	}
}

/* The topic of then that a series was in; NULL for none. */
static const struct topic *find_then(const struct comparison *comparison,
				     const struct series *series)
{
	const struct topic *found = NULL;

	if (series->cover)
		found = g_hash_table_lookup(comparison->topic_of, series->cover->commit);
	for (guint i = 0; i < series->patches->len && !found; i++) {
		const struct record *patch = series->patches->pdata[i];

		found = g_hash_table_lookup(comparison->topic_of, patch->commit);
	}
	return found;
}

/* That of the newest version that was there. */
static const struct topic *find_past(const struct comparison *comparison, const struct topic *topic)
{
	const struct topic *found = NULL;

	for (guint i = topic->series->len; !found && COUNT_DOWN(i);)
		found = find_then(comparison, topic->series->pdata[i]);
	return found;
}

static void add_answers(const struct comparison *comparison, const struct topic *topic,
			struct topic_news *news)
{
	for (guint i = 0; i < topic->series->len; i++) {
		const struct talk *talk = talks_of(comparison->now->talks, topic->series->pdata[i]);

		array_each (struct talk_mail, mail, talk->mails) {
			if (!mail_set_has(comparison->fresh, mail->record))
				continue;
			if (mail->robot)
				news->robots++;
			else
				g_ptr_array_add(news->answers, mail);
		}
	}
}

static struct new_tag *find_tag(GArray *tags, const struct given_tag *tag)
{
	array_each (struct new_tag, had, tags)
		if (!strcmp(had->tag->key, tag->key) && !strcmp(had->tag->value, tag->value))
			return had;
	return NULL;
}

static void add_tags(const struct comparison *comparison, const struct talk *talk,
		     struct topic_news *news)
{
	talk_need_tags(talk);
	for (guint i = 0; i < talk->patches->len; i++) {
		const GArray *tags = g_array_index(talk->patches, struct talk_patch, i).tags;

		array_each (const struct given_tag, tag, tags) {
			struct new_tag added = { tag, 1 }, *had;

			if (tag->posted || tag->doubted || tag->by_author || tag->taken_back ||
			    !strcmp(tag->key, "Cc") || !mail_set_has(comparison->fresh, tag->mail))
				continue;
			had = find_tag(news->tags, tag);
			if (had)
				had->patches++;
			else if (news->tags->len < MAX_NEW_TAGS)
				g_array_append_val(news->tags, added);
		}
	}
}

static void news_free(void *data)
{
	struct topic_news *news = data;

	g_ptr_array_unref(news->answers);
	g_array_unref(news->tags);
	g_free(news->past.reason);
	g_free(news);
}

/* NULL where nothing happened. */
static struct topic_news *compare(const struct comparison *comparison, const struct topic *topic)
{
	const struct topic *past = find_past(comparison, topic);
	struct topic_news *news = g_new0(struct topic_news, 1);
	bool same = false;

	news->known = past;
	news->answers = g_ptr_array_new();
	news->tags = g_array_new(FALSE, FALSE, sizeof(struct new_tag));
	if (past) {
		struct topic_past is;

		describe(comparison->then, past, &news->past);
		describe(comparison->now, topic, &is);
		same = is_same(&news->past, &is);
		g_free(is.reason);
	}
	add_answers(comparison, topic, news);
	add_tags(comparison, talks_of(comparison->now->talks, topic->latest), news);
	if (!same || news->answers->len || news->robots)
		return news;
	news_free(news);
	return NULL;
}

GHashTable *news_find(const struct catalogue *then, const struct catalogue *now, GHashTable *fresh)
{
	struct comparison comparison = { then, now, fresh,
					 g_hash_table_new(commit_hash, commit_equal) };
	GHashTable *all = g_hash_table_new_full(NULL, NULL, NULL, news_free);

	for (guint i = 0; i < then->topics->len; i++)
		map_topic(comparison.topic_of, then->topics->pdata[i]);
	pointers_each (struct topic, topic, now->topics) {
		struct topic_news *news = compare(&comparison, topic);

		if (news)
			g_hash_table_insert(all, topic, news);
	}
	g_hash_table_unref(comparison.topic_of);
	return all;
}
