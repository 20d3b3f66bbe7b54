/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/private.h"

#include "inbox/folders.h"
#include "inbox/objects.h"
#include "inbox/range.h"
#include "inbox/revision.h"
#include "inbox/walk.h"
#include "inbox/selection.h"
#include "index/folder.h"
#include "patch/subject.h"

#define TABLE_NAME "tree.sqlite"

/* As an inbox's index: in the repository, else in the cache. */
static char *choose_path(const struct tree_options *options, const char *git_dir)
{
	g_autofree char *folder = NULL;
	char *path = NULL;

	if (!options->table)
		return NULL;
	folder = g_build_filename(git_dir, "kvm", NULL);
	if (folder_is_writable(folder)) {
		path = g_build_filename(folder, TABLE_NAME, NULL);
	} else if (options->cache_dir) {
		g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, git_dir, -1);
		g_autofree char *name = g_strconcat(hash, "-", TABLE_NAME, NULL);

		path = g_build_filename(options->cache_dir, name, NULL);
	}
	return path;
}

static bool start_table(struct tree *tree, GError **error)
{
	g_autofree char *path = choose_path(&tree->options, inbox_common_path(tree->repo));

	tree->table = commits_open(path, tree->options.notice, tree->options.data);
	if (!tree_update(tree, error))
		return false;
	/* A file that turned out to be no good is left alone. */
	return !commits_is_broken(tree->table) || tree_update(tree, error);
}

struct tree *tree_open(const char *path, const char *git_dir, const char *ceilings,
		       const struct tree_options *options, GError **error)
{
	struct inbox *repo = inbox_open_any(path, git_dir, ceilings, error);
	struct tree *tree;

	if (!repo)
		return NULL;
	if (!path && inbox_holds_mails(repo)) {
		inbox_close(repo);
		return NULL;
	}
	tree = g_new0(struct tree, 1);
	tree->repo = repo;
	tree->options = *options;
	tree->homes = g_ptr_array_new_with_free_func(g_free);
	if (refs_read(tree, error) && tree->refs->len && start_table(tree, error))
		return tree;
	tree_close(tree);
	return NULL;
}

void tree_close(struct tree *tree)
{
	if (!tree)
		return;
	refs_clear(tree);
	commits_close(tree->table);
	g_ptr_array_unref(tree->homes);
	inbox_close(tree->repo);
	g_free(tree);
}

const char *tree_path(const struct tree *tree)
{
	return inbox_path(tree->repo);
}

unsigned tree_digits(struct tree *tree)
{
	struct archive archive = { .inboxes = g_ptr_array_new() };

	g_ptr_array_add(archive.inboxes, tree->repo);
	if (!tree->digits)
		tree->digits = archive_digits(&archive);
	g_ptr_array_unref(archive.inboxes);
	return tree->digits;
}

void tree_shorten(struct tree *tree, const git_oid *id, char *out)
{
	struct archive archive = { .inboxes = g_ptr_array_new() };

	g_ptr_array_add(archive.inboxes, tree->repo);
	archive_shorten(&archive, id->id, tree_digits(tree), out);
	g_ptr_array_unref(archive.inboxes);
}

void tree_rest(struct tree *tree)
{
	commits_rest(tree->table);
}

const char *tree_title_key(struct pool *pool, const char *title)
{
	struct subject subject;

	if (*title == '[') {
		subject_parse(pool, title, &subject);
		title = *subject.title ? subject.title : title;
	}
	return title_key(pool, title_tail(title));
}

char *tree_authored_key(const char *email, int64_t authored)
{
	char digits[24], *at = digits + sizeof(digits) - 1, *key, *out;
	size_t len = strlen(email);
	uint64_t rest = (uint64_t)MAX(authored, 0);

	/* One for each commit: by GLib's functions it took as long as all else here. */
	for (*at = '\0'; rest || !*at; rest /= 10)
		*--at = (char)('0' + rest % 10);
	key = out = g_malloc(len + 1 + sizeof(digits));
	for (size_t i = 0; i < len; i++)
		*out++ = email[i] >= 'A' && email[i] <= 'Z' ? (char)(email[i] | 0x20) : email[i];
	*out++ = ' ';
	memcpy(out, at, (size_t)(digits + sizeof(digits) - at));
	return key;
}

void tree_add_keys(struct commits *table, struct tree_commit *commit)
{
	g_autofree char *authored = NULL;

	if (commit->nr_parents > 1)
		return;
	authored = tree_authored_key(commit->author.email, commit->authored);
	commits_add_key(table, TREE_TITLE, slice_str(tree_title_key(&commit->pool, commit->title)));
	commits_add_key(table, TREE_AUTHORED, slice_str(authored));
	for (const char **id = commit->message_ids; *id; id++)
		commits_add_key(table, TREE_MESSAGE_ID, slice_str(*id));
	for (size_t i = 0; i < commit->nr_names; i++)
		commits_add_key(table, TREE_NAMED,
				slice_of(commit->names[i].digits, COMMIT_MIN_DIGITS));
}

