/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/partial.h"

#include "inbox/walk.h"

static int find_remote(const git_config_entry *entry, void *data)
{
	static const char start[] = "remote.", end[] = ".promisor",
			  all[] = "extensions.partialclone";
	char **remote = data;
	size_t len = strlen(entry->name);

	if (*remote)
		return 0;
	if (!strcmp(entry->name, all))
		*remote = g_strdup(entry->value);
	else if (g_str_has_prefix(entry->name, start) && g_str_has_suffix(entry->name, end))
		*remote = g_strndup(entry->name + strlen(start), len - strlen(start) - strlen(end));
	return 0;
}

char *partial_remote(struct inbox *inbox)
{
	git_config *config;
	char *remote = NULL;

	if (inbox->is_plain || git_repository_config(&config, inbox->repo))
		return NULL;
	git_config_foreach(config, find_remote, &remote);
	git_config_free(config);
	return remote;
}

bool partial_list(struct inbox *inbox, const struct range *range, uint64_t *skipped,
		  GArray *entries, bool *too_old, GError **error)
{
	struct walk *walk = walk_open(inbox, range, error);
	struct walk_entry entry;
	int got = -1;

	while (walk && (got = walk_next(walk, &entry, error)) > 0)
		if (skipped && entry.reply)
			++*skipped;
		else
			g_array_append_val(entries, entry);
	*too_old = walk && walk_is_too_old(walk);
	walk_close(walk);
	return got == 0;
}

static bool is_there(struct inbox *inbox, const git_oid *id)
{
	git_odb *odb = objects_odb(inbox->objects);

	return odb && git_odb_exists_ext(odb, id, GIT_ODB_LOOKUP_NO_REFRESH);
}

/* What is missing of one mail. */
static void look_at(struct inbox *inbox, const git_oid *tree, GArray *missing)
{
	struct tree_entry entry;
	struct object *object;
	struct slice rest;

	if (!is_there(inbox, tree)) {
		g_array_append_val(missing, *tree);
		return;
	}
	if (object_read(inbox->objects, tree, GIT_OBJECT_TREE, &object) != OBJECT_OK)
		return;
	rest = slice_of(object_data(object), object_size(object));
	while (tree_next(&rest, &entry) > 0)
		if (!entry.is_tree && slice_eq(entry.name, SLICE("m")) &&
		    !is_there(inbox, &entry.id))
			g_array_append_val(missing, entry.id);
	object_free(object);
}

void partial_missing(struct inbox *inbox, const GArray *entries, guint first, guint nr,
		     GArray *missing)
{
	objects_refresh(inbox->objects);
	for (guint i = first; i < first + nr; i++)
		look_at(inbox, &g_array_index(entries, struct walk_entry, i).tree, missing);
}
