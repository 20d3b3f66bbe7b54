/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/folders.h"

#include <glib/gstdio.h>
#include "inbox/private.h"

/* git makes such links nowhere, but people do: to packs on another disk, or with git-new-workdir.
 */
static void add_links(const char *folder, GPtrArray *out)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			g_ptr_array_add(out, path);
		else
			g_free(path);
	}
}

static void add_objects(const char *objects, GPtrArray *out)
{
	g_autofree char *packs = g_build_filename(objects, "pack", NULL);

	g_ptr_array_add(out, g_strdup(objects));
	add_links(objects, out);
	add_links(packs, out);
}

void inbox_folders(struct inbox *inbox, GPtrArray *out)
{
	const char *own = inbox->git_dir, *common = inbox->common_dir;
	git_config *config;

	/* Read once, so that nobody looks for the user's configuration later. */
	if (inbox->repo && !git_repository_config(&config, inbox->repo))
		git_config_free(config);
	/* Of a linked work tree it is a file that tells where the git folder is. */
	if (inbox->workdir)
		g_ptr_array_add(out, g_build_filename(inbox->workdir, ".git", NULL));
	g_ptr_array_add(out, g_strdup(own));
	add_links(own, out);
	if (strcmp(own, common)) {
		g_ptr_array_add(out, g_strdup(common));
		add_links(common, out);
	}
	for (size_t i = 0; i < loose_map_count(inbox->loose); i++)
		add_objects(loose_map_folder(inbox->loose, i), out);
}

const char *inbox_common_path(const struct inbox *inbox)
{
	return inbox->common_dir;
}

char *inbox_seen_folder(struct inbox *inbox, bool make)
{
	char *folder = g_build_filename(inbox->common_dir, "refs", "kvm", NULL);

	if (make)
		g_mkdir(folder, 0777); /* where it cannot be made, that is told when it is needed */
	return folder;
}
