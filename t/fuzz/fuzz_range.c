/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Revisions and ranges, one a line, of a small repository with forks, tags and names that are
 * commits' as well: they are refused in words, or name commits that are there.
 */
#include "fuzz.h"

#include <git2.h>
#include <string.h>
#include "inbox/inbox.h"
#include "inbox/private.h"
#include "inbox/revisions.h"

#define MAX_LINES 6

/* libgit2 1.5 over ":/text" */
FUZZ_TOLERATE_LEAKS_OF("libpcre2")

static struct inbox *inbox;

static void clean_up(void)
{
	const char *remove[] = { "rm", "-rf", inbox_path(inbox), NULL };

	g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
		     NULL);
	inbox_close(inbox);
}

static git_oid add_commit(git_repository *repo, const char *ref, const char *subject,
			  const git_oid *parents, size_t nr)
{
	static const char mail[] = "From: Ada <ada@example.org>\nSubject: one\n\nText\n";
	git_commit *found[2] = { NULL, NULL };
	git_signature *who;
	git_treebuilder *builder;
	git_tree *tree;
	git_oid id;

	check(!git_blob_create_from_buffer(&id, repo, mail, sizeof(mail) - 1) &&
	      !git_treebuilder_new(&builder, repo, NULL) &&
	      !git_treebuilder_insert(NULL, builder, "m", &id, GIT_FILEMODE_BLOB) &&
	      !git_treebuilder_write(&id, builder) && !git_tree_lookup(&tree, repo, &id));
	check(!git_signature_new(&who, "Ada", "ada@example.org", 1700000000 + (int64_t)nr * 3600,
				 60));
	for (size_t i = 0; i < nr; i++)
		check(!git_commit_lookup(&found[i], repo, &parents[i]));
	check(!git_commit_create(&id, repo, NULL, who, who, NULL, subject, tree, nr,
				 (const git_commit **)found));
	if (ref) {
		git_reference *out;

		check(!git_reference_create(&out, repo, ref, &id, 1, NULL));
		git_reference_free(out);
	}
	for (size_t i = 0; i < nr; i++)
		git_commit_free(found[i]);
	git_treebuilder_free(builder);
	git_tree_free(tree);
	git_signature_free(who);
	return id;
}

static void make_repository(const char *path)
{
	git_repository *repo;
	git_oid ids[2], tip;

	check(!git_repository_init(&repo, path, 1));
	ids[0] = add_commit(repo, "refs/tags/v1", "one", NULL, 0);
	ids[1] = add_commit(repo, "refs/heads/aaaa", "two: a (part", ids, 1);
	tip = add_commit(repo, "refs/tags/v1.0-3-gabcdef", "three", ids, 1);
	ids[0] = tip;
	tip = add_commit(repo, "refs/remotes/origin/master", "merge", ids, 2);
	for (int i = 0; i < 20; i++)
		tip = add_commit(repo, i == 19 ? "refs/heads/master" : NULL, "more \303\244", &tip,
				 1);
	check(!git_repository_set_head(repo, "refs/heads/master"));
	git_repository_free(repo);
}

static void start(void)
{
	char *path = g_dir_make_tmp("gitkvm-range-XXXXXX", NULL);

	check(inbox_library_init(NULL));
	make_repository(path);
	inbox = inbox_open(path, NULL, NULL, NULL);
	check(inbox);
	atexit(clean_up);
	g_free(path);
}

static void check_points(const GArray *points)
{
	for (guint i = 0; i < points->len; i++) {
		const struct point *point = &g_array_index(points, struct point, i);
		git_commit *commit = NULL;

		check(!point->epoch && !git_commit_lookup(&commit, inbox_repo(inbox), &point->id));
		git_commit_free(commit);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = slice_of((const char *)data, size);
	struct revisions revisions;

	if (!inbox)
		start();
	revisions_init(&revisions, &inbox, 1);
	for (int i = 0; i < MAX_LINES && rest.len; i++) {
		char *arg = fuzz_line(&rest);
		GError *error = NULL;

		check(revisions_add(&revisions, arg, &error) == !error);
		if (error)
			check(*error->message);
		g_clear_error(&error);
		g_free(arg);
	}
	check_points(revisions.include);
	check_points(revisions.exclude);
	revisions_release(&revisions);
	return 0;
}
