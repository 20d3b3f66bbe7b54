/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_AUTHORS_CHART_H
#define REPORT_AUTHORS_CHART_H

#include "report/authors.h"

/*
 * Appends an SVG element for an HTML page: with periods a bar for each with what is counted, and a
 * line of the reviews; else the first rows of the first table as bars. Nothing where there is
 * nothing to show. Its colours are the classes bar, line, grid, and label of the page's style.
 */
void authors_chart(GString *out, const struct authors_view *view);

#endif
