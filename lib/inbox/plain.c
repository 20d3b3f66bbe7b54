/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/plain.h"

#include <errno.h>
#include <glib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "inbox/config_file.h"
#include "inbox/file.h"

static bool is_own_folder(const char *path)
{
	struct stat info;

	return !lstat(path, &info) && S_ISDIR(info.st_mode) && info.st_uid == geteuid();
}

/* The type of a file in a folder, 0 where there is none. Links are files that are not usual. */
static mode_t type_of(const char *folder, const char *name)
{
	g_autofree char *path = g_strconcat(folder, name, NULL);
	struct stat info;
	mode_t type = 0;

	if (!lstat(path, &info))
		type = info.st_mode & S_IFMT;
	else if (errno != ENOENT)
		type = S_IFMT; /* whatever it is */
	return type;
}

static bool is_usual_or_absent(const char *folder, const char *name)
{
	mode_t type = type_of(folder, name);

	return !type || type == S_IFREG;
}

static bool has_branch(const char *folder)
{
	char *path = g_strconcat(folder, "HEAD", NULL), *text;
	gsize len;
	bool good = file_read(path, &text, &len);

	if (good) {
		good = g_str_has_prefix(text, "ref: refs/");
		g_free(text);
	}
	g_free(path);
	return good;
}

/* Whether what the configuration says is what is seen, and nothing more is to be known. */
static bool is_usual_value(const char *key, const char *value, bool bare)
{
	if (!strcmp(key, "core.bare"))
		return !strcmp(value, bare ? "true" : "false");
	return !g_str_has_prefix(key, "remote.") || !g_str_has_suffix(key, ".promisor");
}

static bool has_usual_config(const char *folder, bool bare)
{
	g_autofree char *path = g_strconcat(folder, "config", NULL);
	g_autoptr(GString) listing = g_string_new(NULL);
	bool good = config_file_append(path, "", listing), told = false;

	for (char *at = listing->str, *end = at + listing->len; good && at < end;) {
		char *key = at + strlen(at) + 1, *lf = strchr(key, '\n');

		at = key + strlen(key) + 1;
		if (lf)
			*lf = '\0';
		told |= !strcmp(key, "core.bare");
		good = is_usual_value(key, lf ? lf + 1 : "", bare);
	}
	return good && told;
}

/* folder ends with a "/". The pipes among what is read are told of elsewhere. */
static bool is_plain(const char *folder, bool bare)
{
	return is_own_folder(folder) && type_of(folder, "HEAD") == S_IFREG &&
	       type_of(folder, "objects") == S_IFDIR && type_of(folder, "refs") == S_IFDIR &&
	       !type_of(folder, "commondir") && !type_of(folder, "gitdir") &&
	       is_usual_or_absent(folder, "shallow") &&
	       is_usual_or_absent(folder, "objects/info/alternates") && has_branch(folder) &&
	       has_usual_config(folder, bare);
}

/* Of a folder that ends with a "/". Returns 1 with a plain one, 0 where there is none, -1 at what
 * is not for us. */
static int look_in(const char *folder, struct plain *out)
{
	mode_t type = type_of(folder, ".git");

	if (!type && !type_of(folder, "HEAD"))
		return 0;
	if (type && (type != S_IFDIR || !is_own_folder(folder)))
		return -1;
	out->git_dir = g_strconcat(folder, type ? ".git/" : NULL, NULL);
	if (!is_plain(out->git_dir, !type) || g_str_has_suffix(folder, "/.git/")) {
		g_clear_pointer(&out->git_dir, g_free);
		return -1;
	}
	out->workdir = type ? g_strdup(folder) : NULL;
	return 1;
}

/* From the current folder upwards, on one device. folder has room for a "/" more. */
static bool search(char *folder, struct plain *out)
{
	struct stat start, info;
	int found = 0;

	if (stat(folder, &start))
		return false;
	while (!found && folder[1]) {
		char *end = strrchr(folder, '/');

		if (stat(folder, &info) || info.st_dev != start.st_dev)
			return false;
		g_strlcat(folder, "/", PATH_MAX + 2);
		found = look_in(folder, out);
		*end = '\0';
	}
	return found > 0;
}

/* Of the git folder that GIT_DIR names. What is the work tree of one that is not bare, libgit2
 * tells. */
static bool look_at(const char *folder, struct plain *out)
{
	if (g_str_has_suffix(folder, "/.git/") || !is_plain(folder, true))
		return false;
	out->git_dir = g_strdup(folder);
	out->workdir = NULL;
	return true;
}

bool plain_find(const char *path, const char *git_dir, const char *ceilings, struct plain *out)
{
	const char *start = path ? path : git_dir ? git_dir : ".";
	char folder[PATH_MAX + 2];

	if (!realpath(start, folder) || !folder[1])
		return false;
	if (!path && git_dir) {
		g_strlcat(folder, "/", PATH_MAX + 2);
		return look_at(folder, out);
	}
	/* A ceiling keeps from going up, not from looking here. */
	if (!path && !(ceilings && *ceilings))
		return search(folder, out);
	g_strlcat(folder, "/", PATH_MAX + 2);
	return look_in(folder, out) > 0;
}
