/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_private.h"

#include "series/applied.h"
#include "series/link.h"
#include "record/record.h"
#include "text/each.h"

#define DAY (24 * 60 * 60)
#define WAITING_DAYS 7 /* what is younger waits for nobody */
#define MAX_WAITING 5

const char *const brief_section_names[] = {
	[BRIEF_APPLIED] = "applied",   [BRIEF_SERIES] = "new",
	[BRIEF_VERSIONS] = "versions", [BRIEF_PULLS] = "pulls",
	[BRIEF_REPORTS] = "reports",   [BRIEF_THREADS] = "threads",
	[BRIEF_WAITING] = "waiting",   [BRIEF_PEOPLE] = "contributors",
	[BRIEF_DOMAINS] = "domains",   [BRIEF_MESSAGES] = "messages",
	[BRIEF_SECTIONS] = NULL,
};

static void item_clear(void *data)
{
	struct brief_item *item = data;

	verdict_release(&item->row.verdict);
	g_free(item->changelog);
	g_free(item->words);
	version_change_free(item->change);
}

static GHashTable *set_of(const GPtrArray *records)
{
	GHashTable *set = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < records->len; i++)
		g_hash_table_add(set, records->pdata[i]);
	return set;
}

static bool has_posting(const struct finding *finding, const struct series *series)
{
	if (series->cover && known_of(finding, series->cover)->posting)
		return true;
	for (guint i = 0; i < series->patches->len; i++)
		if (known_of(finding, series->patches->pdata[i])->posting)
			return true;
	return false;
}

/* The mail of this time that says that the series was applied; NULL for none. */
static const struct record *find_applied(const struct finding *finding,
					 const struct series_row *row)
{
	const struct applied *said = &row->verdict.said;

	if (row->verdict.state != STATE_APPLIED)
		return NULL;
	if (said->by && known_of(finding, said->by)->own)
		return said->by;
	if (said->pull && known_of(finding, said->pull)->own)
		return said->pull;
	for (guint i = 0; i < row->talk->patches->len; i++)
		if (said->how[i] && known_of(finding, said->how[i])->own)
			return said->how[i];
	return NULL;
}

/* Whether a posting says that it is a copy for a stable tree. */
static bool brief_is_backport(const struct record *record)
{
	return record->oddities & RECORD_BACKPORT || tags_have_branch(record->subject.tags);
}

/* A copy for a stable tree waits for nobody here, nor what mostly went to other lists. */
static bool is_for_others(const struct series_row *row)
{
	return brief_is_backport(row->series->leader) ||
	       series_row_patches(row) * 2 < row->series->total;
}

static bool waits(const struct brief_item *item)
{
	enum series_state state = item->row.verdict.state;

	if (is_for_others(&item->row))
		return false;
	return (state == STATE_NEW || state == STATE_REVIEW || state == STATE_REVIEWED) &&
	       series_row_idle(&item->row) >= WAITING_DAYS;
}

/* A version of it was posted after another one. */
static bool is_again(const struct brief_item *item)
{
	return item->before || item->row.series->version > 1;
}

/* Where the item stands; BRIEF_SECTIONS: nowhere. */
static enum brief_section place(const struct finding *finding, const struct brief_item *item)
{
	if (item->applied)
		return BRIEF_APPLIED;
	if (item->posted)
		return is_again(item) ? BRIEF_VERSIONS : BRIEF_SERIES;
	return finding->brief->states && !finding->options->selected && waits(item)
		       ? BRIEF_WAITING
		       : BRIEF_SECTIONS;
}

/* Which of the topic's versions were posted in this time. */
static void look_at_versions(const struct finding *finding, const struct topic *topic,
			     struct brief_item *item, const struct series **shown)
{
	*shown = topic->latest;
	pointers_each (const struct series, series, topic->series) {
		if (!has_posting(finding, series)) {
			if (!item->posted)
				item->before = series;
			continue;
		}
		if (item->posted)
			item->replaced = *shown;
		*shown = series;
		item->posted = true;
	}
	if (!item->posted)
		item->before = NULL;
}

