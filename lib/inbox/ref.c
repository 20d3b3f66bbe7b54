/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/ref.h"

#include "inbox/objects.h"

bool revision_refuse(const char *name, GError **error)
{
	g_clear_error(error);
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION, "bad revision '%s'", name);
	return false;
}

bool revision_direct(struct inbox *inbox, const char *name, git_oid *out)
{
	if (strlen(name) == GIT_OID_HEXSZ && oid_parse(name, out))
		return objects_have_commit(inbox->objects, out);
	return ref_guess(inbox, strcmp(name, "@") ? name : "HEAD", out) &&
	       objects_have_commit(inbox->objects, out);
}

bool revision_of_ref(struct inbox *inbox, const git_reference *ref, git_oid *out)
{
	git_object *commit;

	if (!git_reference_name_to_id(out, inbox_repo(inbox), git_reference_name(ref)) &&
	    objects_have_commit(inbox->objects, out))
		return true;
	if (git_reference_peel(&commit, ref, GIT_OBJECT_COMMIT))
		return false;
	*out = *git_object_id(commit);
	git_object_free(commit);
	return true;
}
