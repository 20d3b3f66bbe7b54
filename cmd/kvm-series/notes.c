/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "notes.h"

#include "cli/options.h"
#include "print.h"
#include "report/series_field.h"
#include "report/wrap.h"
#include "search/query.h"
#include "subcommands.h"

#define HELP_COLUMNS 80

static void append_wrapped(GString *out, const char *heading, GString *text)
{
	g_string_append_printf(out, "%s\n", heading);
	wrap_lines(out, text->str, HELP_COLUMNS);
	g_string_append_c(out, '\n');
	g_string_free(text, TRUE);
}

static void append_name(GString *text, const char *name)
{
	g_string_append_printf(text, "%s %s", text->len ? "," : "   ", name);
}

void append_list_notes(GString *out)
{
	GString *states = g_string_new(NULL), *fields = g_string_new(NULL);
	GString *formats = g_string_new(NULL), *columns = g_string_new(NULL);

	for (int i = 0; i < STATE_NR; i++)
		append_name(states, state_name((enum series_state)i));
	append_name(states, INCOMPLETE);
	append_name(states, LOST);
	g_string_append(states, "; \"!\" in front of one leaves it out\n");
	append_wrapped(out, "States, for --state", states);
	for (int i = 0; i < SERIES_FIELDS; i++)
		append_name(fields, series_field_names[i]);
	g_string_append_c(fields, '\n');
	append_wrapped(out, "Fields, for --sort, and as %(field) for --format", fields);
	g_string_append(
		columns,
		"    VER version; N/M patches that are there, of how many; R, A, T patches with a "
		"Reviewed-by, Acked-by, Tested-by; RE replies of other people\n");
	append_wrapped(out, "Columns of the table", columns);
	for (const struct report_format *f = series_list_formats; f->name; f++)
		append_name(formats, f->name);
	g_string_append(formats, "; or a text with %(field)\n");
	append_wrapped(out, "Formats, for --format", formats);
	g_string_append(out, "Defaults\n"
			     "    the last " LIST_DAYS_TEXT
			     " days; what was posted last comes first\n\n");
}
