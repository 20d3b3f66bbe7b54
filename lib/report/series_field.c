/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_field.h"

#include "report/news.h"
#include "report/series_row.h"
#include "report/when.h"

const char *const series_field_names[] = {
	[SERIES_ACKED] = "acked",
	[SERIES_AGE] = "age",
	[SERIES_AUTHOR] = "author",
	[SERIES_AUTHOREMAIL] = "authoremail",
	[SERIES_AUTHORNAME] = "authorname",
	[SERIES_CHANGEID] = "changeid",
	[SERIES_COMMIT] = "commit",
	[SERIES_COMMITS] = "commits",
	[SERIES_DATE] = "date",
	[SERIES_ID] = "id",
	[SERIES_IDLE] = "idle",
	[SERIES_LASTWORD] = "lastword",
	[SERIES_LINK] = "link",
	[SERIES_MERGED] = "merged",
	[SERIES_MESSAGEID] = "messageid",
	[SERIES_MISSING] = "missing",
	[SERIES_NEWER] = "newer",
	[SERIES_NEWS] = "news",
	[SERIES_PATCHES] = "patches",
	[SERIES_PREFIX] = "prefix",
	[SERIES_REASON] = "reason",
	[SERIES_RELEASE] = "release",
	[SERIES_REPLIES] = "replies",
	[SERIES_REVIEWED] = "reviewed",
	[SERIES_STATE] = "state",
	[SERIES_TESTED] = "tested",
	[SERIES_TITLE] = "title",
	[SERIES_TOTAL] = "total",
	[SERIES_TREE] = "tree",
	[SERIES_VERSION] = "version",
	[SERIES_VERSIONS] = "versions",
	[SERIES_FIELDS] = NULL,
};

int series_field_find(const char *name, size_t len)
{
	static const struct {
		const char *name;
		enum series_field field;
	} others[] = {
		{ "message_id", SERIES_MESSAGEID }, { "change_id", SERIES_CHANGEID },
		{ "present", SERIES_PATCHES },	    { "people_replies", SERIES_REPLIES },
		{ "idle_days", SERIES_IDLE },
	};

	for (int i = 0; series_field_names[i]; i++)
		if (strlen(series_field_names[i]) == len &&
		    !memcmp(series_field_names[i], name, len))
			return i;
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (strlen(others[i].name) == len && !memcmp(others[i].name, name, len))
			return (int)others[i].field;
	return -1;
}

static void append_missing(const struct series *series, GString *out)
{
	g_autoptr(GArray) gaps = series_gaps(series);

	for (guint i = 0; i < gaps->len; i++) {
		const struct series_gap *gap = &g_array_index(gaps, struct series_gap, i);

		g_string_append_printf(out, "%s%d", i ? "," : "", gap->first);
		if (gap->last != gap->first)
			g_string_append_printf(out, "-%d", gap->last);
	}
}

/* What is counted; -1 where the field is no number. */
static int64_t number_of(enum series_field field, const struct series_row *row)
{
	switch (field) {
	case SERIES_ACKED:
		return row->talk->acked;
	case SERIES_REVIEWED:
		return row->talk->reviewed;
	case SERIES_TESTED:
		return row->talk->tested;
	case SERIES_REPLIES:
		return row->talk->people;
	case SERIES_PATCHES:
		return series_row_patches(row);
	case SERIES_MERGED:
		return row->taken ? row->taken->merged : 0;
	case SERIES_TOTAL:
		return row->series->total;
	case SERIES_VERSIONS:
		return row->topic->series->len;
	case SERIES_IDLE:
		return series_row_idle(row);
	default:
		return -1;
	}
}

static void append_person(const struct person *person, GString *out)
{
	if (*person->name)
		g_string_append_printf(out, "%s <%s>", person->name, person->email);
	else
		g_string_append(out, person->email);
}

static void append_time(const struct series_row *row, int64_t time, int zone, GString *out)
{
	char when[WHEN_SIZE];

	if (row->date) {
		when_append(out, row->date, time, zone);
		return;
	}
	when_rfc3339(when, time, zone);
	g_string_append(out, when);
}

static void append_commit(const struct record *record, GString *out)
{
	for (size_t i = 0; i < RECORD_HASH_SIZE; i++)
		g_string_append_printf(out, "%02x", record->commit[i]);
}

