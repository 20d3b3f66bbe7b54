/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/dates.h"
#include "complete.h"
#include "find.h"
#include "report/atoms.h"
#include "report/series-json.h"
#include "report/series-list.h"

/* A range for whose turn it is: reviews take weeks. */
#define DEFAULT_DAYS 90

static struct {
	int json, nul, all_versions, colour;
	unsigned idle;
	const char *states, *reviewer, *tree, *sort, *format, *date;
	struct limits limits;
	struct source_options source;
} opt = {
	.colour = COLOUR_UNSET,
	.limits = LIMITS_INIT,
	.source = SOURCE_OPTIONS_INIT,
};

static const struct option_def options[] = {
	{ .kind = OPTION_STRING,
	  .name = "state",
	  .string = &opt.states,
	  .argument = "<state>[,<state>...]",
	  .complete = complete_states,
	  .help = "only topics in these states" },
	OPT_STRING(0, "reviewer", &opt.reviewer, "<who>", "only what waits for <who> to answer"),
	OPT_UINT(0, "idle", &opt.idle, 0, "<days>", "only what is silent for so many days"),
	OPT_STRING(0, "tree", &opt.tree, "<tree>", "only what is for that tree"),
	OPT_FLAG(0, "all-versions", &opt.all_versions, "older versions, too"),
	{ .kind = OPTION_STRING,
	  .name = "sort",
	  .string = &opt.sort,
	  .argument = "<key>",
	  .complete = complete_sort,
	  .help = "order by a field, from the greatest with '-'" },
	{ .kind = OPTION_STRING,
	  .name = "format",
	  .string = &opt.format,
	  .argument = "<format>",
	  .complete = complete_format,
	  .help = "print that for each topic" },
	OPT_SET(0, "json", &opt.json, 1, "print JSON"),
	OPT_SET('z', NULL, &opt.nul, 1, "end lines with a NUL"),
	OPT_DATE(&opt.date),
	OPT_COLOUR(&opt.colour),
	OPT_GROUP("Limits"),
	OPTS_LIMITS(&opt.limits),
	OPT_GROUP("Reading"),
	OPTS_SOURCE(&opt.source),
	OPT_END,
};

static const char *const usage[] = {
	"[list] [<options>] [<revision-range>...] [-- <path>...]",
	"show [<options>] <series>",
	"mbox [<options>] <series>",
	"diff [<options>] <series> [<version>..<version>]",
	NULL,
};
static const struct subcommand subcommands[] = {
	{ "list", "list series, with their state" },
	{ "show", "show a series, its versions and what was said" },
	{ "mbox", "export a series for git am, with the tags of its replies" },
	{ "diff", "compare two versions of a series" },
	{ NULL, NULL },
};
static const struct command command = {
	.name = "kvm-series", .usage = usage, .options = options, .subcommands = subcommands
};

/* What the options ask for, made ready. */
struct query {
	bool states[STATE_NR];
	bool incomplete; /* --state asks for what lacks patches, too */
	char *reviewer;	 /* without case */
	enum series_field sort;
	bool descending;
	struct atoms *format;
	struct filter *filter; /* of topics */
};

static G_NORETURN void die_state(const char *name)
{
	GString *known = g_string_new(INCOMPLETE);

	for (int i = 0; i < STATE_NR; i++)
		g_string_append_printf(known, ", %s", state_name((enum series_state)i));
	report_error("unknown state '%s': expected one of %s", name, known->str);
	g_string_free(known, TRUE);
	exit(EXIT_USAGE);
}

