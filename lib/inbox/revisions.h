/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_REVISIONS_H
#define INBOX_REVISIONS_H

#include "inbox/private.h"

/* What the arguments of a command add up to. */
struct revisions {
	struct inbox *inbox;
	GArray *include, *exclude; /* of git_oid */
	GPtrArray *from, *to;	   /* of char *: the ends as typed, for the heading */
};

/* Adds one argument, as git rev-list reads it; returns false with INBOX_ERROR_REVISION. */
bool revisions_add(struct revisions *revisions, const char *arg, GError **error);

/* The commit that a name of one commit means: tags are followed. Errors name arg, which it is a
 * part of. */
bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error);

/*
 * Where libgit2 is helped along with a name: @ is HEAD, a HEAD that points nowhere is the only
 * branch, and an abbreviation is the commit git would take. To be freed with g_free(); NULL with an
 * INBOX_ERROR_REVISION.
 */
char *revision_expand(struct inbox *inbox, const char *name, GError **error);

#endif
