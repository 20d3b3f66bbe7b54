/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_list.h"

#include "report/escape.h"
#include "report/width.h"
#include "report/wrap.h"
#include "text/each.h"

/* The name of an author is cut behind so many columns: titles say more. */
#define AUTHOR_WIDTH 20

/* The same on a terminal of fewer columns than that. */
#define NARROW 100
#define NARROW_AUTHOR_WIDTH 12

/* A title is not cut to less than that. */
#define TITLE_WIDTH 20

enum column {
	ID,
	AGE,
	VERSION,
	PATCHES,
	REVIEWED,
	ACKED,
	TESTED,
	REPLIES,
	STATE,
	AUTHOR,
	TITLE,
	COLUMNS
};

static const struct {
	const char *heading;
	enum width_align align;
	enum palette_slot slot;
} columns[] = {
	[ID] = { "ID", WIDTH_LEFT, PALETTE_COMMIT },
	[AGE] = { "AGE", WIDTH_RIGHT, PALETTE_DATE },
	[VERSION] = { "VER", WIDTH_LEFT, PALETTE_PREFIX },
	[PATCHES] = { "N/M", WIDTH_RIGHT, PALETTE_COUNT },
	[REVIEWED] = { "R", WIDTH_RIGHT, PALETTE_TRAILER },
	[ACKED] = { "A", WIDTH_RIGHT, PALETTE_TRAILER },
	[TESTED] = { "T", WIDTH_RIGHT, PALETTE_TRAILER },
	[REPLIES] = { "RE", WIDTH_RIGHT, PALETTE_COUNT },
	[STATE] = { "STATE", WIDTH_LEFT, PALETTE_NEW },
	[AUTHOR] = { "AUTHOR", WIDTH_LEFT, PALETTE_AUTHOR },
	[TITLE] = { "TITLE", WIDTH_LEFT, PALETTE_TITLE },
};

struct list {
	const struct series_list_view *view;
	size_t widths[COLUMNS];
	GString *cell, *out;
};

static void append_count(GString *out, unsigned count)
{
	if (count)
		g_string_append_printf(out, "%u", count);
	else
		g_string_append_c(out, '-');
}

static void append_field(GString *out, enum series_field field, const struct series_row *row)
{
	g_autoptr(GString) raw = g_string_new(NULL);

	series_row_append((int)field, raw, (void *)row);
	escape_terminal(out, raw->str, raw->len, ESCAPE_LINE);
}

static void append_cell(GString *out, enum column column, const struct series_row *row)
{
	switch (column) {
	case ID:
		append_field(out, SERIES_ID, row);
		break;
	case AGE:
		append_field(out, SERIES_AGE, row);
		break;
	case VERSION:
		append_field(out, SERIES_VERSION, row);
		break;
	case PATCHES:
		g_string_append_printf(out, "%d/%d", series_row_patches(row), row->series->total);
		break;
	case REVIEWED:
		append_count(out, row->talk->reviewed);
		break;
	case ACKED:
		append_count(out, row->talk->acked);
		break;
	case TESTED:
		append_count(out, row->talk->tested);
		break;
	case REPLIES:
		append_count(out, row->talk->people);
		break;
	case STATE:
		append_field(out, SERIES_STATE, row);
		break;
	case AUTHOR:
		append_field(out, SERIES_AUTHORNAME, row);
		break;
	case TITLE:
	case COLUMNS:
		if (series_row_newer(row)) {
			g_string_append_c(out, '[');
			series_append_version(series_row_newer(row), out);
			g_string_append(out, "?] ");
		}
		if (row->series->leader->subject.flags & SUBJECT_RFC)
			g_string_append(out, "[RFC] ");
		append_field(out, SERIES_TITLE, row);
		break;
	}
}

static void fill_cell(struct list *list, enum column column, const struct series_row *row)
{
	g_string_truncate(list->cell, 0);
	append_cell(list->cell, column, row);
	if (!list->cell->len)
		g_string_append(list->cell, column == TITLE ? "(no title)" : "(unknown)");
}

