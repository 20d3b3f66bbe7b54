/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/revisions.h"

#include "inbox/message.h"
#include "inbox/walk.h"

static bool bad_revision(const char *name, GError **error)
{
	g_clear_error(error);
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION, "bad revision '%s'", name);
	return false;
}

static bool peel(git_object *object, const char *name, git_oid *out, GError **error)
{
	git_object *commit;

	if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT)) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION,
			    "bad revision '%s': it is a %s, not a commit", name,
			    git_object_type2string(git_object_type(object)));
		return false;
	}
	*out = *git_object_id(commit);
	git_object_free(commit);
	return true;
}

static bool search_from(struct inbox *inbox, const git_oid *tip, const char *pattern, git_oid *out)
{
	GArray *tips = g_array_new(FALSE, FALSE, sizeof(git_oid));
	bool found;

	g_array_append_val(tips, *tip);
	found = message_search(inbox, tips, pattern, out);
	g_array_unref(tips);
	return found;
}

/*
 * Puts the id of the commit that was found in place of :/pattern, or of A^{/pattern} in front of ~
 * and ^. NULL when none was.
 */
static char *replace_search(struct inbox *inbox, const char *name, const char *arg)
{
	const char *mark = strstr(name, "^{/"), *end = strrchr(name, '}');
	char hex[GIT_OID_HEXSZ + 1], *base, *pattern;
	git_oid id;
	bool found;

	if (g_str_has_prefix(name, ":/")) {
		found = message_search_all(inbox, name + 2, &id);
		return found ? g_strdup(git_oid_tostr(hex, sizeof(hex), &id)) : NULL;
	}
	if (!mark || !end || end < mark || end[1 + strspn(end + 1, "~^0123456789")])
		return NULL;
	base = g_strndup(name, mark - name);
	pattern = g_strndup(mark + 3, end - mark - 3);
	found = revision_resolve(inbox, base, arg, &id, NULL) &&
		(!*pattern || search_from(inbox, &id, pattern, &id));
	g_free(base);
	g_free(pattern);
	return found ? g_strconcat(git_oid_tostr(hex, sizeof(hex), &id), end + 1, NULL) : NULL;
}

bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error)
{
	git_object *object;
	char *expanded;
	bool good;

	if (!*name)
		return bad_revision(arg, error);
	if (g_str_has_prefix(name, ":/") || strstr(name, "^{/")) {
		expanded = replace_search(inbox, name, arg);
		if (!expanded)
			return bad_revision(arg, error);
	} else {
		expanded = revision_expand(inbox, name, error);
		if (!expanded)
			return false;
	}
	if (git_revparse_single(&object, inbox->repo, expanded)) {
		good = bad_revision(arg, error);
	} else {
		good = peel(object, name, out, error);
		git_object_free(object);
	}
	g_free(expanded);
	return good;
}

/* One side of .. or ..., where nothing means the newest mail. */
static bool resolve_side(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
			 GError **error)
{
	if (*name)
		return revision_resolve(inbox, name, arg, out, error);
	if (!inbox->has_tip)
		return bad_revision(arg, error);
	*out = inbox->tip;
	return true;
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
	git_oid a, b;
	char *left;

	if (!dots || !strcmp(arg, ".."))
		return 0;
	symmetric = dots[2] == '.';
	right = dots + (symmetric ? 3 : 2);
	left = g_strndup(arg, dots - arg);
	if (!resolve_side(revisions->inbox, left, arg, &a, error) ||
	    !resolve_side(revisions->inbox, right, arg, &b, error)) {
		g_free(left);
		return -1;
	}
	if (symmetric) {
		g_array_append_val(revisions->include, a);
		good = common_ancestors(revisions->inbox, &a, &b, revisions->exclude, error);
	} else {
		g_array_append_val(revisions->exclude, a);
	}
	g_array_append_val(revisions->include, b);
	add_name(revisions->from, left);
	add_name(revisions->to, right);
	g_free(left);
	return good ? 1 : -1;
}

