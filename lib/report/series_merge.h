/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_MERGE_H
#define REPORT_SERIES_MERGE_H

#include "report/json.h"
#include "report/series_row.h"

/* What a row of the list says of work repositories. */

/*
 * Whether it was said to be applied, and nothing of it is in a work repository that it is for,
 * though nothing was said for so many days.
 */
bool series_row_is_lost(const struct series_row *row, unsigned days);
#define LOST_DAYS 14

/* The commits of its patches, in their order, abbreviated, with blanks between them. */
void series_row_append_commits(const struct series_row *row, GString *out);

/* The first tag that holds the last of them; "" where none does. Lives as long as the merges. */
const char *series_row_find_release(const struct series_row *row);

/* The members "merged", "reverted", "release" and "commits"; nothing without a work repository. */
void json_add_taken(JsonBuilder *b, const struct series_row *row);

/* The member "merge" of a patch, by its place among those of the talk; nothing, as above. */
void json_add_merge(JsonBuilder *b, const struct series_row *row, guint place);

#endif
