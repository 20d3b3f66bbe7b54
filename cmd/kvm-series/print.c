/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/dates.h"
#include "report/atoms.h"
#include "report/series-list.h"

enum { PRINT_TABLE, PRINT_ONELINE, PRINT_MEDIUM, PRINT_JSON };

const struct option_choice print_formats[] = {
	{ "table", PRINT_TABLE },
	{ "oneline", PRINT_ONELINE },
	{ "medium", PRINT_MEDIUM },
	{ "json", PRINT_JSON },
	{ NULL, 0 },
};

static const char *const texts[] = {
	[PRINT_ONELINE] = "%(color:yellow)%(id)%(color:reset) %(title)",
	[PRINT_MEDIUM] = "%(color:yellow)series %(id)%(color:reset)%0a"
			 "Author: %(author)%0a"
			 "Date:   %(date)%0a"
			 "State:  %(state)%(if)%(reason)%(then) (%(reason))%(end)%0a"
			 "Link:   %(link)%0a"
			 "%0a    %(prefix) %(title)%0a",
};

struct print {
	const struct print_options *options;
	int kind;	     /* of print_formats; of a text PRINT_ONELINE */
	struct atoms *atoms; /* NULL of the table and JSON */
};

static const char *choose_text(struct print *print, const char *format, bool configured)
{
	char *names;

	if (option_choice_find(print_formats, format, &print->kind))
		return print->kind == PRINT_TABLE || print->kind == PRINT_JSON ? NULL
									       : texts[print->kind];
	print->kind = PRINT_ONELINE;
	if (g_str_has_prefix(format, "format:"))
		return format + strlen("format:");
	if (strchr(format, '%'))
		return format;
	names = option_choice_names(print_formats);
	if (configured) {
		char *reason = g_strdup_printf("expected %s, or a text with %%(field)", names);

		config_die("kvm.format", reason);
	}
	report_error("option `format' expects %s, or a text with %%(field)", names);
	g_free(names);
	exit(EXIT_USAGE);
}

struct print *print_new(const struct print_options *options)
{
	const struct atoms_names names = { series_field_names, series_field_find, colour_sequence };
	struct print *print = g_new0(struct print, 1);
	const char *configured = config_string("kvm.format");
	const char *format = options->format ? options->format : configured, *text = NULL;
	GError *error = NULL;

	print->options = options;
	if (options->json)
		print->kind = PRINT_JSON;
	else if (format && (options->format || *format))
		text = choose_text(print, format, !options->format);
	if (print->kind == PRINT_JSON && options->nul)
		die_incompatible(options->json ? "--json" : "--format=json", "-z");
	if (!text)
		return print;
	print->atoms = atoms_parse(text, &names, &error);
	if (!print->atoms)
		die_gerror(error);
	return print;
}

void print_free(struct print *print)
{
	atoms_free(print->atoms);
	g_free(print);
}

static void print_json(const GArray *rows)
{
	struct sink sink = { output_write_data, NULL };

	series_list_json(&sink, rows);
}

static void print_atoms(const struct print *print, GArray *rows)
{
	const struct print_options *options = print->options;
	struct when_format iso = { .kind = WHEN_ISO_STRICT };
	struct when_format date = options->date ? date_format(options->date, iso) : iso;
	bool colours = colour_wanted(options->colour);
	GString *line = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		struct series_row *row = &g_array_index(rows, struct series_row, i);

		row->date = options->date ? &date : NULL;
		g_string_truncate(line, 0);
		atoms_expand(print->atoms, colours, series_row_append, row, line);
		g_string_append_c(line, options->nul ? '\0' : '\n');
		output_write(slice_of(line->str, line->len));
	}
	g_string_free(line, TRUE);
}

static void print_table(const struct print *print, const GArray *rows)
{
	struct palette palette;
	struct series_list_view view = { .palette = &palette,
					 .sink = { output_write_data, NULL },
					 .columns = output_columns(),
					 .line_end = print->options->nul ? '\0' : '\n' };

	colour_palette(print->options->colour, &palette);
	series_list_text(&view, rows);
}

void print_rows(struct print *print, GArray *rows, const char *command)
{
	pager_start(command);
	if (print->kind == PRINT_JSON)
		print_json(rows);
	else if (print->atoms)
		print_atoms(print, rows);
	else
		print_table(print, rows);
}
