/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/place.h"

#include "inbox/partial.h"
#include "tree/filediff.h"
#include "tree/private.h"
#include "text/each.h"

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

	pointers_each (const struct record, patch, patches) {
		for (size_t k = 0; patch && k < patch->posted->diffstat.nr_paths && nr < MAX_PATHS;
		     k++) {
			nr++;
			found += has_entry(root, patch->posted->diffstat.paths[k]);
		}
	}
	return nr && 2 * found >= nr;
}

static git_tree *open_tip(struct tree *tree, const struct tree_ref *ref)
{
	git_object *tip;
	git_tree *root = NULL;

	if (!ref->include->len ||
	    git_object_lookup(&tip, inbox_repo(tree->repo),
			      &g_array_index(ref->include, git_oid, 0), GIT_OBJECT_COMMIT))
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

static bool lacks_files(const struct tree *tree)
{
	g_autofree char *remote = partial_remote(tree->repo);

	return remote || git_repository_is_shallow(inbox_repo(tree->repo)) == 1;
}

/* One that is new has zeros. */
static bool names_blob(const struct filediff *file)
{
	return file->old_path && strlen(file->old_blob) >= COMMIT_MIN_DIGITS &&
	       strlen(file->old_blob) <= GIT_OID_HEXSZ &&
	       strspn(file->old_blob, "0") < strlen(file->old_blob);
}

static bool has_blob(const struct tree *tree, const char *digits)
{
	git_oid prefix, id;
	size_t len = strlen(digits);

	return oid_parse_start(digits, len, &prefix) &&
	       git_odb_exists_prefix(&id, objects_odb(tree->repo->objects), &prefix, len) !=
		       GIT_ENOTFOUND;
}

bool tree_may_have_originals(struct tree *tree, struct slice diff)
{
	struct pool pool = POOL_INIT;
	g_autoptr(GArray) files = filediff_read(&pool, diff);
	bool tells = false, found = false;

	for (guint i = 0; files && i < files->len && i < MAX_PATHS && !found; i++) {
		const struct filediff *file = &g_array_index(files, struct filediff, i);

		if (!names_blob(file))
			continue;
		tells = true;
		found = has_blob(tree, file->old_blob);
	}
	pool_release(&pool);
	return found || !tells || lacks_files(tree);
}
