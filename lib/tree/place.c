/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/place.h"

#include "tree/private.h"

/* That many files tell. */
#define MAX_PATHS 100

static bool has_entry(git_tree *root, const char *path)
{
	git_tree_entry *entry;

	if (git_tree_entry_bypath(&entry, root, path))
		return false;
	git_tree_entry_free(entry);
	return true;
}

static bool has_half(git_tree *root, const GPtrArray *patches)
{
	size_t nr = 0, found = 0;

	for (guint i = 0; i < patches->len; i++) {
		const struct record *patch = patches->pdata[i];

		for (size_t k = 0; patch && k < patch->diffstat.nr_paths && nr < MAX_PATHS; k++) {
			nr++;
			found += has_entry(root, patch->diffstat.paths[k]);
		}
	}
	return nr && 2 * found >= nr;
}

static git_tree *open_tip(struct tree *tree, const struct tree_ref *ref)
{
	git_object *tip;
	git_tree *root = NULL;

	if (!ref->include->len ||
	    git_object_lookup(&tip, tree->repo->repo, &g_array_index(ref->include, git_oid, 0),
			      GIT_OBJECT_COMMIT))
		return NULL;
	if (git_commit_tree(&root, (git_commit *)tip))
		root = NULL;
	git_object_free(tip);
	return root;
}

bool tree_is_place_of(struct tree *tree, const GPtrArray *patches)
{
	bool is = false;

	for (guint i = 0; i < tree->refs->len && !is; i++) {
		git_tree *root = open_tip(tree, &g_array_index(tree->refs, struct tree_ref, i));

		is = root && has_half(root, patches);
		git_tree_free(root);
	}
	return is;
}
