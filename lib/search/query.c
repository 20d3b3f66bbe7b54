/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/query.h"

#include "report/series_row.h"

#include "cli/die.h"
#include "search/error.h"
#include "search/trial.h"
#include "series/series.h"
#include "search/who.h"
#include "text/integers.h"
#include "text/each.h"

/* What the shorthands stand for, in the words of the manual page. */
#define READY_STATES "reviewed,!" INCOMPLETE
#define REVIEW_STATES "new,review"
#define STALLED_STATES "!applied,!merged,!withdrawn,!superseded"
#define STALLED_DAYS 30

/* A list of states, of which those with a "!" are not wanted; one alone means all others. */
struct states {
	bool given;
	bool any; /* one is wanted by its name */
	bool wanted[STATE_NR], unwanted[STATE_NR];
	bool incomplete, complete; /* what lacks patches is wanted, or is not */
	bool lost, kept;	   /* the same of what is lost */
};

#define MAX_LISTS 4 /* --state and the shorthands */

struct query {
	const struct query_options *options;
	struct states lists[MAX_LISTS]; /* a series has to be in all of them */
	struct who *reviewer, *waiting_for, *addressed, *mine;
	unsigned idle;
	enum series_field sort;
	bool descending;
	struct filter *filter;
	GHashTable *news; /* NULL: all topics */
};

static bool set_unknown_state(GError **error, const char *name)
{
	g_autoptr(GString) known = g_string_new(INCOMPLETE ", " LOST);

	for (int i = 0; i < STATE_NR; i++)
		g_string_append_printf(known, ", %s", state_name((enum series_state)i));
	g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_USAGE,
		    "unknown state '%s': expected one of %s; or '!' and one of them", name,
		    known->str);
	return false;
}

static bool add_state(struct states *out, const char *name, GError **error)
{
	bool negated = *name == '!';
	enum series_state state;

	if (!strcmp(name + negated, INCOMPLETE))
		*(negated ? &out->complete : &out->incomplete) = true;
	else if (!strcmp(name + negated, LOST))
		*(negated ? &out->kept : &out->lost) = true;
	else if (!state_parse(name + negated, &state))
		return set_unknown_state(error, name);
	else
		(negated ? out->unwanted : out->wanted)[state] = true;
	out->any |= !negated;
	return true;
}

static bool parse_states(struct states *out, const char *text, GError **error)
{
	bool good = true;
	g_auto(GStrv) names = NULL;

	out->given = text;
	if (!text)
		return true;
	if (!*text)
		return set_unknown_state(error, text);
	names = g_strsplit(text, ",", -1);
	for (guint i = 0; good && names[i]; i++)
		good = add_state(out, names[i], error);
	return good;
}

static bool is_lost(const struct query *query, const struct series_row *row)
{
	return series_row_is_lost(row, query->options->idle ? query->options->idle : LOST_DAYS);
}

static bool in_states(const struct query *query, const struct states *states,
		      const struct series_row *row)
{
	bool lacks = series_row_patches(row) < row->series->total;
	bool lost = is_lost(query, row);

	if (!states->given)
		return true;
	if (states->unwanted[row->verdict.state] || (states->complete && lacks) ||
	    (states->kept && lost))
		return false;
	return !states->any || states->wanted[row->verdict.state] ||
	       (states->incomplete && lacks) || (states->lost && lost);
}

static bool parse_sort(struct query *query, GError **error)
{
	const char *name = query->options->sort;
	g_autofree char *known = NULL;
	int field;

	if (!name)
		return true;
	query->descending = *name == '-';
	name += query->descending;
	field = series_field_find(name, strlen(name));
	if (field < 0) {
		known = g_strjoinv(", ", (char **)series_field_names);
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_UNKNOWN,
			    "unknown field name: %s\nhint: the fields are %s", name, known);
		return false;
	}
	query->sort = (enum series_field)field;
	return true;
}

struct query *query_new(const struct query_options *options, GError **error)
{
	struct query *query = g_new0(struct query, 1);
	struct states *lists = query->lists;

	query->options = options;
	query->idle = options->idle;
	if (options->stalled && !query->idle)
		query->idle = STALLED_DAYS;
	if (parse_states(&lists[0], options->states, error) &&
	    parse_states(&lists[1], options->ready ? READY_STATES : NULL, error) &&
	    parse_states(&lists[2], options->needs_review ? REVIEW_STATES : NULL, error) &&
	    parse_states(&lists[3], options->stalled ? STALLED_STATES : NULL, error) &&
	    parse_sort(query, error) &&
	    who_parse(options->reviewer, "reviewer", options->me, &query->reviewer, error) &&
	    who_parse(options->waiting_for, "waiting-for", options->me, &query->waiting_for,
		      error) &&
	    who_parse(options->addressed, "for", options->me, &query->addressed, error) &&
	    who_parse(options->mine ? "me" : NULL, "mine", options->me, &query->mine, error))
		return query;
	query_free(query);
	return NULL;
}

