/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/private.h"

#include "inbox/objects.h"
#include "inbox/oid.h"
#include "inbox/walk.h"
#include "text/each.h"

#define MAGIC "git-kvm commits 1"
#define REPORT_EVERY 256

/*
 * The table's text: MAGIC, then for each ref, by its number, its name, its tips and what they hide,
 * with tabs between these. While all refs are there still, and have only grown, what is new is
 * added; else the table starts anew.
 */
struct update {
	struct tree *tree;
	GArray *rank;	  /* of unsigned: the place of each number in the options */
	GArray *whole;	  /* of bool: nothing is hidden of it */
	GHashTable *seen; /* of git_oid, of one ref */
	GArray *stack;	  /* of git_oid */
	uint64_t done;
};

static void append_ids(GString *out, const GArray *ids)
{
	char hex[GIT_OID_HEXSZ + 1];

	for (guint i = 0; i < ids->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "",
				       oid_text(hex, sizeof(hex), &g_array_index(ids, git_oid, i)));
}

static struct tree_ref *ref_of(const struct tree *tree, guint i)
{
	return &g_array_index(tree->refs, struct tree_ref, i);
}

/* The text as it is to be now; homes tells the numbers. */
static char *make_state(const struct tree *tree)
{
	GString *state = g_string_new(MAGIC "\n");

	for (guint home = 0; home < tree->homes->len; home++)
		for (guint i = 0; i < tree->refs->len; i++)
			if (ref_of(tree, i)->home == home) {
				g_string_append_printf(state, "%s\t", ref_of(tree, i)->name);
				append_ids(state, ref_of(tree, i)->include);
				g_string_append_c(state, '\t');
				append_ids(state, ref_of(tree, i)->exclude);
				g_string_append_c(state, '\n');
			}
	return g_string_free(state, FALSE);
}

static struct tree_ref *find_ref(const struct tree *tree, const char *name)
{
	for (guint i = 0; i < tree->refs->len; i++)
		if (!strcmp(ref_of(tree, i)->name, name))
			return ref_of(tree, i);
	return NULL;
}

static bool is_ancestor(const struct tree *tree, const char *old, const GArray *tips)
{
	git_oid id;

	if (!oid_parse(old, &id))
		return false;
	array_each (const git_oid, tip, tips)
		if (oid_equal(tip, &id) ||
		    git_graph_descendant_of(inbox_repo(tree->repo), tip, &id) == 1)
			return true;
	return false;
}

/* Whether the ref of a line is there still and has all that it had. */
static bool has_grown(const struct tree *tree, char **fields, const struct tree_ref *ref)
{
	g_autoptr(GString) hidden = g_string_new(NULL);
	g_auto(GStrv) tips = g_strsplit(fields[1], " ", -1);
	bool grown;

	append_ids(hidden, ref->exclude);
	grown = !strcmp(hidden->str, fields[2]);
	for (guint i = 0; grown && tips[i]; i++)
		grown = is_ancestor(tree, tips[i], ref->include);
	return grown;
}

/* Gives the refs the numbers that they have in the table. False where it has to start anew. */
static bool take_numbers(struct tree *tree)
{
	g_auto(GStrv) lines = g_strsplit(commits_state(tree->table), "\n", -1);
	const struct tree_ref *last = NULL;
	bool good = lines[0] && !strcmp(lines[0], MAGIC);

	for (guint i = 1; good && lines[i] && *lines[i]; i++) {
		g_auto(GStrv) fields = g_strsplit(lines[i], "\t", -1);
		struct tree_ref *ref =
			g_strv_length(fields) == 3 ? find_ref(tree, fields[0]) : NULL;

		/* In another order, other refs would be the first that have a commit. */
		good = ref && (!last || ref > last) && has_grown(tree, fields, ref);
		if (good) {
			ref->home = tree->homes->len;
			g_ptr_array_add(tree->homes, g_strdup(ref->name));
		}
		last = ref;
	}
	return good;
}

static void number_refs(struct tree *tree, bool anew)
{
	guint known = anew ? 0 : tree->homes->len;

	g_ptr_array_set_size(tree->homes, (gint)known);
	for (guint i = 0; i < tree->refs->len; i++) {
		struct tree_ref *ref = ref_of(tree, i);
		bool numbered =
			ref->home < known && !strcmp(tree->homes->pdata[ref->home], ref->name);

		if (numbered)
			continue;
		ref->home = tree->homes->len;
		g_ptr_array_add(tree->homes, g_strdup(ref->name));
	}
}

static void tell(struct update *update)
{
	const struct tree_options *options = &update->tree->options;

	if (++update->done % REPORT_EVERY == 0 && options->progress)
		options->progress(update->done, options->data);
}

static void push_parents(struct update *update, const git_oid *id, const struct commit *commit)
{
	if (inbox_is_boundary(update->tree->repo, id))
		return;
	for (size_t i = 0; i < commit->nr_parents; i++) {
		git_oid parent;

		commit_parent(commit, i, &parent);
		g_array_append_val(update->stack, parent);
	}
}

