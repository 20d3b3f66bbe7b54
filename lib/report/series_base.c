/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_base.h"

#include "inbox/shorten.h"
#include "report/escape.h"
#include "report/json_frame.h"
#include "report/wrap.h"

static void put(GString *out, const char *text)
{
	escape_terminal(out, text, strlen(text), ESCAPE_LINE);
}

static void put_id(GString *out, const struct palette *palette, struct tree *tree,
		   const git_oid *id)
{
	char text[SHORTEN_SIZE];

	tree_shorten(tree, id, text);
	palette_put(out, palette, PALETTE_COMMIT, text);
}

static void put_base(GString *out, const struct series_base_view *view)
{
	if (*view->missing) {
		g_string_append(out, "base-commit ");
		put(out, view->missing);
		g_string_append(out, " is in no work repository\n");
	}
	if (!view->base) {
		g_string_append(out, "no base: no commit has the files that it changes\n");
		return;
	}
	g_string_append(out, "base ");
	put_id(out, view->report.palette, view->tree, &view->base->commit.id);
	g_string_append_c(out, ' ');
	palette_put(out, view->report.palette, PALETTE_TITLE, view->base->commit.title);
	if (*view->base->home) {
		g_string_append(out, ", in ");
		put(out, view->base->home);
	}
	if (view->declared)
		g_string_append(out, " (its base-commit)\n");
	else if (view->found == view->wanted)
		g_string_append_printf(out, " (the newest with %s as the sender had %s)\n",
				       view->wanted == 1 ? "the file" : "all files",
				       view->wanted == 1 ? "it" : "them");
	else
		g_string_append_printf(out,
				       " (the newest with %u of %u files as the sender had them)\n",
				       view->found, view->wanted);
}

static void put_failure(GString *out, const struct series_base_view *view,
			const struct base_trial *trial)
{
	if (trial->patch)
		g_string_append_printf(out, "patch %u/%u does not apply: ", trial->patch,
				       view->total);
	put(out, trial->failure.path ? trial->failure.path : "");
	if (trial->failure.hunk)
		g_string_append_printf(out, ", hunk %u", trial->failure.hunk);
	if (trial->failure.path && *trial->failure.path)
		g_string_append(out, ": ");
	g_string_append_printf(out, "%s\n", trial->failure.reason);
}

static void put_trial(GString *out, const struct series_base_view *view,
		      const struct base_trial *trial)
{
	g_string_append(out, "on ");
	put(out, trial->name ? trial->name : "its base");
	g_string_append(out, " (");
	put_id(out, view->report.palette, trial->tree, &trial->commit);
	g_string_append(out, "): ");
	if (!trial->clean)
		put_failure(out, view, trial);
	else if (trial->dependencies)
		g_string_append_printf(out, "clean after %u %s of other series\n",
				       trial->dependencies,
				       trial->dependencies == 1 ? "patch" : "patches");
	else
		g_string_append(out, "clean\n");
}

static void print_text(struct report *report)
{
	const struct series_base_view *view = (const struct series_base_view *)report;
	g_autoptr(GString) out = g_string_new(NULL), lines = g_string_new(NULL);

	put_base(out, view);
	for (guint i = 0; i < view->trials->len; i++)
		put_trial(out, view, &g_array_index(view->trials, struct base_trial, i));
	wrap_lines(lines, out->str, report->columns);
	sink_write(&report->sink, lines->str, lines->len);
}

static void add_base(JsonBuilder *b, const struct series_base_view *view)
{
	if (!json_open_optional(b, "base", view->base))
		return;
	json_add_commit(b, "commit", view->base->commit.id.id);
	json_add_string(b, "title", view->base->commit.title);
	json_add_string(b, "ref", view->base->home);
	json_add_bool(b, "declared", view->declared);
	json_add_int(b, "files", view->wanted);
	json_add_int(b, "same_files", view->found);
	json_close_object(b);
}

static void add_trial(JsonBuilder *b, const void *row, const void *data)
{
	const struct base_trial *trial = row;

	(void)data;
	json_add_string(b, "name", trial->name ? trial->name : "");
	json_add_commit(b, "commit", trial->commit.id);
	json_add_bool(b, "clean", trial->clean);
	json_add_int(b, "dependencies", trial->dependencies);
	json_add_int(b, "patch", trial->patch);
	json_add_string(b, "path", trial->failure.path ? trial->failure.path : "");
	json_add_int(b, "hunk", trial->failure.hunk);
	json_add_string(b, "reason", trial->failure.reason ? trial->failure.reason : "");
}

static void print_json(struct report *report)
{
	const struct series_base_view *view = (const struct series_base_view *)report;
	struct json_frame frame;

	json_line_begin(&frame, &report->sink, "git-kvm-series-base", 1);
	json_add_string(frame.builder, "message_id", view->message_id);
	json_add_int(frame.builder, "total", view->total);
	json_add_string(frame.builder, "missing_base", view->missing);
	add_base(frame.builder, view);
	json_add_rows(frame.builder, "trials", view->trials, add_trial, NULL);
	json_line_end(&frame);
}

const struct report_format series_base_formats[] = {
	{ .name = "text", .print = print_text },
	{ .name = "json", .print = print_json },
	{ .name = NULL },
};
