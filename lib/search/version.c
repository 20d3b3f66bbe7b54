/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/version.h"

#include <stdlib.h>
#include "search/error.h"
#include "text/integers.h"

static const struct series *numbered(const GPtrArray *list, const char *version)
{
	char *end;
	long number, revision = 0;

	if (*version == 'v' || *version == 'V')
		version++;
	number = strtol(version, &end, 10);
	if (*end == '.')
		revision = strtol(end + 1, &end, 10);
	if (end == version || *end)
		return NULL;
	for (guint i = list->len; COUNT_DOWN(i);) {
		const struct series *series = list->pdata[i];

		if (series->version == number && series->revision == revision)
			return series;
	}
	return NULL;
}

const struct series *version_find(const struct topic *topic, const char *version, GError **error)
{
	const struct series *series = version ? numbered(topic->series, version) : topic->latest;

	if (!series && numbered(topic->others, version))
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "version '%s' of '%s' is by somebody else; --any-author takes it",
			    version, topic->latest->leader->subject.title);
	else if (!series)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING, "no version '%s' of '%s'",
			    version, topic->latest->leader->subject.title);
	return series;
}

const struct series *version_before(const struct topic *topic, const struct series *series)
{
	const struct series *before = NULL;

	for (guint i = 0; i < topic->series->len && topic->series->pdata[i] != series; i++)
		before = topic->series->pdata[i];
	return before;
}
