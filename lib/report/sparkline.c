/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/sparkline.h"

#include <stdint.h>

static void append_level(GString *out, uint64_t number, uint64_t max)
{
	uint64_t level = number && max ? (number * 8 + max - 1) / max : 0;

	if (level)
		g_string_append_unichar(out, 0x2580 + (gunichar)MIN(level, 8));
	else
		g_string_append_c(out, ' ');
}

void sparkline(GString *out, const unsigned *numbers, size_t nr, unsigned max, size_t width)
{
	size_t cells = MIN(nr, width);
	uint64_t *sums = g_new0(uint64_t, cells + 1), highest = 0;

	for (size_t i = 0; cells && i < nr; i++)
		sums[i * cells / nr] += numbers[i];
	for (size_t i = 0; i < cells; i++)
		highest = MAX(highest, sums[i]);
	if (max && cells == nr)
		highest = max;
	for (size_t i = 0; i < cells; i++)
		append_level(out, sums[i], highest);
	g_free(sums);
}

void sparkbar(GString *out, unsigned number, unsigned max, size_t width)
{
	uint64_t eighths = max ? (uint64_t)number * width * 8 / max : 0;

	if (number && !eighths)
		eighths = 1;
	for (; eighths >= 8; eighths -= 8)
		g_string_append_unichar(out, 0x2588);
	if (eighths)
		g_string_append_unichar(out, 0x2590 - (gunichar)eighths);
}
