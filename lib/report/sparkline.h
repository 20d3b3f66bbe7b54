/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_SPARKLINE_H
#define REPORT_SPARKLINE_H

#include <stddef.h>
#include <glib.h>

/*
 * Appends a line of block characters (U+2581 to U+2588), one for each number, high as it is against
 * max; a space for 0. Of more than width numbers, neighbours are put together, and max is found
 * anew. max 0: the highest one.
 */
void sparkline(GString *out, const unsigned *numbers, size_t nr, unsigned max, size_t width);

/* Appends a bar of blocks (U+258F to U+2588), number / max of width columns long, not padded. */
void sparkbar(GString *out, unsigned number, unsigned max, size_t width);

#endif
