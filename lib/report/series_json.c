/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_json.h"

#include "report/series_row.h"

#include "report/json_frame.h"
#include "report/news.h"
#include "report/series_list.h"
#include "report/when.h"

/* Raised when a member changes its meaning or goes; new ones may come without. */
#define LIST_JSON_VERSION 1

static void add_time(JsonBuilder *b, const char *name, const struct record *record)
{
	char when[WHEN_SIZE];

	when_rfc3339(when, record->date, record->zone);
	json_add_string(b, name, when);
}

static void add_gap(JsonBuilder *b, const void *row, const void *data)
{
	const struct series_gap *gap = row;

	(void)data;
	json_add_int(b, "first", gap->first);
	json_add_int(b, "last", gap->last);
}

void json_add_missing(JsonBuilder *b, const struct series *series)
{
	g_autoptr(GArray) gaps = series_gaps(series);

	json_add_rows(b, "missing", gaps, add_gap, NULL);
}

/* What the mail is named by. */
static void add_handles(JsonBuilder *b, const struct record *record, const struct handles *handles)
{
	g_autoptr(GString) text = g_string_new(NULL);

	json_add_string(b, "message_id", record->message_id);
	json_add_commit(b, "commit", record->commit);
	handles_append_id(handles, record, text);
	json_add_string(b, "id", text->str);
}

void json_add_link(JsonBuilder *b, const struct record *record, const struct handles *handles)
{
	g_autoptr(GString) text = g_string_new(NULL);

	handles_append_link(handles, record, text);
	json_add_string(b, "link", text->str);
}

static void add_posting(JsonBuilder *b, const struct record *record, const struct handles *handles)
{
	add_handles(b, record, handles);
	json_add_subject(b, record);
	json_add_string(b, "title", record->subject.title);
	json_add_person(b, "author", &record->people->author);
	add_time(b, "date", record);
}

static void add_tag(JsonBuilder *b, const void *row, const void *data)
{
	const struct given_tag *tag = row;

	(void)data;
	json_add_string(b, "key", tag->key);
	json_add_string(b, "value", tag->value);
	json_add_person(b, "who", &tag->who);
	json_add_bool(b, "posted", tag->posted);
	if (tag->doubted)
		json_add_bool(b, "doubted", true);
	if (tag->taken_back)
		json_add_bool(b, "taken_back", true);
	json_add_string(b, "message_id", tag->mail->message_id);
	if (*tag->part)
		json_add_string(b, "part", tag->part);
}

static void add_patch(JsonBuilder *b, const void *row, const void *data)
{
	const struct series_row *series = data;
	const struct talk_patch *patch = row;
	guint place = (guint)(patch - &g_array_index(series->talk->patches, struct talk_patch, 0));

	json_add_int(b, "n", patch->n);
	add_posting(b, patch->patch, series->handles);
	json_add_link(b, patch->patch, series->handles);
	json_add_rows(b, "tags", patch->tags, add_tag, NULL);
	json_add_bool(b, "applied", series->verdict.patch_applied[place]);
	json_add_merge(b, series, place);
}

static void add_reply(JsonBuilder *b, const void *row, const void *data)
{
	const struct talk_mail *mail = row;
	const struct handles *handles = data;

	add_handles(b, mail->record, handles);
	json_add_link(b, mail->record, handles);
	json_add_person(b, "from", &mail->record->people->sender);
	add_time(b, "date", mail->record);
	json_add_int(b, "patch", mail->patch);
	json_add_bool(b, "robot", mail->robot);
	json_add_bool(b, "by_author", mail->by_author);
}

