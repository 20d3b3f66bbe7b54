/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include <git2.h>
#include <pthread.h>
#include "patch/changelog.h"
#include "record/memo.h"
#include "reply/excerpt.h"
#include "series/series.h"
#include "text/integers.h"

/*
 * What a digest reads of mails besides their records: the changelogs, what changed in new versions,
 * and words of answers. Several threads share this, each of which takes the next item: decoding and
 * comparing takes longer than reading, which is done by one thread at a time. What was read is kept
 * in the index, where that is worth it, and not read again.
 */

#define MAX_THREADS 8
#define EACH 4		 /* items for which a thread is worth being started */
#define WORDS_LENGTH 160 /* bytes of what was said */
#define WORTH_KEEPING 32 /* texts for which the index is written to */

enum text_kind { CHANGELOG, CHANGE, WHY };

/* A text of an item that is wanted. */
struct task {
	struct brief_item *item;
	enum text_kind kind;
	struct memo memo; /* its text is NULL until it was read */
	bool known;	  /* it need not be read */
};

struct work {
	const struct digest_view *view;
	GArray *tasks; /* of struct task */
	guint next;    /* which nobody has taken */
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

/* NULL where it cannot be read, which is told where its message is to be printed. */
static char *read_changelog(const struct version_reader *reader, const struct brief_item *item)
{
	GString *text = g_string_new(NULL);
	bool good = digest_use_text(reader, item->row.series->leader, use_changelog, text, NULL);

	return g_string_free(text, !good);
}

static const struct series *series_before(const struct brief_item *item)
{
	return item->replaced ? item->replaced : item->before;
}

/* Of more patches, which a mail may claim without end, there is no overview. */
static bool may_be_compared(const struct brief_item *item)
{
	const struct series *before = series_before(item);

	return before && before->total <= VERSION_CHANGE_MAX &&
	       item->row.series->total <= VERSION_CHANGE_MAX;
}

static char *read_change(const struct version_reader *reader, struct brief_item *item)
{
	item->change = version_change_new(series_before(item), item->row.series, reader);
	return item->change ? version_change_write(item->change) : NULL;
}

static void use_text(struct slice text, GString *out, int version)
{
	(void)version;
	g_string_append_len(out, text.ptr, (gssize)text.len);
}

/* What is said, as `git kvm-series show` has it among the last words. */
static char *read_why(const struct version_reader *reader, const struct record *mail)
{
	GString *text = g_string_new(NULL), *words = g_string_new(NULL);
	bool good = digest_use_text(reader, mail, use_text, text, NULL);

	if (good)
		excerpt_find(slice_of(text->str, text->len), WORDS_LENGTH,
			     mail->people->sender.name, words);
	if (excerpt_says_little(words))
		g_string_truncate(words, 0);
	g_string_free(text, TRUE);
	return g_string_free(words, !good);
}

static void read_task(struct work *work, struct task *task)
{
	struct version_reader reader = { read_alone, work };

	if (task->kind == CHANGELOG)
		task->memo.text = read_changelog(&reader, task->item);
	else if (task->kind == CHANGE)
		task->memo.text = read_change(&reader, task->item);
	else
		task->memo.text = read_why(&reader, task->item->row.verdict.why);
}

static void *read_tasks(void *data)
{
	struct work *work = data;

	for (;;) {
		struct task *task;
		guint i;

		pthread_mutex_lock(&work->lock);
		i = work->next;
		work->next += i < work->tasks->len;
		pthread_mutex_unlock(&work->lock);
		if (i == work->tasks->len)
			return NULL;
		task = &g_array_index(work->tasks, struct task, i);
		if (!task->known)
			read_task(work, task);
	}
}

/* All of a mail that the texts which are kept hang on; its bytes are those of its commit. */
static void add_mail(GChecksum *sum, const struct record *record)
{
	const char *const texts[] = { record->subject.title, record->people->author.name,
				      record->people->author.email, record->people->sender.name };

	g_checksum_update(sum, record->commit, RECORD_HASH_SIZE);
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_checksum_update(sum, (const guchar *)texts[i], (gssize)strlen(texts[i]) + 1);
}

static void add_version(GChecksum *sum, const struct series *series)
{
	GPtrArray *patches = series_pick(series, false);

	for (guint i = 0; i < patches->len; i++)
		if (patches->pdata[i])
			add_mail(sum, patches->pdata[i]);
		else
			g_checksum_update(sum, (const guchar *)"", 1);
	g_checksum_update(sum, (const guchar *)"/", 1);
	g_ptr_array_unref(patches);
}

static void name_task(struct task *task)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	const struct series *series = task->item->row.series;
	char *head = g_strdup_printf("%d %d %s", task->kind, series->leader->subject.version,
				     LIBGIT2_VERSION);
	gsize len = sizeof(task->memo.name);

