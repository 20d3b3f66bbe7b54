/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_FIELD_H
#define REPORT_SERIES_FIELD_H

#include "report/series_row.h"

/* The fields of --format and --sort: indexes in series_field_names. */
enum series_field {
	SERIES_ACKED,
	SERIES_AGE,
	SERIES_AUTHOR,
	SERIES_AUTHOREMAIL,
	SERIES_AUTHORNAME,
	SERIES_CHANGEID,
	SERIES_COMMIT,
	SERIES_COMMITS,
	SERIES_DATE,
	SERIES_ID,
	SERIES_IDLE,
	SERIES_LASTWORD,
	SERIES_LINK,
	SERIES_MERGED,
	SERIES_MESSAGEID,
	SERIES_MISSING,
	SERIES_NEWER,
	SERIES_NEWS,
	SERIES_PATCHES,
	SERIES_PREFIX,
	SERIES_REASON,
	SERIES_RELEASE,
	SERIES_REPLIES,
	SERIES_REVIEWED,
	SERIES_STATE,
	SERIES_TESTED,
	SERIES_TITLE,
	SERIES_TOTAL,
	SERIES_TREE,
	SERIES_VERSION,
	SERIES_VERSIONS,
	SERIES_FIELDS,
};

extern const char *const series_field_names[]; /* NULL-terminated */

/* The field of a name, be it the one that JSON had first ("message_id"); -1 where there is none. */
int series_field_find(const char *name, size_t len);

/* Appends a field as text, not escaped; data is a const struct series_row *. For atoms_expand(). */
void series_row_append(int field, GString *out, void *data);

/* Orders two rows by a field: numbers as numbers, texts by their bytes without regard to case. */
int series_row_compare(enum series_field field, const struct series_row *a,
		       const struct series_row *b);

#endif
