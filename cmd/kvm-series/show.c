/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subcommands.h"

#include "cli/cli.h"
#include "cli/dates.h"
#include "cli/handle.h"
#include "cli/report.h"
#include "complete.h"
#include "open.h"
#include "search/show.h"

static struct {
	int why, format, colour;
	const char *version, *date;
	struct series_options series;
} opt = {
	.colour = COLOUR_UNSET,
	.series = SERIES_OPTIONS_INIT,
};

static const struct option_def options[] = {
	{ .kind = OPTION_STRING,
	  .name = "version",
	  .string = &opt.version,
	  .argument = "<version>",
	  .complete = complete_version,
	  .help = "the patches of that version" },
	OPT_FLAG(0, "why", &opt.why, "tell what says that the versions belong together"),
	OPT_FLAG(0, "any-author", &opt.series.any_author,
		 "count versions by somebody else as others"),
	OPT_FORMAT(&opt.format, series_show_formats, "how to print it"),
	OPT_SET(0, "json", &opt.format, 1, "the same as --format=json"),
	OPT_DATE(&opt.date),
	OPT_COLOUR(&opt.colour),
	OPTS_SERIES(&opt.series),
	OPT_END,
};

static const char *const usage[] = { "[<options>] <series>", NULL };
static const struct command command = {
	.name = "kvm-series show", .usage = usage, .options = options, .complete = complete_series
};

static void print_show(const struct series_show *show)
{
	struct series_show_view view = { .show = show, .why = opt.why };

	view.date = date_format(opt.date, (struct when_format){ 0 });
	report_print(&series_show_formats[opt.format], &view.report, "kvm-series", opt.colour);
}

int kvm_series_show(int argc, char **argv)
{
	struct found_series found;
	struct handles handles;
	struct series_show show;
	struct source *source;

	source = open_one_series(&command, argc, argv, &opt.series, &found);
	handles = handles_of(source);
	show_init(&show, source, &found, choose_version(found.topic, opt.version), &handles);
	print_show(&show);
	output_finish();
	series_show_release(&show);
	catalogue_free(found.catalogue);
	source_close(source);
	config_release();
	return EXIT_OK;
}
