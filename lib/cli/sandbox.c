/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "cli/attest.h"
#include "cli/config.h"
#include "cli/discover.h"
#include "cli/errands.h"
#include "cli/fetch.h"
#include "cli/git.h"
#include "cli/index.h"
#include "cli/landlock.h"
#include "cli/late.h"
#include "cli/pager.h"
#include "cli/parse.h"
#include "cli/seccomp.h"
#include "inbox/archive.h"
#include "inbox/folders.h"
#include "inbox/partial.h"
#include "text/each.h"

/* What libraries may load when they meet a charset, a zone or a language; no secrets are kept
 * there. */
static const char *const of_system[] = {
	"/usr",
	"/lib",
	"/lib32",
	"/lib64",
	"/nix/store",
	"/gnu/store",
	"/etc/ld.so.cache",
	"/etc/localtime",
	"/dev/urandom",
	"/proc/sys/vm/overcommit_memory",
	"/sys/devices/system/cpu",
#ifdef __SANITIZE_ADDRESS__
	"/proc", /* where it looks for leaks */
#endif
};

/* Files of the configuration that are read behind the mails. */
static const char *const of_keys[] = { "kvm.overrides", "kvm.employers", "kvm.dkimKeys",
				       "mailmap.file" };

static GPtrArray *inboxes, *remotes, *made;

static int rules = -1; /* of Landlock, while the list is made */

static void allow_file(const char *path, void *data)
{
	(void)data;
	landlock_allow(rules, path, LANDLOCK_READ);
}

static void allow_inbox(struct inbox *inbox)
{
	g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);

	inbox_folders(inbox, folders);
	for (guint i = 0; i < folders->len; i++)
		allow_file(folders->pdata[i], NULL);
}

static void allow_reading(const struct archive *archive, const char *cache)
{
	for (guint i = 0; i < archive->inboxes->len; i++)
		allow_inbox(archive_inbox(archive, i));
	for (size_t i = 0; i < G_N_ELEMENTS(of_system); i++)
		allow_file(of_system[i], NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(of_keys); i++)
		if (config_has(of_keys[i]))
			allow_file(config_path(of_keys[i]), NULL);
	allow_file(cache, NULL);
	allow_file(late_folder(), NULL);
	landlock_allow(rules, "/dev/null", LANDLOCK_DEVICE);
}

static void allow_index(const char *git_dir, const char *cache)
{
	char *path;
	int fd = index_folder(git_dir, cache, &path);

	if (fd >= 0) {
		landlock_allow_open(rules, fd, LANDLOCK_WRITE);
		close(fd);
	}
	if (path)
		g_ptr_array_add(made, path);
}

