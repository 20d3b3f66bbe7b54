/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "find.h"
#include "report/atoms.h"
#include "report/series-json.h"
#include "report/series-list.h"

static struct {
	int json, nul, all_versions, colour;
	unsigned idle;
	const char *states, *reviewer, *tree, *sort, *format;
	struct source_options source;
} opt = {
	.colour = COLOUR_UNSET,
	.source = SOURCE_OPTIONS_INIT,
};

static const struct option_def options[] = {
	OPT_STRING(0, "state", &opt.states, "<state>[,<state>...]", "only topics in these states"),
	OPT_STRING(0, "reviewer", &opt.reviewer, "<who>", "only what waits for <who> to answer"),
	OPT_UINT(0, "idle", &opt.idle, 0, "<days>", "only what is silent for so many days"),
	OPT_STRING(0, "tree", &opt.tree, "<tree>", "only what is for that tree"),
	OPT_FLAG(0, "all-versions", &opt.all_versions, "older versions, too"),
	OPT_STRING(0, "sort", &opt.sort, "<key>", "order by a field, from the greatest with '-'"),
	OPT_STRING(0, "format", &opt.format, "<format>", "print that for each topic"),
	OPT_SET(0, "json", &opt.json, 1, "print JSON"),
	OPT_SET('z', NULL, &opt.nul, 1, "end lines with a NUL"),
	OPT_COLOUR(&opt.colour),
	OPTS_SOURCE(&opt.source),
	OPT_END,
};

static const char *const usage[] = {
	"[list] [<options>] [<revision-range>...]",
	"show [<options>] <series>",
	"mbox [<options>] <series>",
	"diff [<options>] <series> [<version>..<version>]",
	NULL,
};
static const char *const subcommands[] = { "list", "show", "mbox", "diff", NULL };
static const struct command command = { "kvm-series", usage, options, subcommands };

/* What the options ask for, made ready. */
struct query {
	bool states[STATE_NR];
	char *reviewer; /* without case */
	enum series_field sort;
	bool descending;
	struct atoms *format;
};

static void parse_states(struct query *query)
{
	char **names = g_strsplit(opt.states ? opt.states : "", ",", -1);
	enum series_state state;

	for (guint i = 0; names[i]; i++) {
		if (!state_parse(names[i], &state))
			die_usage(&command, "unknown state '%s'", names[i]);
		query->states[state] = true;
	}
	g_strfreev(names);
}

static void parse_sort(struct query *query)
{
	const char *name = opt.sort ? opt.sort : "";
	int field = 0;

	query->descending = *name == '-';
	if (*name == '-')
		name++;
	while (series_field_names[field] && strcmp(series_field_names[field], name))
		field++;
	if (opt.sort && field == SERIES_FIELDS)
		die("unknown field name: %s", name);
	query->sort = (enum series_field)field;
}

static void parse_query(struct query *query)
{
	GError *error = NULL;

	*query = (struct query){ 0 };
	parse_states(query);
	parse_sort(query);
	query->reviewer = opt.reviewer ? g_utf8_casefold(opt.reviewer, -1) : NULL;
	if (!opt.format)
		return;
	query->format = atoms_parse(opt.format, series_field_names, &error);
	if (!query->format)
		die_gerror(error);
}

static bool names_person(const struct person *person, const char *folded)
{
	char *text = g_strdup_printf("%s <%s>", person->name, person->email);
	char *text_folded = g_utf8_casefold(text, -1);
	bool found = strstr(text_folded, folded);

	g_free(text_folded);
	g_free(text);
	return found;
}

static bool has_spoken(const struct talk *talk, const char *who)
{
	for (guint i = 0; i < talk->mails->len; i++) {
		const struct talk_mail *mail = &g_array_index(talk->mails, struct talk_mail, i);

		if (!mail->robot && !mail->by_author && names_person(&mail->record->sender, who))
			return true;
	}
	return false;
}

/* Whether somebody spoke about an older version, and not about this one. */
static bool waits_for(const struct catalogue *catalogue, const struct series_row *row,
		      const char *who)
{
	bool before = false;

	if (has_spoken(row->talk, who))
		return false;
	for (guint i = 0; i < row->topic->series->len && !before; i++) {
		const struct series *series = row->topic->series->pdata[i];

		if (series == row->series)
			break;
		before = has_spoken(talks_of(catalogue->talks, series), who);
	}
	return before;
}

