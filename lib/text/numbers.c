/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/numbers.h"

#include <limits.h>
#include <string.h>
#include <glib.h>

struct range {
	unsigned first, last;
};

struct numbers {
	GArray *ranges; /* of struct range */
	unsigned greatest;
};

static bool parse_number(const char *text, size_t len, unsigned *out)
{
	g_autofree char *digits = g_strndup(text, len);
	guint64 value;
	bool good = g_ascii_string_to_unsigned(digits, 10, 1, INT_MAX, &value, NULL);

	if (good)
		*out = (unsigned)value;
	return good;
}

static bool parse_range(const char *text, struct numbers *out)
{
	const char *dash = strchr(text, '-');
	size_t len = dash ? (size_t)(dash - text) : strlen(text);
	struct range range = { 1, UINT_MAX };

	if (!strcmp(text, "-") || (len && !parse_number(text, len, &range.first)) ||
	    (!len && !dash))
		return false;
	if (dash && dash[1] && !parse_number(dash + 1, strlen(dash + 1), &range.last))
		return false;
	if (!dash)
		range.last = range.first;
	if (range.first > range.last)
		return false;
	out->greatest = MAX(out->greatest, range.first);
	if (range.last != UINT_MAX)
		out->greatest = MAX(out->greatest, range.last);
	g_array_append_val(out->ranges, range);
	return true;
}

struct numbers *numbers_parse(const char *text)
{
	struct numbers *numbers = g_new0(struct numbers, 1);
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	bool good = *parts;

	numbers->ranges = g_array_new(FALSE, FALSE, sizeof(struct range));
	for (char **part = parts; good && *part; part++)
		good = parse_range(*part, numbers);
	if (good)
		return numbers;
	numbers_free(numbers);
	return NULL;
}

void numbers_free(struct numbers *numbers)
{
	if (!numbers)
		return;
	g_array_unref(numbers->ranges);
	g_free(numbers);
}

bool numbers_have(const struct numbers *numbers, unsigned n)
{
	for (guint i = 0; numbers && i < numbers->ranges->len; i++) {
		const struct range *range = &g_array_index(numbers->ranges, struct range, i);

		if (n >= range->first && n <= range->last)
			return true;
	}
	return !numbers;
}

unsigned numbers_greatest(const struct numbers *numbers)
{
	return numbers->greatest;
}