static void measure(struct list *list, const GArray *rows)
{
	for (int c = 0; c < TITLE; c++) {
		if (list->view->report.columns)
			list->widths[c] = strlen(columns[c].heading);
		for (guint i = 0; i < rows->len; i++) {
			fill_cell(list, (enum column)c, &g_array_index(rows, struct series_row, i));
			list->widths[c] = MAX(list->widths[c], text_width(list->cell->str));
		}
	}
	list->widths[AUTHOR] = MIN(list->widths[AUTHOR],
				   list->view->report.columns && list->view->report.columns < NARROW
					   ? NARROW_AUTHOR_WIDTH
					   : AUTHOR_WIDTH);
	if (list->view->report.columns) {
		size_t taken = 0;

		for (int c = 0; c < TITLE; c++)
			taken += list->widths[c] + 1;
		list->widths[TITLE] = list->view->report.columns > taken + TITLE_WIDTH
					      ? list->view->report.columns - taken
					      : TITLE_WIDTH;
	}
}

static enum palette_slot slot_of(enum column column, const struct series_row *row)
{
	if (column == PATCHES && series_row_patches(row) < row->series->total)
		return PALETTE_REMOVED;
	if (column == STATE)
		return palette_of_state(row->verdict.state);
	return columns[column].slot;
}

static void put_cell(struct list *list, enum column column, enum palette_slot slot)
{
	const struct palette *palette = list->view->report.palette;

	g_string_append(list->out, palette->on[slot]);
	if (column == TITLE &&
	    (!list->widths[TITLE] || text_width(list->cell->str) <= list->widths[TITLE]))
		g_string_append(list->out, list->cell->str); /* no spaces at the end of a line */
	else
		text_fit(list->out, list->cell->str, list->widths[column], columns[column].align);
	g_string_append(list->out, palette->off[slot]);
	if (column != TITLE)
		g_string_append_c(list->out, ' ');
}

static void end_line(struct list *list)
{
	g_string_append_c(list->out, list->view->line_end);
	sink_write(&list->view->report.sink, list->out->str, list->out->len);
	g_string_truncate(list->out, 0);
}

/* What happened, on lines of its own below the row, which are of the same record with -z. */
static void put_news(struct list *list, const struct series_row *row)
{
	g_autoptr(GString) line = g_string_new("\n    ");

	if (row->news) {
		append_field(line, SERIES_NEWS, row);
		wrap_lines(list->out, line->str, list->view->report.columns);
	}
}

static void put_heading(struct list *list)
{
	for (int c = 0; c < COLUMNS; c++) {
		g_string_assign(list->cell, columns[c].heading);
		put_cell(list, (enum column)c, PALETTE_HEADING);
	}
	end_line(list);
}

static void series_list_table(struct report *report)
{
	const struct series_list_view *view = (const struct series_list_view *)report;
	const GArray *rows = view->rows;
	struct list list = { .view = view, .cell = g_string_new(NULL), .out = g_string_new(NULL) };

	measure(&list, rows);
	if (view->report.columns && rows->len)
		put_heading(&list);
	array_each (const struct series_row, row, rows) {
		for (int c = 0; c < COLUMNS; c++) {
			fill_cell(&list, (enum column)c, row);
			put_cell(&list, (enum column)c, slot_of((enum column)c, row));
		}
		put_news(&list, row);
		end_line(&list);
	}
	g_string_free(list.cell, TRUE);
	g_string_free(list.out, TRUE);
}

static void series_list_text(struct report *report)
{
	const struct series_list_view *view = (const struct series_list_view *)report;
	g_autoptr(GString) line = g_string_new(NULL);

	array_each (struct series_row, row, view->rows) {
		row->date = view->date;
		g_string_truncate(line, 0);
		atoms_expand(view->atoms, view->colours, series_row_append, row, line);
		g_string_append_c(line, view->line_end);
		sink_write(&report->sink, line->str, line->len);
	}
}

const struct report_format series_list_formats[] = {
	[SERIES_LIST_TABLE] = { .name = "table", .print = series_list_table },
	[SERIES_LIST_ONELINE] = { .name = "oneline",
				  .print = series_list_text,
				  .text = "%(color:yellow)%(id)%(color:reset) %(title)" },
	{ .name = "medium",
	  .print = series_list_text,
	  .text = "%(color:yellow)series %(id)%(color:reset)%0a"
		  "Author: %(author)%0a"
		  "Date:   %(date)%0a"
		  "State:  %(state)%(if)%(reason)%(then) (%(reason))%(end)%0a"
		  "Link:   %(link)%0a"
		  "%(if)%(newer)%(then)Newer:  %(newer)%0a%(end)"
		  "%0a    %(prefix) %(title)%0a" },
	{ .name = "json", .print = series_list_json },
	{ .name = "html" }, /* files, see site.h */
	{ .name = NULL },
};
