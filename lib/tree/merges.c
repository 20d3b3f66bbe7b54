/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/merges.h"

#include "inbox/oid.h"
#include "inbox/private.h"
#include "tree/place.h"
#include "text/each.h"

/* A commit that was looked at, and what it was made of. */
struct known {
	struct merge_commit made;
	struct tree_match match;
};

struct merges {
	GPtrArray *trees;    /* of struct tree * */
	GPtrArray *matchers; /* of struct matcher *, one a tree */
	struct postings *postings;
	GHashTable *known;    /* git_oid -> struct known */
	GHashTable *merges;   /* of struct record * -> struct merge, NULL: none */
	GHashTable *releases; /* git_oid -> char * */
	void (*find_releases)(struct tree *tree, const GArray *commits, GHashTable *out);
	GPtrArray *hits; /* of struct tree_hit *: what the others point to */
};

static void free_merge(void *data)
{
	struct merge *merge = data;

	if (!merge)
		return;
	g_array_unref(merge->backports);
	g_array_unref(merge->again);
	g_array_unref(merge->reverts);
	g_array_unref(merge->fixes);
	g_free(merge);
}

struct merges *merges_new(const GPtrArray *trees,
			  bool (*read)(const struct record *record, GString *out, void *data),
			  void *data, const struct matcher_options *options)
{
	struct merges *merges = g_new0(struct merges, 1);

	merges->trees = g_ptr_array_new();
	merges->matchers = g_ptr_array_new_with_free_func((GDestroyNotify)matcher_free);
	merges->postings = postings_new(read, data);
	merges->known = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, NULL, g_free);
	merges->merges = g_hash_table_new_full(NULL, NULL, NULL, free_merge);
	merges->releases = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, g_free, g_free);
	merges->hits = tree_hits_new();
	for (guint i = 0; i < trees->len; i++) {
		g_ptr_array_add(merges->trees, trees->pdata[i]);
		g_ptr_array_add(merges->matchers,
				matcher_new(trees->pdata[i], merges->postings, options));
	}
	return merges;
}

void merges_free(struct merges *merges)
{
	if (!merges)
		return;
	g_hash_table_unref(merges->merges);
	g_hash_table_unref(merges->known);
	g_hash_table_unref(merges->releases);
	g_ptr_array_unref(merges->hits);
	g_ptr_array_unref(merges->matchers);
	g_ptr_array_unref(merges->trees);
	postings_free(merges->postings);
	g_free(merges);
}

void merges_add(struct merges *merges, const GPtrArray *records)
{
	for (guint i = 0; i < records->len; i++)
		postings_add(merges->postings, records->pdata[i]);
}

/* A series is based on what the tree has, or had, be it for the first of its patches alone. */
static bool has_originals(struct merges *merges, struct tree *tree, const GPtrArray *patches)
{
	for (guint i = 0; i < patches->len; i++) {
		struct slice text;

		if (patches->pdata[i] &&
		    (!postings_text(merges->postings, patches->pdata[i], &text) ||
		     tree_may_have_originals(tree, text)))
			return true;
	}
	return false;
}

bool merges_expect(struct merges *merges, const GPtrArray *patches)
{
	for (guint i = 0; i < merges->trees->len; i++)
		if (tree_is_place_of(merges->trees->pdata[i], patches) &&
		    has_originals(merges, merges->trees->pdata[i], patches))
			return true;
	return false;
}

void merges_rest(struct merges *merges)
{
	for (guint i = 0; i < merges->trees->len; i++)
		tree_rest(merges->trees->pdata[i]);
}

static struct matcher *matcher_of(const struct merges *merges, const struct tree *tree)
{
	guint at = 0;

	g_ptr_array_find(merges->trees, tree, &at);
	return merges->matchers->pdata[at];
}

/* The first commit that it says it is a copy of, where a tree has it. */
static struct tree_hit *find_original(const struct merges *merges, const struct tree_commit *commit,
				      struct tree **tree)
{
	for (size_t i = 0; i < commit->nr_names; i++)
		for (guint k = 0; k < merges->trees->len; k++) {
			git_oid id;

			*tree = merges->trees->pdata[k];
			if (commit->names[i].kind == NAMES_COPIED &&
			    tree_resolve(*tree, commit->names[i].digits, &id, NULL) &&
			    !oid_equal(&id, &commit->id))
				return tree_read(*tree, &id, NULL);
		}
	return NULL;
}