/* Appends the parents of a commit to out: the one of that number, or all (0). */
static bool add_parents(struct inbox *inbox, const git_oid *id, size_t number, GArray *out,
			GError **error)
{
	git_odb_object *object;
	struct commit commit;
	git_oid parent;

	if (!graph_read_commit(inbox, id, &object, &commit, error))
		return false;
	for (size_t i = 0; i < commit.nr_parents; i++)
		if (!number || number == i + 1) {
			commit_parent(&commit, i, &parent);
			g_array_append_val(out, parent);
		}
	number = number > commit.nr_parents;
	git_odb_object_free(object);
	return !number;
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
static bool add_all_parents(struct revisions *revisions, const git_oid *id, const char *arg,
			    bool hidden, GError **error)
{
	g_ptr_array_add(hidden ? revisions->from : revisions->to, g_strdup(arg));
	return add_parents(revisions->inbox, id, 0,
			   hidden ? revisions->exclude : revisions->include, error);
}

/* A^! and A^-N: A without its parents, or without that one. */
static bool add_without_parents(struct revisions *revisions, const git_oid *id, const char *name,
				size_t number, bool hidden, GError **error)
{
	GArray *out = hidden ? revisions->include : revisions->exclude;

	if (!add_parents(revisions->inbox, id, number, out, error))
		return false;
	g_array_append_val(*(hidden ? &revisions->exclude : &revisions->include), *id);
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
	char *name;
	git_oid id;
	bool good;

	if (!mark)
		return 0;
	if (mark[1] == '-')
		number = parse_parent_number(mark + 2);
	if (!number && strcmp(mark, "^@") && strcmp(mark, "^!"))
		return 0;
	name = g_strndup(arg, mark - arg);
	good = revision_resolve(revisions->inbox, *name ? name : "HEAD", arg, &id, error);
	if (good && mark[1] == '@')
		good = add_all_parents(revisions, &id, arg, hidden, error);
	else if (good)
		good = add_without_parents(revisions, &id, name, number, hidden, error);
	g_free(name);
	return good ? 1 : -1;
}

/* Unless it is there already: a range of one tip is quicker than one of two. */
static void include_once(GArray *include, const git_oid *id)
{
	for (guint i = 0; i < include->len; i++)
		if (git_oid_equal(&g_array_index(include, git_oid, i), id))
			return;
	g_array_append_val(include, *id);
}

/* The commits that refs of that pattern (NULL: any) point to; others are passed over, as in git. */
static bool add_refs(struct revisions *revisions, const char *pattern, const char *arg)
{
	git_repository *repo = revisions->inbox->repo;
	git_reference_iterator *iterator;
	git_reference *ref;
	git_object *commit;

	if (pattern ? git_reference_iterator_glob_new(&iterator, repo, pattern)
		    : git_reference_iterator_new(&iterator, repo))
		return false;
	while (!git_reference_next(&ref, iterator)) {
		if (!git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT)) {
			include_once(revisions->include, git_object_id(commit));
			git_object_free(commit);
		}
		git_reference_free(ref);
	}
	git_reference_iterator_free(iterator);
	if (!pattern && revisions->inbox->has_tip)
		include_once(revisions->include, &revisions->inbox->tip);
	g_ptr_array_add(revisions->to, g_strdup(arg));
	return true;
}

bool revisions_add(struct revisions *revisions, const char *arg, GError **error)
{
	const char *name = arg;
	GError *inner = NULL;
	bool hidden;
	git_oid id;
	int done;

	if (!strcmp(arg, "--all") || !strcmp(arg, "--branches"))
		return add_refs(revisions, arg[2] == 'a' ? NULL : "refs/heads/*", arg) ||
		       bad_revision(arg, error);
	done = add_range(revisions, arg, &inner);
	hidden = *name == '^';
	name += hidden;
	if (!done)
		done = add_parent_form(revisions, name, hidden, &inner);
	if (done > 0)
		return true;
	/* What looks like a range can still be one name: HEAD^{/a..b}. The error is then that of
	 * the range. */
	if (revision_resolve(revisions->inbox, name, arg, &id, inner ? NULL : error)) {
		g_clear_error(&inner);
		g_array_append_val(*(hidden ? &revisions->exclude : &revisions->include), id);
		g_ptr_array_add(hidden ? revisions->from : revisions->to, g_strdup(name));
		return true;
	}
	if (inner)
		g_propagate_error(error, inner);
	else if (done < 0)
		return bad_revision(arg, error);
	return false;
}
