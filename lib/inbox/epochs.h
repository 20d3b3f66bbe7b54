/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_EPOCHS_H
#define INBOX_EPOCHS_H

#include "inbox/private.h"

/*
 * The epochs of a list as one history: a repository each, newest first. What comes before the first
 * commit of an epoch is the newest one of the epoch before, though no parent says so.
 */
struct epochs {
	struct inbox *const *inboxes;
	size_t nr; /* at least 1 */
};

/* A commit of one of them. */
struct point {
	size_t epoch;
	git_oid id;
};

/* The newest commit of all. False when there is none. */
bool epochs_newest(const struct epochs *epochs, struct point *out);

/*
 * The commit that a name means, in the newest epoch that knows it; from there ~ and ^ go on into
 * older ones. Errors name arg, which it is a part of. Returns false with INBOX_ERROR_REVISION.
 */
bool epochs_resolve(const struct epochs *epochs, const char *name, const char *arg,
		    struct point *out, GError **error);

/*
 * Appends the parents of a commit to out (of struct point): the one of that number, or all (0).
 * Returns false when there is no such parent, or with an INBOX_ERROR_READ.
 */
bool epochs_parents(const struct epochs *epochs, const struct point *point, size_t number,
		    GArray *out, GError **error);

/*
 * Appends to out (of struct point) commits that hide what both a and b descend from. Returns false
 * with an INBOX_ERROR_READ.
 */
bool epochs_common(const struct epochs *epochs, const struct point *a, const struct point *b,
		   GArray *out, GError **error);

#endif
