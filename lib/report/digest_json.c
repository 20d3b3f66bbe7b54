/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/digest_json.h"

/* Raised when a member changes its meaning or goes; new ones may come without. */
#define DIGEST_JSON_VERSION 1

struct json {
	const struct digest_view *view;
	struct json_frame frame;
};

void digest_json_begin(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	struct json *json = report->own = g_new0(struct json, 1);

	json->view = view;
	digest_keep_messages(view);
	json_frame_begin(&json->frame, &view->report.sink, "git-kvm-digest", DIGEST_JSON_VERSION);
	json_frame_array(&json->frame, "mails");
}

void digest_json_mail(struct report *report, const struct record *record)
{
	struct json *json = report->own;

	json_add_record(json->frame.builder, record);
	json_frame_item(&json->frame);
}

static void put_series(struct json *json, const struct series *series)
{
	JsonBuilder *b = json->frame.builder;
	GArray *gaps = series_gaps(series);

	late()->json_builder_begin_object(b);
	json_add_string(b, "title", series->leader->subject.title);
	json_add_person(b, "author", &series->leader->author);
	json_add_int(b, "version", series->version);
	json_add_int(b, "revision", series->revision);
	json_add_int(b, "total", series->total);
	json_add_int(b, "present", series_present(series));
	if (series->cover)
		json_add_commit(b, "cover", series->cover->commit);
	late()->json_builder_set_member_name(b, "patches");
	late()->json_builder_begin_array(b);
	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *rec = series->patches->pdata[i];

		late()->json_builder_begin_object(b);
		if (rec->subject.m >= 0)
			json_add_int(b, "n", rec->subject.n);
		json_add_commit(b, "commit", rec->commit);
		json_add_string(b, "message_id", rec->message_id);
		late()->json_builder_end_object(b);
	}
	late()->json_builder_end_array(b);
	late()->json_builder_set_member_name(b, "missing");
	late()->json_builder_begin_array(b);
	for (guint i = 0; i < gaps->len; i++) {
		late()->json_builder_begin_object(b);
		json_add_int(b, "first", g_array_index(gaps, struct series_gap, i).first);
		json_add_int(b, "last", g_array_index(gaps, struct series_gap, i).last);
		late()->json_builder_end_object(b);
	}
	late()->json_builder_end_array(b);
	late()->json_builder_end_object(b);
	g_array_unref(gaps);
	json_frame_item(&json->frame);
}

static void put_table(struct json *json, const char *name, const char *member, struct tally *tally)
{
	GArray *rows = tally_top(tally, json->view->top);

	json_frame_array(&json->frame, name);
	for (guint i = 0; i < rows->len; i++) {
		const struct tally_row *row = &g_array_index(rows, struct tally_row, i);

		late()->json_builder_begin_object(json->frame.builder);
		json_add_string(json->frame.builder, member, row->label);
		json_add_int(json->frame.builder, "count", (int64_t)row->count);
		late()->json_builder_end_object(json->frame.builder);
		json_frame_item(&json->frame);
	}
	json_frame_array_end(&json->frame);
	g_array_unref(rows);
}

static void put_entry(struct json *json, const struct digest_entry *entry)
{
	GString *message = g_string_new(NULL);

	late()->json_builder_begin_object(json->frame.builder);
	json_add_string(json->frame.builder, "state", entry->printed ? "skip" : "new");
	json_add_commit(json->frame.builder, "commit", entry->record->commit);
	json_add_string(json->frame.builder, "subject", entry->record->subject.text);
	if (entry->printed)
		json_add_commit(json->frame.builder, "exists", entry->printed->commit);
	else if (digest_message(json->view, entry->record, message))
		json_add_string(json->frame.builder, "message", message->str);
	late()->json_builder_end_object(json->frame.builder);
	g_string_free(message, TRUE);
	json_frame_item(&json->frame);
}

static void put_entries(struct json *json, const struct digest *digest)
{
	json_frame_array(&json->frame, "entries");
	for (guint i = 0; i < digest->entries->len; i++)
		put_entry(json, &g_array_index(digest->entries, struct digest_entry, i));
	json_frame_array_end(&json->frame);
}

/* The frame's last members: what was asked for, and what became of each commit. */
static void put_frame(struct json *json, const struct digest *digest)
{
	const struct digest_view *view = json->view;
	char *list = digest_list_name(view, digest);
	JsonBuilder *b = json->frame.builder;

	late()->json_builder_begin_object(b);
	json_add_string(b, "list", list);
	json_add_string(b, "from", view->from);
	json_add_string(b, "to", view->to);
	json_add_bool(b, "default_range", view->is_default);
	json_add_string(b, "limits", view->limits);
	late()->json_builder_end_object(b);
	json_frame_member(&json->frame, "range");
	late()->json_builder_begin_object(b);
	json_add_int(b, "commits", (int64_t)digest->counts.commits);
	json_add_int(b, "read", (int64_t)digest->counts.read);
	json_add_int(b, "removed", (int64_t)digest->counts.removed);
	json_add_int(b, "missing", (int64_t)digest->counts.missing);
	json_add_int(b, "corrupt", (int64_t)digest->counts.corrupt);
	json_add_int(b, "unusable", (int64_t)digest->counts.unusable);
	json_add_int(b, "postings", digest->postings->len);
	late()->json_builder_end_object(b);
	json_frame_member(&json->frame, "counts");
	json_frame_end(&json->frame);
	g_free(list);
}

void digest_json_print(struct report *report)
{
	struct json *json = report->own;
	const struct digest *digest = json->view->digest;

	json_frame_array_end(&json->frame);
	json_frame_array(&json->frame, "series");
	for (guint i = 0; i < digest->series->len; i++)
		put_series(json, digest->series->pdata[i]);
	json_frame_array_end(&json->frame);
	put_table(json, "domains", "domain", digest->domains);
	put_table(json, "contributors", "contributor", digest->people);
	digest_read_words(json->view, digest->brief);
	digest_json_brief(&json->frame, json->view);
	if (json->view->bodies)
		put_entries(json, digest);
	put_frame(json, digest);
	g_free(json);
}