/* What a line of the list says, and a screen of show repeats. */
static void add_summary(JsonBuilder *b, const struct series_row *row)
{
	const struct series *series = row->series;

	json_add_int(b, "version", series->version);
	json_add_int(b, "revision", series->revision);
	add_posting(b, series->leader, row->handles);
	json_add_string(b, "prefix", series->leader->subject.prefix);
	json_add_string(b, "change_id", series->leader->posted->change_id);
	json_add_string(b, "base_commit", series->leader->posted->base_commit);
	json_add_int(b, "present", series_row_patches(row));
	json_add_int(b, "total", series->total);
	json_add_missing(b, series);
	json_add_int(b, "reviewed", row->talk->reviewed);
	json_add_int(b, "acked", row->talk->acked);
	json_add_int(b, "tested", row->talk->tested);
	json_add_int(b, "people_replies", row->talk->people);
	json_add_int(b, "robot_replies", row->talk->robots);
	json_add_string(b, "state", state_name(row->verdict.state));
	json_add_string(b, "reason", row->verdict.reason ? row->verdict.reason : "");
	json_add_int(b, "idle_days", series_row_idle(row));
	json_add_taken(b, row);
}

/* The fields of --format that have no other member of their name. */
static void add_fields(JsonBuilder *b, const struct series_row *row)
{
	static const enum series_field texts[] = { SERIES_AGE,	      SERIES_AUTHOREMAIL,
						   SERIES_AUTHORNAME, SERIES_CHANGEID,
						   SERIES_LASTWORD,   SERIES_MESSAGEID,
						   SERIES_NEWER };
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_string_truncate(text, 0);
		series_row_append((int)texts[i], text, (void *)row);
		json_add_string(b, series_field_names[texts[i]], text->str);
	}
	json_add_int(b, "idle", series_row_idle(row));
	json_add_int(b, "patches", series_row_patches(row));
	json_add_int(b, "replies", row->talk->people);
}

void json_add_row(JsonBuilder *b, const struct series_row *row)
{
	add_summary(b, row);
	json_add_link(b, row->series->leader, row->handles);
	add_fields(b, row);
	json_add_string(b, "tree", row->topic->tree);
	json_add_int(b, "versions", row->topic->series->len);
	news_add_json(b, row);
}

static void add_joins(JsonBuilder *b, const struct series *series)
{
	json_open_array(b, "joins");
	for (guint i = 0; i < series->nr_joins; i++) {
		const struct series_join *join = &series->joins[i];
		g_autofree char *why = series_join_why(join);

		json_open_object(b, NULL);
		json_add_string(b, "message_id", join->record->message_id);
		json_add_int(b, "confidence", join->confidence);
		json_add_string(b, "why", why);
		json_close_object(b);
	}
	json_close_array(b);
}

void json_add_series(JsonBuilder *b, const struct series_row *row)
{
	add_summary(b, row);
	add_joins(b, row->series);
	if (row->series->cover) {
		json_open_object(b, "cover");
		add_posting(b, row->series->cover, row->handles);
		json_add_link(b, row->series->cover, row->handles);
		json_close_object(b);
	}
	talk_need_tags(row->talk);
	json_add_rows(b, "patches", row->talk->patches, add_patch, row);
	json_add_rows(b, "loose_tags", row->talk->loose, add_tag, NULL);
	json_add_rows(b, "replies", row->talk->mails, add_reply, row->handles);
}

void json_add_topic_link(JsonBuilder *b, const struct topic_link *link)
{
	if (!json_open_optional(b, "link", link))
		return;
	json_add_string(b, "older", link->older->leader->message_id);
	json_add_string(b, "evidence", link_evidence_name(link->evidence));
	json_add_int(b, "confidence", link->confidence);
	json_add_string(b, "why", link->why);
	json_close_object(b);
}

static void add_row(JsonBuilder *b, const void *row, const void *data)
{
	(void)data;
	json_add_row(b, row);
}

void series_list_json(struct report *report)
{
	const GArray *rows = ((const struct series_list_view *)report)->rows;
	struct json_frame frame;

	json_frame_begin(&frame, &report->sink, "git-kvm-series-list", LIST_JSON_VERSION);
	json_frame_rows(&frame, "topics", rows, add_row, NULL);
	json_frame_end(&frame);
}
