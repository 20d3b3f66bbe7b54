/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/revision.h"

#include "inbox/graph.h"
#include "inbox/message.h"

bool revision_refuse(const char *name, GError **error)
{
	g_clear_error(error);
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION, "bad revision '%s'", name);
	return false;
}

static bool is_commit(struct inbox *inbox, const git_oid *id)
{
	git_object_t type;
	size_t len;

	return !git_odb_read_header(&len, &type, inbox->odb, id) && type == GIT_OBJECT_COMMIT;
}

bool revision_direct(struct inbox *inbox, const char *name, git_oid *out)
{
	git_reference *ref;
	bool good;

	if (strlen(name) == GIT_OID_HEXSZ && !git_oid_fromstr(out, name))
		return is_commit(inbox, out);
	if (git_reference_dwim(&ref, inbox->repo, strcmp(name, "@") ? name : "HEAD"))
		return false;
	good = !git_reference_name_to_id(out, inbox->repo, git_reference_name(ref)) &&
	       is_commit(inbox, out);
	git_reference_free(ref);
	return good;
}

bool revision_of_ref(struct inbox *inbox, const git_reference *ref, git_oid *out)
{
	git_object *commit;

	if (!git_reference_name_to_id(out, inbox->repo, git_reference_name(ref)) &&
	    is_commit(inbox, out))
		return true;
	if (git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT))
		return false;
	*out = *git_object_id(commit);
	git_object_free(commit);
	return true;
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
	base = g_strndup(name, (gsize)(mark - name));
	pattern = g_strndup(mark + 3, (gsize)(end - mark - 3));
	found = revision_resolve(inbox, base, arg, &id, NULL) &&
		(!*pattern || search_from(inbox, &id, pattern, &id));
	g_free(base);
	g_free(pattern);
	return found ? g_strconcat(git_oid_tostr(hex, sizeof(hex), &id), end + 1, NULL) : NULL;
}

static bool go_up(struct inbox *inbox, git_oid *id, guint64 parent)
{
	git_odb_object *object;
	struct commit commit;
	bool good;

	if (!graph_read_commit(inbox, id, &object, &commit, NULL))
		return false;
	good = parent < commit.nr_parents;
	if (good)
		commit_parent(&commit, (size_t)parent, id);
	git_odb_object_free(object);
	return good;
}

/* HEAD~2^ by our own reading of commits, where libgit2 refuses one. */
static bool climb(struct inbox *inbox, const char *name, git_oid *out)
{
	size_t len = strcspn(name, "~^");
	char *base = g_strndup(name, len);
	bool good = name[len] && revision_direct(inbox, base, out);

	g_free(base);
	for (const char *at = name + len; good && *at;) {
		char how = *at++, *end = NULL;
		guint64 n = g_ascii_isdigit(*at) ? g_ascii_strtoull(at, &end, 10) : 1;

		at = end ? end : at;
		good = how == '~' || how == '^';
		if (how == '^' && n)
			good = go_up(inbox, out, n - 1);
		for (; how == '~' && good && n; n--)
			good = go_up(inbox, out, 0);
	}
	return good;
}

bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error)
{
	git_object *object;
	char *expanded;
	bool good;

	if (!*name)
		return revision_refuse(arg, error);
	if (g_str_has_prefix(name, ":/") || strstr(name, "^{/")) {
		expanded = replace_search(inbox, name, arg);
		if (!expanded)
			return revision_refuse(arg, error);
	} else {
		expanded = revision_expand(inbox, name, error);
		if (!expanded)
			return false;
	}
	if (revision_direct(inbox, expanded, out) || lineage_resolve(inbox, expanded, out)) {
		good = true;
	} else if (git_revparse_single(&object, inbox->repo, expanded)) {
		good = climb(inbox, expanded, out) || revision_refuse(arg, error);
	} else {
		good = peel(object, name, out, error);
		git_object_free(object);
	}
	g_free(expanded);
	return good;
}