static bool is_wanted(const struct catalogue *catalogue, const struct query *query,
		      const struct series_row *row)
{
	return (!opt.states || query->states[row->verdict.state]) &&
	       (!opt.tree || !g_ascii_strcasecmp(opt.tree, row->topic->tree)) &&
	       series_row_idle(row) >= opt.idle &&
	       (!query->reviewer || waits_for(catalogue, row, query->reviewer));
}

static gint compare_rows(gconstpointer a, gconstpointer b, gpointer data)
{
	const struct query *query = data;
	int order = series_row_compare(query->sort, a, b);

	return query->descending ? -order : order;
}

static void row_clear(void *row)
{
	verdict_release(&((struct series_row *)row)->verdict);
}

static GArray *choose_rows(const struct catalogue *catalogue, const struct query *query)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct series_row));

	for (guint i = 0; i < catalogue->topics->len; i++) {
		const struct topic *topic = catalogue->topics->pdata[i];

		for (guint k = topic->series->len; k--;) {
			struct series_row row;

			series_row_init(&row, catalogue, topic, topic->series->pdata[k]);
			if (is_wanted(catalogue, query, &row))
				g_array_append_val(rows, row);
			else
				row_clear(&row);
			if (!opt.all_versions)
				break;
		}
	}
	if (opt.sort)
		g_array_sort_with_data(rows, compare_rows, (void *)query);
	g_array_set_clear_func(rows, row_clear);
	return rows;
}

static void print_json(const GArray *rows)
{
	struct sink sink = { output_write_data, NULL };
	JsonBuilder *builder = json_builder_new();

	output_puts("{\"format\":\"git-kvm-series-list\",\"version\":1,\n\"topics\":[");
	for (guint i = 0; i < rows->len; i++) {
		output_puts(i ? ",\n" : "\n");
		json_add_series_row(builder, &g_array_index(rows, struct series_row, i));
		json_send(builder, &sink);
	}
	output_puts("\n]}\n");
	g_object_unref(builder);
}

static void print_format(const GArray *rows, const struct query *query)
{
	GString *line = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		g_string_truncate(line, 0);
		atoms_expand(query->format, series_row_append,
			     &g_array_index(rows, struct series_row, i), line);
		g_string_append_c(line, opt.nul ? '\0' : '\n');
		output_write(slice_of(line->str, line->len));
	}
	g_string_free(line, TRUE);
}

static void print_text(const GArray *rows)
{
	struct palette palette;
	struct series_list_view view = { .palette = &palette,
					 .sink = { output_write_data, NULL },
					 .columns = output_columns(),
					 .line_end = opt.nul ? '\0' : '\n' };

	colour_palette(opt.colour, &palette);
	series_list_text(&view, rows);
}

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

static struct catalogue *read_catalogue(struct source *source)
{
	struct catalogue *catalogue = catalogue_new();
	struct source_scan scan = { .record = on_record, .data = catalogue };
	struct scan_counts counts = { 0 };

	source_scan(source, &scan, &counts);
	finish_catalogue(catalogue);
	return catalogue;
}

static void print_rows(const GArray *rows, const struct query *query)
{
	pager_start(command.name);
	if (opt.json)
		print_json(rows);
	else if (query->format)
		print_format(rows, query);
	else
		print_text(rows);
}

int kvm_series_list(int argc, char **argv)
{
	struct catalogue *catalogue;
	struct arguments args;
	struct source *source;
	struct query query;
	GArray *rows;

	options_parse(&command, argc, argv, &args);
	if (args.nr_paths)
		die_usage(&command, "paths are not supported: '%s'", args.paths[0]);
	config_start();
	parse_query(&query);
	source = source_open(&opt.source, &args);
	catalogue = read_catalogue(source);
	rows = choose_rows(catalogue, &query);
	print_rows(rows, &query);
	output_finish();
	source_seen(source);
	g_array_unref(rows);
	g_free(query.reviewer);
	atoms_free(query.format);
	catalogue_free(catalogue);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
