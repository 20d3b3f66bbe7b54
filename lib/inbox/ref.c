/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/ref.h"

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