	g_checksum_update(sum, (const guchar *)head, (gssize)strlen(head) + 1);
	if (task->kind == CHANGELOG) {
		add_mail(sum, series->leader);
	} else if (task->kind == CHANGE) {
		add_version(sum, series_before(task->item));
		add_version(sum, series);
	} else {
		add_mail(sum, task->item->row.verdict.why);
	}
	g_checksum_get_digest(sum, task->memo.name, &len);
	g_checksum_free(sum);
	g_free(head);
}

static void add_task(struct work *work, struct brief_item *item, enum text_kind kind)
{
	struct task task = { .item = item, .kind = kind };

	name_task(&task);
	g_array_append_val(work->tasks, task);
}

static void list_tasks(struct work *work, const struct brief *brief, enum brief_section section,
		       bool changes)
{
	const GArray *items = brief->items[section];

	if (!items || !(work->view->sections & 1u << section))
		return;
	for (guint i = 0; i < items->len; i++) {
		struct brief_item *item = brief_item(brief, section, i);

		if (changes && work->view->stat && !item->change && may_be_compared(item))
			add_task(work, item, CHANGE);
		if (!changes && section == BRIEF_VERSIONS && !item->changelog)
			add_task(work, item, CHANGELOG);
		if (!changes && !item->words && item->row.verdict.why)
			add_task(work, item, WHY);
	}
}

/* The texts alone, of what is known or is not. */
static GArray *memos_of(const struct work *work, bool known)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct memo));

	for (guint i = 0; i < work->tasks->len; i++) {
		const struct task *task = &g_array_index(work->tasks, struct task, i);

		if (task->known == known)
			g_array_append_val(list, task->memo);
	}
	return list;
}

/* Returns how many have to be read. */
static guint recall(struct work *work)
{
	GArray *list = memos_of(work, false);
	guint nr = 0;

	work->view->recall(list, work->view->read_data);
	for (guint i = 0; i < list->len; i++) {
		struct task *task = &g_array_index(work->tasks, struct task, i);

		task->memo = g_array_index(list, struct memo, i);
		if (task->memo.text && task->kind == CHANGE)
			task->item->change =
				version_change_read(task->memo.text, series_before(task->item));
		if (task->kind == CHANGE && !task->item->change)
			g_clear_pointer(&task->memo.text, g_free);
		task->known = task->memo.text != NULL;
		nr += !task->known;
	}
	g_array_unref(list);
	return nr;
}

static void retain(const struct work *work)
{
	GArray *list = memos_of(work, false);

	for (guint i = list->len; COUNT_DOWN(i);) {
		const char *text = g_array_index(list, struct memo, i).text;

		if (!text || !g_utf8_validate(text, -1, NULL))
			g_array_remove_index_fast(list, i);
	}
	if (list->len >= WORTH_KEEPING)
		work->view->retain(list, work->view->read_data);
	g_array_unref(list);
}

/* What cannot be read says nothing. */
static void hand_over(const struct task *task)
{
	if (task->kind == CHANGELOG)
		task->item->changelog = task->memo.text ? task->memo.text : g_strdup("");
	else if (task->kind == WHY)
		task->item->words = task->memo.text ? task->memo.text : g_strdup("");
	else
		g_free(task->memo.text);
}

static void read_all(struct work *work, guint nr_unknown)
{
	pthread_t helpers[MAX_THREADS];
	unsigned nr = 0, wanted = MIN(MIN(work->view->threads, nr_unknown / EACH), MAX_THREADS);

	pthread_mutex_init(&work->lock, NULL);
	pthread_mutex_init(&work->reading, NULL);
	while (nr + 1 < wanted && !pthread_create(&helpers[nr], NULL, read_tasks, work))
		nr++;
	read_tasks(work);
	while (nr)
		pthread_join(helpers[--nr], NULL);
	pthread_mutex_destroy(&work->reading);
	pthread_mutex_destroy(&work->lock);
}

void digest_read_words(const struct digest_view *view, const struct brief *brief)
{
	struct work work = { .view = view, .tasks = g_array_new(FALSE, TRUE, sizeof(struct task)) };

	/* What takes longest is begun first. */
	list_tasks(&work, brief, BRIEF_VERSIONS, true);
	for (int section = 0; section < BRIEF_SECTIONS; section++)
		list_tasks(&work, brief, (enum brief_section)section, false);
	read_all(&work, recall(&work));
	retain(&work);
	for (guint i = 0; i < work.tasks->len; i++)
		hand_over(&g_array_index(work.tasks, struct task, i));
	g_array_unref(work.tasks);
}
