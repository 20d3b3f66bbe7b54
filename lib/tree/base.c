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
#define MAX_DEPTH 128 /* of folders in each other */

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

/*
 * The files by folders. Commits that follow each other have most folders in common: what is found
 * in one is not looked up again while it stays the same.
 */
struct folder {
	const char *name; /* not NUL-terminated */
	size_t len;
	const char *blob;    /* of a file that stands here; NULL without one */
	GPtrArray *children; /* of struct folder, owned by the list of all */
	git_oid last;
	unsigned found; /* in that */
	bool known;
};

static void free_folder(void *data)
{
	struct folder *folder = data;

	g_ptr_array_unref(folder->children);
	g_free(folder);
}

static struct folder *add_folder(GPtrArray *all, const char *name, size_t len)
{
	struct folder *folder = g_new0(struct folder, 1);

	folder->name = name;
	folder->len = len;
	folder->children = g_ptr_array_new();
	g_ptr_array_add(all, folder);
	return folder;
}

static struct folder *get_child(GPtrArray *all, struct folder *parent, const char *name, size_t len)
{
	struct folder *child;

	pointers_each (struct folder, one, parent->children)
		if (one->len == len && !memcmp(one->name, name, len))
			return one;
	child = add_folder(all, name, len);
	g_ptr_array_add(parent->children, child);
	return child;
}

/*
 * The folder or file that a path leads to. NULL where it leads deeper than is looked: a path is as
 * long as its mail.
 */
static struct folder *add_path(GPtrArray *all, const char *path)
{
	struct folder *at = all->pdata[0];
	unsigned depth = 0;

	for (const char *name = path, *end; *name; name = *end ? end + 1 : end) {
		if (depth++ == MAX_DEPTH)
			return NULL;
		end = name + strcspn(name, "/");
		at = get_child(all, at, name, (size_t)(end - name));
	}
	return at;
}

/* All of them, the top first. Free with g_ptr_array_unref(). */
static GPtrArray *folders_of(const GArray *wanted)
{
	GPtrArray *all = g_ptr_array_new_with_free_func(free_folder);

	add_folder(all, "", 0);
	array_each (const struct preimage, one, wanted) {
		struct folder *file = add_path(all, one->path);

		if (file)
			file->blob = one->blob;
	}
	return all;
}

static unsigned count_entry(struct tree *tree, struct folder *folder, const git_tree *files,
			    unsigned depth);

static unsigned count_found(struct tree *tree, struct folder *folder, const git_oid *tree_id,
			    unsigned depth)
{
	git_tree *files;

	if (folder->known && oid_equal(&folder->last, tree_id))
		return folder->found;
	folder->known = true;
	folder->last = *tree_id;
	folder->found = 0;
	if (depth == MAX_DEPTH || git_tree_lookup(&files, inbox_repo(tree->repo), tree_id))
		return 0;
	pointers_each (struct folder, child, folder->children)
		folder->found += count_entry(tree, child, files, depth);
	git_tree_free(files);
	return folder->found;
}

static unsigned count_entry(struct tree *tree, struct folder *folder, const git_tree *files,
			    unsigned depth)
{
	g_autofree char *name = g_strndup(folder->name, folder->len);
	const git_tree_entry *entry = git_tree_entry_byname(files, name);
	char hex[GIT_OID_HEXSZ + 1];

	if (!entry)
		return 0;
	if (git_tree_entry_type(entry) == GIT_OBJECT_TREE)
		return count_found(tree, folder, git_tree_entry_id(entry), depth + 1);
	oid_text(hex, sizeof(hex), git_tree_entry_id(entry));
	return folder->blob && g_str_has_prefix(hex, folder->blob);
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
	g_autoptr(GPtrArray) folders = folders_of(wanted);
	struct walk_entry entry;
	unsigned seen = 0;

	*found = 0;
	while (walk && *found < wanted->len && seen < MAX_COMMITS &&
	       walk_next(walk, &entry, NULL) > 0) {
		unsigned here;

		if (entry.date > sent + DAY)
			continue;
		seen++;
		here = count_found(tree, folders->pdata[0], &entry.tree, 0);
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
