/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_REFLOW_H
#define REPORT_REFLOW_H

#include <glib.h>

/*
 * Appends what somebody wrote as paragraphs and lists, each line ended, so that it fits into so
 * many columns (0: as it is). Of an item or paragraph that has a line that is too wide all lines
 * are filled anew, below the first word of the item; the others stay as they are. Text is escaped.
 * Linear.
 */
void reflow(GString *out, const char *text, size_t columns);

#endif
