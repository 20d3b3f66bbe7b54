/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/trees.h"

#include "cli/config.h"
#include "cli/die.h"
#include "cli/discover.h"
#include "cli/git.h"
#include "cli/text.h"
#include "inbox/oid.h"

/* Commits that git is asked about at a time. */
#define RELEASES_AT_ONCE 500

static struct {
	struct progress *bar;
	int wanted;
} state;

static void on_notice(const char *message, void *data)
{
	(void)data;
	warning("%s", message);
}

static void on_progress(uint64_t done, void *data)
{
	(void)data;
	if (!done) {
		progress_stop(state.bar);
		state.bar = NULL;
		return;
	}
	if (!state.bar)
		state.bar = progress_start("Reading commits", 0, state.wanted);
	progress_update(state.bar, done);
}

static bool wants_table(const struct source_options *source)
{
	if (source->index == INDEX_USE_UNSET)
		return config_bool("kvm.index", true);
	return source->index != INDEX_USE_NEVER;
}

static struct tree *open_one(const char *path, const struct source_options *source, GError **error)
{
	struct tree_options options = { .upstream = config_all("kvm.upstream"),
					.table = wants_table(source),
					.notice = on_notice,
					.progress = on_progress };
	g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "git-kvm", NULL);

	state.wanted = source->progress;
	options.cache_dir = cache;
	return tree_open(path, path ? NULL : cli_git_dir(), cli_ceilings(), &options, error);
}

static void add_named(GPtrArray *trees, const char *path, const char *key,
		      const struct source_options *source)
{
	GError *error = NULL;
	struct tree *tree = open_one(path, source, &error);

	if (!tree && !error)
		die("'%s' has no commits that count%s%s", path,
		    key ? "\nhint: it is what is set as " : "", key ? key : "");
	if (!tree)
		die("%s%s%s", error->message, key ? "\nhint: it is what is set as " : "",
		    key ? key : "");
	g_ptr_array_add(trees, tree);
}

static void add_values(GPtrArray *trees, const char *key, const struct source_options *source)
{
	const char *const *values = config_all(key);

	for (; values && *values; values++) {
		g_autofree char *path = discover_path(*values);

		if (**values)
			add_named(trees, path, key, source);
	}
}

/* kvm.<inbox>.tree of each inbox that is named, on the command line or in kvm.inbox. */
static void add_of_inboxes(GPtrArray *trees, const struct source_options *source)
{
	const char *const *configured = config_all("kvm.inbox");
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	if (source->inboxes)
		g_ptr_array_extend(names, source->inboxes, NULL, NULL);
	else
		for (; configured && *configured; configured++)
			g_ptr_array_add(names, (gpointer)*configured);
	for (guint i = 0; i < names->len; i++) {
		g_autofree char *key =
			g_strdup_printf("kvm.%s.tree", (const char *)names->pdata[i]);

		add_values(trees, key, source);
	}
}

GPtrArray *trees_open(const struct trees_options *options, const struct source_options *source)
{
	GPtrArray *trees = g_ptr_array_new_with_free_func((GDestroyNotify)tree_close);
	struct tree *here;

	if (options->paths) {
		for (guint i = 0; i < options->paths->len; i++)
			add_named(trees, config_expand_user(options->paths->pdata[i]), NULL,
				  source);
		return trees;
	}
	here = discover_is_here() ? NULL : open_one(NULL, source, NULL);
	if (here)
		g_ptr_array_add(trees, here);
	if (!trees->len)
		add_of_inboxes(trees, source);
	if (!trees->len)
		add_values(trees, "kvm.tree", source);
	return trees;
}

static bool read_mail(const struct record *record, GString *out, void *data)
{
	return read_text(data, record, out);
}

/* "v6.12-rc1" of "v6.12-rc1~3^2" */
static char *tag_of(const char *name)
{
	return !strcmp(name, "undefined") ? g_strdup("") : g_strndup(name, strcspn(name, "~^"));
}

static void ask_git(struct tree *tree, const git_oid *commits, guint nr, GHashTable *out)
{
	g_autoptr(GPtrArray) args = g_ptr_array_new_with_free_func(g_free);
	char hex[GIT_OID_HEXSZ + 1], *text, **lines;

	g_ptr_array_add(args, g_strconcat("--git-dir=", tree_path(tree), NULL));
	g_ptr_array_add(args, g_strdup("name-rev"));
	g_ptr_array_add(args, g_strdup("--tags"));
	g_ptr_array_add(args, g_strdup("--name-only"));
	for (guint i = 0; i < nr; i++)
		g_ptr_array_add(args, g_strdup(oid_text(hex, sizeof(hex), &commits[i])));
	g_ptr_array_add(args, NULL);
	text = cli_git_output((const char *const *)args->pdata);
	lines = g_strsplit(text ? text : "", "\n", -1);
	for (guint i = 0; i < nr; i++)
		g_hash_table_insert(out, g_memdup2(&commits[i], sizeof(git_oid)),
				    text && i < g_strv_length(lines) ? tag_of(lines[i])
								     : g_strdup(""));
	g_strfreev(lines);
	g_free(text);
}

static void find_releases(struct tree *tree, const GArray *commits, GHashTable *out)
{
	for (guint at = 0; at < commits->len; at += RELEASES_AT_ONCE)
		ask_git(tree, &g_array_index(commits, git_oid, at),
			MIN(RELEASES_AT_ONCE, commits->len - at), out);
}

struct merges *trees_merges(const GPtrArray *trees, struct source *source)
{
	struct merges *merges = trees->len ? merges_new(trees, read_mail, source, NULL) : NULL;

	if (merges)
		merges_set_releases(merges, find_releases);
	return merges;
}
