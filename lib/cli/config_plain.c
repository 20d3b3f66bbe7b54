/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/config_plain.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "inbox/config_file.h"

/* With one of these git reads other files, other values, or finds another repository. */
static const char *const decisive[] = {
	"GIT_CONFIG",
	"GIT_CONFIG_COUNT",
	"GIT_CONFIG_PARAMETERS",
	"GIT_COMMON_DIR",
	"GIT_WORK_TREE",
	"GIT_OBJECT_DIRECTORY",
	"GIT_DISCOVERY_ACROSS_FILESYSTEM",
	"GIT_TEST_ASSUME_DIFFERENT_OWNER",
};

/* Where a git is whose configuration of the system is /etc/gitconfig. */
static const char *const of_system[] = { "/usr/bin/git", "/bin/git", "/usr/lib/git-core/git",
					 "/usr/libexec/git-core/git" };

#define SYSTEM_CONFIG "/etc/gitconfig"

static bool append_system(GString *out)
{
	const char *without = getenv("GIT_CONFIG_NOSYSTEM"), *file = getenv("GIT_CONFIG_SYSTEM");
	bool known = false;
	g_autofree char *git = NULL;

	if (without)
		return !strcmp(without, "1");
	if (file)
		return *file == '/' && config_file_append(file, file, out);
	git = g_find_program_in_path("git");
	for (size_t i = 0; git && i < G_N_ELEMENTS(of_system); i++)
		known |= !strcmp(git, of_system[i]);
	return known && config_file_append(SYSTEM_CONFIG, SYSTEM_CONFIG, out);
}

static bool append_in_folder(const char *folder, const char *rest, GString *out)
{
	g_autofree char *path = g_strconcat(folder, rest, NULL);

	return *path == '/' && config_file_append(path, path, out);
}

static bool append_user(GString *out)
{
	const char *file = getenv("GIT_CONFIG_GLOBAL"), *home = getenv("HOME");
	const char *xdg = getenv("XDG_CONFIG_HOME");

	if (file)
		return *file == '/' && config_file_append(file, file, out);
	if (!home || !*home || g_str_has_suffix(home, "/"))
		return false;
	return (xdg && *xdg ? append_in_folder(xdg, "/git/config", out)
			    : append_in_folder(home, "/.config/git/config", out)) &&
	       append_in_folder(home, "/.gitconfig", out);
}

static bool is_own(const char *path, mode_t type)
{
	struct stat info;

	return !lstat(path, &info) && (info.st_mode & S_IFMT) == type && info.st_uid == geteuid();
}

static bool has(const char *folder, const char *name, mode_t type)
{
	g_autofree char *path = g_strconcat(folder, "/", name, NULL);
	struct stat info;

	return !lstat(path, &info) && (!type || (info.st_mode & S_IFMT) == type);
}

static bool has_branch(const char *folder)
{
	g_autofree char *path = g_strconcat(folder, "/HEAD", NULL), *text = NULL;

	return g_file_get_contents(path, &text, NULL, NULL) && g_str_has_prefix(text, "ref: refs/");
}

/* A repository that is ours and in one place, and where all is what it is called. */
static bool is_usual(const char *folder)
{
	return is_own(folder, S_IFDIR) && has(folder, "HEAD", S_IFREG) &&
	       has(folder, "objects", S_IFDIR) && has(folder, "refs", S_IFDIR) &&
	       !has(folder, "commondir", 0) && has_branch(folder);
}

/* What was appended from start on says so of a folder ".git": git stays where it is, then. */
static bool says_bare(const GString *out, gsize start)
{
	static const char key[] = "core.bare", not [] = "core.bare\nfalse";
	const char *at = out->str + start, *end = out->str + out->len;

	while ((at = memmem(at, (size_t)(end - at), key, sizeof(key) - 1))) {
		if ((size_t)(end - at) < sizeof(not ) || memcmp(at, not, sizeof(not )))
			return true;
		at++;
	}
	return false;
}

/* git tells files by their place seen from the top of the work tree, where it goes first. */
static bool append_repository(const char *top, bool bare, GString *out)
{
	const char *folder = bare ? "" : "/.git";
	g_autofree char *git_dir = g_strconcat(top, folder, NULL),
			*path = g_strconcat(git_dir, "/config", NULL);
	gsize start = out->len;

	return is_own(top, S_IFDIR) && is_usual(git_dir) &&
	       config_file_append(path, bare ? "config" : ".git/config", out) &&
	       (bare || !says_bare(out, start));
}

/* The bare one that GIT_DIR names, where git does not go: "./" is not in the name of its file. */
static bool append_named(const char *git_dir, GString *out)
{
	g_autofree char *path = g_strconcat(git_dir, "/config", NULL);
	const char *name = path;
	gsize start = out->len;

	if (g_str_has_prefix(path, "./"))
		name += 1 + strspn(path + 1, "/");
	return is_usual(git_dir) && config_file_append(path, name, out) && says_bare(out, start);
}

/* Where the search for a repository ends. NULL where one is no folder. Free with g_strfreev(). */
static char **read_ceilings(void)
{
	const char *text = getenv("GIT_CEILING_DIRECTORIES");
	char **ceilings = g_strsplit(text ? text : "", ":", -1);
	char real[PATH_MAX];

	for (char **ceiling = ceilings; *ceiling; ceiling++) {
		if (**ceiling != '/' || !realpath(*ceiling, real)) {
			g_strfreev(ceilings);
			return NULL;
		}
		g_free(*ceiling);
		*ceiling = g_strdup(real);
	}
	return ceilings;
}

static bool is_one_device(const char *path, dev_t device)
{
	struct stat info;

	return !stat(path, &info) && info.st_dev == device;
}

/* From the current folder upwards. */
static bool search(char *folder, char *const *ceilings, GString *out)
{
	struct stat info;
	bool first = true;

	if (stat(folder, &info))
		return false;
	for (;; first = false) {
		char *end;

		if (!is_one_device(*folder ? folder : "/", info.st_dev))
			return false;
		if (has(folder, ".git", 0))
			return append_repository(folder, false, out);
		/* From within a bare one its files have other names. */
		if (has(folder, "HEAD", 0))
			return first && append_repository(folder, true, out);
		end = strrchr(folder, '/');
		if (!end || !*folder)
			return true;
		*end = '\0';
		if (g_strv_contains((const char *const *)ceilings, *folder ? folder : "/"))
			return true;
	}
}

static bool append_local(GString *out)
{
	const char *git_dir = getenv("GIT_DIR");
	char folder[PATH_MAX], **ceilings;
	bool good;

	if (git_dir)
		return append_named(git_dir, out);
	ceilings = read_ceilings();
	good = ceilings && getcwd(folder, sizeof(folder)) && *folder == '/' && folder[1] &&
	       search(folder, ceilings, out);

	g_strfreev(ceilings);
	return good;
}

GString *config_plain(void)
{
	GString *out;

	for (size_t i = 0; i < G_N_ELEMENTS(decisive); i++)
		if (getenv(decisive[i]))
			return NULL;
	out = g_string_new(NULL);
	if (append_system(out) && append_user(out) && append_local(out))
		return out;
	g_string_free(out, TRUE);
	return NULL;
}