void merges_find(struct merges *merges, struct tree *tree, const struct tree_commit *commit,
		 struct tree_match *out, git_oid *upstream)
{
	struct tree_hit *original;
	struct tree *where;

	if (upstream)
		memset(upstream, 0, sizeof(*upstream));
	match_commit(matcher_of(merges, tree), commit, out);
	if (out->record || !(original = find_original(merges, commit, &where)))
		return;
	match_commit(matcher_of(merges, where), &original->commit, out);
	if (upstream && out->record)
		*upstream = original->commit.id;
	tree_hit_free(original);
}

/* Takes the hit over. */
static const struct known *look(struct merges *merges, struct tree *tree, struct tree_hit *hit)
{
	struct known *known = g_hash_table_lookup(merges->known, &hit->commit.id);

	if (known) {
		tree_hit_free(hit);
		return known;
	}
	known = g_new0(struct known, 1);
	known->made = (struct merge_commit){ tree, hit };
	g_ptr_array_add(merges->hits, hit);
	match_commit(matcher_of(merges, tree), &hit->commit, &known->match);
	g_hash_table_insert(merges->known, (gpointer)&hit->commit.id, known);
	return known;
}

static gint compare_committed(gconstpointer a, gconstpointer b)
{
	int64_t x = ((const struct merge_commit *)a)->hit->commit.committed;
	int64_t y = ((const struct merge_commit *)b)->hit->commit.committed;

	return x < y ? -1 : x > y;
}

static gint compare_known(gconstpointer a, gconstpointer b)
{
	return compare_committed(&(*(struct known *const *)a)->made,
				 &(*(struct known *const *)b)->made);
}

/* Those of all trees that were made of some posting, oldest first. */
static GPtrArray *candidates(struct merges *merges, const struct record *record)
{
	GPtrArray *all = g_ptr_array_new();
	g_autoptr(GPtrArray) hits = tree_hits_new();

	for (guint i = 0; i < merges->trees->len; i++) {
		g_autofree gpointer *found = NULL;
		gsize nr;

		match_candidates(merges->matchers->pdata[i], record, hits);
		found = g_ptr_array_steal(hits, &nr);
		for (gsize k = 0; k < nr; k++) {
			const struct known *known = look(merges, merges->trees->pdata[i], found[k]);

			if (known->match.record && !g_ptr_array_find(all, known, NULL))
				g_ptr_array_add(all, (gpointer)known);
		}
	}
	g_ptr_array_sort(all, compare_known);
	return all;
}

static bool is_copy(const struct tree_commit *commit)
{
	for (size_t i = 0; i < commit->nr_names; i++)
		if (commit->names[i].kind == NAMES_COPIED)
			return true;
	return false;
}

static bool names(const struct tree_commit *commit, enum commit_naming kind, const git_oid *id)
{
	for (size_t i = 0; i < commit->nr_names; i++)
		if (commit->names[i].kind == kind && commit_name_is(&commit->names[i], id))
			return true;
	return false;
}

/* Commits of all trees that name one, for what. Free with g_array_unref(). */
static GArray *find_naming(struct merges *merges, enum commit_naming kind, const git_oid *id)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct merge_commit));
	g_autoptr(GHashTable) seen = g_hash_table_new(inbox_oid_hash, inbox_oid_equal);
	char digits[COMMIT_MIN_DIGITS + 1];

	oid_text(digits, sizeof(digits), id);
	for (guint i = 0; i < merges->trees->len; i++) {
		g_autoptr(GPtrArray) hits = g_ptr_array_new();

		tree_find(merges->trees->pdata[i], TREE_NAMED, digits, hits);
		pointers_each (struct tree_hit, hit, hits) {
			struct merge_commit one = { merges->trees->pdata[i], hit };

			if (!names(&hit->commit, kind, id) ||
			    !g_hash_table_add(seen, &hit->commit.id)) {
				tree_hit_free(hit);
				continue;
			}
			g_ptr_array_add(merges->hits, hit);
			g_array_append_val(found, one);
		}
	}
	g_array_sort(found, compare_committed);
	return found;
}

/* Whether what takes a commit back was taken back itself. */
static bool is_undone(struct merges *merges, const struct merge_commit *revert)
{
	g_autoptr(GArray) again = find_naming(merges, NAMES_REVERTED, &revert->hit->commit.id);

	return again->len;
}