void tree_hit_free(struct tree_hit *hit)
{
	if (!hit)
		return;
	tree_commit_release(&hit->commit);
	g_free(hit);
}

GPtrArray *tree_hits_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)tree_hit_free);
}

static struct tree_hit *read_commit(struct tree *tree, const git_oid *id)
{
	struct object *object;
	struct tree_hit *hit;

	if (object_read(tree->repo->objects, id, GIT_OBJECT_COMMIT, &object) != OBJECT_OK)
		return NULL;
	hit = g_new0(struct tree_hit, 1);
	hit->number = -1;
	if (!tree_commit_parse(id, slice_of(object_data(object), object_size(object)),
			       &hit->commit))
		g_clear_pointer(&hit, tree_hit_free);
	object_free(object);
	if (hit && inbox_is_boundary(tree->repo, id))
		memset(&hit->commit.parent, 0, sizeof(hit->commit.parent));
	return hit;
}

static const char *home_name(const struct tree *tree, unsigned home)
{
	return home < tree->homes->len ? tree->homes->pdata[home] : "";
}

struct tree_hit *tree_read(struct tree *tree, const git_oid *id, bool *counts)
{
	struct tree_hit *hit = read_commit(tree, id);
	int64_t number = commits_number(tree->table, id);
	struct commits_entry entry;
	bool there = number >= 0 && commits_get(tree->table, number, &entry);

	if (hit) {
		hit->home = there ? home_name(tree, entry.home) : "";
		hit->number = there ? number : -1;
	}
	if (counts)
		*counts = there;
	return hit;
}

static bool names_commit(const struct tree_commit *commit, const char *digits)
{
	for (size_t i = 0; i < commit->nr_names; i++)
		if (g_str_has_prefix(commit->names[i].digits, digits))
			return true;
	return false;
}

static bool fits(struct tree_commit *commit, enum tree_key key, const char *text)
{
	bool same = false;
	char *authored;

	switch (key) {
	case TREE_MESSAGE_ID:
		return g_strv_contains((const gchar *const *)commit->message_ids, text);
	case TREE_TITLE:
		return !strcmp(tree_title_key(&commit->pool, commit->title), text);
	case TREE_AUTHORED:
		authored = tree_authored_key(commit->author.email, commit->authored);
		same = !strcmp(authored, text);
		g_free(authored);
		return same;
	case TREE_NAMED:
		return names_commit(commit, text);
	}
	return false;
}

static void find_once(struct tree *tree, enum tree_key key, const char *text, GPtrArray *hits)
{
	g_autoptr(GArray) numbers = commits_find(tree->table, (int)key, slice_str(text));

	for (guint i = 0; i < numbers->len; i++) {
		struct commits_entry entry;
		struct tree_hit *hit = NULL;

		if (commits_get(tree->table, g_array_index(numbers, int64_t, i), &entry))
			hit = read_commit(tree, &entry.id);
		if (hit && fits(&hit->commit, key, text)) {
			hit->home = home_name(tree, entry.home);
			hit->number = g_array_index(numbers, int64_t, i);
			g_ptr_array_add(hits, hit);
		} else {
			tree_hit_free(hit);
		}
	}
}

void tree_find(struct tree *tree, enum tree_key key, const char *text, GPtrArray *hits)
{
	bool broken = commits_is_broken(tree->table);
	guint before = hits->len;

	if (!*text)
		return;
	find_once(tree, key, text, hits);
	if (broken || !commits_is_broken(tree->table))
		return;
	/* The file went bad under us: all is read again, into memory. */
	g_ptr_array_set_size(hits, (gint)before);
	if (tree_update(tree, NULL))
		find_once(tree, key, text, hits);
}

bool tree_resolve(struct tree *tree, const char *name, git_oid *out, GError **error)
{
	return revision_resolve(tree->repo, name, name, out, error);
}

bool tree_range(struct tree *tree, const char *name, GPtrArray *hits, GError **error)
{
	struct range *range = range_parse(tree->repo, &name, 1, error);
	struct walk *walk = range ? walk_open(tree->repo, range, error) : NULL;
	struct walk_entry entry;
	int got = -1;

	while (walk && (got = walk_next(walk, &entry, error)) > 0) {
		struct tree_hit *hit = tree_read(tree, &entry.commit, NULL);

		if (hit && hit->commit.nr_parents < 2)
			g_ptr_array_add(hits, hit);
		else
			tree_hit_free(hit);
	}
	if (walk)
		walk_close(walk);
	range_free(range);
	return got == 0;
}
