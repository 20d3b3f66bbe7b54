/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_show_private.h"

#include "report/escape.h"
#include "report/series_row.h"
#include "report/when.h"
#include "report/wrap.h"

#define MAX_OTHERS 10 /* at each end */

/* Of what stands below patches that all answer, the first ones. */
#define MAX_BELOW 100

void show_append_sender(GString *out, const struct palette *palette, const struct record *record)
{
	const struct person *sender = &record->people->sender;

	palette_put(out, palette, PALETTE_AUTHOR, *sender->name ? sender->name : sender->email);
	g_string_append(out, " <");
	escape_terminal(out, sender->email, strlen(sender->email), ESCAPE_LINE);
	g_string_append_c(out, '>');
}

void show_append_name(const struct series *series, GString *out)
{
	unsigned flags = series->leader->subject.flags;

	series_append_version(series, out);
	if (flags & SUBJECT_RFC)
		g_string_append(out, " RFC");
	if (flags & SUBJECT_RESEND)
		g_string_append(out, " RESEND");
}

static void append_date(GString *out, const struct series_show_view *view,
			const struct record *record)
{
	g_autoptr(GString) date = g_string_new(NULL);

	when_append(date, &view->date, record->date, record->zone);
	palette_put(out, view->report.palette, PALETTE_DATE, date->str);
}

static void append_handle(GString *out, const struct series_show_view *view,
			  const struct record *record)
{
	g_autoptr(GString) id = g_string_new(NULL);

	handles_append_id(view->show->handles, record, id);
	palette_put(out, view->report.palette, PALETTE_COMMIT, id->str);
	g_string_append_c(out, ' ');
}

static void append_id(GString *out, const struct series_show_view *view,
		      const struct record *record)
{
	g_autofree char *id = g_strdup_printf("<%s>", record->message_id);

	palette_put(out, view->report.palette, PALETTE_COMMIT, id);
	g_string_append_c(out, '\n');
}

/* The same at the end of a line that began there, where there is room for it. */
static void append_long_id(GString *out, size_t begin, const struct series_show_view *view,
			   const struct record *record)
{
	size_t columns = view->report.columns, end = out->len;

	g_string_append(out, "  ");
	append_id(out, view, record);
	if (columns && wrap_width(out->str + begin, out->len - begin - 1) > columns)
		g_string_truncate(out, end);
	if (out->len == end)
		g_string_append_c(out, '\n');
}

void show_append_origin(GString *out, const struct series_show_view *view,
			const struct topic_link *origin)
{
	size_t begin = out->len;

	if (!origin)
		return;
	g_string_append(out, "  split off from ");
	show_append_name(origin->older, out);
	g_string_append_c(out, ' ');
	append_handle(out, view, origin->older->leader);
	append_date(out, view, origin->older->leader);
	append_long_id(out, begin, view, origin->older->leader);
}

static void append_other(GString *out, const struct series_show_view *view,
			 const struct series *series)
{
	size_t begin = out->len;

	g_string_append(out, "  a version by somebody else: ");
	show_append_name(series, out);
	g_string_append_c(out, ' ');
	append_handle(out, view, series->leader);
	append_date(out, view, series->leader);
	g_string_append(out, "  ");
	show_append_sender(out, view->report.palette, series->owner);
	append_long_id(out, begin, view, series->leader);
}

void show_append_others(GString *out, const struct series_show_view *view, const GPtrArray *others)
{
	for (guint i = 0; i < others->len; i++) {
		if (i == MAX_OTHERS && others->len > 2 * MAX_OTHERS) {
			i = others->len - MAX_OTHERS;
			g_string_append_printf(out, "  (%u more by others)\n", i - MAX_OTHERS);
		}
		append_other(out, view, others->pdata[i]);
	}
}

static void append_strange(GString *out, const struct series_show_view *view,
			   const struct record *record)
{
	g_string_append(out, "        by somebody else: ");
	palette_put(out, view->report.palette, PALETTE_PREFIX, record->subject.prefix);
	g_string_append_c(out, ' ');
	show_append_sender(out, view->report.palette, record);
	g_string_append(out, "  ");
	append_id(out, view, record);
}

static void append_inserted(GString *out, const struct series_show_view *view,
			    const struct record *record)
{
	g_string_append(out, "        beside it: ");
	palette_put(out, view->report.palette, PALETTE_PREFIX, record->subject.prefix);
	g_string_append_c(out, ' ');
	palette_put(out, view->report.palette, PALETTE_TITLE, record->subject.title);
	g_string_append(out, "  ");
	append_id(out, view, record);
}

void show_append_beside(GString *out, const struct series_show_view *view,
			const struct series *series, const struct record *shown, guint *place)
{
	for (; *place < series->patches->len; (*place)++) {
		const struct record *record = series->patches->pdata[*place];

		if (record->subject.n > shown->subject.n)
			break;
		if (record == shown || record->subject.n != shown->subject.n)
			continue;
		if (!series_is_own(series, record))
			append_strange(out, view, record);
		else if (subject_is_inserted(&record->subject))
			append_inserted(out, view, record);
	}
}

void show_append_below(GString *out, const struct series_show_view *view, const GPtrArray *below,
		       const struct record *shown)
{
	for (guint i = 0; i < below->len && i < MAX_BELOW; i++) {
		const struct record *record = below->pdata[i];

		if (*shown->message_id && !strcmp(record->in_reply_to, shown->message_id))
			append_strange(out, view, record);
	}
}