/* After the last revert there is nothing that brings it back. */
static bool is_reverted(struct merges *merges, const struct merge *merge)
{
	const struct merge_commit *last;
	int64_t when;

	if (!merge->reverts->len)
		return false;
	last = &g_array_index(merge->reverts, struct merge_commit, merge->reverts->len - 1);
	when = last->hit->commit.committed;
	for (guint i = 0; i < merge->again->len; i++)
		if (g_array_index(merge->again, struct merge_commit, i).hit->commit.committed >=
		    when)
			return false;
	return !is_undone(merges, last);
}

/* In the same tree as another, where one of both is enough to tell. */
static bool has_commit(const GArray *commits, const git_oid *id)
{
	for (guint i = 0; i < commits->len; i++)
		if (oid_equal(&g_array_index(commits, struct merge_commit, i).hit->commit.id, id))
			return true;
	return false;
}

static struct merge *merge_new(struct merges *merges, const GPtrArray *of,
			       const struct known *first)
{
	struct merge *merge = g_new0(struct merge, 1);
	const git_oid *id = &first->made.hit->commit.id;

	merge->made = first->made;
	merge->match = first->match;
	merge->again = g_array_new(FALSE, FALSE, sizeof(struct merge_commit));
	merge->backports = find_naming(merges, NAMES_COPIED, id);
	merge->reverts = find_naming(merges, NAMES_REVERTED, id);
	merge->fixes = find_naming(merges, NAMES_FIXED, id);
	pointers_each (const struct known, known, of) {
		bool copy = is_copy(&known->made.hit->commit);
		GArray *to = copy ? merge->backports : merge->again;

		if (known != first && !has_commit(to, &known->made.hit->commit.id))
			g_array_append_val(to, known->made);
	}
	g_array_sort(merge->backports, compare_committed);
	merge->reverted = is_reverted(merges, merge);
	return merge;
}

/* Those that were made of the record, else those of the version that was. */
static struct merge *find_merge(struct merges *merges, const struct record *record)
{
	g_autoptr(GPtrArray) all = candidates(merges, record), of = g_ptr_array_new();
	const struct known *first = NULL;
	const struct record *taken = NULL;
	struct merge *merge = NULL;

	for (guint i = 0; i < all->len && !taken; i++)
		if (((struct known *)all->pdata[i])->match.record == record)
			taken = record;
	for (guint i = 0; i < all->len && !taken; i++) {
		const struct known *known = all->pdata[i];

		if (record->date <= known->made.hit->commit.committed &&
		    known->match.record->kind == RECORD_PATCH)
			taken = known->match.record;
	}
	pointers_each (struct known, known, all) {
		if (known->match.record != taken)
			continue;
		g_ptr_array_add(of, known);
		if (!first ||
		    (is_copy(&first->made.hit->commit) && !is_copy(&known->made.hit->commit)))
			first = known;
	}
	if (first)
		merge = merge_new(merges, of, first);
	return merge;
}

const struct merge *merges_of(struct merges *merges, const struct record *record)
{
	struct merge *merge;
	gpointer found;

	if (g_hash_table_lookup_extended(merges->merges, record, NULL, &found))
		return found;
	merge = find_merge(merges, record);
	g_hash_table_insert(merges->merges, (gpointer)record, merge);
	return merge;
}

void merges_set_releases(struct merges *merges,
			 void (*find)(struct tree *tree, const GArray *commits, GHashTable *out))
{
	merges->find_releases = find;
}

static void ask_releases(struct merges *merges, const struct merge_commit *wanted)
{
	g_autoptr(GArray) commits = g_array_new(FALSE, FALSE, sizeof(git_oid));
	GHashTableIter iter;
	gpointer value;

	g_array_append_val(commits, wanted->hit->commit.id);
	g_hash_table_iter_init(&iter, merges->known);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct known *known = value;
		const git_oid *id = &known->made.hit->commit.id;

		if (known->match.record && known->made.tree == wanted->tree &&
		    !oid_equal(id, &wanted->hit->commit.id) &&
		    !g_hash_table_contains(merges->releases, id))
			g_array_append_vals(commits, id, 1);
	}
	merges->find_releases(wanted->tree, commits, merges->releases);
}

const char *merges_release(struct merges *merges, const struct merge_commit *commit)
{
	const git_oid *id = &commit->hit->commit.id;
	const char *release;

	if (!merges->find_releases)
		return "";
	if (!g_hash_table_contains(merges->releases, id))
		ask_releases(merges, commit);
	release = g_hash_table_lookup(merges->releases, id);
	return release ? release : "";
}
