/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_row.h"
#include "inbox/shorten.h"
#include "report/when.h"

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

/* Those that are missing are NULL. Free with g_ptr_array_unref(). */
static GPtrArray *patches_of(const struct series_row *row)
{
	GPtrArray *patches = g_ptr_array_new();

	for (guint i = 0; i < row->talk->patches->len; i++)
		g_ptr_array_add(
			patches,
			(gpointer)g_array_index(row->talk->patches, struct talk_patch, i).patch);
	return patches;
}

/* A list has patches for more than one tree: those for others cannot be missed here. */
static bool is_expected(const struct series_row *row)
{
	g_autoptr(GPtrArray) patches = patches_of(row);

	return merges_expect(row->taken->merges, patches);
}

bool series_row_is_lost(const struct series_row *row, unsigned days)
{
	return row->taken && row->verdict.state == STATE_APPLIED && !row->taken->merged &&
	       !row->taken->reverted && series_row_idle(row) >= days && is_expected(row);
}

void series_row_merge(struct series_row *row, struct merges *merges)
{
	g_autoptr(GPtrArray) patches = patches_of(row);
	g_autoptr(GString) reason = g_string_new(NULL);
	struct taken *taken;

	row->taken = taken = taken_new(merges, patches);
	taken_describe(taken, reason);
	if (taken->nr && taken->merged == taken->nr &&
	    series_row_patches(row) >= row->series->total &&
	    (taken->own || row->series == row->topic->latest)) {
		row->verdict.state = STATE_MERGED;
		g_free(row->verdict.reason);
		row->verdict.reason = g_strdup(reason->str);
	} else if (reason->len) {
		g_autofree char *before = row->verdict.reason;

		row->verdict.reason = g_strdup_printf("%s%s%s", before ? before : "",
						      before && *before ? "; " : "", reason->str);
	}
}

void series_row_append_commits(const struct series_row *row, GString *out)
{
	bool any = false;

	for (guint i = 0; row->taken && i < row->taken->nr; i++) {
		const struct merge *merge = row->taken->patches[i];
		char id[SHORTEN_SIZE];

		if (!merge)
			continue;
		tree_shorten(merge->made.tree, &merge->made.hit->commit.id, id);
		g_string_append_printf(out, "%s%s", any ? " " : "", id);
		any = true;
	}
}

const char *series_row_find_release(const struct series_row *row)
{
	return row->taken && row->taken->last
		       ? merges_release(row->taken->merges, &row->taken->last->made)
		       : "";
}

static void add_id(JsonBuilder *b, const struct merge_commit *commit)
{
	json_add_commit(b, "commit", commit->hit->commit.id.id);
	json_add_string(b, "title", commit->hit->commit.title);
	json_add_string(b, "ref", commit->hit->home);
}

void json_add_taken(JsonBuilder *b, const struct series_row *row)
{
	const struct taken *taken = row->taken;

	if (!taken)
		return;
	json_add_int(b, "merged", taken->merged);
	json_add_int(b, "reverted", taken->reverted);
	json_add_string(b, "release", series_row_find_release(row));
	json_open_array(b, "commits");
	for (guint i = 0; i < taken->nr; i++) {
		if (!taken->patches[i])
			continue;
		json_open_object(b, NULL);
		json_add_int(b, "n", g_array_index(row->talk->patches, struct talk_patch, i).n);
		add_id(b, &taken->patches[i]->made);
		json_close_object(b);
	}
	json_close_array(b);
}

static void add_commit(JsonBuilder *b, const void *row, const void *data)
{
	(void)data;
	add_id(b, row);
}

void json_add_merge(JsonBuilder *b, const struct series_row *row, guint place)
{
	const struct merge *merge = row->taken ? row->taken->patches[place] : NULL;
	const struct tree_commit *commit;
	char when[WHEN_SIZE], *why;

	if (!row->taken)
		return;
	if (!json_open_optional(b, "merge", merge))
		return;
	commit = &merge->made.hit->commit;
	why = tree_match_why(&merge->match);
	when_rfc3339(when, commit->committed, commit->committed_zone);
	add_id(b, &merge->made);
	json_add_string(b, "release", merges_release(row->taken->merges, &merge->made));
	json_add_person(b, "committer", &commit->committer);
	json_add_string(b, "committed", when);
	json_add_string(b, "taken", merge->match.record->message_id);
	json_add_int(b, "version", merge->match.record->subject.version);
	json_add_string(b, "evidence", match_evidence_name(merge->match.evidence));
	json_add_int(b, "confidence", merge->match.confidence);
	json_add_string(b, "why", why);
	json_add_bool(b, "as_posted", merge->match.as_posted);
	json_add_bool(b, "later_version", merge->match.later);
	json_add_int(b, "same_lines", merge->match.same);
	json_add_bool(b, "reverted", merge->reverted);
	json_add_rows(b, "reverts", merge->reverts, add_commit, NULL);
	json_add_rows(b, "again", merge->again, add_commit, NULL);
	json_add_rows(b, "fixes", merge->fixes, add_commit, NULL);
	json_add_rows(b, "backports", merge->backports, add_commit, NULL);
	json_close_object(b);
	g_free(why);
}
