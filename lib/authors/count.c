/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

#include "series/table.h"
#include "text/each.h"

/* To patches of one series, by tags for more than one: what is below the cover is for each. */
#define MAX_GIVEN 100000

struct counting {
	struct authors *authors;
	struct table places; /* a record's address -> its posting */
	GArray *rows;	     /* of guint, of the ranking at hand */
	GArray *covered;     /* of guint: postings */
};

static void bump(struct figures *figures, const struct event *event)
{
	figures->n[event->figure] += event->n;
	if (event->figure == FIGURE_TAKEN) /* what others did */
		return;
	figures->first = MIN(figures->first, event->when);
	figures->last = MAX(figures->last, event->when);
}

static struct figures *figures_at(GArray *list, guint at)
{
	static const struct figures none = FIGURES_INIT;

	while (at >= list->len)
		g_array_append_val(list, none);
	return &g_array_index(list, struct figures, at);
}

static struct period *period_at(struct authors *authors, int64_t when)
{
	int32_t number = period_of(authors->options.by, when);
	guint at =
		GPOINTER_TO_UINT(g_hash_table_lookup(authors->period_at, GINT_TO_POINTER(number)));

	if (!at) {
		struct period period = { .number = number, .figures = FIGURES_INIT };

		g_array_append_val(authors->periods, period);
		at = authors->periods->len;
		g_hash_table_insert(authors->period_at, GINT_TO_POINTER(number),
				    GUINT_TO_POINTER(at));
	}
	return &g_array_index(authors->periods, struct period, at - 1);
}

static void count_row(struct authors *authors, struct ranking *ranking, guint row,
		      const struct event *event)
{
	const struct period *period;
	bool is_new;
	guint cell;

	if (event->once != NOWHERE) {
		pairs_add(&ranking->tables->seen, row, event->once * FIGURE_NR + event->figure,
			  &is_new);
		if (!is_new)
			return;
	}
	bump(figures_at(ranking->figures, row), event);
	if (event->figure == FIGURE_MERGED)
		merged_add(ranking->tables->merges, authors, row);
	if (authors->options.by == PERIOD_NONE)
		return;
	period = period_at(authors, event->when);
	cell = pairs_add(&ranking->tables->in_period, row, (guint)period->number, &is_new);
	bump(figures_at(ranking->tables->period_figures, cell), event);
}

static void count_total(struct authors *authors, const struct event *event)
{
	bump(&authors->total, event);
	if (authors->options.by != PERIOD_NONE)
		bump(&period_at(authors, event->when)->figures, event);
}

static void count_in(struct counting *counting, struct ranking *ranking, const struct event *event)
{
	ranking_rows(counting->authors, ranking, event, counting->rows);
	for (guint k = 0; k < counting->rows->len; k++)
		count_row(counting->authors, ranking, g_array_index(counting->rows, guint, k),
			  event);
}

static void count_groups(struct counting *counting, const struct event *event)
{
	struct authors *authors = counting->authors;

	for (size_t i = 0; i < authors->options.nr_groups; i++)
		count_in(counting, &authors->rankings[i], event);
}

static void count_event(struct counting *counting, const struct event *event)
{
	count_total(counting->authors, event);
	count_groups(counting, event);
}

/* Tables by what a patch holds see a topic in each of its patches, the others in what leads it. */
static bool is_by_patch(const struct ranking *ranking)
{
	return ranking->spec.kind == GROUP_PATH || ranking->spec.kind == GROUP_TRAILER ||
	       ranking_tag_kinds(ranking);
}

static void count_topic(struct counting *counting, const struct posting *posting,
			struct event *event)
{
	struct authors *authors = counting->authors;

	event->figure = FIGURE_TOPICS;
	event->once = posting->topic;
	if (posting->leads)
		count_total(authors, event);
	for (size_t i = 0; i < authors->options.nr_groups; i++) {
		struct ranking *ranking = &authors->rankings[i];

		if (is_by_patch(ranking) ? posting->newest : posting->leads)
			count_in(counting, ranking, event);
	}
}

static void count_bot(struct authors *authors, guint person, int64_t when)
{
	const struct event event = { FIGURE_MAILS, 1, when, person, person, NOWHERE, NOWHERE };

	for (size_t i = 0; i < authors->options.nr_groups; i++)
		if (authors->rankings[i].spec.kind == GROUP_BOT)
			count_row(authors, &authors->rankings[i], person, &event);
}

