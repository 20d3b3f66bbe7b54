/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/touched.h"

#include "inbox/objects.h"
#include "inbox/oid.h"
#include "tree/private.h"

#define MAX_PATHS 2000
#define MAX_DEPTH 128

struct reader {
	struct objects *objects;
	GHashTable *paths;
	GString *folder; /* with a slash at its end, or empty */
	unsigned depth;
};

/* A tree, and where one is in it; object NULL: there is none on this side. */
struct side {
	struct object *object;
	struct slice rest;
	struct tree_entry entry;
	int got; /* as of tree_next() */
};

static void step(struct side *side)
{
	side->got = side->object ? tree_next(&side->rest, &side->entry) : 0;
}

static bool open_side(struct reader *reader, const git_oid *id, struct side *side)
{
	*side = (struct side){ .object = NULL };
	if (id) {
		if (object_read(reader->objects, id, GIT_OBJECT_TREE, &side->object) != OBJECT_OK)
			return false;
		side->rest = slice_of(object_data(side->object), object_size(side->object));
	}
	step(side);
	return true;
}

/* In the order of git's trees, where a folder's name ends with a slash. */
static int compare_entries(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t len = MIN(a->name.len, b->name.len);
	int order = memcmp(a->name.ptr, b->name.ptr, len);
	int next_a, next_b;

	if (order)
		return order;
	next_a = a->name.len > len ? (unsigned char)a->name.ptr[len] : a->is_tree ? '/' : 0;
	next_b = b->name.len > len ? (unsigned char)b->name.ptr[len] : b->is_tree ? '/' : 0;
	return next_a - next_b;
}

static bool compare_trees(struct reader *reader, const git_oid *before, const git_oid *after);

/* What stands on one side alone, or differs; one of both may be NULL. */
static bool take_entry(struct reader *reader, const struct tree_entry *before,
		       const struct tree_entry *after)
{
	const struct tree_entry *entry = before ? before : after;
	gsize len = reader->folder->len;
	bool good;

	g_string_append_len(reader->folder, entry->name.ptr, (gssize)entry->name.len);
	if (entry->is_tree) {
		g_string_append_c(reader->folder, '/');
		good = compare_trees(reader, before ? &before->id : NULL,
				     after ? &after->id : NULL);
	} else {
		good = g_hash_table_size(reader->paths) < MAX_PATHS;
		g_hash_table_add(reader->paths, g_strdup(reader->folder->str));
	}
	g_string_truncate(reader->folder, len);
	return good;
}

static bool compare_sides(struct reader *reader, struct side *before, struct side *after)
{
	while (before->got > 0 || after->got > 0) {
		int order = before->got <= 0  ? 1
			    : after->got <= 0 ? -1
					      : compare_entries(&before->entry, &after->entry);
		bool same = !order && oid_equal(&before->entry.id, &after->entry.id);

		if (!same && !take_entry(reader, order <= 0 ? &before->entry : NULL,
					 order >= 0 ? &after->entry : NULL))
			return false;
		if (order <= 0)
			step(before);
		if (order >= 0)
			step(after);
	}
	return before->got == 0 && after->got == 0;
}

/* One of both may be NULL. */
static bool compare_trees(struct reader *reader, const git_oid *before, const git_oid *after)
{
	struct side old, new;
	bool good;

	if (reader->depth >= MAX_DEPTH || !open_side(reader, before, &old))
		return false;
	reader->depth++;
	good = open_side(reader, after, &new) && compare_sides(reader, &old, &new);
	reader->depth--;
	object_free(old.object);
	object_free(new.object);
	return good;
}

static bool read_parent(struct reader *reader, const struct tree_commit *commit, git_oid *tree)
{
	struct object *object;
	struct commit parent;
	bool good;

	if (object_read(reader->objects, &commit->parent, GIT_OBJECT_COMMIT, &object) != OBJECT_OK)
		return false;
	good = commit_parse_parents(&parent, object_data(object), object_size(object));
	*tree = parent.tree;
	object_free(object);
	return good;
}

GHashTable *touched_by(struct tree *tree, const struct tree_commit *commit)
{
	struct reader reader = {
		.objects = tree->repo->objects,
		.paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.folder = g_string_new(NULL),
	};
	bool has_parent = !oid_is_zero(&commit->parent);
	git_oid before;

	if ((has_parent && !read_parent(&reader, commit, &before)) ||
	    !compare_trees(&reader, has_parent ? &before : NULL, &commit->tree))
		g_clear_pointer(&reader.paths, g_hash_table_unref);
	g_string_free(reader.folder, TRUE);
	return reader.paths;
}
