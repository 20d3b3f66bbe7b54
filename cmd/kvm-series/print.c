/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/report.h"

struct print {
	const struct print_options *options;
	const struct report_format *format;
	struct atoms *atoms; /* of a text; else NULL */
};

static const char *choose_format(struct print *print, const char *name, bool configured)
{
	const struct option_def named = { .formats = series_list_formats };
	int found = report_format_find(series_list_formats, name);
	char *names;

	print->format = &series_list_formats[found < 0 ? SERIES_LIST_ONELINE : found];
	if (found >= 0)
		return print->format->text;
	if (g_str_has_prefix(name, "format:"))
		return name + strlen("format:");
	if (strchr(name, '%'))
		return name;
	names = option_value_names(&named);
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
	print->format = &series_list_formats[SERIES_LIST_TABLE];
	if (options->json)
		choose_format(print, "json", false);
	else if (format && (options->format || *format))
		text = choose_format(print, format, !options->format);
	if (!strcmp(print->format->name, "json") && options->nul)
		die_incompatible(options->json ? "--json" : "--format=json", "-z");
	if (!text)
		return print;
	print->atoms = atoms_parse(text, &names, &error);
	if (!print->atoms)
		die_gerror(error);
	return print;
}

bool print_is_site(const struct print *print)
{
	return !print->format->print;
}

void print_free(struct print *print)
{
	atoms_free(print->atoms);
	g_free(print);
}

void print_rows(struct print *print, GArray *rows, const char *command)
{
	const struct print_options *options = print->options;
	struct when_format iso = { .kind = WHEN_ISO_STRICT };
	struct when_format date = options->date ? date_format(options->date, iso) : iso;
	struct series_list_view view = { .rows = rows,
					 .atoms = print->atoms,
					 .date = options->date ? &date : NULL,
					 .line_end = options->nul ? '\0' : '\n' };

	pager_start(command);
	/* A text has its own colours. */
	report_open(&view.report, print->atoms ? COLOUR_NEVER : options->colour);
	view.colours = print->atoms && colour_wanted(options->colour);
	print->format->print(&view.report);
}
