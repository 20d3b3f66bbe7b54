/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/report.h"

#include <string.h>
#include "cli/colour.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/config.h"

void report_open(struct report *report, int colour)
{
	static struct palette palette;

	colour_palette(colour, &palette);
	report->sink = (struct sink){ output_write_data, NULL };
	report->palette = &palette;
	report->terminal = output_is_terminal();
	report->columns = output_columns();
}

void report_print(const struct report_format *format, struct report *report, const char *command,
		  int colour)
{
	pager_start(command);
	report_open(report, colour);
	format->print(report);
}

int report_format_find(const struct report_format *formats, const char *name)
{
	for (int i = 0; formats[i].name; i++)
		if (!strcmp(formats[i].name, name))
			return i;
	return -1;
}

#define LINK_BASE "https://lore.kernel.org/r/"

const char *link_base(void)
{
	const char *base = config_string("kvm.linkBase");

	return base ? base : LINK_BASE;
}

static void shorten(const struct record *record, char out[HANDLE_SIZE], void *data)
{
	source_shorten(data, record, out);
}

struct handles handles_of(struct source *source)
{
	return (struct handles){ shorten, source, link_base() };
}