/* Adds it with its keys where it is new. What cannot be read ends its line of history. */
static void visit(struct update *update, const git_oid *id, unsigned home, bool is_new, bool go_on)
{
	struct tree *tree = update->tree;
	struct object *object;
	struct tree_commit said;
	struct commit commit;
	struct slice raw;

	if (object_read(tree->repo->objects, id, GIT_OBJECT_COMMIT, &object) != OBJECT_OK)
		return;
	raw = slice_of(object_data(object), object_size(object));
	if (commit_parse_parents(&commit, raw.ptr, raw.len)) {
		if (go_on)
			push_parents(update, id, &commit);
		if (is_new) {
			struct commits_entry entry = { *id, home };

			commits_add(tree->table, &entry);
			if (tree_commit_parse(id, raw, &said))
				tree_add_keys(tree->table, &said);
			tree_commit_release(&said);
			tell(update);
		}
	}
	object_free(object);
}

/* Whether the history behind a commit that is known has nothing to tell about this ref. */
static bool take_known(struct update *update, int64_t number, unsigned home)
{
	struct commits *table = update->tree->table;
	struct commits_entry entry;
	unsigned known, mine = g_array_index(update->rank, unsigned, home);

	if (!commits_get(table, number, &entry) || entry.home >= update->rank->len)
		return true;
	known = g_array_index(update->rank, unsigned, entry.home);
	if (known <= mine)
		return g_array_index(update->whole, bool, entry.home);
	commits_set_home(table, number, home);
	return false;
}

static void add_history(struct update *update, const struct tree_ref *ref)
{
	g_array_append_vals(update->stack, ref->include->data, ref->include->len);
	while (update->stack->len) {
		git_oid id = g_array_index(update->stack, git_oid, update->stack->len - 1);
		int64_t number;

		g_array_set_size(update->stack, update->stack->len - 1);
		number = commits_number(update->tree->table, &id);
		if (number < 0) {
			visit(update, &id, ref->home, true, true);
			continue;
		}
		if (g_hash_table_contains(update->seen, &id))
			continue;
		g_hash_table_add(update->seen, g_memdup2(&id, sizeof(id)));
		if (!take_known(update, number, ref->home))
			visit(update, &id, ref->home, false, true);
	}
	g_hash_table_remove_all(update->seen);
}

/* A ref that hides something: few commits, as those of a stable tree. */
static bool add_range(struct update *update, const struct tree_ref *ref, GError **error)
{
	struct range *range = range_new();
	struct walk_entry entry;
	struct walk *walk;
	int got = -1;

	g_array_append_vals(range->include, ref->include->data, ref->include->len);
	g_array_append_vals(range->exclude, ref->exclude->data, ref->exclude->len);
	walk = walk_open(update->tree->repo, range, error);
	while (walk && (got = walk_next(walk, &entry, error)) > 0) {
		int64_t number = commits_number(update->tree->table, &entry.commit);

		if (number < 0)
			visit(update, &entry.commit, ref->home, true, false);
		else
			take_known(update, number, ref->home);
	}
	if (walk)
		walk_close(walk);
	range_free(range);
	return got == 0;
}

static bool add_all(struct update *update, GError **error)
{
	struct tree *tree = update->tree;
	bool good = true;

	for (guint i = 0; i < tree->homes->len; i++) {
		unsigned none = 0;
		bool whole = false;

		g_array_append_val(update->rank, none);
		g_array_append_val(update->whole, whole);
	}
	for (guint i = 0; i < tree->refs->len; i++) {
		const struct tree_ref *ref = ref_of(tree, i);

		g_array_index(update->rank, unsigned, ref->home) = i;
		g_array_index(update->whole, bool, ref->home) = !ref->exclude->len;
	}
	for (guint i = 0; good && i < tree->refs->len; i++) {
		const struct tree_ref *ref = ref_of(tree, i);

		if (ref->exclude->len)
			good = add_range(update, ref, error);
		else
			add_history(update, ref);
	}
	if (tree->options.progress && update->done >= REPORT_EVERY)
		tree->options.progress(0, tree->options.data);
	return good;
}

static bool add_new(struct tree *tree, GError **error)
{
	struct update update = {
		.tree = tree,
		.rank = g_array_new(FALSE, FALSE, sizeof(unsigned)),
		.whole = g_array_new(FALSE, FALSE, sizeof(bool)),
		.seen = g_hash_table_new_full(inbox_oid_hash, inbox_oid_equal, g_free, NULL),
		.stack = g_array_new(FALSE, FALSE, sizeof(git_oid)),
	};
	bool good = add_all(&update, error);

	g_array_unref(update.rank);
	g_array_unref(update.whole);
	g_array_unref(update.stack);
	g_hash_table_unref(update.seen);
	return good;
}

bool tree_update(struct tree *tree, GError **error)
{
	bool anew, good = true;
	g_autofree char *state = NULL;

	for (guint i = 0; i < tree->refs->len; i++)
		ref_of(tree, i)->home = UINT_MAX;
	g_ptr_array_set_size(tree->homes, 0);
	anew = !take_numbers(tree);
	if (anew)
		commits_clear(tree->table);
	number_refs(tree, anew);
	state = make_state(tree);
	if (strcmp(state, commits_state(tree->table))) {
		good = add_new(tree, error);
		if (good)
			commits_save(tree->table, state);
	}
	return good;
}
