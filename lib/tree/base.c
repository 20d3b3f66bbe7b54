/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/apply.h"

#include "inbox/oid.h"
#include "inbox/range.h"
#include "inbox/walk.h"
#include "text/hash.h"
#include "tree/filediff.h"
#include "tree/private.h"
#include "text/each.h"

#define DAY (24 * 3600)

/* How far back a base is looked for, and how many files tell. */
#define MAX_COMMITS 20000
#define MAX_FILES 500

/* What a file has to be. */
struct preimage {
	const char *path, *blob;
};

static bool is_seen(const GArray *wanted, GHashTable *made, const char *path)
{
	if (g_hash_table_contains(made, path))
		return true;
	for (guint i = 0; i < wanted->len; i++)
		if (!strcmp(g_array_index(wanted, struct preimage, i).path, path))
			return true;
	return false;
}

/* The first time that each file is met: later patches see what earlier ones made of it. */
static void add_preimages(struct pool *pool, struct slice diff, GArray *wanted, GHashTable *made)
{
	g_autoptr(GArray) files = filediff_read(pool, diff);

	for (guint i = 0; files && i < files->len; i++) {
		const struct filediff *file = &g_array_index(files, struct filediff, i);
		struct preimage one = { file->old_path, file->old_blob };

		if (file->old_path && strlen(file->old_blob) >= COMMIT_MIN_DIGITS &&
		    wanted->len < MAX_FILES && !is_seen(wanted, made, file->old_path))
			g_array_append_val(wanted, one);
		if (file->new_path)
			g_hash_table_add(made, (gpointer)file->new_path);
	}
}

static unsigned count_found(struct tree *tree, const git_oid *tree_id, const GArray *wanted)
{
	git_tree *files;
	unsigned found = 0;

	if (git_tree_lookup(&files, inbox_repo(tree->repo), tree_id))
		return 0;
	array_each (const struct preimage, one, wanted) {
		git_tree_entry *entry;
		char hex[GIT_OID_HEXSZ + 1];

		if (git_tree_entry_bypath(&entry, files, one->path))
			continue;
		oid_text(hex, sizeof(hex), git_tree_entry_id(entry));
		found += g_str_has_prefix(hex, one->blob) ? 1 : 0;
		git_tree_entry_free(entry);
	}
	git_tree_free(files);
	return found;
}

static struct range *all_refs(const struct tree *tree)
{
	struct range *range = range_new();

	array_each (const struct tree_ref, ref, tree->refs)
		g_array_append_vals(range->include, ref->include->data, ref->include->len);
	return range;
}

static void search(struct tree *tree, const GArray *wanted, int64_t sent, git_oid *out,
		   unsigned *found)
{
	struct range *range = all_refs(tree);
	struct walk *walk = walk_open(tree->repo, range, NULL);
	struct walk_entry entry;
	unsigned seen = 0;

	*found = 0;
	while (walk && *found < wanted->len && seen < MAX_COMMITS &&
	       walk_next(walk, &entry, NULL) > 0) {
		unsigned here;

		if (entry.date > sent + DAY)
			continue;
		seen++;
		here = count_found(tree, &entry.tree, wanted);
		if (here <= *found)
			continue;
		*found = here;
		*out = entry.commit;
	}
	if (walk)
		walk_close(walk);
	range_free(range);
}

bool apply_find_base(struct tree *tree, const GPtrArray *diffs, int64_t sent, git_oid *out,
		     unsigned *found, unsigned *wanted)
{
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(struct preimage));
	g_autoptr(GHashTable) made = g_hash_table_new(str_hash, g_str_equal);
	struct pool pool = POOL_INIT;

	pointers_each (const GString, diff, diffs)
		add_preimages(&pool, slice_of(diff->str, diff->len), files, made);
	*wanted = files->len;
	*found = 0;
	if (files->len)
		search(tree, files, sent, out, found);
	pool_release(&pool);
	return *found;
}