static void count_person(struct authors *authors, const struct posting *posting)
{
	bool is_new;

	pairs_add(&authors->people_of_periods, posting->author, 0, &is_new);
	authors->total_people += is_new;
	if (authors->options.by == PERIOD_NONE)
		return;
	/* Numbers of periods are no more than 32 bits: 0 is taken for the whole. */
	pairs_add(&authors->people_of_periods, posting->author,
		  (guint)period_at(authors, posting->when)->number ^ 0x80000000u, &is_new);
	period_at(authors, posting->when)->people += is_new;
}

static void count_posting(struct counting *counting, guint at)
{
	struct authors *authors = counting->authors;
	const struct posting *posting = posting_at(authors, at);
	struct event event = {
		FIGURE_POSTINGS, 1, posting->when, posting->author, posting->sender, at, at
	};

	if (!posting->counts)
		return;
	if (who_at(authors, posting->author)->robot) {
		if (posting->touches)
			count_bot(authors, posting->author, posting->when);
		return;
	}
	if (posting->touches) {
		if (!posting->copy)
			count_person(authors, posting);
		count_event(counting, &event);
	}
	if (posting->newest) {
		event.figure = FIGURE_PATCHES;
		count_event(counting, &event);
	}
	if (posting->newest && merged_ask(authors, posting)) {
		event.figure = FIGURE_MERGED;
		merged_add(authors->merges, authors, 0);
		count_event(counting, &event);
	}
	if (posting->newest || posting->leads)
		count_topic(counting, posting, &event);
}

/* Those whom the tags of a reply name, in tables of reviewers, testers, reporters. */
static void count_named(struct counting *counting, const struct note_tag *tag)
{
	struct authors *authors = counting->authors;

	for (size_t i = 0; i < authors->options.nr_groups; i++) {
		struct ranking *ranking = &authors->rankings[i];

		if (!(ranking_tag_kinds(ranking) & tag->kinds) ||
		    who_at(authors, tag->person)->robot)
			continue;
		for (guint k = 0; k < counting->covered->len; k++) {
			guint at = g_array_index(counting->covered, guint, k);
			const struct posting *posting = posting_at(authors, at);
			struct event event = {
				FIGURE_POSTINGS, 1, posting->when, tag->person, tag->person, at, at
			};

			if (!posting->counts)
				continue;
			count_row(authors, ranking, tag->person, &event);
			if (!posting->newest)
				continue;
			event.figure = FIGURE_PATCHES;
			count_row(authors, ranking, tag->person, &event);
			event.figure = FIGURE_TOPICS;
			event.once = posting->topic;
			count_row(authors, ranking, tag->person, &event);
		}
	}
}

static guint place_of(const struct counting *counting, const struct record *record)
{
	const struct table_item *item = table_find(&counting->places, (uintptr_t)record / 16);

	return item->value;
}

static void add_covered(struct counting *counting, guint place)
{
	if (posting_at(counting->authors, place)->touches)
		g_array_append_val(counting->covered, place);
}

/* The patches of a series that a tag is for; none where tags were for too many. */
static void find_covered(struct counting *counting, const struct posting *posting, guint at,
			 const struct note_tag *tag)
{
	const struct series *series = posting->series;
	bool all = !number_of_posting(posting->record);
	struct posting *leader;

	g_array_set_size(counting->covered, 0);
	if (!series || (!all && !tag->first)) {
		if (!all)
			add_covered(counting, at);
		return;
	}
	leader = posting_at(counting->authors, place_of(counting, series->leader));
	if (leader->given >= MAX_GIVEN)
		return;
	pointers_each (const struct record, patch, series->patches) {
		int n = number_of_posting(patch);

		if (n && (!tag->first || (n >= tag->first && n <= tag->last)))
			add_covered(counting, place_of(counting, patch));
	}
	leader->given += series->patches->len;
}

/* How many patches a review is about that none of this person's was before, or of anybody's. */
struct coverage {
	unsigned own, any;
};

static void add_coverage(struct counting *counting, guint person, struct coverage *coverage)
{
	for (guint i = 0; i < counting->covered->len; i++) {
		guint at = g_array_index(counting->covered, guint, i);
		struct posting *posting = posting_at(counting->authors, at);
		bool is_new;

		pairs_add(&counting->authors->covered, person, at, &is_new);
		coverage->own += is_new;
		coverage->any += !posting->covered;
		posting->covered = true;
	}
}

/* The whole is of patches, not the sum over reviewers. */
static void count_coverage(struct counting *counting, const struct coverage *coverage,
			   struct event event)
{
	event.figure = FIGURE_COVERED;
	event.n = coverage->any;
	count_total(counting->authors, &event);
	event.n = coverage->own;
	count_groups(counting, &event);
}

