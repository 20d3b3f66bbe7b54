/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/commits.h"

#include "cli/trees.h"
#include "search/error.h"

/* Of more commits than that, all mails are looked at once. */
#define FEW_COMMITS 16

struct gathering {
	struct source *source;
	GPtrArray *records;
	bool failed;
};

static bool on_record(struct record *record, void *data)
{
	struct gathering *g = data;

	if (record_is_posting(record) || record->kind == RECORD_FOLLOWUP)
		g_ptr_array_add(g->records, record);
	else
		record_free(record);
	return true;
}

static void ask(struct gathering *g, enum index_key key, const char *text)
{
	if (*text && !g->failed)
		g->failed = !source_find(g->source, key, text, on_record, g);
}

/* A cover letter that is named stands for its patches. */
static void ask_about(struct gathering *g, const struct tree_commit *commit)
{
	for (const char **id = commit->message_ids; *id; id++) {
		ask(g, INDEX_MESSAGE_ID, *id);
		ask(g, INDEX_THREAD, *id);
	}
	ask(g, INDEX_TITLE, commit->title);
	ask(g, INDEX_PERSON, commit->author.email);
}

static void scan_all(struct gathering *g)
{
	struct source_scan scan = { .record = on_record, .data = g };

	g_ptr_array_set_size(g->records, 0);
	source_scan_all(g->source, &scan);
}

GPtrArray *commits_postings(struct source *source, const GPtrArray *hits)
{
	struct gathering g = { .source = source,
			       .records = g_ptr_array_new_with_free_func(
				       (GDestroyNotify)record_free) };

	source_hold(source);
	for (guint i = 0; i < hits->len && hits->len <= FEW_COMMITS; i++)
		ask_about(&g, &((struct tree_hit *)hits->pdata[i])->commit);
	source_let_go(source);
	if (g.failed || hits->len > FEW_COMMITS)
		scan_all(&g);
	return g.records;
}

static char *message_id_of(struct source *source, const GPtrArray *trees, struct tree *tree,
			   const git_oid *id)
{
	struct tree_hit *hit = tree_read(tree, id, NULL);
	GPtrArray *hits = tree_hits_new(), *records;
	struct merges *merges;
	struct tree_match match = { .record = NULL };
	char *found = NULL;

	if (hit) {
		g_ptr_array_add(hits, hit);
		records = commits_postings(source, hits);
		merges = trees_merges(trees, source);
		merges_add(merges, records);
		merges_find(merges, tree, &hit->commit, &match, NULL);
		if (match.record)
			found = g_strdup(match.record->message_id);
		merges_free(merges);
		g_ptr_array_unref(records);
	}
	g_ptr_array_unref(hits);
	return found;
}

char *commits_message_id(struct source *source, const GPtrArray *trees, const char *name,
			 GError **error)
{
	bool there = false;
	char *found = NULL;
	git_oid id;

	for (guint i = 0; i < trees->len && !found; i++) {
		if (!tree_resolve(trees->pdata[i], name, &id, NULL))
			continue;
		there = true;
		found = message_id_of(source, trees, trees->pdata[i], &id);
	}
	if (there && !found)
		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "'%s' is a commit of the work repository, and was never posted here",
			    name);
	return found;
}
