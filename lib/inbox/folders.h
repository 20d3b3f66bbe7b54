/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_FOLDERS_H
#define INBOX_FOLDERS_H

#include "inbox/inbox.h"

/*
 * Appends to out (of char *, to be freed by who has it) all folders and files that an inbox is read
 * from: its git folder, where its objects are, those it borrows from others, and what symbolic
 * links in them point to. From then on nothing else is opened to read it.
 */
void inbox_folders(struct inbox *inbox, GPtrArray *out);

/* The git folder that is common to all work trees of its repository; the inbox's. */
const char *inbox_common_path(const struct inbox *inbox);

/* Where refs/kvm of seen.h is; makes it where make. Free with g_free(). */
char *inbox_seen_folder(struct inbox *inbox, bool make);

#endif
