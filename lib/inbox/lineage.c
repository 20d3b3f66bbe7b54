/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/lineage.h"

#include "inbox/oid.h"

#define LONGEST 10000 /* so many commits are kept */

void lineage_begin(struct lineage *lineage)
{
	lineage_release(lineage);
	lineage->commits = g_array_new(FALSE, FALSE, sizeof(struct lineage_commit));
}

void lineage_add(struct lineage *lineage, const struct lineage_commit *commit)
{
	if (lineage->commits->len < LONGEST)
		g_array_append_val(lineage->commits, *commit);
}

const struct lineage_commit *lineage_take(struct lineage *lineage, const git_oid *id)
{
	const struct lineage_commit *commits;

	if (!lineage->commits || !lineage->commits->len)
		return NULL;
	commits = (const struct lineage_commit *)(const void *)lineage->commits->data;
	if (oid_equal(&commits[0].id, id))
		lineage->at = 0;
	else if (lineage->at >= lineage->commits->len || !oid_equal(&commits[lineage->at].id, id))
		return NULL;
	return &commits[lineage->at++];
}

void lineage_release(struct lineage *lineage)
{
	if (lineage->commits)
		g_array_unref(lineage->commits);
	*lineage = (struct lineage){ .commits = NULL };
}
