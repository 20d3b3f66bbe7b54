/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/series_merge.h"

#include "inbox/shorten.h"
#include "report/when.h"

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
