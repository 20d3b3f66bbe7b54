/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_show_private.h"

#include "report/escape.h"
#include "report/when.h"
#include "report/wrap.h"
#include "text/plural.h"

void show_put(struct show_text *text, enum palette_slot slot, const char *str)
{
	palette_put(text->out, text->view->report.palette, slot, str);
}

void show_put_plain(struct show_text *text, const char *str)
{
	escape_terminal(text->out, str, strlen(str), ESCAPE_LINE);
}

void show_put_formatted(struct show_text *text, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	g_string_append_vprintf(text->out, format, ap);
	va_end(ap);
}

void show_put_heading(struct show_text *text, const char *heading)
{
	g_string_append_c(text->out, '\n');
	show_put(text, PALETTE_HEADING, heading);
	g_string_append_c(text->out, '\n');
}

void show_put_count(struct show_text *text, unsigned count, const char *one, const char *many)
{
	show_put_formatted(text, "%u %s", count, plural(count, one, many));
}

const char *show_name_of(const struct person *person)
{
	return *person->name ? person->name : person->email;
}

const char *show_title_of(const struct record *record)
{
	return *record->subject.title ? record->subject.title : "(no title)";
}

void show_put_date(struct show_text *text, const struct record *record)
{
	g_autoptr(GString) date = g_string_new(NULL);

	when_append(date, &text->view->date, record->date, record->zone);
	show_put(text, PALETTE_DATE, date->str);
}

void show_put_id(struct show_text *text, const struct record *record)
{
	g_autofree char *id = g_strdup_printf("<%s>", record->message_id);

	show_put(text, PALETTE_COMMIT, id);
}

void show_put_long_id(struct show_text *text, size_t begin, const struct record *record)
{
	size_t columns = text->view->report.columns, end = text->out->len;

	g_string_append(text->out, "  ");
	show_put_id(text, record);
	if (columns && wrap_width(text->out->str + begin, text->out->len - begin) > columns)
		g_string_truncate(text->out, end);
	g_string_append_c(text->out, '\n');
}

void show_put_handle(struct show_text *text, const struct record *record)
{
	g_autoptr(GString) id = g_string_new(NULL);

	handles_append_id(text->handles, record, id);
	show_put(text, PALETTE_COMMIT, id->str);
	g_string_append_c(text->out, ' ');
}
