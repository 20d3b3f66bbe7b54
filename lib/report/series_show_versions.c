/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_show_private.h"

#include "report/escape.h"
#include "report/wrap.h"

/* Lines of an older version's changelog, and versions, that fit on a screen with the rest. */
#define OLDER_LINES 6
#define FIRST_VERSIONS 2
#define MAX_VERSIONS 20

/* As it is printed: escaped, and no wider than the terminal. */
static GString *fill_lines(const struct show_text *text, const char *lines, const char *indent)
{
	GString *plain = g_string_new(NULL), *filled = g_string_new(NULL);
	struct slice rest = slice_str(lines), line;

	while (slice_next_line(&rest, &line)) {
		g_string_append(plain, indent);
		escape_terminal(plain, line.ptr, line.len, ESCAPE_NEWLINE);
		g_string_append_c(plain, '\n');
	}
	reflow(filled, plain->str, text->view->report.columns);
	g_string_free(plain, TRUE);
	return filled;
}

/* Lines of a mail's text below each other, max of them at the most. */
static void put_lines(struct show_text *text, const char *lines, const char *indent, unsigned max)
{
	g_autoptr(GString) filled = fill_lines(text, lines, indent);
	struct slice rest = slice_str(filled->str), line;
	unsigned nr = 0, all = 0;

	for (const char *at = filled->str; *at; at++)
		all += *at == '\n';
	/* A line that tells of one more would be as long. */
	if (all <= max + 1)
		max = all;
	while (slice_next_line(&rest, &line)) {
		if (nr++ == max) {
			show_put_formatted(text, "%s(%u more lines)\n", indent, all - max);
			break;
		}
		g_string_append_len(text->out, line.ptr, (gssize)line.len);
		g_string_append_c(text->out, '\n');
	}
}

static void put_joined(struct show_text *text, unsigned nr, const char *how)
{
	if (!nr)
		return;
	g_string_append(text->out, "      ");
	show_put_count(text, nr, "mail is", "mails are");
	g_string_append_printf(text->out, " there %s\n", how);
}

/* Mails that are there by their thread are counted, others told of one by one. */
static void put_joins(struct show_text *text, const struct series *series)
{
	unsigned threaded = 0, orphans = 0;

	for (guint i = 0; i < series->nr_joins; i++) {
		const struct series_join *join = &series->joins[i];
		g_autofree char *why = NULL;

		threaded += join->evidence == JOIN_THREAD;
		orphans += join->evidence == JOIN_MISSING;
		if (join->evidence == JOIN_THREAD || join->evidence == JOIN_MISSING)
			continue;
		why = series_join_why(join);
		g_string_append(text->out, "      ");
		show_put_id(text, join->record);
		show_put_formatted(text, " with %d %%: ", join->confidence);
		show_put_plain(text, why);
		g_string_append_c(text->out, '\n');
	}
	put_joined(text, threaded, "by thread");
	put_joined(text, orphans, "because they answer one mail, which is not");
}

static void put_why(struct show_text *text, const struct show_version *version)
{
	const struct topic_link *link = version->link;

	if (!text->view->why)
		return;
	if (link) {
		g_autoptr(GString) older = g_string_new("      matches ");

		show_append_name(link->older, older);
		g_string_append_printf(older, " with %d %%: ", link->confidence);
		g_string_append(text->out, older->str);
		show_put_plain(text, link->why);
		show_put_formatted(text, " (%s)\n", link_evidence_name(link->evidence));
	}
	put_joins(text, version->row.series);
}

static void put_version(struct show_text *text, const struct show_version *version, bool shown)
{
	const struct series_row *row = &version->row;
	g_autoptr(GString) name = g_string_new(NULL);
	size_t begin = text->out->len;

	show_append_name(row->series, name);
	g_string_append(text->out, "  ");
	show_put(text, PALETTE_PREFIX, name->str);
	show_put_formatted(text, "%*s", text->version_width - (int)name->len + 1, "");
	show_put_handle(text, row->series->leader);
	show_put_date(text, row->series->leader);
	show_put_formatted(text, "  %d/%d, ", series_row_patches(row), row->series->total);
	show_put_count(text, row->talk->people, "reply", "replies");
	show_put_long_id(text, begin, row->series->leader);
	put_why(text, version);
	put_lines(text, version->changelog, "      ", shown ? G_MAXUINT - 1 : OLDER_LINES);
}

static void measure_versions(struct show_text *text, const struct series_show *show)
{
	g_autoptr(GString) name = g_string_new(NULL);

	for (guint i = 0; i < show->versions->len; i++) {
		g_string_truncate(name, 0);
		show_append_name(g_array_index(show->versions, struct show_version, i).row.series,
				 name);
		text->version_width = MAX(text->version_width, (int)name->len);
	}
}

/* Of very many the first ones and the last ones, and that which is shown. */
void show_put_versions(struct show_text *text, const struct series_show *show)
{
	guint nr = show->versions->len, skipped = 0;

	show_put_heading(text, "Versions");
	measure_versions(text, show);
	show_append_origin(text->out, text->view, show->topic->origin);
	for (guint i = 0; i < nr; i++) {
		if (nr > MAX_VERSIONS && i >= FIRST_VERSIONS && i != show->shown &&
		    i < nr - (MAX_VERSIONS - FIRST_VERSIONS)) {
			skipped++;
			continue;
		}
		if (skipped)
			show_put_formatted(text, "  (%u more versions)\n", skipped);
		skipped = 0;
		put_version(text, &g_array_index(show->versions, struct show_version, i),
			    i == show->shown);
	}
	show_append_others(text->out, text->view, show->topic->others);
}
