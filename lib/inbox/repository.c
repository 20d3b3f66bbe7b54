/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/repository.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

static int try_open(git_repository **repo, const char *path, const char *git_dir,
		    const char *ceilings)
{
	if (path)
		return git_repository_open_ext(repo, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	if (git_dir)
		return git_repository_open_ext(
			repo, git_dir,
			GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT, NULL);
	return git_repository_open_ext(repo, ".", 0, ceilings);
}

/* Before 1.6 it is "not found" where safe.directory is not set at all, and only the message tells.
 */
static bool is_ownership_error(int code)
{
#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 6
	if (code == GIT_ENOTFOUND && strstr(inbox_git_message(), "safe.directory"))
		return true;
#endif
	return code == GIT_EOWNER;
}

/* One value of safe.directory against the repository's place, as git reads it. */
static bool safe_value_matches(const char *value, const char *place)
{
	git_buf expanded = { 0 };
	bool matches = false;

	if (!strcmp(value, "*"))
		return true;
	if (!git_config_parse_path(&expanded, value)) {
		size_t len = strlen(expanded.ptr);

		if (len > 2 && !strcmp(expanded.ptr + len - 2, "/*"))
			matches = !strncmp(expanded.ptr, place, len - 1);
		else
			matches = !strcmp(expanded.ptr, place);
		git_buf_dispose(&expanded);
	}
	return matches;
}

/* Only what the user or the system has set counts, never the repository's own config. */
static bool is_safe_directory(const char *place)
{
	git_config *config;
	git_config_iterator *all;
	git_config_entry *entry;
	bool safe = false;

	if (git_config_open_default(&config))
		return false;
	if (!git_config_multivar_iterator_new(&all, config, "safe.directory", NULL)) {
		while (!git_config_next(&entry, all)) {
			if (!entry->value || !*entry->value)
				safe = false; /* starts the list afresh */
			else if (safe_value_matches(entry->value, place))
				safe = true;
		}
		git_config_iterator_free(all);
	}
	git_config_free(config);
	return safe;
}

static int open_of_other_owner(git_repository **repo, const char *path, const char *git_dir,
			       const char *ceilings, GError **error)
{
	g_autofree char *place = NULL;
	int code;

	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	code = try_open(repo, path, git_dir, ceilings);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
	if (code)
		return code;
	place = g_strdup(git_repository_is_bare(*repo) ? git_repository_path(*repo)
						       : git_repository_workdir(*repo));
	if (strlen(place) > 1 && g_str_has_suffix(place, "/"))
		place[strlen(place) - 1] = '\0';
	if (!is_safe_directory(place)) {
		g_autofree char *quoted = g_shell_quote(place);

		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE,
			    "detected dubious ownership in repository at '%s'\n"
			    "To add an exception for this directory, call:\n\n"
			    "\tgit config --global --add safe.directory %s",
			    place, strpbrk(place, " '\"\\$`") ? quoted : place);
		git_repository_free(*repo);
		*repo = NULL;
	}
	return 0;
}

static void refuse_format(const char *path, const char *format, const char *way_out, GError **error)
{
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE,
		    "repository '%s' uses %s, which cannot be read yet\n%s", path, format, way_out);
}

static void refuse_sha256(const char *path, GError **error)
{
	refuse_format(path, "the object format sha256",
		      "Clone the inbox from where its ids are SHA-1.", error);
}

static void refuse_reftable(const char *path, GError **error)
{
	refuse_format(path, "the ref format reftable",
		      "Make files of it with 'git refs migrate --ref-format=files'.", error);
}

/* What libgit2 refuses in words of its own, or opens and then misreads. */
static bool check_config(git_config *config, const char *path, GError **error)
{
	const char *value;

	if (!git_config_get_string(&value, config, "extensions.objectformat") &&
	    g_ascii_strcasecmp(value, "sha1"))
		refuse_sha256(path, error);
	else if (!git_config_get_string(&value, config, "extensions.refstorage") &&
		 g_ascii_strcasecmp(value, "files"))
		refuse_reftable(path, error);
	else
		return true;
	return false;
}

