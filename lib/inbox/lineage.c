/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/lineage.h"

#include "inbox/graph.h"
#include "inbox/revision.h"

#define SHORTEST 16   /* a shorter one is not worth it */
#define LONGEST 10000 /* so many commits are kept */

/* Splits <base>~<number>; base is to be freed with g_free(). */
static bool split(const char *name, char **base, guint64 *steps)
{
	const char *tilde = strrchr(name, '~');

	if (!tilde || tilde == name || strchr(name, ':') ||
	    !g_ascii_string_to_unsigned(tilde + 1, 10, SHORTEST, G_MAXUINT32, steps, NULL))
		return false;
	*base = g_strndup(name, (size_t)(tilde - name));
	return true;
}

static bool find_base(struct inbox *inbox, const char *name, git_oid *out)
{
	git_object *object, *commit;
	bool good;

	if (revision_direct(inbox, name, out))
		return true;
	if (git_revparse_single(&object, inbox->repo, name))
		return false;
	good = !git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	git_object_free(object);
	if (!good)
		return false;
	*out = *git_object_id(commit);
	git_object_free(commit);
	return true;
}

/* Goes to the first parent and appends the commit where it is the only one. */
static bool step(struct inbox *inbox, GArray *commits, git_oid *id)
{
	struct lineage_commit read = { .id = *id };
	git_odb_object *object;
	struct commit commit;

	if (!graph_read_commit(inbox, id, &object, &commit, NULL))
		return false;
	read.tree = commit.tree;
	read.date = commit.date;
	read.reply = commit.reply;
	if (commit.nr_parents)
		commit_parent(&commit, 0, &read.parent);
	git_odb_object_free(object);
	if (commit.nr_parents == 1 && commits->len < LONGEST)
		g_array_append_val(commits, read);
	*id = read.parent;
	return commit.nr_parents;
}

bool lineage_resolve(struct inbox *inbox, const char *name, git_oid *out)
{
	guint64 steps;
	bool good;
	char *base;

	if (!split(name, &base, &steps))
		return false;
	lineage_release(&inbox->lineage);
	inbox->lineage.commits = g_array_new(FALSE, FALSE, sizeof(struct lineage_commit));
	good = find_base(inbox, base, out);
	for (; good && steps > 0; steps--)
		good = step(inbox, inbox->lineage.commits, out);
	g_free(base);
	return good;
}

const struct lineage_commit *lineage_take(struct lineage *lineage, const git_oid *id)
{
	const struct lineage_commit *commits;

	if (!lineage->commits || !lineage->commits->len)
		return NULL;
	commits = (const struct lineage_commit *)(const void *)lineage->commits->data;
	if (git_oid_equal(&commits[0].id, id))
		lineage->at = 0;
	else if (lineage->at >= lineage->commits->len ||
		 !git_oid_equal(&commits[lineage->at].id, id))
		return NULL;
	return &commits[lineage->at++];
}

void lineage_release(struct lineage *lineage)
{
	if (lineage->commits)
		g_array_unref(lineage->commits);
	*lineage = (struct lineage){ .commits = NULL };
}
