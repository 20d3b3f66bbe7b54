/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_ROW_H
#define REPORT_SERIES_ROW_H

#include "report/handles.h"
#include "report/palette.h"
#include "report/when.h"
#include "series/catalogue.h"
#include "series/news.h"
#include "tree/taken.h"
#include "report/json.h"
#include "report/series_row.h"

/* A line of the list of series: a version of a topic and what is to be said of it. */
struct series_row {
	const struct topic *topic;
	const struct series *series;
	const struct talk *talk;
	struct verdict verdict;
	int64_t now;			/* what ages count to, seconds since the epoch */
	const struct when_format *date; /* of the fields that are dates; NULL: RFC 3339 */
	const struct handles *handles;
	const struct topic_news *news; /* what happened since; NULL: nothing, or nobody asked */
	struct taken *taken;	       /* what of it is in work repositories; NULL without any */
};

/* Fills a row, which series_row_release() empties. */
void series_row_init(struct series_row *row, const struct catalogue *catalogue,
		     const struct topic *topic, const struct series *series,
		     const struct handles *handles);

void series_row_release(struct series_row *row);

/*
 * Gives a copy of a row a verdict of its own, to be released with verdict_release(), whose reason
 * has dates, not ages: for what is to stay the same until something happens.
 */
void series_row_date(struct series_row *copy, const struct catalogue *catalogue);

/*
 * Looks for the commits that the patches became. A version all of whose patches are there has
 * STATE_MERGED; else what is there is added to the reason.
 */
void series_row_merge(struct series_row *row, struct merges *merges);

/* "v3", "v3.1"; "v1" too. */
void series_append_version(const struct series *series, GString *out);

/* A span of seconds in one unit: "5h", "3d", "6w", "7mo", "2y". */
void append_span(GString *out, int64_t seconds);

/* Days that nobody said anything. */
int64_t series_row_idle(const struct series_row *row);

/* What somebody else posted as a newer version of the newest one; NULL without. */
const struct series *series_row_newer(const struct series_row *row);

/* How many patches of the series are there; of one without numbers all that were sent. */
int series_row_patches(const struct series_row *row);

/* The colour of a state: good, bad, somebody's turn, settled, else plain. */
enum palette_slot palette_of_state(enum series_state state);

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
