/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/list.h"

#include "inbox/graph.h"

enum list_end inbox_list(struct inbox *inbox, const git_oid *tip,
			 bool (*stop)(const struct walk_entry *entry, void *data), void *data,
			 GArray *entries, GError **error)
{
	struct walk_entry entry = { .commit = *tip };
	struct object *object;
	struct commit commit;
	git_oid parent = { { 0 } };

	for (;;) {
		if (!graph_read_commit(inbox, &entry.commit, &object, &commit, error))
			return LIST_ERROR;
		entry.tree = commit.tree;
		entry.date = commit.date;
		entry.reply = commit.reply;
		if (commit.nr_parents)
			commit_parent(&commit, 0, &parent);
		object_free(object);
		if (stop(&entry, data))
			return LIST_STOPPED;
		g_array_append_val(entries, entry);
		if (commit.nr_parents != 1)
			return commit.nr_parents ? LIST_MERGE : LIST_ROOT;
		entry.commit = parent;
	}
}
