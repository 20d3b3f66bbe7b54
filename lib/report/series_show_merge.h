/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SERIES_SHOW_MERGE_H
#define REPORT_SERIES_SHOW_MERGE_H

#include "report/series_show_private.h"

/*
 * Lines below a patch, by its place among those of the talk: which commit it became, where, when,
 * by whom, and in what way it was changed; what takes that back, mends it, or is a copy of it.
 * Nothing without a work repository.
 */
void show_put_merge(struct show_text *text, const struct series_row *row, guint place);

#endif
