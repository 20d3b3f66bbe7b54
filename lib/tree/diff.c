/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/diff.h"

#include "tree/private.h"
#include "tree/similarity.h"

#define MAX_FILES 2000
#define MAX_BYTES (64 << 20)

static git_tree *look_up(struct tree *tree, const git_oid *commit_id)
{
	git_commit *commit;
	git_tree *found = NULL;

	if (git_commit_lookup(&commit, tree->repo->repo, commit_id))
		return NULL;
	if (git_commit_tree(&found, commit))
		found = NULL;
	git_commit_free(commit);
	return found;
}

/* git has no names of files for what is created or deleted empty. */
static size_t header_length(const git_diff_line *line)
{
	const char *names = g_strstr_len(line->content, (gssize)line->content_len, "\n--- ");
	bool empty = g_strstr_len(line->content, (gssize)line->content_len, "..e69de29") ||
		     g_strstr_len(line->content, (gssize)line->content_len, "\nindex e69de29");

	return empty && names && g_strstr_len(line->content, (gssize)line->content_len, "/dev/null")
		       ? (size_t)(names + 1 - line->content)
		       : line->content_len;
}

static int append_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		       const git_diff_line *line, void *data)
{
	size_t len =
		line->origin == GIT_DIFF_LINE_FILE_HDR ? header_length(line) : line->content_len;
	GString *out = data;

	(void)delta, (void)hunk;
	if (out->len + line->content_len > MAX_BYTES)
		return -1;
	if (line->origin == GIT_DIFF_LINE_CONTEXT || line->origin == GIT_DIFF_LINE_ADDITION ||
	    line->origin == GIT_DIFF_LINE_DELETION)
		g_string_append_c(out, line->origin);
	g_string_append_len(out, line->content, (gssize)len);
	return 0;
}

static bool print(git_diff *diff, bool renames, GString *out)
{
	git_diff_similarity_metric metric;
	git_diff_find_options find;

	similarity_metric_init(&metric);
	git_diff_find_options_init(&find, GIT_DIFF_FIND_OPTIONS_VERSION);
	find.flags = GIT_DIFF_FIND_RENAMES;
	find.metric = &metric;
	return git_diff_num_deltas(diff) <= MAX_FILES &&
	       (!renames || !git_diff_find_similar(diff, &find)) &&
	       !git_diff_print(diff, GIT_DIFF_FORMAT_PATCH, append_line, out);
}

bool tree_diff(struct tree *tree, const struct tree_commit *commit, bool renames, GString *out)
{
	git_diff_options options;
	git_tree *after = look_up(tree, &commit->id), *before = NULL;
	git_diff *diff = NULL;
	bool has_parent = !git_oid_is_zero(&commit->parent), good = false;

	g_string_truncate(out, 0);
	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.id_abbrev = (uint16_t)tree_digits(tree);
	options.flags = GIT_DIFF_INDENT_HEURISTIC;
	if (has_parent)
		before = look_up(tree, &commit->parent);
	if (after && (before || !has_parent) &&
	    !git_diff_tree_to_tree(&diff, tree->repo->repo, before, after, &options))
		good = print(diff, renames, out);
	git_diff_free(diff);
	git_tree_free(before);
	git_tree_free(after);
	return good;
}
