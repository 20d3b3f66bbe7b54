/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_SHOW_OTHERS_H
#define REPORT_SERIES_SHOW_OTHERS_H

#include "report/series_show.h"

/* "v3 RFC" */
void show_append_name(const struct series *series, GString *out);

/* A line for what was one series before, and goes on without this part of it; none of NULL. */
void show_append_origin(GString *out, const struct series_show_view *view,
			const struct topic_link *origin);

/* A line for each version that somebody else posted; of very many the first and the last ones. */
void show_append_others(GString *out, const struct series_show_view *view, const GPtrArray *others);

/* Lines for what bears the number of a patch that is shown, but not its place: of strangers, and
 * "2.5/3". *place, 0 at first, is where to go on for the next. */
void show_append_beside(GString *out, const struct series_show_view *view,
			const struct series *series, const struct record *shown, guint *place);

/* Lines for what other people posted below a patch that is shown, in its place. */
void show_append_below(GString *out, const struct series_show_view *view, const GPtrArray *below,
		       const struct record *shown);

/* "Name <address>", as the mail came. */
void show_append_sender(GString *out, const struct palette *palette, const struct record *record);

#endif
