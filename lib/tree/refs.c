/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/private.h"

#include "inbox/range.h"
#include "inbox/ref.h"
#include "inbox/selection.h"

static void clear_ref(void *data)
{
	struct tree_ref *ref = data;

	g_free(ref->name);
	g_array_unref(ref->include);
	g_array_unref(ref->exclude);
}

static void add_ref(struct tree *tree, const char *name, GArray *include, GArray *exclude)
{
	struct tree_ref ref = { .name = g_strdup(name) };

	/* A tab and a line end part the names in the table. */
	g_strdelimit(ref.name, "\t\n", '?');
	ref.include = include;
	ref.exclude = exclude ? exclude : g_array_new(FALSE, FALSE, sizeof(git_oid));
	g_array_append_val(tree->refs, ref);
}

static GArray *one_id(const git_oid *id)
{
	GArray *ids = g_array_new(FALSE, FALSE, sizeof(git_oid));

	g_array_append_vals(ids, id, 1);
	return ids;
}

static bool add_typed(struct tree *tree, const char *name, GError **error)
{
	struct range *range = range_parse(tree->repo, &name, 1, error);

	if (!range)
		return false;
	add_ref(tree, name, g_array_ref(range->include), g_array_ref(range->exclude));
	range_free(range);
	return true;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct tree_ref *)a)->name, ((const struct tree_ref *)b)->name);
}

/* Those that are no symbolic ones, which name another. */
static void add_remotes(struct tree *tree)
{
	git_reference_iterator *all;
	git_reference *ref;
	git_oid id;

	if (git_reference_iterator_glob_new(&all, inbox_repo(tree->repo), "refs/remotes/*"))
		return;
	while (!git_reference_next(&ref, all)) {
		const char *name = git_reference_name(ref) + strlen("refs/remotes/");

		if (git_reference_type(ref) == GIT_REFERENCE_DIRECT &&
		    tree->refs->len < COMMITS_MAX_HOMES && revision_of_ref(tree->repo, ref, &id))
			add_ref(tree, name, one_id(&id), NULL);
		git_reference_free(ref);
	}
	git_reference_iterator_free(all);
	g_array_sort(tree->refs, compare_names);
}

/* By the name of its branch. */
static void add_head(struct tree *tree)
{
	git_reference *head = NULL;
	const char *name = "HEAD";

	if (!tree->repo->has_tip)
		return;
	if (!git_repository_head(&head, inbox_repo(tree->repo)) && git_reference_is_branch(head))
		name = git_reference_shorthand(head);
	add_ref(tree, name, one_id(&tree->repo->tip), NULL);
	git_reference_free(head);
}

static void tell_missing(const struct tree *tree, const GError *error)
{
	g_autofree char *message =
		g_strdup_printf("kvm.upstream in '%s': %s", inbox_path(tree->repo), error->message);

	if (tree->options.notice)
		tree->options.notice(message, tree->options.data);
}

bool refs_read(struct tree *tree, GError **error)
{
	const char *const *names = tree->options.upstream;
	GError *missing = NULL;

	tree->refs = g_array_new(FALSE, FALSE, sizeof(struct tree_ref));
	g_array_set_clear_func(tree->refs, clear_ref);
	for (; names && *names; names++)
		if (tree->refs->len < COMMITS_MAX_HOMES && !add_typed(tree, *names, &missing)) {
			tell_missing(tree, missing);
			g_clear_error(&missing);
		}
	if (tree->refs->len)
		return true;
	if (tree->options.upstream) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION,
			    "'%s' has none of the refs of kvm.upstream", inbox_path(tree->repo));
		return false;
	}
	add_remotes(tree);
	if (!tree->refs->len)
		add_head(tree);
	return true;
}

void refs_clear(struct tree *tree)
{
	g_clear_pointer(&tree->refs, g_array_unref);
}
