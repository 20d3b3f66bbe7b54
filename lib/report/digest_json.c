/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/series_json.h"

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

static void add_patch(JsonBuilder *b, const void *row, const void *data)
{
	const struct record *record = row;

	(void)data;
	if (record->subject.m >= 0)
		json_add_int(b, "n", record->subject.n);
	json_add_commit(b, "commit", record->commit);
	json_add_string(b, "message_id", record->message_id);
}

static void add_series(JsonBuilder *b, const void *row, const void *data)
{
	const struct series *series = row;

	(void)data;
	json_add_string(b, "title", series->leader->subject.title);
	json_add_person(b, "author", &series->leader->people->author);
	json_add_int(b, "version", series->version);
	json_add_int(b, "revision", series->revision);
	json_add_int(b, "total", series->total);
	json_add_int(b, "present", series_present(series));
	if (series->cover)
		json_add_commit(b, "cover", series->cover->commit);
	json_add_pointers(b, "patches", series->patches, add_patch, NULL);
	json_add_missing(b, series);
}

/* The table's rows, whose labels have a name of their own. */
static void add_count(JsonBuilder *b, const void *row, const void *data)
{
	const struct tally_row *count = row;

	json_add_string(b, data, count->label);
	json_add_int(b, "count", (int64_t)count->count);
}

static void put_table(struct json *json, const char *name, const char *label, struct tally *tally)
{
	g_autoptr(GArray) rows = tally_top(tally, json->view->top);

	json_frame_rows(&json->frame, name, rows, add_count, label);
}

static void add_entry(JsonBuilder *b, const void *row, const void *data)
{
	const struct digest_entry *entry = row;
	g_autoptr(GString) message = g_string_new(NULL);

	json_add_string(b, "state", entry->printed ? "skip" : "new");
	json_add_commit(b, "commit", entry->record->commit);
	json_add_subject(b, entry->record);
	if (entry->printed)
		json_add_commit(b, "exists", entry->printed->commit);
	else if (digest_message(data, entry->record, message))
		json_add_string(b, "message", message->str);
}

/* The frame's last members: what was asked for, and what became of each commit. */
static void put_frame(struct json *json, const struct digest *digest)
{
	const struct digest_view *view = json->view;
	g_autofree char *list = digest_list_name(view, digest);
	JsonBuilder *b = json->frame.builder;

	json_open_object(b, NULL);
	json_add_string(b, "list", list);
	json_add_string(b, "from", view->from);
	json_add_string(b, "to", view->to);
	json_add_bool(b, "default_range", view->is_default);
	json_add_string(b, "limits", view->limits);
	json_close_object(b);
	json_frame_member(&json->frame, "range");
	json_open_object(b, NULL);
	json_add_int(b, "commits", (int64_t)digest->counts.commits);
	json_add_int(b, "read", (int64_t)digest->counts.read);
	json_add_int(b, "removed", (int64_t)digest->counts.removed);
	json_add_int(b, "missing", (int64_t)digest->counts.missing);
	json_add_int(b, "corrupt", (int64_t)digest->counts.corrupt);
	json_add_int(b, "unusable", (int64_t)digest->counts.unusable);
	json_add_int(b, "postings", digest->postings->len);
	json_close_object(b);
	json_frame_member(&json->frame, "counts");
	json_frame_end(&json->frame);
}

void digest_json_print(struct report *report)
{
	g_autofree struct json *json = report->own;
	const struct digest *digest = json->view->digest;

	json_frame_array_end(&json->frame);
	json_frame_pointers(&json->frame, "series", digest->series, add_series, NULL);
	put_table(json, "domains", "domain", digest->domains);
	put_table(json, "contributors", "contributor", digest->people);
	digest_read_words(json->view, digest->brief);
	digest_json_brief(&json->frame, json->view);
	if (json->view->bodies)
		json_frame_rows(&json->frame, "entries", digest->entries, add_entry, json->view);
	put_frame(json, digest);
}
