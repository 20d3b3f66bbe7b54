/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_ERROR_H
#define INBOX_ERROR_H

#include <glib.h>

/* Errors of lib/inbox: fatal for the command; the message is git's style and names the way out. */
#define INBOX_ERROR (g_quark_from_static_string("gitkvm-inbox"))

enum inbox_error {
	INBOX_ERROR_NOT_FOUND, /* no repository there */
	INBOX_ERROR_NOT_INBOX, /* a repository, but no public-inbox clone */
	INBOX_ERROR_UNUSABLE,  /* a repository that cannot be read: format, ownership, damage */
	INBOX_ERROR_REVISION,  /* an argument that names no commit or range */
	INBOX_ERROR_READ,      /* history that cannot be walked */
	INBOX_ERROR_SYSTEM, /* no memory, no more files, a bad disk: it may be there, and right */
};

/* The last message of libgit2 in this thread. */
const char *inbox_git_message(void);

#endif
