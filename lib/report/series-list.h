/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_LIST_H
#define REPORT_SERIES_LIST_H

#include "report/palette.h"
#include "report/series-row.h"
#include "report/sink.h"

struct series_list_view {
	const struct palette *palette;
	struct sink sink;
	unsigned columns; /* of the terminal: titles are cut there, and a heading is printed; 0:
			     whole titles and no heading */
	char line_end;	  /* '\n' or, with -z, '\0' */
};

/* Prints rows (struct series_row), a line each, in columns as wide as they need. */
void series_list_text(const struct series_list_view *view, const GArray *rows);

/* The same as one JSON object, see gitkvm-json(5). */
void series_list_json(const struct sink *sink, const GArray *rows);

#endif
