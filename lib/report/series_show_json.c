/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/signatures.h"
#include "report/json_frame.h"
#include "report/series_json.h"
#include "report/series_show.h"

/* Raised when a member changes its meaning or goes; new ones may come without. */
#define SHOW_JSON_VERSION 1

static void add_version(JsonBuilder *b, const void *row, const void *data)
{
	const struct show_version *version = row;

	(void)data;
	json_add_series(b, &version->row);
	json_add_topic_link(b, version->link);
	json_add_string(b, "changelog", version->changelog);
}

static void add_other(JsonBuilder *b, const void *row, const void *data)
{
	const struct series *series = row;

	(void)data;
	json_add_int(b, "version", series->version);
	json_add_int(b, "revision", series->revision);
	json_add_string(b, "message_id", series->leader->message_id);
	json_add_string(b, "title", series->leader->subject.title);
	json_add_person(b, "sender", &series->owner->people->sender);
}

static void add_older_tag(JsonBuilder *b, const void *row, const void *data)
{
	const struct tag_history *tag = row;

	(void)data;
	json_add_string(b, "key", tag->tag->key);
	json_add_person(b, "who", &tag->tag->who);
	json_add_int(b, "older_patch", tag->older);
	json_add_int(b, "patch", tag->newer);
	json_add_string(b, "fate", tag_fate_name(tag->fate));
}

/* It is as the mail has it. */
static void add_raw_string(JsonBuilder *b, const char *name, const char *raw)
{
	g_autofree char *valid = g_utf8_make_valid(raw ? raw : "", -1);

	json_add_string(b, name, valid);
}

static void add_signature(JsonBuilder *b, const struct record *record,
			  const struct attest_result *result)
{
	if (result->verdict == ATTEST_NONE)
		return;
	json_open_object(b, NULL);
	json_add_string(b, "message_id", record->message_id);
	add_raw_string(b, "kind", result->kind);
	json_add_string(b, "verdict", attest_verdict_name(result->verdict));
	add_raw_string(b, "by", result->who);
	add_raw_string(b, "reason", result->why);
	json_close_object(b);
}

/* In the order of the series; what is not told of is not there. */
static void add_signatures(JsonBuilder *b, GHashTable *all, const struct series *series)
{
	json_open_array(b, "signatures");
	for (guint i = 0; all && i <= series->patches->len; i++) {
		const struct record *record = i ? series->patches->pdata[i - 1] : series->cover;
		const struct attest_signatures *found =
			record ? g_hash_table_lookup(all, record) : NULL;

		if (found) {
			add_signature(b, record, &found->developer);
			add_signature(b, record, &found->domain);
		}
	}
	json_close_array(b);
}

void series_show_json(struct report *report)
{
	const struct series_show *show = ((const struct series_show_view *)report)->show;
	const struct show_version *shown =
		&g_array_index(show->versions, struct show_version, show->shown);
	struct json_frame frame;
	JsonBuilder *b;

	json_line_begin(&frame, &report->sink, "git-kvm-series-show", SHOW_JSON_VERSION);
	b = frame.builder;
	json_add_string(b, "title", shown->row.series->leader->subject.title);
	json_add_string(b, "tree", show->topic->tree);
	json_add_link(b, shown->row.series->leader, show->handles);
	json_add_string(b, "shown", shown->row.series->leader->message_id);
	json_add_string(b, "split_off",
			show->topic->origin ? show->topic->origin->older->leader->message_id : "");
	json_add_rows(b, "versions", show->versions, add_version, NULL);
	json_add_pointers(b, "others", show->topic->others, add_other, NULL);
	json_add_rows(b, "older_tags", show->history, add_older_tag, NULL);
	add_signatures(b, show->signatures, shown->row.series);
	json_line_end(&frame);
}