static bool check_snapshot(git_config *live, const char *path, GError **error)
{
	git_config *config;
	bool good = true;

	if (!git_config_snapshot(&config, live)) {
		good = check_config(config, path, error);
		git_config_free(config);
	}
	git_config_free(live);
	return good;
}

static bool check_format(git_repository *repo, GError **error)
{
	git_config *live;

	return git_repository_config(&live, repo) ||
	       check_snapshot(live, git_repository_path(repo), error);
}

/* The git folder of what is to be opened; NULL where there is none. Free with g_free(). */
static char *find_folder(const char *path, const char *git_dir, const char *ceilings)
{
	git_buf found = { 0 };
	char *folder;

	if (!path && !git_dir) {
		folder = git_repository_discover(&found, ".", 0, ceilings) ? NULL
									   : g_strdup(found.ptr);
		git_buf_dispose(&found);
		return folder;
	}
	folder = g_build_filename(path ? path : git_dir, path ? ".git" : NULL, NULL);
	if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		g_free(folder);
		folder = g_strdup(path ? path : git_dir);
	}
	return folder;
}

/* Of a folder that cannot be opened, whether that is because of its format. */
static bool has_known_format(const char *folder, const char *place, GError **error)
{
	g_autofree char *file = g_build_filename(folder ? folder : place, "config", NULL);
	git_config *live;

	return git_config_open_ondisk(&live, file) || check_snapshot(live, place, error);
}

static void explain_failure(int code, const char *folder, const char *path, const char *git_dir,
			    GError **error)
{
	const char *place = path ? path : git_dir ? git_dir : ".";
	g_autofree char *message = g_strdup(inbox_git_message());

	if (code != GIT_ENOTFOUND && has_known_format(folder, place, error))
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE,
			    "cannot open repository '%s': %s", place, message);
	else if (code == GIT_ENOTFOUND && path)
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_NOT_FOUND,
			    "'%s' does not appear to be a git repository", path);
	else if (code == GIT_ENOTFOUND && git_dir)
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_NOT_FOUND, "not a git repository: '%s'",
			    git_dir);
	else if (code == GIT_ENOTFOUND)
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_NOT_FOUND,
			    "not a git repository (or any of the parent directories): .git");
}

/* What libgit2 1.9 reads as it opens a repository, and would wait at for ever. */
static bool blocks(const char *folder, const char *name, GError **error)
{
	g_autofree char *file = g_build_filename(folder, name, NULL);
	struct stat info;
	bool odd = !stat(file, &info) && S_ISFIFO(info.st_mode);

	if (odd)
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_UNUSABLE,
			    "cannot open repository '%s': %s is a pipe", folder, name);
	return odd;
}

git_repository *repository_open(const char *path, const char *git_dir, const char *ceilings,
				GError **error)
{
	g_autofree char *folder = find_folder(path, git_dir, ceilings);
	git_repository *repo = NULL;
	int code = 0;
	bool good = !folder || (!blocks(folder, "shallow", error) &&
				!blocks(folder, "objects/info/alternates", error));

	if (good)
		code = try_open(&repo, path, git_dir, ceilings);
	if (code && is_ownership_error(code)) {
		code = open_of_other_owner(&repo, path, git_dir, ceilings, error);
		good = code || repo;
	}
	if (code)
		explain_failure(code, folder, path, git_dir, error);
	else if (good && !check_format(repo, error))
		g_clear_pointer(&repo, git_repository_free);
	return code || !good ? NULL : repo;
}

char *repository_top(const char *git_dir, const char *ceilings)
{
	git_repository *repo = NULL;
	char *top = NULL;

	/* With GIT_DIR the current folder is the top. */
	if (git_dir || !(repo = repository_open(NULL, NULL, ceilings, NULL)))
		return NULL;
	top = g_strdup(git_repository_is_bare(repo) ? git_repository_path(repo)
						    : git_repository_workdir(repo));
	git_repository_free(repo);
	return top;
}
