/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/signatures.h"
#include "report/json_frame.h"
#include "report/series_json.h"
#include "report/series_show.h"

/* Raised when a member changes its meaning or goes; new ones may come without. */
#define SHOW_JSON_VERSION 1

static void add_versions(JsonBuilder *b, const struct series_show *show)
{
	late()->json_builder_set_member_name(b, "versions");
	late()->json_builder_begin_array(b);
	for (guint i = 0; i < show->versions->len; i++) {
		const struct show_version *version =
			&g_array_index(show->versions, struct show_version, i);

		late()->json_builder_begin_object(b);
		json_add_series(b, &version->row);
		json_add_topic_link(b, version->link);
		json_add_string(b, "changelog", version->changelog);
		late()->json_builder_end_object(b);
	}
	late()->json_builder_end_array(b);
}

static void add_others(JsonBuilder *b, const GPtrArray *others)
{
	late()->json_builder_set_member_name(b, "others");
	late()->json_builder_begin_array(b);
	for (guint i = 0; i < others->len; i++) {
		const struct series *series = others->pdata[i];

		late()->json_builder_begin_object(b);
		json_add_int(b, "version", series->version);
		json_add_int(b, "revision", series->revision);
		json_add_string(b, "message_id", series->leader->message_id);
		json_add_string(b, "title", series->leader->subject.title);
		json_add_person(b, "sender", &series->owner->sender);
		late()->json_builder_end_object(b);
	}
	late()->json_builder_end_array(b);
}

static void add_history(JsonBuilder *b, const GArray *history)
{
	late()->json_builder_set_member_name(b, "older_tags");
	late()->json_builder_begin_array(b);
	for (guint i = 0; history && i < history->len; i++) {
		const struct tag_history *tag = &g_array_index(history, struct tag_history, i);

		late()->json_builder_begin_object(b);
		json_add_string(b, "key", tag->tag->key);
		json_add_person(b, "who", &tag->tag->who);
		json_add_int(b, "older_patch", tag->older);
		json_add_int(b, "patch", tag->newer);
		json_add_string(b, "fate", tag_fate_name(tag->fate));
		late()->json_builder_end_object(b);
	}
	late()->json_builder_end_array(b);
}

/* It is as the mail has it. */
static void add_raw_string(JsonBuilder *b, const char *name, const char *raw)
{
	char *valid = g_utf8_make_valid(raw ? raw : "", -1);

	json_add_string(b, name, valid);
	g_free(valid);
}

static void add_signature(JsonBuilder *b, const struct record *record,
			  const struct attest_result *result)
{
	if (result->verdict == ATTEST_NONE)
		return;
	late()->json_builder_begin_object(b);
	json_add_string(b, "message_id", record->message_id);
	add_raw_string(b, "kind", result->kind);
	json_add_string(b, "verdict", attest_verdict_name(result->verdict));
	add_raw_string(b, "by", result->who);
	add_raw_string(b, "reason", result->why);
	late()->json_builder_end_object(b);
}

/* In the order of the series; what is not told of is not there. */
static void add_signatures(JsonBuilder *b, GHashTable *all, const struct series *series)
{
	late()->json_builder_set_member_name(b, "signatures");
	late()->json_builder_begin_array(b);
	for (guint i = 0; all && i <= series->patches->len; i++) {
		const struct record *record = i ? series->patches->pdata[i - 1] : series->cover;
		const struct attest_signatures *found =
			record ? g_hash_table_lookup(all, record) : NULL;

		if (found) {
			add_signature(b, record, &found->developer);
			add_signature(b, record, &found->domain);
		}
	}
	late()->json_builder_end_array(b);
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
	add_versions(b, show);
	add_others(b, show->topic->others);
	add_history(b, show->history);
	add_signatures(b, show->signatures, shown->row.series);
	json_line_end(&frame);
}
