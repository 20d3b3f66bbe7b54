/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_DISCOVER_H
#define CLI_DISCOVER_H

#include <stdbool.h>
#include "inbox/archive.h"

/*
 * Opens the inboxes a command is to read, first hit wins: those named (paths, or the <name> of a
 * kvm.<name>.inbox); the current repository when it is an inbox; those of kvm.inbox. When there is
 * none, says how to name one and dies. Free with archive_free().
 */
struct archive *discover_archive(const GPtrArray *named);

/* Whether what was discovered last is the repository that git would use here: it is no work
 * repository then, and nobody needs to open it once more to see that. */
bool discover_is_here(void);

/*
 * A path of the configuration: git reads such ones from the top of the work tree, to which it goes
 * before it does anything. Free with g_free().
 */
char *discover_path(const char *value);

/* For completion: the <name>s of kvm.<name>.inbox, one a line. Free with g_free(). */
char *discover_names(void);

/* For completion: the repository in which a revision is looked up first. Dies as
 * discover_archive(). Free with g_free(). */
char *discover_git_dir(const GPtrArray *named);

#endif
