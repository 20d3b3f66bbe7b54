/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/commit_list.h"

#include "report/escape.h"
#include "report/json_frame.h"
#include "report/series_json.h"

#define ID_SIZE 41

static void put(GString *out, const char *text)
{
	escape_terminal(out, text, strlen(text), ESCAPE_LINE);
}

static void append_version(GString *out, const struct subject *subject)
{
	g_string_append_printf(out, "v%d", subject->version);
	if (subject->revision)
		g_string_append_printf(out, ".%d", subject->revision);
}

static void append_posting(GString *out, const struct commit_list_view *view,
			   const struct commit_line *line)
{
	const struct record *record = line->match.record;
	g_autoptr(GString) link = g_string_new(NULL);

	put(out, record->message_id);
	g_string_append_c(out, ' ');
	append_version(out, &record->subject);
	g_string_append(out, line->match.later ? "+" : "");
	handles_append_link(view->handles, record, link);
	g_string_append(out, link->len ? " " : "");
	put(out, link->str);
}

static void append_why(GString *out, const struct commit_line *line)
{
	char hex[ID_SIZE], *why = tree_match_why(&line->match);

	g_string_append_printf(out, " (%d%%: ", line->match.confidence);
	if (!git_oid_is_zero(&line->upstream))
		g_string_append_printf(out, "copy of %s, ",
				       git_oid_tostr(hex, 13, &line->upstream));
	put(out, why);
	g_string_append_c(out, ')');
	g_free(why);
}

static void print_text(struct report *report)
{
	const struct commit_list_view *view = (const struct commit_list_view *)report;
	const GArray *lines = view->lines;
	g_autoptr(GString) out = g_string_new(NULL);

	for (guint i = 0; i < lines->len; i++) {
		const struct commit_line *line = &g_array_index(lines, struct commit_line, i);
		char id[ID_SIZE];

		view->shorten(line, id, view->data);
		g_string_truncate(out, 0);
		palette_put(out, view->report.palette, PALETTE_COMMIT, id);
		g_string_append_c(out, ' ');
		if (line->match.record)
			append_posting(out, view, line);
		else if (line->hit->commit.nr_parents > 1)
			g_string_append(out, "- a merge");
		else if (*line->match.open)
			g_string_append_printf(out, "- left open: %s", line->match.open);
		else
			g_string_append(out, "- never posted here");
		if (view->why && line->match.record)
			append_why(out, line);
		g_string_append_c(out, '\n');
		sink_write(&view->report.sink, out->str, out->len);
	}
}

static void add_posting(JsonBuilder *b, const struct commit_list_view *view,
			const struct record *record)
{
	if (!json_open_optional(b, "posting", record))
		return;
	json_add_string(b, "message_id", record->message_id);
	json_add_commit(b, "commit", record->commit);
	json_add_subject(b, record);
	json_add_int(b, "version", record->subject.version);
	json_add_int(b, "revision", record->subject.revision);
	json_add_link(b, record, view->handles);
	json_close_object(b);
}

static void add_line(JsonBuilder *b, const void *row, const void *data)
{
	const struct commit_line *line = row;
	const struct tree_match *match = &line->match;
	char hex[ID_SIZE], *why = tree_match_why(match);

	json_add_commit(b, "commit", line->hit->commit.id.id);
	json_add_string(b, "title", line->hit->commit.title);
	json_add_person(b, "author", &line->hit->commit.author);
	json_add_string(b, "ref", line->hit->home);
	add_posting(b, data, match->record);
	json_add_string(b, "evidence", match_evidence_name(match->evidence));
	json_add_int(b, "confidence", match->confidence);
	json_add_string(b, "why", why);
	json_add_bool(b, "as_posted", match->as_posted);
	json_add_bool(b, "later_version", match->later);
	json_add_int(b, "same_lines", match->same);
	json_add_string(b, "copy_of",
			git_oid_is_zero(&line->upstream)
				? ""
				: git_oid_tostr(hex, sizeof(hex), &line->upstream));
	g_free(why);
}

static void print_json(struct report *report)
{
	const struct commit_list_view *view = (const struct commit_list_view *)report;
	struct json_frame frame;

	json_frame_begin(&frame, &report->sink, "git-kvm-series-find", 1);
	json_frame_rows(&frame, "commits", view->lines, add_line, view);
	json_frame_end(&frame);
}

const struct report_format commit_list_formats[] = {
	{ .name = "text", .print = print_text },
	{ .name = "json", .print = print_json },
	{ .name = NULL },
};
