/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_REPOSITORY_H
#define INBOX_REPOSITORY_H

#include "inbox/error.h"
#include "late/git.h"

/*
 * Opens a git repository as git would: path, git_dir and ceilings as in inbox_open(). Refuses in
 * git's words what git refuses (another owner's) and what libgit2 would misread. NULL with an
 * INBOX_ERROR.
 */
git_repository *repository_open(const char *path, const char *git_dir, const char *ceilings,
				GError **error);

/*
 * The folder that git goes to before it reads relative paths of its configuration: the top of the
 * work tree, or a bare repository itself. NULL where that is the current folder, or there is no
 * repository. Free with g_free().
 */
char *repository_top(const char *git_dir, const char *ceilings);

#endif
