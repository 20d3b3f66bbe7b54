/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_MESSAGE_H
#define INBOX_MESSAGE_H

#include "inbox/private.h"

/*
 * Finds the youngest commit, from that one backwards, whose message matches a pattern as
 * git reads it in ^{/…} and :/… (POSIX extended, with \< and the like): "!-" in front negates it,
 * "!!" stands for one "!". Returns false when none does, or when the history or the pattern cannot
 * be read.
 *
 * libgit2's own search fails in a shallow clone, and leaks 20 KB for each commit it looks at.
 */
bool message_search(struct inbox *inbox, const git_oid *from, const char *pattern, git_oid *out);

/* The same, from all refs and HEAD. */
bool message_search_all(struct inbox *inbox, const char *pattern, git_oid *out);

#endif