void query_free(struct query *query)
{
	who_free(query->reviewer);
	who_free(query->waiting_for);
	who_free(query->addressed);
	who_free(query->mine);
	filter_free(query->filter);
	g_free(query);
}

bool query_asks_lost(const struct query *query)
{
	return query->lists[0].lost || query->lists[0].kept;
}

void query_set_filter(struct query *query, struct filter *filter)
{
	query->filter = filter;
}

const struct filter *query_filter(const struct query *query)
{
	return query->filter;
}

void query_set_news(struct query *query, GHashTable *news)
{
	query->news = news;
}

static bool has_spoken(const struct talk *talk, const struct who *who)
{
	array_each (const struct talk_mail, mail, talk->mails)
		if (!mail->robot && !mail->by_author && who_is(who, &mail->record->people->sender))
			return true;
	return false;
}

static bool is_settled(const struct series_row *row)
{
	return row->verdict.state == STATE_APPLIED || row->verdict.state == STATE_MERGED ||
	       row->verdict.state == STATE_WITHDRAWN;
}

/* Where in a topic somebody spoke first, which is asked for each of its versions. */
struct first_words {
	bool known;
	guint place; /* the number of versions where he did not */
};

/* A version of a topic, and what is known of the others. */
struct version {
	const struct topic *topic;
	guint place;
	struct first_words reviewer, waiting_for;
};

static bool has_spoken_before(const struct catalogue *catalogue, const struct version *version,
			      const struct who *who, struct first_words *first)
{
	const GPtrArray *series = version->topic->series;

	for (; !first->known; first->place++)
		if (first->place == series->len ||
		    has_spoken(talks_of(catalogue->talks, series->pdata[first->place]), who))
			break;
	first->known = true;
	return first->place < version->place;
}

/* Whether somebody spoke about an older version, and not about this one. */
static bool waits_for_reviewer(const struct catalogue *catalogue, const struct query *query,
			       const struct series_row *row, const struct version *version,
			       const struct who *who, struct first_words *first)
{
	return !has_spoken(row->talk, who) && (query->options->states || !is_settled(row)) &&
	       has_spoken_before(catalogue, version, who, first);
}

static bool is_by(const struct series *series, const struct who *who)
{
	return who_is(who, &series->leader->people->author) ||
	       who_is(who, &series->leader->people->sender);
}

static bool waits_for_author(const struct series_row *row, const struct who *who)
{
	return (row->verdict.state == STATE_AUTHOR || row->verdict.state == STATE_CONTESTED) &&
	       is_by(row->series, who);
}

/* Whether any of its mails went to somebody: patches may name others than the cover letter. */
static bool went_to(const struct series *series, const struct who *who, const struct source *source)
{
	if (who_got(who, series->leader, source))
		return true;
	for (guint i = 0; i < series->patches->len; i++)
		if (who_got(who, series->patches->pdata[i], source))
			return true;
	return false;
}

static bool is_for(const struct query *query, const struct topic *topic,
		   const struct source *source)
{
	return (!query->mine || is_by(topic->latest, query->mine)) &&
	       (!query->addressed || went_to(topic->latest, query->addressed, source));
}

static bool talk_active_since(const struct talk *talk, int64_t since)
{
	array_each (const struct talk_mail, mail, talk->mails)
		if (!mail->robot && talk_time(mail->record) >= since)
			return true;
	return false;
}

/* Whether a person posted or said something since, in any version. */
static bool is_active(const struct catalogue *catalogue, const struct topic *topic, int64_t since)
{
	bool active = false;

	for (guint i = 0; i < topic->series->len && !active; i++) {
		const struct series *series = topic->series->pdata[i];

		active = talk_time(series->leader) >= since ||
			 talk_active_since(talks_of(catalogue->talks, series), since);
		for (guint k = 0; k < series->patches->len && !active; k++)
			active = talk_time(series->patches->pdata[k]) >= since;
	}
	return active;
}

static bool waits(const struct catalogue *catalogue, const struct query *query,
		  const struct series_row *row, struct version *version)
{
	const struct who *reviewer = query->reviewer, *who = query->waiting_for;

	return (!reviewer ||
		waits_for_reviewer(catalogue, query, row, version, reviewer, &version->reviewer)) &&
	       (!who || waits_for_author(row, who) ||
		waits_for_reviewer(catalogue, query, row, version, who, &version->waiting_for));
}

static bool is_wanted(const struct catalogue *catalogue, const struct query *query,
		      const struct series_row *row, struct version *version)
{
	const char *tree = query->options->tree;

	for (int i = 0; i < MAX_LISTS; i++)
		if (!in_states(query, &query->lists[i], row))
			return false;
	return (!tree || !g_ascii_strcasecmp(tree, row->topic->tree)) &&
	       series_row_idle(row) >= query->idle && waits(catalogue, query, row, version);
}

static gint compare_rows(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct query *query = data;
	int order = series_row_compare(query->sort, a, b);

	return query->descending ? -order : order;
}

static void row_clear(void *row)
{
	series_row_release(row);
}