static void parse_states(struct query *query)
{
	char **names = g_strsplit(opt.states ? opt.states : "", ",", -1);
	enum series_state state;

	if (opt.states && !*opt.states)
		die_state(opt.states);

	for (guint i = 0; names[i]; i++) {
		if (!strcmp(names[i], INCOMPLETE))
			query->incomplete = true;
		else if (state_parse(names[i], &state))
			query->states[state] = true;
		else
			die_state(names[i]);
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
	if (opt.reviewer && !*opt.reviewer) {
		report_error("option `reviewer' expects a part of a name or address");
		exit(EXIT_USAGE);
	}
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

	if (has_spoken(row->talk, who) || (!opt.states && (row->verdict.state == STATE_APPLIED ||
							   row->verdict.state == STATE_WITHDRAWN)))
		return false;
	for (guint i = 0; i < row->topic->series->len && !before; i++) {
		const struct series *series = row->topic->series->pdata[i];

		if (series == row->series)
			break;
		before = has_spoken(talks_of(catalogue->talks, series), who);
	}
	return before;
}

static bool has_wanted_state(const struct query *query, const struct series_row *row)
{
	return !opt.states || query->states[row->verdict.state] ||
	       (query->incomplete && series_row_patches(row) < row->series->total);
}

static bool is_wanted(const struct catalogue *catalogue, const struct query *query,
		      const struct series_row *row)
{
	return has_wanted_state(query, row) &&
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

		if (!filter_wants_series(query->filter, topic->latest))
			continue;
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

/* For a pattern that needs the whole mail. */
static bool read_for_filter(void *data, const struct record *record, struct mail_blob *out)
{
	GError *error = NULL;

	if (source_read(data, record, out, &error))
		return true;
	warning("<%s>: %s", record->message_id, error->message);
	g_error_free(error);
	return false;
}

/* Patterns look at the topic's newest version, counts at lines. */
static void limit_rows(struct source *source, const struct query *query, GArray *rows)
{
	GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(struct series_row), rows->len);
	enum filter_verdict verdict = FILTER_TAKE;

	g_array_append_vals(all, rows->data, rows->len);
	g_array_set_clear_func(rows, NULL);
	g_array_set_size(rows, 0);
	for (guint i = 0; i < all->len; i++) {
		struct series_row *row = &g_array_index(all, struct series_row, i);

		if (verdict == FILTER_TAKE || verdict == FILTER_DROP)
			verdict = filter_next(query->filter, row->topic->latest->leader,
					      read_for_filter, source);
		else
			verdict = FILTER_STOP;
		if (verdict == FILTER_DROP || verdict == FILTER_STOP)
			row_clear(row);
		else if (opt.limits.reverse)
			g_array_prepend_vals(rows, row, 1);
		else
			g_array_append_vals(rows, row, 1);
	}
	g_array_set_clear_func(rows, row_clear);
	g_array_unref(all);
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

static void print_format(GArray *rows, const struct query *query)
{
	struct when_format iso = { .kind = WHEN_ISO_STRICT };
	struct when_format date = opt.date ? date_format(opt.date, iso) : iso;
	GString *line = g_string_new(NULL);

	for (guint i = 0; i < rows->len; i++) {
		g_array_index(rows, struct series_row, i).date = opt.date ? &date : NULL;
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

static void print_rows(GArray *rows, const struct query *query)
{
	pager_start(command.name);
	if (opt.json)
		print_json(rows);
	else if (query->format)
		print_format(rows, query);
	else
		print_text(rows);
}

/*
 * What says which mails there are limits the reading of mails, replies and robots' among them; what
 * says which series, the list of topics.
 */
static struct source *open_source(const struct arguments *args, struct query *query)
{
	static struct limits mails = LIMITS_INIT;
	static const char *head[] = { "HEAD", NULL };
	struct limits topics = opt.limits;
	struct arguments range = *args;
	struct source *source;

	mails.since = opt.limits.since;
	mails.until = opt.limits.until;
	mails.all = opt.limits.all;
	mails.branches = opt.limits.branches;
	topics.since = topics.until = NULL;
	topics.bots = BOTS_UNSET;
	opt.source.limits = &mails;
	opt.source.days = DEFAULT_DAYS;
	/* Dates of mails say how much of the list is wanted: all that can have them. */
	if (!args->nr_revisions && !mails.all && !mails.branches && !opt.source.new_mails &&
	    (topics.sent_since || topics.sent_until)) {
		range.revisions = head;
		range.nr_revisions = 1;
	}
	source = source_open(&opt.source, &range);
	query->filter = limits_compile(&topics, args, source_git_dir(source));
	return source;
}

/* Behind options it would be taken for a revision. */
static void check_subcommand(const struct arguments *args)
{
	for (size_t i = 0; i < args->nr_revisions; i++)
		for (const struct subcommand *sub = subcommands; sub->name; sub++)
			if (!strcmp(sub->name, args->revisions[i])) {
				report_error(
					"the subcommand comes first: git kvm-series %s [<options>]",
					sub->name);
				exit(EXIT_USAGE);
			}
}

int kvm_series_list(int argc, char **argv)
{
	struct catalogue *catalogue;
	struct arguments args;
	struct source *source;
	struct query query;
	GArray *rows;

	options_parse(&command, argc, argv, &args);
	check_subcommand(&args);
	if (opt.json && opt.format)
		die_incompatible("--json", "--format");
	if (opt.json && opt.nul)
		die_incompatible("--json", "-z");
	config_start();
	parse_query(&query);
	source = open_source(&args, &query);
	catalogue = read_catalogue(source);
	rows = choose_rows(catalogue, &query);
	limit_rows(source, &query, rows);
	print_rows(rows, &query);
	output_finish();
	source_seen(source);
	g_array_unref(rows);
	g_free(query.reviewer);
	atoms_free(query.format);
	filter_free(query.filter);
	catalogue_free(catalogue);
	source_close(source);
	arguments_release(&args);
	config_release();
	return EXIT_OK;
}
