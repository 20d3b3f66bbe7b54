/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <glib.h>

/*
 * Appends a field of RFC 4180: in quotes where it holds a comma, a quote, or a line end. What
 * a spreadsheet would take for a formula gets a ' in front: a text that begins with a tab or a line
 * end, and one that begins with = + - @ or a wide form of them, behind blanks and hidden characters
 * of any kind, at its start or behind what may part cells (";", a tab, a line end).
 */
void csv_text(GString *out, const char *text);

#endif