static void add_rows(const struct query *query, const struct catalogue *catalogue,
		     const struct topic *topic, const struct handles *handles, GArray *rows)
{
	const struct topic_news *news =
		query->news ? g_hash_table_lookup(query->news, topic) : NULL;
	struct version version = { .topic = topic };

	for (guint k = topic->series->len; COUNT_DOWN(k);) {
		struct series_row row;

		series_row_init(&row, catalogue, topic, topic->series->pdata[k], handles);
		if (row.series == topic->latest)
			row.news = news;
		if (query->options->merges)
			series_row_merge(&row, query->options->merges);
		version.place = k;
		if (is_wanted(catalogue, query, &row, &version))
			g_array_append_val(rows, row);
		else
			row_clear(&row);
		if (!query->options->all_versions)
			break;
	}
}

/* For a pattern that needs the whole mail. */
static bool read_for_filter(void *data, const struct record *record, struct mail_blob *out)
{
	GError *error = NULL;

	if (source_read(data, record, out, &error))
		return true;
	warning("<%s>: %s", record->message_id, error->message);
	g_error_free(error);
	return false;
}

static void reverse(GArray *rows)
{
	for (guint i = 0; i < rows->len / 2; i++) {
		struct series_row *a = &g_array_index(rows, struct series_row, i);
		struct series_row *b = &g_array_index(rows, struct series_row, rows->len - 1 - i);
		struct series_row row = *a;

		*a = *b;
		*b = row;
	}
}

/* Patterns look at the topic's newest version, counts at lines. */
static void limit_rows(struct source *source, const struct query *query, GArray *rows)
{
	enum filter_verdict verdict = FILTER_TAKE;
	guint nr = 0;

	g_array_set_clear_func(rows, NULL);
	array_each (struct series_row, row, rows) {
		if (verdict == FILTER_TAKE || verdict == FILTER_DROP)
			verdict = filter_next(query->filter, row->topic->latest->leader,
					      read_for_filter, source);
		else
			verdict = FILTER_STOP;
		if (verdict == FILTER_DROP || verdict == FILTER_STOP)
			row_clear(row);
		else
			g_array_index(rows, struct series_row, nr++) = *row;
	}
	g_array_set_size(rows, nr);
	g_array_set_clear_func(rows, row_clear);
	if (query->options->limits->reverse)
		reverse(rows);
}

static bool applies(const struct query *query, struct source *source, const struct series *series)
{
	const struct query_options *options = query->options;
	g_autoptr(GPtrArray) patches = NULL, diffs = NULL;
	struct trial trial;
	bool clean;

	patches = series_pick(series, false);
	diffs = trial_diffs(source, patches);
	trial_run(options->applies_in, &options->applies_to, diffs, &trial);
	clean = trial.clean && diffs->len;
	trial_release(&trial);
	return clean;
}

/* Of what all else leaves: it takes reading each patch. */
static void keep_applying(const struct query *query, struct source *source, GArray *rows)
{
	guint nr = 0;

	array_each (struct series_row, row, rows) {
		if (applies(query, source, row->series))
			g_array_index(rows, struct series_row, nr++) = *row;
		else
			row_clear(row);
	}
	g_array_set_size(rows, nr);
}

bool query_touches(const struct query *query, const struct catalogue *catalogue)
{
	pointers_each (const struct topic, topic, catalogue->topics)
		if (filter_wants_series(query->filter, topic->latest))
			return true;
	return false;
}

static void judge_ahead(const struct query *query, struct catalogue *catalogue,
			const GPtrArray *topics, unsigned threads)
{
	g_autoptr(GArray) questions = g_array_new(FALSE, FALSE, sizeof(struct question));

	pointers_each (const struct topic, topic, topics)
		for (guint k = topic->series->len; COUNT_DOWN(k);) {
			struct question question = { topic, topic->series->pdata[k] };

			g_array_append_val(questions, question);
			if (!query->options->all_versions)
				break;
		}
	catalogue_judge_ahead(catalogue, questions, threads);
}

GArray *query_rows(const struct query *query, struct catalogue *catalogue, struct source *source,
		   const struct handles *handles)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct series_row));
	g_autoptr(GPtrArray) topics = g_ptr_array_new();

	who_put_right(query->reviewer, source);
	who_put_right(query->waiting_for, source);
	who_put_right(query->addressed, source);
	who_put_right(query->mine, source);
	pointers_each (struct topic, topic, catalogue->topics)
		if (filter_wants_series(query->filter, topic->latest) &&
		    is_for(query, topic, source) &&
		    is_active(catalogue, topic, query->options->active_since) &&
		    (!query->news || g_hash_table_contains(query->news, topic)))
			g_ptr_array_add(topics, topic);
	judge_ahead(query, catalogue, topics, source_threads(source));
	for (guint i = 0; i < topics->len; i++)
		add_rows(query, catalogue, topics->pdata[i], handles, rows);
	if (query->options->applies_in)
		keep_applying(query, source, rows);
	if (query->options->sort)
		g_array_sort_with_data(rows, compare_rows, (void *)query);
	g_array_set_clear_func(rows, row_clear);
	limit_rows(source, query, rows);
	return rows;
}
