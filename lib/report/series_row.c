/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_row.h"

#define HOUR 3600
#define DAY (24 * HOUR)

void series_row_init(struct series_row *row, const struct catalogue *catalogue,
		     const struct topic *topic, const struct series *series,
		     const struct handles *handles)
{
	row->date = NULL;
	row->news = NULL;
	row->taken = NULL;
	row->handles = handles;
	row->topic = topic;
	row->series = series;
	row->talk = talks_of(catalogue->talks, series);
	row->now = catalogue->now;
	catalogue_judge(catalogue, topic, series, &row->verdict);
}

void series_row_release(struct series_row *row)
{
	verdict_release(&row->verdict);
	g_clear_pointer(&row->taken, taken_free);
}

void series_row_date(struct series_row *copy, const struct catalogue *catalogue)
{
	struct state_context context = catalogue_context(catalogue, copy->topic, copy->series);
	struct verdict verdict;

	context.now = INT64_MAX / 2; /* all is longer ago than is counted in days */
	state_of(copy->series, copy->talk, &context, &verdict);
	if (verdict.state != copy->verdict.state || copy->taken) {
		g_free(verdict.reason);
		verdict.state = copy->verdict.state;
		verdict.reason = g_strdup(copy->verdict.reason);
	}
	copy->verdict = verdict;
}

void series_append_version(const struct series *series, GString *out)
{
	g_string_append_printf(out, "v%d", series->version);
	if (series->revision)
		g_string_append_printf(out, ".%d", series->revision);
}

void append_span(GString *out, int64_t seconds)
{
	static const struct {
		int64_t from, unit;
		const char *name;
	} units[] = {
		{ 2 * 365 * DAY, 365 * DAY, "y" },
		{ 90 * DAY, 30 * DAY, "mo" },
		{ 21 * DAY, 7 * DAY, "w" },
		{ DAY, DAY, "d" },
		{ HOUR, HOUR, "h" },
		{ INT64_MIN, 60, "m" },
	};
	size_t i = 0;

	while (seconds < units[i].from)
		i++;
	g_string_append_printf(out, "%" G_GINT64_FORMAT "%s", MAX(seconds, 0) / units[i].unit,
			       units[i].name);
}

int64_t series_row_idle(const struct series_row *row)
{
	return MAX(0, (row->now - row->verdict.last_time) / DAY);
}

int series_row_patches(const struct series_row *row)
{
	return series_patches(row->series);
}

const struct series *series_row_newer(const struct series_row *row)
{
	return row->series == row->topic->latest ? row->topic->newer : NULL;
}

enum palette_slot palette_of_state(enum series_state state)
{
	switch (state) {
	case STATE_CONTESTED:
		return PALETTE_REMOVED;
	case STATE_AUTHOR:
		return PALETTE_COMMIT;
	case STATE_REVIEWED:
	case STATE_APPLIED:
	case STATE_MERGED:
		return PALETTE_NEW;
	case STATE_SUPERSEDED:
	case STATE_WITHDRAWN:
		return PALETTE_OLD;
	case STATE_NEW:
	case STATE_REVIEW:
	case STATE_NR:
		break;
	}
	return PALETTE_COUNT;
}
