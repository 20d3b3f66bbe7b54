/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: tree ids <repository> <range>	"<patch-id> <commit>" of each commit that has a diff
 *        tree renamed <repository> <range>	the same of diffs with renames
 *        tree diff <repository> <commit>	its diff
 *        tree text			the patch-id of what stdin holds
 *        tree table <repository>		brings its commit table up to date
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inbox/inbox.h"
#include "late.h"
#include "patch/patchid.h"
#include "tree/diff.h"

static void die(const char *message)
{
	fprintf(stderr, "fatal: %s\n", message);
	exit(128);
}

static void put_id(const unsigned char *id)
{
	for (int i = 0; i < PATCHID_SIZE; i++)
		printf("%02x", id[i]);
}

static void put_ids(const char *path, const char *range, bool renames)
{
	struct tree_options options = { .table = false };
	GPtrArray *hits = tree_hits_new();
	GString *diff = g_string_new(NULL);
	GError *error = NULL;
	struct tree *tree;

	if (!inbox_library_init(&error))
		die(error->message);
	tree = tree_open(path, NULL, NULL, &options, &error);
	if (!tree || !tree_range(tree, range, hits, &error))
		die(error->message);
	for (guint i = 0; i < hits->len; i++) {
		const struct tree_commit *commit = &((struct tree_hit *)hits->pdata[i])->commit;
		unsigned char patch_id[PATCHID_SIZE];
		char hex[GIT_OID_HEXSZ + 1];

		if (tree_diff(tree, commit, renames, diff) &&
		    patchid_of(slice_of(diff->str, diff->len), patch_id)) {
			put_id(patch_id);
			printf(" %s\n", git_oid_tostr(hex, sizeof(hex), &commit->id));
		}
	}
	g_string_free(diff, TRUE);
	g_ptr_array_unref(hits);
	tree_close(tree);
	inbox_library_shutdown();
}

static void put_diff(const char *path, const char *name)
{
	struct tree_options options = { .table = false };
	GString *diff = g_string_new(NULL);
	GError *error = NULL;
	struct tree_hit *hit;
	struct tree *tree;
	git_oid id;

	if (!inbox_library_init(&error))
		die(error->message);
	tree = tree_open(path, NULL, NULL, &options, &error);
	if (!tree || !tree_resolve(tree, name, &id, &error))
		die(error->message);
	hit = tree_read(tree, &id, NULL);
	if (!tree_diff(tree, &hit->commit, getenv("REN") != NULL, diff))
		die("no diff");
	fwrite(diff->str, 1, diff->len, stdout);
	g_string_free(diff, TRUE);
	tree_hit_free(hit);
	tree_close(tree);
	inbox_library_shutdown();
}

static void put_text(void)
{
	GString *text = g_string_new(NULL);
	unsigned char id[PATCHID_SIZE];
	char buffer[4096];
	size_t len;

	while ((len = fread(buffer, 1, sizeof(buffer), stdin)))
		g_string_append_len(text, buffer, (gssize)len);
	if (patchid_of(slice_of(text->str, text->len), id)) {
		put_id(id);
		putchar('\n');
	}
	g_string_free(text, TRUE);
}

static void update_table(const char *path)
{
	struct tree_options options = { .table = true };
	GError *error = NULL;
	struct tree *tree;

	if (!inbox_library_init(&error))
		die(error->message);
	tree = tree_open(path, NULL, NULL, &options, &error);
	if (!tree)
		die(error ? error->message : "no commits");
	tree_close(tree);
	inbox_library_shutdown();
}

int main(int argc, char **argv)
{
	helper_late_start();
	if (argc == 4 && (!strcmp(argv[1], "ids") || !strcmp(argv[1], "renamed")))
		put_ids(argv[2], argv[3], !strcmp(argv[1], "renamed"));
	else if (argc == 4 && !strcmp(argv[1], "diff"))
		put_diff(argv[2], argv[3]);
	else if (argc == 2 && !strcmp(argv[1], "text"))
		put_text();
	else if (argc == 3 && !strcmp(argv[1], "table"))
		update_table(argv[2]);
	else
		die("usage: tree ((ids | renamed) <repository> <range> | diff <repository> "
		    "<commit> | text | "
		    "table <repository>)");
	return 0;
}