static void add_topic(const struct finding *finding, const struct topic *topic)
{
	const struct brief_options *options = finding->options;
	struct brief_item item = { 0 };
	const struct series *shown;
	enum brief_section section;

	look_at_versions(finding, topic, &item, &shown);
	if (!item.posted &&
	    (!finding->brief->states ||
	     (options->wanted && !options->wanted(topic->latest, options->wanted_data))))
		return;
	series_row_init(&item.row, finding->brief->catalogue, topic, shown, options->handles);
	if (finding->brief->states)
		item.applied = find_applied(finding, &item.row);
	if (item.posted && is_again(&item))
		finding->brief->nr_versions++;
	else if (item.posted)
		finding->brief->nr_series++;
	section = place(finding, &item);
	if (section == BRIEF_SECTIONS)
		item_clear(&item);
	else
		g_array_append_val(finding->brief->items[section], item);
}

/* What add_topic() will ask, as far as that can be told without asking who wants what. */
static void judge_ahead(const struct finding *finding, struct catalogue *catalogue)
{
	g_autoptr(GArray) questions = g_array_new(FALSE, FALSE, sizeof(struct question));
	bool all = finding->brief->states && !finding->options->wanted;

	pointers_each (const struct topic, topic, catalogue->topics) {
		struct brief_item item = { 0 };
		struct question question = { .topic = topic };

		look_at_versions(finding, topic, &item, &question.series);
		if (item.posted || all)
			g_array_append_val(questions, question);
	}
	catalogue_judge_ahead(catalogue, questions, finding->options->threads);
}

static gint idle_first(gconstpointer a, gconstpointer b)
{
	const struct brief_item *x = a, *y = b;
	int64_t one = x->row.verdict.last_time, other = y->row.verdict.last_time;

	return (one > other) - (one < other);
}

/* Newest first, as the mails say themselves. */
static gint sent_last(gconstpointer a, gconstpointer b)
{
	const struct brief_item *x = a, *y = b;
	int64_t one = talk_time(x->row.series->leader), other = talk_time(y->row.series->leader);

	return (one < other) - (one > other);
}

static void find_items(const struct finding *finding)
{
	struct brief *brief = finding->brief;

	for (guint i = 0; i < brief->catalogue->topics->len; i++)
		add_topic(finding, brief->catalogue->topics->pdata[i]);
	for (int i = 0; brief->by_sent && i < BRIEF_WAITING; i++)
		if (brief->items[i])
			g_array_sort(brief->items[i], sent_last);
	g_array_sort(brief->items[BRIEF_WAITING], idle_first);
	brief->waiting_all = brief->items[BRIEF_WAITING]->len;
	if (brief->waiting_all > MAX_WAITING)
		g_array_set_size(brief->items[BRIEF_WAITING], MAX_WAITING);
}

static void find_days(struct brief *brief, const GPtrArray *mails)
{
	brief->first = INT64_MAX;
	brief->last = INT64_MIN;
	for (guint i = 0; i < mails->len; i++) {
		int64_t time = brief_time(brief, mails->pdata[i]);

		brief->first = MIN(brief->first, time);
		brief->last = MAX(brief->last, time);
	}
}

/* Where most mails were written days before all of them were archived, it is an import: what it
 * tells is of the days of writing. */
static void look_at_days(struct brief *brief, const GPtrArray *mails, bool by_sent)
{
	find_days(brief, mails);
	brief->archived = brief->last;
	brief->written_first = INT64_MAX;
	for (guint i = 0; i < mails->len; i++) {
		int64_t written = talk_time(mails->pdata[i]);

		if (written >= brief->first - DAY)
			continue;
		brief->nr_earlier++;
		brief->written_first = MIN(brief->written_first, written);
	}
	brief->by_sent = mails->len && (by_sent || brief->nr_earlier * 2 > mails->len);
	if (brief->by_sent)
		find_days(brief, mails);
}

static void add_talk(GHashTable *set, const struct talk *talk)
{
	for (guint i = 0; i < talk->mails->len; i++)
		g_hash_table_add(set,
				 (void *)g_array_index(talk->mails, struct talk_mail, i).record);
}

