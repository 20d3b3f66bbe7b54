/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/revision.h"

#include "inbox/message.h"

bool revision_refuse(const char *name, GError **error)
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
	if (lineage_resolve(inbox, expanded, out)) {
		good = true;
	} else if (git_revparse_single(&object, inbox->repo, expanded)) {
		good = revision_refuse(arg, error);
	} else {
		good = peel(object, name, out, error);
		git_object_free(object);
	}
	g_free(expanded);
	return good;
}
