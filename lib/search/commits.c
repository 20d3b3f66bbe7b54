/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/commits.h"

#include "cli/trees.h"
#include "search/error.h"
#include "tree/match.h"

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

/*
 * The mails that commits (struct tree_hit *) may have been made of: out of the index where that
 * holds all mails and there are few commits, else all postings of the list. Returns an array of
 * struct record *, which owns them. Free with g_ptr_array_unref().
 */
static GPtrArray *commits_postings(struct source *source, const GPtrArray *hits)
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

/* What is known from the last time, with its posting looked up. */
struct memory {
	struct source *source;
	uint64_t stamp;
	GPtrArray *records; /* of struct record *, owned */
	struct record *last;
};

static bool on_posting(struct record *record, void *data)
{
	struct memory *memory = data;
	bool wanted = record_is_posting(record) || record->kind == RECORD_FOLLOWUP;

	if (!wanted) {
		record_free(record);
		return true;
	}
	g_ptr_array_add(memory->records, record);
	memory->last = record;
	return false;
}

static bool remember(struct memory *memory, struct commit_found *found)
{
	struct matched known;
	bool good = matched_get(found->tree, found->hit->number, memory->stamp, &known);

	if (good && known.message_id) {
		memory->last = NULL;
		good = source_find(memory->source, INDEX_MESSAGE_ID, known.message_id, on_posting,
				   memory) &&
		       memory->last;
	}
	if (good) {
		found->match = known.match;
		found->match.record = known.message_id ? memory->last : NULL;
		found->upstream = known.upstream;
	}
	g_free(known.message_id);
	return good;
}

static void find_rest(struct memory *memory, const GPtrArray *trees, GArray *all,
		      const GPtrArray *rest)
{
	g_autoptr(GPtrArray) hits = g_ptr_array_new(), records = NULL;
	struct merges *merges = trees_merges(trees, memory->source);

	for (guint i = 0; i < rest->len; i++)
		g_ptr_array_add(hits, (gpointer)g_array_index(all, struct commit_found,
							      GPOINTER_TO_UINT(rest->pdata[i]))
					      .hit);
	records = commits_postings(memory->source, hits);
	merges_add(merges, records);
	for (guint i = 0; i < rest->len; i++) {
		struct commit_found *found =
			&g_array_index(all, struct commit_found, GPOINTER_TO_UINT(rest->pdata[i]));

		merges_find(merges, found->tree, &found->hit->commit, &found->match,
			    &found->upstream);
		if (rest->len > FEW_COMMITS)
			matched_put(found->tree, found->hit->number, memory->stamp, &found->match,
				    &found->upstream);
	}
	g_ptr_array_set_free_func(records, NULL);
	g_ptr_array_extend(memory->records, records, NULL, NULL);
	merges_free(merges);
}

GArray *commits_find_all(struct source *source, const GPtrArray *trees, const GPtrArray *hits,
			 const GPtrArray *where, GPtrArray **records)
{
	GArray *all = g_array_sized_new(FALSE, TRUE, sizeof(struct commit_found), hits->len);
	struct memory memory = { .source = source,
				 .stamp = source_stamp(source),
				 .records = g_ptr_array_new_with_free_func(
					 (GDestroyNotify)record_free) };
	g_autoptr(GPtrArray) rest = g_ptr_array_new();

	source_hold(source);
	for (guint i = 0; i < hits->len; i++) {
		struct commit_found found = { .tree = where->pdata[i], .hit = hits->pdata[i] };

		if (!remember(&memory, &found))
			g_ptr_array_add(rest, GUINT_TO_POINTER(i));
		g_array_append_val(all, found);
	}
	source_let_go(source);
	if (rest->len)
		find_rest(&memory, trees, all, rest);
	for (guint i = 0; i < trees->len; i++)
		matched_save(trees->pdata[i]);
	*records = memory.records;
	return all;
}

static char *message_id_of(struct source *source, const GPtrArray *trees, struct tree *tree,
			   const git_oid *id)
{
	struct tree_hit *hit = tree_read(tree, id, NULL);
	g_autoptr(GPtrArray) hits = tree_hits_new(), records = NULL;
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
	}
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
