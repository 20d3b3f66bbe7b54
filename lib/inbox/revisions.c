/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/revisions.h"

#include "inbox/oid.h"
#include "inbox/ref.h"
#include "text/each.h"

void revisions_init(struct revisions *revisions, struct inbox *const *inboxes, size_t nr)
{
	revisions->epochs = (struct epochs){ inboxes, nr };
	revisions->include = g_array_new(FALSE, FALSE, sizeof(struct point));
	revisions->exclude = g_array_new(FALSE, FALSE, sizeof(struct point));
	revisions->from = g_ptr_array_new_with_free_func(g_free);
	revisions->to = g_ptr_array_new_with_free_func(g_free);
}

void revisions_release(struct revisions *revisions)
{
	g_array_unref(revisions->include);
	g_array_unref(revisions->exclude);
	if (revisions->from)
		g_ptr_array_unref(revisions->from);
	if (revisions->to)
		g_ptr_array_unref(revisions->to);
}

/* Unless it is there already: a range of one tip is quicker than one of two. */
static void include_once(GArray *include, size_t epoch, const git_oid *id)
{
	struct point point = { epoch, *id };

	for (guint i = 0; i < include->len; i++)
		if (g_array_index(include, struct point, i).epoch == epoch &&
		    oid_equal(&g_array_index(include, struct point, i).id, id))
			return;
	g_array_append_val(include, point);
}

/* What we keep for ourselves is no history of the list. */
static bool is_ours(const git_reference *ref)
{
	return g_str_has_prefix(git_reference_name(ref), "refs/kvm/");
}

/* The commits that refs of that pattern (NULL: any) point to; others are passed over, as in git. */
static bool add_refs_of(struct revisions *revisions, size_t epoch, const char *pattern)
{
	struct inbox *inbox = revisions->epochs.inboxes[epoch];
	git_reference_iterator *iterator;
	git_reference *ref;
	git_oid commit;

	if (pattern ? git_reference_iterator_glob_new(&iterator, inbox_repo(inbox), pattern)
		    : git_reference_iterator_new(&iterator, inbox_repo(inbox)))
		return false;
	while (!git_reference_next(&ref, iterator)) {
		if (!is_ours(ref) && revision_of_ref(inbox, ref, &commit))
			include_once(revisions->include, epoch, &commit);
		git_reference_free(ref);
	}
	git_reference_iterator_free(iterator);
	if (!pattern && inbox->has_tip)
		include_once(revisions->include, epoch, &inbox->tip);
	return true;
}

/* --all, --branches */
static bool add_refs(struct revisions *revisions, const char *arg, GError **error)
{
	const char *pattern = strcmp(arg, "--all") ? "refs/heads/*" : NULL;

	for (size_t i = 0; i < revisions->epochs.nr; i++)
		if (!add_refs_of(revisions, i, pattern))
			return revision_refuse(arg, error);
	g_ptr_array_add(revisions->to, g_strdup(arg));
	return true;
}

/* One side of .. or ..., where nothing means the newest mail. */
static bool resolve_side(const struct epochs *epochs, const char *name, const char *arg,
			 struct point *out, GError **error)
{
	if (*name)
		return epochs_resolve(epochs, name, arg, out, error);
	return epochs_newest(epochs, out) || revision_refuse(arg, error);
}

static void add_name(GPtrArray *names, const char *name)
{
	g_ptr_array_add(names, g_strdup(*name ? name : "HEAD"));
}

/* A..B, A...B. Returns 1 when it was one, 0 when it is something else, -1 with an error. */
static int add_range(struct revisions *revisions, const char *arg, GError **error)
{
	const char *dots = strstr(arg, "..");
	bool symmetric, good = true;
	const char *right;
	struct point a, b;
	g_autofree char *left = NULL;

	if (!dots || !strcmp(arg, ".."))
		return 0;
	symmetric = dots[2] == '.';
	right = dots + (symmetric ? 3 : 2);
	left = g_strndup(arg, (gsize)(dots - arg));
	if (!resolve_side(&revisions->epochs, left, arg, &a, error) ||
	    !resolve_side(&revisions->epochs, right, arg, &b, error))
		return -1;
	if (symmetric) {
		g_array_append_val(revisions->include, a);
		good = epochs_common(&revisions->epochs, &a, &b, revisions->exclude, error);
	} else {
		g_array_append_val(revisions->exclude, a);
	}
	g_array_append_val(revisions->include, b);
	add_name(revisions->from, left);
	add_name(revisions->to, right);
	return good ? 1 : -1;
}