static void count_review(struct counting *counting, const struct note *note, struct event *event)
{
	struct authors *authors = counting->authors;
	const struct posting *posting = posting_at(authors, note->posting);
	bool by_author = note_is_by_author(authors, note, posting), is_review = false;
	struct coverage coverage = { 0, 0 };

	for (guint i = note->tags; i < note->tags + note->nr_tags; i++) {
		const struct note_tag *tag = &g_array_index(authors->tags, struct note_tag, i);

		find_covered(counting, posting, note->posting, tag);
		count_named(counting, tag);
		if (by_author || !tag->own || !(tag->kinds & NOTE_REVIEW))
			continue;
		is_review = true;
		if (note->counts)
			add_coverage(counting, note->author, &coverage);
	}
	if (!is_review)
		return;
	if (note->counts) {
		event->figure = FIGURE_REVIEWS;
		count_event(counting, event);
		count_coverage(counting, &coverage, *event);
	}
	if (!posting->counts)
		return;
	event->figure = FIGURE_TAKEN;
	event->n = 1;
	event->author = posting->author;
	event->sender = posting->sender;
	count_event(counting, event);
}

/* Whether a note is about what is asked for: with that, not what is about no posting at all. */
static bool is_asked(const struct authors *authors, const struct note *note)
{
	return !authors->options.touches ||
	       (note->posting != NOWHERE && posting_at(authors, note->posting)->touches);
}

static void count_note(struct counting *counting, const struct note *note)
{
	struct authors *authors = counting->authors;
	struct event event = { FIGURE_REPLIES, 1,      note->when, note->author, note->sender,
			       note->posting,  NOWHERE };

	if (!is_asked(authors, note))
		return;
	if (note->program && note->counts)
		count_bot(authors, note->author, note->when);
	if (!note->reply)
		return;
	if (note->counts)
		count_event(counting, &event);
	if (note->nr_tags && note->posting != NOWHERE)
		count_review(counting, note, &event);
}

static bool touches(const struct authors *authors, const struct record *record)
{
	return !authors->options.touches || authors->options.touches(record, authors->options.data);
}

/* A cover letter is about its patches; and about what its diffstat names, where they are lost. */
static bool any_touches(const struct authors *authors, const struct series *series)
{
	bool any = series->cover && touches(authors, series->cover);

	for (guint i = 0; !any && i < series->patches->len; i++)
		any = touches(authors, series->patches->pdata[i]);
	return any;
}

static void set_topic(struct counting *counting, guint topic, const struct series *series,
		      bool is_latest)
{
	struct authors *authors = counting->authors;
	bool any = any_touches(authors, series);
	int last = 0;

	pointers_each (const struct record, record, series->patches) {
		struct posting *posting = posting_at(authors, place_of(counting, record));

		posting->series = series;
		posting->topic = topic;
		posting->touches = number_of_posting(record) ? touches(authors, record) : any;
		posting->newest = is_latest && posting->touches && number_of_posting(record) > last;
		last = MAX(last, number_of_posting(record));
	}
	if (series->cover) {
		struct posting *cover = posting_at(authors, place_of(counting, series->cover));

		cover->series = series;
		cover->topic = topic;
		cover->touches = any;
	}
	if (is_latest && any)
		posting_at(authors, place_of(counting, series->leader))->leads = true;
}

static void set_topics(struct counting *counting)
{
	const struct authors *authors = counting->authors;

	for (guint i = 0; i < authors->postings.len; i++) {
		table_add(&counting->places, (uintptr_t)posting_at(authors, i)->record / 16, i);
		posting_at(authors, i)->touches = !authors->options.touches;
	}
	for (guint i = 0; authors->topics && i < authors->topics->len; i++) {
		const struct topic *topic = authors->topics->pdata[i];

		for (guint k = 0; k < topic->series->len; k++)
			set_topic(counting, i, topic->series->pdata[k],
				  topic->series->pdata[k] == topic->latest);
	}
}

void authors_count(struct authors *authors)
{
	struct counting counting = { .authors = authors };

	table_init(&counting.places, authors->postings.len);
	counting.rows = g_array_new(FALSE, FALSE, sizeof(guint));
	counting.covered = g_array_new(FALSE, FALSE, sizeof(guint));
	set_topics(&counting);
	if (authors->topics)
		authors_find_copies(authors);
	for (guint i = 0; i < authors->postings.len; i++)
		count_posting(&counting, i);
	for (guint i = 0; i < authors->notes.len; i++)
		count_note(&counting, note_at(authors, i));
	table_release(&counting.places);
	g_array_unref(counting.rows);
	g_array_unref(counting.covered);
}
