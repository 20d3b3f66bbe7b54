/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_WRAP_H
#define REPORT_WRAP_H

#include <stdbool.h>
#include <stdint.h>
#include <glib.h>

/*
 * Breaks lines that are wider than so many columns, at blanks alone: what has none, such as an
 * address, stays whole. The rest of a line stands four columns further in than its beginning. Text
 * is escaped; escape sequences of colours take no columns.
 */
void wrap_lines(GString *out, const char *text, size_t columns);

/* The same, but the rest of each line stands in column hang. */
#define WRAP_DEFAULT SIZE_MAX
void wrap_hanging(GString *out, const char *text, size_t columns, size_t hang);

/* How many columns of a terminal len bytes take, which colours do not. */
size_t wrap_width(const char *text, size_t len);

/*
 * Appends what somebody wrote as paragraphs and lists, each line ended, so that it fits into so
 * many columns (0: as it is). Of an item or paragraph that has a line that is too wide all lines
 * are filled anew, below the first word of the item; the others stay as they are. Text is escaped.
 * Linear.
 */
void reflow(GString *out, const char *text, size_t columns);

#endif
