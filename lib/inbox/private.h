/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_PRIVATE_H
#define INBOX_PRIVATE_H

/* Shared among the files of lib/inbox only. */

#include "inbox/inbox.h"
#include "inbox/kept.h"
#include "inbox/lineage.h"
#include "inbox/loose.h"
#include "inbox/named.h"
#include "inbox/packed.h"
#include "inbox/oid.h"
#include "late/git.h"

/* What knows commits of the inbox without reading them: its index, while that is open. */
struct ancestors {
	/* The commit so many parents before that one. False where that is not known. */
	bool (*find)(void *data, const git_oid *commit, uint64_t steps, git_oid *out);
	void *data;
	git_oid newest; /* that is known, as soon as it was asked */
};

struct inbox {
	git_repository *repo;	    /* NULL of a plain one that needs none yet: see inbox_repo() */
	bool is_plain;		    /* see plain.h */
	char *git_dir, *common_dir; /* with a "/" at the end */
	char *workdir;		    /* or NULL */
	struct packed_refs packed_refs;
	struct objects
		*objects; /* the opening thread's; others take one from inbox_open_objects() */
	char *name;	  /* as typed, for messages */
	char *objects_dir;
	struct loose_map *loose;
	struct mapped *packs;
	GHashTable *shallow; /* set of git_oid: commits whose parents were not fetched; or NULL */
	bool v1;	     /* see v1.h */
	bool has_tip;
	git_oid tip;		    /* what is meant where no revision was typed */
	struct kept kept;	    /* see inbox_keep() */
	struct lineage lineage;	    /* of the last A~500 that was resolved */
	struct ancestors ancestors; /* zero: none */
	char *missing_hint;	    /* see inbox_missing_hint() */
};

/* libgit2's view of it, opened where that was not needed so far. */
git_repository *inbox_repo(struct inbox *inbox);

/*
 * The id of a ref by its full name, such as HEAD. Returns 0 or libgit2's error, GIT_ENOTFOUND where
 * there is none.
 */
int ref_read(struct inbox *inbox, const char *name, git_oid *out);

/* The same of a name as it is typed, "master" or "origin/next". False where it is that of none. */
bool ref_guess(struct inbox *inbox, const char *name, git_oid *out);

/* Another way in to the objects, for one thread; close with objects_free(). */
struct objects *inbox_open_objects(const struct inbox *inbox);

/* Why objects may be missing, to be put behind such a message: ": pack 'x' is damaged"; or "". */
const char *inbox_missing_hint(struct inbox *inbox);

/* Whether the commit's parents are beyond the end of a shallow clone. */
static inline bool inbox_is_boundary(const struct inbox *inbox, const git_oid *commit)
{
	return inbox->shallow && g_hash_table_contains(inbox->shallow, commit);
}

#endif
