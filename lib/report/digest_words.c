/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include <pthread.h>
#include "patch/changelog.h"
#include "reply/excerpt.h"

/*
 * What a digest reads of mails besides their records: the changelogs, what changed in new versions,
 * and words of answers. Several threads share this, each of which takes the next item: decoding and
 * comparing takes longer than reading, which is done by one thread at a time.
 */

#define MAX_THREADS 8
#define EACH 4		 /* items for which a thread is worth being started */
#define WORDS_LENGTH 160 /* bytes of what was said */

struct work {
	const struct digest_view *view;
	GPtrArray *items; /* of struct brief_item; first the new versions, so many: */
	guint nr_versions;
	guint next; /* which nobody has taken */
	pthread_mutex_t lock, reading;
};

static bool read_alone(const struct record *record, struct mail_blob *out, GError **error,
		       void *data)
{
	struct work *work = data;
	bool good;

	pthread_mutex_lock(&work->reading);
	good = work->view->read(record, out, error, work->view->read_data);
	pthread_mutex_unlock(&work->reading);
	return good;
}

static void use_changelog(struct slice text, GString *out, int version)
{
	changelog_find(text, version, out);
}

/* What cannot be read is told where its message is to be printed. */
static char *read_changelog(const struct version_reader *reader, const struct brief_item *item)
{
	GString *text = g_string_new(NULL);

	digest_use_text(reader, item->row.series->leader, use_changelog, text, NULL);
	return g_string_free(text, FALSE);
}

static void read_changes(struct work *work, struct brief_item *item)
{
	struct version_reader reader = { read_alone, work };

	g_free(item->changelog);
	item->changelog = read_changelog(&reader, item);
	version_change_free(item->change);
	item->change = NULL;
	if (work->view->stat && (item->replaced || item->before))
		item->change = version_change_new(item->replaced ? item->replaced : item->before,
						  item->row.series, &reader);
}

static void use_text(struct slice text, GString *out, int version)
{
	(void)version;
	g_string_append_len(out, text.ptr, (gssize)text.len);
}

/* What is said, as `git kvm-series show` has it among the last words. */
static char *read_why(struct work *work, const struct record *mail)
{
	struct version_reader reader = { read_alone, work };
	GString *text = g_string_new(NULL), *words = g_string_new(NULL);

	if (digest_use_text(&reader, mail, use_text, text, NULL))
		excerpt_find(slice_of(text->str, text->len), WORDS_LENGTH, mail->sender.name,
			     words);
	if (excerpt_says_little(words))
		g_string_truncate(words, 0);
	g_string_free(text, TRUE);
	return g_string_free(words, FALSE);
}

static void *read_items(void *data)
{
	struct work *work = data;

	for (;;) {
		struct brief_item *item;
		guint i;

		pthread_mutex_lock(&work->lock);
		i = work->next;
		work->next += i < work->items->len;
		pthread_mutex_unlock(&work->lock);
		if (i == work->items->len)
			return NULL;
		item = work->items->pdata[i];
		if (i < work->nr_versions)
			read_changes(work, item);
		if (!item->words && item->row.verdict.why)
			item->words = read_why(work, item->row.verdict.why);
	}
}

static void list_items(struct work *work, const struct brief *brief, enum brief_section section)
{
	const GArray *items = brief->items[section];

	if (!items || !(work->view->sections & 1u << section))
		return;
	for (guint i = 0; i < items->len; i++) {
		struct brief_item *item = brief_item(brief, section, i);

		if (section == BRIEF_VERSIONS || (!item->words && item->row.verdict.why))
			g_ptr_array_add(work->items, item);
	}
}

void digest_read_words(const struct digest_view *view, const struct brief *brief)
{
	struct work work = { .view = view, .items = g_ptr_array_new() };
	pthread_t helpers[MAX_THREADS];
	unsigned nr = 0, wanted;

	/* What takes longest is begun first. */
	list_items(&work, brief, BRIEF_VERSIONS);
	work.nr_versions = work.items->len;
	for (int section = 0; section < BRIEF_SECTIONS; section++)
		if (section != BRIEF_VERSIONS)
			list_items(&work, brief, (enum brief_section)section);
	wanted = MIN(MIN(view->threads, work.items->len / EACH), MAX_THREADS);
	pthread_mutex_init(&work.lock, NULL);
	pthread_mutex_init(&work.reading, NULL);
	while (nr + 1 < wanted && !pthread_create(&helpers[nr], NULL, read_items, &work))
		nr++;
	read_items(&work);
	while (nr)
		pthread_join(helpers[--nr], NULL);
	pthread_mutex_destroy(&work.reading);
	pthread_mutex_destroy(&work.lock);
	g_ptr_array_unref(work.items);
}