/* Where only some series are wanted: of the mails those about them. */
static GPtrArray *choose_mails(const struct catalogue *catalogue,
			       const struct brief_options *options)
{
	g_autoptr(GHashTable) set = set_of(options->postings);
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < catalogue->series->len; i++)
		if (options->wanted(catalogue->series->pdata[i], options->wanted_data))
			add_talk(set, talks_of(catalogue->talks, catalogue->series->pdata[i]));
	for (guint i = 0; i < options->mails->len; i++)
		if (g_hash_table_contains(set, options->mails->pdata[i]))
			g_ptr_array_add(chosen, options->mails->pdata[i]);
	return chosen;
}

static struct brief_known *find_known(const struct catalogue *catalogue,
				      const struct brief_options *options)
{
	struct brief_known *known = g_new0(struct brief_known, catalogue->records->len + 1);

	pointers_each (const struct record, mail, options->mails)
		known[mail->place].own = true;
	pointers_each (const struct record, posting, options->postings)
		known[posting->place].posting = true;
	return known;
}

static struct brief *brief_empty(const struct catalogue *catalogue)
{
	static const enum brief_section series[] = { BRIEF_APPLIED, BRIEF_SERIES, BRIEF_VERSIONS,
						     BRIEF_WAITING };
	struct brief *brief = g_new0(struct brief, 1);

	brief->catalogue = catalogue;
	for (size_t i = 0; i < G_N_ELEMENTS(series); i++) {
		brief->items[series[i]] = g_array_new(FALSE, FALSE, sizeof(struct brief_item));
		g_array_set_clear_func(brief->items[series[i]], item_clear);
	}
	brief->threads = g_array_new(FALSE, FALSE, sizeof(struct brief_thread));
	brief->pulls = g_array_new(FALSE, FALSE, sizeof(struct brief_mail));
	brief->reports = g_array_new(FALSE, FALSE, sizeof(struct brief_mail));
	brief->keys = keys_new();
	brief->people = g_array_new(FALSE, FALSE, sizeof(struct brief_count));
	brief->domains = g_array_new(FALSE, FALSE, sizeof(struct brief_count));
	return brief;
}

struct brief *brief_new(struct catalogue *catalogue, const struct brief_options *options)
{
	struct brief *brief = brief_empty(catalogue);
	struct brief_options chosen = *options;
	struct finding finding = { .brief = brief, .options = &chosen };
	g_autoptr(GPtrArray) mails = NULL;
	struct threads *threads;

	if (options->wanted) {
		catalogue_wait(catalogue);
		mails = choose_mails(catalogue, options);
	}
	chosen.mails = mails ? mails : options->mails;
	finding.known = find_known(catalogue, &chosen);
	brief->states = options->states;
	brief->nr_mails = chosen.mails->len;
	brief->nr_postings = options->postings->len;
	look_at_days(brief, chosen.mails, options->by_sent);
	brief_find_senders(&finding);
	threads = brief_begin_threads(&finding);
	catalogue_wait(catalogue);
	judge_ahead(&finding, catalogue);
	find_items(&finding);
	brief_end_threads(&finding, threads);
	brief_count_people(brief, &chosen);
	g_free(finding.known);
	return brief;
}

void brief_free(struct brief *brief)
{
	if (!brief)
		return;
	for (int i = 0; i < BRIEF_SECTIONS; i++)
		if (brief->items[i])
			g_array_unref(brief->items[i]);
	g_array_unref(brief->threads);
	g_array_unref(brief->pulls);
	g_array_unref(brief->reports);
	keys_free(brief->keys);
	g_array_unref(brief->people);
	g_array_unref(brief->domains);
	g_free(brief);
}

unsigned brief_count(const struct brief *brief, enum brief_section section)
{
	switch (section) {
	case BRIEF_PULLS:
		return brief->pulls->len;
	case BRIEF_REPORTS:
		return brief->reports->len;
	case BRIEF_THREADS:
		return brief->threads_all;
	case BRIEF_WAITING:
		return brief->waiting_all;
	case BRIEF_PEOPLE:
		return brief->people->len;
	case BRIEF_DOMAINS:
		return brief->domains->len;
	case BRIEF_MESSAGES:
		return brief->items[BRIEF_SERIES]->len + brief->items[BRIEF_VERSIONS]->len;
	default:
		return section < BRIEF_SECTIONS ? brief->items[section]->len : 0;
	}
}
