/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/show.h"

#include "cli/text.h"
#include "patch/changelog.h"
#include "report/series_row.h"
#include "reply/excerpt.h"
#include "series/similar.h"
#include "text/hash.h"
#include "text/integers.h"
#include "text/each.h"

/* Mails of "Last words", how many are read to find them, and how much of each is shown. */
#define LAST_WORDS 5
#define MAX_READ 30
#define EXCERPT_LENGTH 160

static char *find_changelog(struct source *source, const struct series *series)
{
	GString *text = g_string_new(NULL), *changelog = g_string_new(NULL);

	if (series->version > 1 && read_text(source, series->leader, text))
		changelog_find(slice_of(text->str, text->len), series->version, changelog);
	g_string_free(text, TRUE);
	return g_string_free(changelog, FALSE);
}

static void add_versions(struct series_show *show, const struct catalogue *catalogue,
			 struct source *source, const struct series *shown)
{
	show->versions = g_array_new(FALSE, FALSE, sizeof(struct show_version));
	for (guint i = 0; i < show->topic->series->len; i++) {
		const struct series *series = show->topic->series->pdata[i];
		struct show_version version = { .link = topic_link_of(show->topic, series) };

		series_row_init(&version.row, catalogue, show->topic, series, show->handles);
		version.changelog = find_changelog(source, series);
		if (series == shown)
			show->shown = i;
		g_array_append_val(show->versions, version);
	}
}

/* What other people posted in the place of a patch, below it. */
static void add_below(struct series_show *show, const struct catalogue *catalogue,
		      const struct series *shown)
{
	g_autoptr(GHashTable) by_id = g_hash_table_new(str_hash, g_str_equal);

	show->below = g_ptr_array_new();
	pointers_each (struct record, record, shown->patches)
		if (*record->message_id)
			g_hash_table_insert(by_id, (void *)record->message_id, record);
	pointers_each (struct record, record, catalogue->postings) {
		const struct record *above = g_hash_table_lookup(by_id, record->in_reply_to);

		if (above && !g_hash_table_contains(by_id, record->message_id) &&
		    !record_same_sender(above, record) && title_hash(record->subject.title) &&
		    title_hash(above->subject.title) == title_hash(record->subject.title))
			g_ptr_array_add(show->below, record);
	}
}

/* A reply that says nothing in words gave tags. */
static void append_tags(const struct record *record, GString *out)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		g_string_append_printf(out, "%s%s: %s", i ? ", " : "",
				       record->trailers.items[i].key,
				       record->trailers.items[i].value);
}

/* What a mail says, "" where that is nothing but thanks and tags. */
static char *read_words(struct source *source, const struct record *record)
{
	GString *text = g_string_new(NULL), *excerpt = g_string_new(NULL);

	if (read_text(source, record, text))
		excerpt_find(slice_of(text->str, text->len), EXCERPT_LENGTH,
			     record->people->sender.name, excerpt);
	if (excerpt_says_little(excerpt))
		g_string_truncate(excerpt, 0);
	g_string_free(text, TRUE);
	return g_string_free(excerpt, FALSE);
}

static char *tags_of(const struct record *record)
{
	GString *tags = g_string_new(NULL);

	append_tags(record, tags);
	return g_string_free(tags, FALSE);
}

/* The newest mails of people come first in words, and all of them if silent, which say nothing. */
static void collect_words(struct series_show *show, struct source *source, const struct talk *talk,
			  bool silent)
{
	unsigned seen = 0;

	for (guint i = talk->mails->len;
	     COUNT_DOWN(i) && show->words->len < LAST_WORDS && seen < MAX_READ;) {
		struct show_word word = { &g_array_index(talk->mails, struct talk_mail, i), NULL };

		if (word.mail->robot)
			continue;
		seen++;
		word.text =
			silent ? tags_of(word.mail->record) : read_words(source, word.mail->record);
		if (!silent && !*word.text) {
			g_free(word.text);
			continue;
		}
		g_array_prepend_val(show->words, word);
		show->earlier = i;
	}
}

static void add_words(struct series_show *show, struct source *source, const struct talk *talk)
{
	guint first;

	show->words = g_array_new(FALSE, FALSE, sizeof(struct show_word));
	collect_words(show, source, talk, false);
	if (!show->words->len)
		collect_words(show, source, talk, true);
	first = show->earlier;
	show->earlier = 0;
	for (guint i = 0; i < first; i++)
		show->earlier += !g_array_index(talk->mails, struct talk_mail, i).robot;
}

static bool is_same_patch(const struct record *older, const struct record *newer, void *data)
{
	g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);

	return read_text(data, older, a) && read_text(data, newer, b) &&
	       patch_same_diff(slice_of(a->str, a->len), slice_of(b->str, b->len));
}

static void add_history(struct series_show *show, const struct catalogue *catalogue,
			struct source *source)
{
	const struct show_version *shown =
		&g_array_index(show->versions, struct show_version, show->shown);

	if (shown->link && g_ptr_array_find(show->topic->series, shown->link->older, NULL))
		show->history = tags_compare(talks_of(catalogue->talks, shown->link->older),
					     shown->row.talk, is_same_patch, source);
}

void show_init(struct series_show *show, struct source *source, const struct found_series *found,
	       const struct series *shown, const struct handles *handles)
{
	*show = (struct series_show){ .handles = handles,
				      .topic = found->topic,
				      .obeyed = found->catalogue->obeyed };
	add_versions(show, found->catalogue, source, shown);
	add_words(show, source, talks_of(found->catalogue->talks, shown));
	add_history(show, found->catalogue, source);
	add_below(show, found->catalogue, shown);
}

/* What was said to be applied, and is not there. */
static void tell_lost(struct series_row *row)
{
	char *reason = row->verdict.reason;
	int64_t days = series_row_idle(row);

	if (!series_row_is_lost(row, LOST_DAYS))
		return;
	row->verdict.reason =
		g_strdup_printf("%s%sin no work repository %" G_GINT64_FORMAT " days later",
				reason ? reason : "", reason && *reason ? "; " : "", days);
	g_free(reason);
}

void show_merge(struct series_show *show, const struct found_series *found, struct merges *merges)
{
	merges_add(merges, found->catalogue->records);
	for (guint i = 0; i < show->versions->len; i++) {
		struct series_row *row = &g_array_index(show->versions, struct show_version, i).row;

		series_row_merge(row, merges);
		if (i == show->shown)
			tell_lost(row);
	}
}
