/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_INBOX_H
#define INBOX_INBOX_H

#include <stdbool.h>
#include "inbox/error.h"

/* One public-inbox clone, opened for reading. */
struct inbox;

/* Once a process, before anything else of lib/inbox; returns false when libgit2 cannot start. */
bool inbox_library_init(GError **error);
void inbox_library_shutdown(void);

/*
 * Tells that from now on there may be threads, and whether the configuration of the user and of the
 * system can still be read: else libgit2, which may be loaded later, does without.
 */
void inbox_library_settle(bool config);

/*
 * Opens the inbox at path (a bare repository, a work tree or a .git folder); of NULL, the one git
 * would use here: git_dir where set (the value of GIT_DIR), else found from the current folder
 * upwards. Returns NULL with an INBOX_ERROR. Close with inbox_close().
 * The search upwards stops below the folders named in ceilings (the value of
 * GIT_CEILING_DIRECTORIES, or NULL).
 */
struct inbox *inbox_open(const char *path, const char *git_dir, const char *ceilings,
			 GError **error);

/* The same of any repository, whatever its commits hold: for what only looks at commits. */
struct inbox *inbox_open_any(const char *path, const char *git_dir, const char *ceilings,
			     GError **error);

/* Whether the newest commit of such a one holds a mail. */
bool inbox_holds_mails(struct inbox *inbox);

void inbox_close(struct inbox *inbox);

/* The path of the repository's git folder, as libgit2 gives it; the inbox's. */
const char *inbox_path(const struct inbox *inbox);

/* Whether there is a commit to begin with. */
bool inbox_has_mails(const struct inbox *inbox);

#endif
