/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include "report/series_json.h"

static void add_number(JsonBuilder *b, const char *name, int number)
{
	if (number)
		json_add_int(b, name, number);
	else
		json_add_null(b, name);
}

static void add_patch(JsonBuilder *b, const void *row, const void *data)
{
	const struct patch_change *patch = row;

	(void)data;
	json_add_string(b, "status", pair_status_name(patch->status));
	add_number(b, "before", patch->before);
	add_number(b, "after", patch->after);
	json_add_string(b, "title", patch->title);
	json_add_int(b, "insertions", patch->added);
	json_add_int(b, "deletions", patch->removed);
}

/* As the --stat of a range-diff. */
static void add_change(JsonBuilder *b, const struct version_change *change)
{
	if (!change)
		return;
	json_open_object(b, "change");
	json_add_string(b, "since", change->before->leader->message_id);
	json_add_int(b, "equal", change->same);
	json_add_int(b, "changed", change->changed);
	json_add_int(b, "created", change->created);
	json_add_int(b, "dropped", change->dropped);
	json_add_int(b, "insertions", change->added);
	json_add_int(b, "deletions", change->removed);
	json_add_rows(b, "patches", change->patches, add_patch, NULL);
	json_close_object(b);
}

static void put_items(struct json_frame *frame, const struct digest_view *view,
		      enum brief_section section)
{
	const struct digest *digest = view->digest;
	JsonBuilder *b = frame->builder;
	guint nr = digest->brief->items[section]->len;
	bool reverse = digest->reverse && section != BRIEF_WAITING;

	for (guint i = 0; (view->sections & 1u << section) && i < nr; i++) {
		const struct brief_item *item =
			brief_item(digest->brief, section, reverse ? nr - 1 - i : i);

		json_open_object(b, NULL);
		json_add_string(b, "section", brief_section_names[section]);
		json_add_row(b, &item->row);
		json_add_bool(b, "posted", item->posted);
		if (item->before)
			json_add_string(b, "before", item->before->leader->message_id);
		if (item->replaced)
			json_add_string(b, "replaced", item->replaced->leader->message_id);
		if (item->applied)
			json_add_string(b, "applied_by", item->applied->message_id);
		if (item->row.verdict.why)
			json_add_string(b, "asked_by", item->row.verdict.why->message_id);
		if (item->words)
			json_add_string(b, "words", item->words);
		if (item->changelog)
			json_add_string(b, "changelog", item->changelog);
		add_change(b, item->change);
		json_add_int(b, "new_replies", item->mails);
		json_add_int(b, "new_robot_replies", item->robots);
		json_close_object(b);
		json_frame_item(frame);
	}
}

static void add_mail(JsonBuilder *b, const void *row, const void *data)
{
	const struct brief_mail *mail = row;

	(void)data;
	json_add_commit(b, "commit", mail->record->commit);
	json_add_string(b, "message_id", mail->record->message_id);
	json_add_subject(b, mail->record);
	json_add_int(b, "mails", mail->again + 1);
	json_add_int(b, "replies", mail->answers);
	json_add_bool(b, "merged", mail->merged);
}

static void add_thread(JsonBuilder *b, const void *row, const void *data)
{
	const struct brief_thread *thread = row;

	(void)data;
	json_add_commit(b, "commit", thread->first->commit);
	json_add_string(b, "message_id", thread->first->message_id);
	json_add_subject(b, thread->first);
	json_add_int(b, "mails", thread->mails);
	json_add_int(b, "people", thread->people);
	json_add_int(b, "versions", thread->versions);
}

void digest_json_brief(struct json_frame *frame, const struct digest_view *view)
{
	static const enum brief_section sections[] = { BRIEF_APPLIED, BRIEF_SERIES, BRIEF_VERSIONS,
						       BRIEF_WAITING };
	const struct brief *brief = view->digest->brief;

	json_frame_array(frame, "topics");
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		put_items(frame, view, sections[i]);
	json_frame_array_end(frame);
	if (view->sections & 1u << BRIEF_PULLS)
		json_frame_rows(frame, "pulls", brief->pulls, add_mail, NULL);
	if (view->sections & 1u << BRIEF_REPORTS)
		json_frame_rows(frame, "reports", brief->reports, add_mail, NULL);
	if (view->sections & 1u << BRIEF_THREADS)
		json_frame_rows(frame, "threads", brief->threads, add_thread, NULL);
}
