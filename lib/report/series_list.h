/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_LIST_H
#define REPORT_SERIES_LIST_H

#include "report/atoms.h"
#include "report/format.h"
#include "report/series_field.h"

/*
 * What a list is told besides. The table cuts titles at the columns of the terminal, and has a
 * heading there; without one titles are whole.
 */
struct series_list_view {
	struct report report;
	GArray *rows;		   /* of struct series_row */
	const struct atoms *atoms; /* of formats that are a text with fields: that, understood */
	const struct when_format *date; /* of dates in it; NULL: that of the field */
	bool colours;			/* it is to be coloured where it asks for colours */
	char line_end;			/* '\n' or, with -z, '\0' */
};

/* Its formats: "table", a line each, in columns as wide as they need; "oneline" and "medium", which
 * are texts; and "json". */
extern const struct report_format series_list_formats[];
#define SERIES_LIST_TABLE 0 /* the places of two of them */
#define SERIES_LIST_ONELINE 1

void series_list_json(struct report *report);

#endif
