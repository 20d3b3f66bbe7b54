/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PREFIX_H
#define INBOX_PREFIX_H

#include "inbox/private.h"

/* UNSURE: libgit2 is to be asked. */
enum prefix_found { PREFIX_NONE, PREFIX_ONE, PREFIX_MANY, PREFIX_UNSURE };

/*
 * The object whose id begins with the first digits of prefix, 2 of them at least, behind which it
 * is zeros, among those that were there when the inbox was opened. *out is set with PREFIX_ONE
 * only.
 */
enum prefix_found prefix_find(struct inbox *inbox, const git_oid *prefix, size_t digits,
			      git_oid *out);

#endif