/* A field that is a text of the leader; NULL for others. */
static const char *text_of(enum series_field field, const struct series_row *row)
{
	const struct record *leader = row->series->leader;

	switch (field) {
	case SERIES_AUTHOREMAIL:
		return leader->people->author.email;
	case SERIES_AUTHORNAME:
		return *leader->people->author.name ? leader->people->author.name
						    : leader->people->author.email;
	case SERIES_CHANGEID:
		return leader->posted->change_id;
	case SERIES_MESSAGEID:
		return leader->message_id;
	case SERIES_PREFIX:
		return leader->subject.prefix;
	case SERIES_TITLE:
		return leader->subject.title;
	case SERIES_REASON:
		return row->verdict.reason ? row->verdict.reason : "";
	case SERIES_STATE:
		return state_name(row->verdict.state);
	case SERIES_TREE:
		return row->topic->tree;
	default:
		return NULL;
	}
}

/* "v4 4166bb8 by Ada <ada@example.org>" */
static void append_newer(const struct series_row *row, GString *out)
{
	const struct series *newer = series_row_newer(row);

	if (!newer)
		return;
	series_append_version(newer, out);
	g_string_append_c(out, ' ');
	handles_append_id(row->handles, newer->leader, out);
	g_string_append(out, " by ");
	append_person(&newer->leader->people->sender, out);
}

void series_row_append(int field, GString *out, void *data)
{
	const struct series_row *row = data;
	const char *text = text_of((enum series_field)field, row);
	const struct record *leader = row->series->leader;

	if (text) {
		g_string_append(out, text);
		return;
	}
	switch ((enum series_field)field) {
	case SERIES_AGE:
		append_span(out, row->now - talk_time(leader));
		break;
	case SERIES_AUTHOR:
		append_person(&leader->people->author, out);
		break;
	case SERIES_COMMIT:
		append_commit(leader, out);
		break;
	case SERIES_COMMITS:
		series_row_append_commits(row, out);
		break;
	case SERIES_RELEASE:
		g_string_append(out, series_row_find_release(row));
		break;
	case SERIES_DATE:
		append_time(row, leader->date, leader->zone, out);
		break;
	case SERIES_ID:
		handles_append_id(row->handles, leader, out);
		break;
	case SERIES_LINK:
		handles_append_link(row->handles, leader, out);
		break;
	case SERIES_LASTWORD:
		append_time(row, row->verdict.last_time, row->verdict.last_word->zone, out);
		break;
	case SERIES_MISSING:
		append_missing(row->series, out);
		break;
	case SERIES_NEWER:
		append_newer(row, out);
		break;
	case SERIES_NEWS:
		news_append(row, out);
		break;
	case SERIES_VERSION:
		series_append_version(row->series, out);
		break;
	default:
		g_string_append_printf(out, "%" G_GINT64_FORMAT,
				       number_of((enum series_field)field, row));
	}
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int series_row_compare(enum series_field field, const struct series_row *a,
		       const struct series_row *b)
{
	const char *text = text_of(field, a);

	switch (field) {
	case SERIES_AGE:
		return compare_numbers(talk_time(b->series->leader), talk_time(a->series->leader));
	case SERIES_DATE:
		return compare_numbers(a->series->leader->date, b->series->leader->date);
	case SERIES_LASTWORD:
		return compare_numbers(a->verdict.last_time, b->verdict.last_time);
	case SERIES_STATE:
		return compare_numbers(a->verdict.state, b->verdict.state);
	case SERIES_VERSION:
		return compare_numbers(a->series->version * INT64_C(100000) + a->series->revision,
				       b->series->version * INT64_C(100000) + b->series->revision);
	case SERIES_MISSING:
		return compare_numbers(a->series->total - series_row_patches(a),
				       b->series->total - series_row_patches(b));
	case SERIES_AUTHOR:
		return g_ascii_strcasecmp(text_of(SERIES_AUTHORNAME, a),
					  text_of(SERIES_AUTHORNAME, b));
	case SERIES_NEWER:
		return !series_row_newer(b) - !series_row_newer(a);
	case SERIES_RELEASE:
		return strcmp(series_row_find_release(a), series_row_find_release(b));
	case SERIES_LINK:
		return strcmp(a->series->leader->message_id, b->series->leader->message_id);
	case SERIES_ID:
	case SERIES_COMMIT:
		return memcmp(a->series->leader->commit, b->series->leader->commit,
			      RECORD_HASH_SIZE);
	default:
		return text ? g_ascii_strcasecmp(text, text_of(field, b))
			    : compare_numbers(number_of(field, a), number_of(field, b));
	}
}