static void allow_seen(struct inbox *inbox, const char *cache)
{
	g_autofree char *folder = inbox_seen_folder(inbox, true);
	/* Not what a symbolic link of a stranger's clone points to. */
	int fd = open(folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (!access(folder, W_OK)) {
		if (fd >= 0)
			landlock_allow_open(rules, fd, LANDLOCK_WRITE);
	} else {
		g_mkdir_with_parents(cache, 0777);
		landlock_allow(rules, cache, LANDLOCK_WRITE);
	}
	if (fd >= 0)
		close(fd);
}

/* What will not be needed after all is gone again at the end. */
static void allow_output(const char *folder)
{
	if (!mkdir(folder, 0777))
		g_ptr_array_add(made, g_strdup(folder));
	landlock_allow(rules, folder, LANDLOCK_WRITE);
}

static void allow_writing(const struct archive *archive, const struct sandbox_needs *needs,
			  const char *cache)
{
	for (guint i = 0; i < archive->inboxes->len; i++) {
		struct inbox *inbox = archive_inbox(archive, i);

		if (needs->index)
			allow_index(inbox_path(inbox), cache);
		if (needs->seen)
			allow_seen(inbox, cache);
	}
	if (needs->output)
		allow_output(needs->output);
}

static void add_tree(GPtrArray *trees, const char *path)
{
	struct inbox *repo = inbox_open_any(path, NULL, NULL, NULL);

	if (repo)
		g_ptr_array_add(trees, repo);
}

static void add_configured(const char *key, void *data)
{
	if (!g_str_has_prefix(key, "kvm.") || !g_str_has_suffix(key, ".tree"))
		return;
	for (const char *const *value = config_all(key); value && *value; value++) {
		g_autofree char *path = discover_path(*value);

		if (**value)
			add_tree(data, path);
	}
}

/* What trees_open() may open, opened (struct inbox *), where --tree-repo names these paths (NULL:
 * it is not given). What cannot be opened is not told here. */
static GPtrArray *find_trees(const GPtrArray *paths)
{
	GPtrArray *trees = g_ptr_array_new_with_free_func((GDestroyNotify)inbox_close);
	struct inbox *here = discover_is_here()
				     ? NULL
				     : inbox_open_any(NULL, cli_git_dir(), cli_ceilings(), NULL);

	if (here)
		g_ptr_array_add(trees, here);
	for (guint i = 0; paths && i < paths->len; i++)
		add_tree(trees, config_expand_user(paths->pdata[i]));
	config_each_key(add_configured, trees);
	return trees;
}

/* They are opened later, and libgit2 reads the user's configuration then. */
static void allow_trees(const struct sandbox_needs *needs, const GPtrArray *paths,
			const char *cache)
{
	static const char *const of_user[] = { "git/config", "git/attributes" };
	g_autoptr(GPtrArray) trees = find_trees(paths);
	char *file = g_build_filename(g_get_home_dir(), ".gitconfig", NULL);

	config_each_file(allow_file, NULL);
	allow_file(file, NULL);
	allow_file("/etc/gitconfig", NULL);
	g_free(file);
	for (size_t i = 0; i < G_N_ELEMENTS(of_user); i++) {
		file = g_build_filename(g_get_user_config_dir(), of_user[i], NULL);
		allow_file(file, NULL);
		g_free(file);
	}
	pointers_each (struct inbox, tree, trees) {
		allow_inbox(tree);
		if (needs->index)
			allow_index(inbox_common_path(tree), cache);
		g_ptr_array_add(inboxes, g_strdup(inbox_path(tree)));
		g_ptr_array_add(remotes, NULL);
	}
}

static void list_errands(const struct archive *archive)
{
	for (guint i = 0; i < archive->inboxes->len; i++) {
		struct inbox *inbox = archive_inbox(archive, i);

		g_ptr_array_add(inboxes, g_strdup(inbox_path(inbox)));
		g_ptr_array_add(remotes, partial_remote(inbox));
	}
}

void sandbox_start(const struct archive *archive, const struct sandbox_needs *needs)
{
	const struct option_def *tree_option = option_parsed("tree-repo");
	struct errands_setup setup;
	g_autofree char *cache = NULL;

	if (errands_running())
		return;
	if (!config_bool("kvm.sandbox", true)) {
		inbox_library_settle(true);
		return;
	}
	inboxes = g_ptr_array_new_with_free_func(g_free);
	remotes = g_ptr_array_new_with_free_func(g_free);
	made = g_ptr_array_new_with_free_func(g_free);
	cache = index_cache_dir();
	tzset();
	late_before_sandbox();
	list_errands(archive);
	rules = landlock_begin();
	allow_reading(archive, cache);
	allow_writing(archive, needs, cache);
	if (tree_option)
		allow_trees(needs, *tree_option->list, cache);
	if (needs->mailmap && *needs->mailmap)
		allow_file(needs->mailmap, NULL);
	setup = (struct errands_setup){ .inboxes = inboxes,
					.remotes = remotes,
					.folders = made,
					.git = cli_git_output,
					.answer = cli_git_answer,
					.fetch = fetch_objects,
					.pager = pager_run,
					.calls = attest_calls };
	errands_start(&setup);
	atexit(errands_end);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	landlock_finish(rules);
	seccomp_start();
	inbox_library_settle(tree_option);
}
