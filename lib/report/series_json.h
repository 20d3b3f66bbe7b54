/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_JSON_H
#define REPORT_SERIES_JSON_H

#include "report/json.h"
#include "report/series_row.h"

/* Where a mail can be read, as a member "link" of the object that is open. */
void json_add_link(JsonBuilder *builder, const struct record *record,
		   const struct handles *handles);

/* The member "missing": the numbers of patches that are not there. */
void json_add_missing(JsonBuilder *builder, const struct series *series);

/* A row as members of the object that is open: the fields of --format, as gitkvm-json(5) documents
 * them. */
void json_add_row(JsonBuilder *builder, const struct series_row *row);

/* A version as members of the object that is open: its postings, who said what, tags, state. */
void json_add_series(JsonBuilder *builder, const struct series_row *row);

/* Members of the object that is open: what ties a version to an older one; null for the oldest. */
void json_add_topic_link(JsonBuilder *builder, const struct topic_link *link);

#endif
