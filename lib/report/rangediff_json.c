/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/rangediff.h"

#include "report/json_frame.h"
#include "report/version_change.h"

/* Raised when a member changes its meaning or goes; new ones may come without. */
#define RANGEDIFF_JSON_VERSION 1

struct inner_diff {
	GString *text;
	int64_t added, removed;
};

static void take_section(struct slice section, void *data)
{
	struct inner_diff *diff = data;

	g_string_append(diff->text, section.len ? "@@ " : "@@");
	g_string_append_len(diff->text, section.ptr, (gssize)section.len);
	g_string_append_c(diff->text, '\n');
}

static void take_line(char kind, struct slice line, void *data)
{
	struct inner_diff *diff = data;

	diff->added += kind == '+';
	diff->removed += kind == '-';
	g_string_append_c(diff->text, kind);
	g_string_append_len(diff->text, line.ptr, (gssize)line.len);
	g_string_append_c(diff->text, '\n');
}

static void add_patch(JsonBuilder *b, const char *name, const struct patch_text *patch)
{
	if (!patch)
		return;
	json_open_object(b, name);
	json_add_int(b, "n", patch->number);
	json_add_commit(b, "commit", patch->commit);
	json_add_string(b, "message_id", patch->message_id);
	json_add_string(b, "title", patch->title);
	json_close_object(b);
}

static void add_inner_diff(JsonBuilder *b, const struct pair *pair,
			   const struct rangediff_view *view)
{
	struct inner_diff diff = { .text = g_string_new(NULL) };

	pair_diff(pair, &view->diff, take_section, take_line, &diff);
	json_add_int(b, "insertions", diff.added);
	json_add_int(b, "deletions", diff.removed);
	if (view->detail == RANGEDIFF_PATCH)
		json_add_string(b, "diff", diff.text->str);
	g_string_free(diff.text, TRUE);
}

static void add_pair(JsonBuilder *b, const void *row, const void *data)
{
	const struct rangediff_view *view = data;
	const struct pair *pair = row;

	json_add_string(b, "status", pair_status_name(pair->status));
	add_patch(b, "before", pair->before);
	add_patch(b, "after", pair->after);
	if (pair->status == PAIR_CHANGED && view->detail != RANGEDIFF_NONE)
		add_inner_diff(b, pair, view);
}

void rangediff_json(struct report *report)
{
	const struct rangediff_view *view = (const struct rangediff_view *)report;
	const struct rangediff *rangediff = view->rangediff;
	struct json_frame frame;

	json_frame_begin(&frame, &view->report.sink, "git-kvm-series-diff", RANGEDIFF_JSON_VERSION);
	json_frame_rows(&frame, "pairs", rangediff->pairs, add_pair, view);
	json_frame_bool(&frame, "complete", rangediff->limit == PAIRING_WHOLE);
	json_frame_end(&frame);
}
