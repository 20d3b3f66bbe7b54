/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/revision.h"

#include "inbox/ref.h"

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

bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error)
{
	git_object *object;
	char *expanded;
	bool good;

	if (!*name)
		return revision_refuse(arg, error);
	expanded = revision_expand(inbox, name, error);
	if (!expanded)
		return false;
	if (revision_direct(inbox, expanded, out)) {
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
