/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/v1.h"

#include "inbox/list.h"
#include "inbox/oid.h"

#define AT_ONCE 512	 /* mails that are looked up before they are read */
#define MAX_ADDED 100000 /* by one commit; public-inbox adds one mail each */
#define NAME_LEN 40	 /* of a mail: two digits of its folder and 38 */

/* A mail that a commit adds. */
struct added {
	git_oid blob;
	char name[NAME_LEN + 1];
};

bool inbox_is_v1(const struct inbox *inbox)
{
	return inbox->v1;
}

/* A tree; without bytes where there is none, or it cannot be read: it has nothing in it, then. */
struct tree {
	git_oid id;
	struct object *object;
	struct slice entries;
};

static void tree_open(struct inbox *inbox, struct tree *tree, const git_oid *id)
{
	*tree = (struct tree){ .entries = SLICE("") };
	if (!id || object_read(inbox->objects, id, GIT_OBJECT_TREE, &tree->object) != OBJECT_OK)
		return;
	tree->id = *id;
	tree->entries = slice_of(object_data(tree->object), object_size(tree->object));
}

static void tree_close(struct tree *tree)
{
	object_free(tree->object);
	tree->object = NULL;
}

/* Names of one length are in the order of their bytes. */
static int compare_names(struct slice a, struct slice b)
{
	int order = memcmp(a.ptr, b.ptr, MIN(a.len, b.len));

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* The next entry of one kind with a name of that length. */
static bool next_of(struct slice *rest, size_t len, bool is_tree, struct tree_entry *entry)
{
	while (tree_next(rest, entry) > 0)
		if (entry->name.len == len && entry->is_tree == is_tree)
			return true;
	return false;
}

static void append_added(GArray *out, const char *folder, const struct tree_entry *entry)
{
	struct added added = { .blob = entry->id };

	memcpy(added.name, folder, 2);
	memcpy(added.name + 2, entry->name.ptr, NAME_LEN - 2);
	g_array_append_val(out, added);
}

/* What the folder has that its former state has not. */
static void compare_folders(struct inbox *inbox, const char *name, const git_oid *now_id,
			    const git_oid *old_id, GArray *out)
{
	struct tree now, old;
	struct tree_entry entry, other;
	struct slice rest;
	bool has_other;

	tree_open(inbox, &now, now_id);
	tree_open(inbox, &old, old_id);
	rest = old.entries;
	has_other = next_of(&rest, NAME_LEN - 2, false, &other);
	while (out->len <= MAX_ADDED && next_of(&now.entries, NAME_LEN - 2, false, &entry)) {
		while (has_other && compare_names(other.name, entry.name) < 0)
			has_other = next_of(&rest, NAME_LEN - 2, false, &other);
		if (!has_other || compare_names(other.name, entry.name))
			append_added(out, name, &entry);
	}
	tree_close(&now);
	tree_close(&old);
}

static void compare_trees(struct inbox *inbox, const struct tree *now, const struct tree *old,
			  GArray *out)
{
	struct slice rest = now->entries, other_rest = old->entries;
	struct tree_entry entry, other;
	bool has_other = next_of(&other_rest, 2, true, &other);

	while (out->len <= MAX_ADDED && next_of(&rest, 2, true, &entry)) {
		const git_oid *before = NULL;

		while (has_other && compare_names(other.name, entry.name) < 0)
			has_other = next_of(&other_rest, 2, true, &other);
		if (has_other && !compare_names(other.name, entry.name))
			before = &other.id;
		if (!before || !oid_equal(before, &entry.id))
			compare_folders(inbox, entry.name.ptr, &entry.id, before, out);
	}
}

/*
 * Appends to out (of struct added) the mails of a commit: one more than MAX_ADDED where they are
 * too many, for 256 folders may be one tree that is kept once. last is the tree that was looked at
 * last, as the parent of one commit is the next one mostly.
 */
static bool list_added(struct inbox *inbox, const git_oid *commit_id, struct tree *last,
		       GArray *out, GError **error)
{
	git_oid parent, parent_tree;
	struct object *object;
	struct commit commit;
	struct tree old;
	bool has_parent;

	if (!graph_read_commit(inbox, commit_id, &object, &commit, error))
		return false;
	has_parent = commit.nr_parents;
	if (has_parent)
		commit_parent(&commit, 0, &parent);
	if (!last->object || !oid_equal(&last->id, &commit.tree)) {
		tree_close(last);
		tree_open(inbox, last, &commit.tree);
	}
	object_free(object);
	if (inbox_is_boundary(inbox, commit_id))
		return true;
	if (has_parent && !graph_read_commit(inbox, &parent, &object, &commit, error))
		return false;
	if (has_parent) {
		parent_tree = commit.tree;
		object_free(object);
	}
	tree_open(inbox, &old, has_parent ? &parent_tree : NULL);
	compare_trees(inbox, last, &old, out);
	tree_close(last);
	*last = old;
	return true;
}

/* The mails of a range, some commits at a time. */
struct v1_stream {
	struct record_stream base;
	struct inbox *inbox;
	const struct scan_options *options;
	struct scan_options plain; /* the same for mails, of which none is passed over any more */
	struct walk *walk;
	struct tree last;
	GArray *added;	 /* of struct added, of one commit */
	GArray *entries; /* of struct walk_entry: a mail each, its blob in the place of the tree */
	struct record_stream *mails; /* those of entries */
	uint64_t replies;	     /* passed over before them */
	git_oid huge;		     /* behind them: a commit that adds too many, */
	bool has_huge;		     /* if there is one */
	bool ended;
};

static bool add_entries(struct v1_stream *v1, const struct walk_entry *commit, GError **error)
{
	struct walk_entry entry = *commit;

	g_array_set_size(v1->added, 0);
	if (!list_added(v1->inbox, &commit->commit, &v1->last, v1->added, error))
		return false;
	if (v1->added->len > MAX_ADDED) {
		v1->huge = commit->commit;
		v1->has_huge = true;
		return true;
	}
	/* The subject of a commit is that of its mail, when it has one. */
	entry.reply &= v1->added->len == 1;
	if (entry.reply && v1->options->skip_replies) {
		v1->replies++;
		return true;
	}
	for (guint i = 0; i < v1->added->len; i++) {
		entry.tree = g_array_index(v1->added, struct added, i).blob;
		g_array_append_val(v1->entries, entry);
	}
	return true;
}

static bool fill(struct v1_stream *v1, GError **error)
{
	struct walk_entry commit;
	int got = 1;

	g_array_set_size(v1->entries, 0);
	while (v1->entries->len < AT_ONCE && !v1->has_huge &&
	       (got = walk_next(v1->walk, &commit, error)) > 0)
		if (!add_entries(v1, &commit, error))
			return false;
	v1->ended = got <= 0;
	v1->base.too_old = walk_is_too_old(v1->walk);
	return got >= 0;
}

static int next_of_v1(struct record_stream *stream, struct stream_item *out, GError **error)
{
	struct v1_stream *v1 = (struct v1_stream *)stream;
	bool unused;
	int got;

	while (!(got = record_stream_pass(&v1->mails, out, &unused, error))) {
		if (v1->replies) {
			out->outcome = OUTCOME_REPLIES;
			out->nr = v1->replies;
			v1->replies = 0;
			return 1;
		}
		if (v1->has_huge) {
			v1->has_huge = false;
			out->outcome = OUTCOME_UNUSABLE;
			out->nr = 1;
			oid_text(out->commit, sizeof(out->commit), &v1->huge);
			out->reason =
				g_strdup("it adds more than " G_STRINGIFY(MAX_ADDED) " mails");
			return 1;
		}
		if (v1->ended)
			return 0;
		if (!fill(v1, error))
			return -1;
		v1->mails = inbox_stream_list(v1->inbox, v1->entries, &v1->plain);
	}
	return got;
}

static void close_v1(struct record_stream *stream)
{
	struct v1_stream *v1 = (struct v1_stream *)stream;

	record_stream_close(v1->mails);
	tree_close(&v1->last);
	g_array_unref(v1->added);
	g_array_unref(v1->entries);
	walk_close(v1->walk);
	g_free(v1);
}

static const struct record_stream_type v1_stream_type = { next_of_v1, close_v1 };

struct record_stream *v1_stream(struct inbox *inbox, const struct range *range,
				const struct scan_options *options, GError **error)
{
	struct walk *walk = walk_open(inbox, range, error);
	struct v1_stream *v1;

	if (!walk)
		return NULL;
	v1 = g_new0(struct v1_stream, 1);
	v1->base.type = &v1_stream_type;
	v1->inbox = inbox;
	v1->options = options;
	v1->plain = *options;
	v1->plain.skip_replies = false;
	v1->walk = walk;
	v1->added = g_array_new(FALSE, FALSE, sizeof(struct added));
	v1->entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	return &v1->base;
}

static const git_oid *find_mail(const GArray *added, const char *message_id)
{
	g_autofree char *name = g_compute_checksum_for_string(G_CHECKSUM_SHA1, message_id, -1);
	const git_oid *found = added->len ? &g_array_index(added, struct added, 0).blob : NULL;

	for (guint i = 0; i < added->len; i++)
		if (!strcmp(g_array_index(added, struct added, i).name, name))
			found = &g_array_index(added, struct added, i).blob;
	return found;
}

bool v1_read(struct inbox *inbox, const unsigned char *commit, const char *message_id,
	     struct mail_blob *out, GError **error)
{
	g_autoptr(GArray) added = g_array_new(FALSE, FALSE, sizeof(struct added));
	enum object_status status = OBJECT_NO_MAIL;
	struct tree last = { .object = NULL };
	struct object *object = NULL;
	const git_oid *blob;
	git_oid id;
	bool good;

	oid_from_raw(&id, commit);
	good = list_added(inbox, &id, &last, added, error);
	tree_close(&last);
	if (good) {
		blob = find_mail(added, message_id);
		if (blob)
			status = object_read(inbox->objects, blob, GIT_OBJECT_BLOB, &object);
		if (status == OBJECT_OK) {
			out->object = object;
			out->raw = slice_of(object_data(object), object_size(object));
		} else {
			g_autofree char *reason = object_describe(status, blob ? blob : &id);

			g_set_error(error, INBOX_ERROR, object_error_code(status),
				    "cannot read mail: %s%s", reason,
				    status == OBJECT_MISSING ? inbox_missing_hint(inbox) : "");
			good = false;
		}
	}
	return good;
}
