/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/commit.h"

#include <git2.h>
#include "inbox/private.h"

char *inbox_commit_author(struct inbox *inbox, const unsigned char *commit, GError **error)
{
	git_commit *object = NULL;
	const git_signature *author;
	char *text;
	git_oid id;

	git_oid_fromraw(&id, commit);
	if (git_commit_lookup(&object, inbox->repo, &id) < 0) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_READ, "cannot read commit %s: %s",
			    git_oid_tostr_s(&id), inbox_git_message());
		return NULL;
	}
	author = git_commit_author(object);
	text = g_strdup_printf("%s <%s>", author->name, author->email);
	git_commit_free(object);
	return text;
}
