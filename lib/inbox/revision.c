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

/*
 * What git packs anew meanwhile may be in no pack that libgit2 finds: the old one went away while
 * the folder was read, and the new one came behind what was read of it.
 */
static bool find_object(struct inbox *inbox, const char *expanded, git_object **out)
{
	enum { TRIES = 3 };

	for (unsigned i = 0; i < TRIES; i++)
		if (!git_revparse_single(out, inbox_repo(inbox), expanded))
			return true;
		else if (!objects_refresh(inbox->objects))
			break;
	return false;
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
	} else if (find_object(inbox, expanded, &object)) {
		good = peel(object, name, out, error);
		git_object_free(object);
	} else {
		good = revision_refuse(arg, error);
	}
	g_free(expanded);
	return good;
}
