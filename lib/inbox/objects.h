/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_OBJECTS_H
#define INBOX_OBJECTS_H

#include <stdbool.h>
#include <stdint.h>
#include "inbox/loose.h"
#include "inbox/oid.h"
#include "inbox/packed.h"
#include "late/git.h"
#include "text/slice.h"

/* Reading objects with the least work: raw bytes, parsed by hand. */

enum object_status {
	OBJECT_OK,
	OBJECT_MISSING,
	OBJECT_CORRUPT, /* does not inflate, or is not of the type it should be */
	OBJECT_TOO_LARGE,
	OBJECT_NO_MEMORY, /* there is none for it now */
	OBJECT_NO_ACCESS, /* no more open files, a bad disk: nothing is known of it */

	/* of mails only */
	OBJECT_REMOVED, /* the list took it down */
	OBJECT_NO_MAIL, /* a tree with neither */
};

/* One object, for any thread. */
struct object;

const char *object_data(const struct object *object); /* with a NUL behind it */
size_t object_size(const struct object *object);
git_object_t object_type(const struct object *object);

/* The same object once more, to be freed as well. */
struct object *object_share(struct object *object);

/* NULL does nothing. */
void object_free(struct object *object);

/* A way in to the objects of a repository, for one thread. */
struct objects;

/* folder: of the objects. All three must outlive it. */
struct objects *objects_new(const char *folder, const struct loose_map *loose,
			    struct mapped *packs);

/* NULL does nothing. */
void objects_free(struct objects *objects);

/* libgit2's way in, opened when it is asked for; NULL where that cannot be. It stays objects'. */
git_odb *objects_odb(struct objects *objects);

/* Has objects see what came since they were opened. */
bool objects_refresh(struct objects *objects);

/* Whether there is a commit with that id. */
bool objects_have_commit(struct objects *objects, const git_oid *id);

/* Tells that it will be read soon. */
void object_expect(struct objects *objects, const git_oid *id);

/*
 * What packs and loose objects say is read by us, and what is not there or not as it should be is
 * left to libgit2. Free *out with object_free(); it is set with OBJECT_OK only. type can be
 * GIT_OBJECT_ANY.
 */
enum object_status object_read(struct objects *objects, const git_oid *id, git_object_t type,
			       struct object **out);

/* As git, dates that overflow are the epoch; here that is any in whose year no one adds up days. */
#define COMMIT_MAX_DATE ((int64_t)1 << 55)

/* What a walk needs of a commit. */
struct commit {
	git_oid tree;
	int64_t date; /* the committer's, up to COMMIT_MAX_DATE; 0 where unreadable */
	bool reply;   /* the subject, a copy of the mail's, begins with a reply word */
	size_t nr_parents;
	const char *parents; /* the first "parent" line */
};

/* raw must outlive commit. */
bool commit_parse(struct commit *commit, const char *raw, size_t len);

/* The same without date and reply, which are 0. */
bool commit_parse_parents(struct commit *commit, const char *raw, size_t len);

void commit_parent(const struct commit *commit, size_t i, git_oid *out);

/*
 * Walks over the entries of a tree: *rest starts as its bytes. Returns 1 with an entry, 0 at the
 * end, -1 when the bytes are no tree.
 */
struct tree_entry {
	struct slice name;
	git_oid id;
	bool is_tree;
};

int tree_next(struct slice *rest, struct tree_entry *entry);

/* Where the mail of a commit is. */
struct mail_place {
	enum object_status status;
	git_oid id;	     /* the blob's; where there is none, the object that is to blame */
	struct object *mail; /* of an inbox of version 1: the blob itself; or NULL */
};

/* By its tree, or by its blob, of an inbox of version 1. Goes to object_read_mail() next. */
void object_find_mail(struct objects *objects, const git_oid *tree, struct mail_place *place);

/* The mail that is there; where there is none, place->id is the object that is to blame. */
enum object_status object_read_mail(struct objects *objects, struct mail_place *place,
				    struct object **out);

/* Whether it is no fault of the object, so that an answer without it would be wrong. */
static inline bool object_status_is_passing(enum object_status status)
{
	return status == OBJECT_NO_MEMORY || status == OBJECT_NO_ACCESS;
}

/* The code of an INBOX_ERROR about it. */
int object_error_code(enum object_status status);

/* Says why, for a message: "blob 1234… is missing". To be freed with g_free(). */
char *object_describe(enum object_status status, const git_oid *culprit);

#endif
