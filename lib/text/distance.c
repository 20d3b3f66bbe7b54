/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/distance.h"

#include <glib.h>

unsigned text_distance(const char *a, const char *b, unsigned limit)
{
	unsigned best;

	for (; *a && *a == *b; a++)
		b++;
	if (!*a && !*b)
		return 0;
	if (!limit)
		return 1;
	best = *a && *b ? text_distance(a + 1, b + 1, limit - 1) : limit;
	best = MIN(best, *a ? text_distance(a + 1, b, limit - 1) : limit);
	best = MIN(best, *b ? text_distance(a, b + 1, limit - 1) : limit);
	if (*a && *b && a[0] == b[1] && a[1] == b[0])
		best = MIN(best, text_distance(a + 2, b + 2, limit - 1));
	return best + 1;
}