/* The N of A^-N, 1 when it is left out; 0 when that is not how text goes on. */
static size_t parse_parent_number(const char *text)
{
	guint64 number;

	if (!*text)
		return 1;
	if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &number, NULL))
		return 0;
	return number;
}

/* A^@: the parents of A and what is behind them. */
static bool add_all_parents(struct revisions *revisions, const struct point *point, const char *arg,
			    bool hidden, GError **error)
{
	g_ptr_array_add(hidden ? revisions->from : revisions->to, g_strdup(arg));
	return epochs_parents(&revisions->epochs, point, 0,
			      hidden ? revisions->exclude : revisions->include, error);
}

/* A^! and A^-N: A without its parents, or without that one. */
static bool add_without_parents(struct revisions *revisions, const struct point *point,
				const char *name, size_t number, bool hidden, GError **error)
{
	GArray *out = hidden ? revisions->include : revisions->exclude;

	if (!epochs_parents(&revisions->epochs, point, number, out, error))
		return false;
	g_array_append_val(*(hidden ? &revisions->exclude : &revisions->include), *point);
	g_ptr_array_add(hidden ? revisions->to : revisions->from,
			number > 1 ? g_strdup_printf("%s^%zu", name, number)
				   : g_strconcat(name, "^", NULL));
	g_ptr_array_add(hidden ? revisions->from : revisions->to, g_strdup(name));
	return true;
}

/* A^@, A^!, A^-, A^-N. Returns as add_range(). */
static int add_parent_form(struct revisions *revisions, const char *arg, bool hidden,
			   GError **error)
{
	const char *mark = g_strrstr(arg, "^");
	size_t number = 0;
	g_autofree char *name = NULL;
	struct point point;
	bool good;

	if (!mark)
		return 0;
	if (mark[1] == '-')
		number = parse_parent_number(mark + 2);
	if (!number && strcmp(mark, "^@") && strcmp(mark, "^!"))
		return 0;
	name = g_strndup(arg, (gsize)(mark - arg));
	good = epochs_resolve(&revisions->epochs, *name ? name : "HEAD", arg, &point, error);
	if (good && mark[1] == '@')
		good = add_all_parents(revisions, &point, arg, hidden, error);
	else if (good)
		good = add_without_parents(revisions, &point, name, number, hidden, error);
	return good ? 1 : -1;
}

bool revisions_add(struct revisions *revisions, const char *arg, GError **error)
{
	const char *name = arg;
	GError *inner = NULL;
	bool hidden;
	struct point point;
	int done;

	if (!strcmp(arg, "--all") || !strcmp(arg, "--branches"))
		return add_refs(revisions, arg, error);
	done = add_range(revisions, arg, &inner);
	hidden = *name == '^';
	name += hidden;
	if (!done)
		done = add_parent_form(revisions, name, hidden, &inner);
	if (done > 0)
		return true;
	/* What looks like a range can still be one name: HEAD^{/a..b}. The error is then that of
	 * the range. */
	if (epochs_resolve(&revisions->epochs, name, arg, &point, inner ? NULL : error)) {
		g_clear_error(&inner);
		g_array_append_val(*(hidden ? &revisions->exclude : &revisions->include), point);
		g_ptr_array_add(hidden ? revisions->from : revisions->to, g_strdup(name));
		return true;
	}
	if (inner)
		g_propagate_error(error, inner);
	else if (done < 0)
		return revision_refuse(arg, error);
	return false;
}

static bool contains(const GArray *ids, const git_oid *id)
{
	for (guint i = 0; i < ids->len; i++)
		if (oid_equal(&g_array_index(ids, git_oid, i), id))
			return true;
	return false;
}

/* Returns whether there are some of newer epochs, too. */
static bool append_of_epoch(const GArray *points, size_t epoch, GArray *out)
{
	bool newer = false;

	array_each (const struct point, point, points) {
		if (point->epoch == epoch)
			g_array_append_val(out, point->id);
		newer |= point->epoch < epoch;
	}
	return newer;
}

bool revisions_of_epoch(const struct revisions *revisions, size_t epoch, GArray *include,
			GArray *exclude)
{
	const struct inbox *inbox = revisions->epochs.inboxes[epoch];
	bool shown = append_of_epoch(revisions->include, epoch, include);
	bool hidden = append_of_epoch(revisions->exclude, epoch, exclude);

	/* What a newer epoch's commit stands for goes through all older epochs. */
	if (hidden && (!include->len || !inbox->has_tip))
		return false;
	if (hidden)
		g_array_append_val(exclude, inbox->tip);
	else if (shown && inbox->has_tip && !contains(include, &inbox->tip))
		g_array_append_val(include, inbox->tip);
	return include->len;
}
