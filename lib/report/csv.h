/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <glib.h>

/*
 * Appends a field of RFC 4180: in quotes where it holds a comma, a quote, or a line end. A text
 * that a spreadsheet would take for a formula (it begins with = + - @ or a wide form of them, a
 * tab, or a line end) gets a ' in front.
 */
void csv_text(GString *out, const char *text);

#endif
