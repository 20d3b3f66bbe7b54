/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_PRIVATE_H
#define INDEX_PRIVATE_H

/* Shared among the files of lib/index only. */

#include "inbox/list.h"
#include "inbox/private.h"
#include "index/dictionary.h"
#include "index/index.h"
#include "index/pack.h"
#include "index/store.h"
#include "index/strings.h"

struct index {
	struct inbox *inbox;
	struct index_options options;
	char *path;
	struct store *store; /* NULL: not looked at yet, not there, or given up */
	bool looked, said;
	struct strings strings;
	git_oid whole_root; /* of a history that was seen to be whole; zero: none yet */
	bool fresh;	    /* it held the inbox's tip once, and mails only come to it */
	bool held;	    /* see index_hold() */
	guint8 *brought;    /* while held: a bit for each mail, see index_find_new(); NULL: none */
	struct run *runs;   /* while held: see index_run(); NULL: none yet */
	GPtrArray
		*answered; /* while held: the filters (lookup.h) of all segments; NULL: none yet */
	unsigned threads;  /* look-ups with INDEX_THREAD since it is held */
	bool lent;	   /* to a thread that reads ahead */
};

/* Gives the index up for this run: says why, and throws the file away when it is worn. */
void index_give_up(struct index *index, const char *reason, bool worn);

/* The same when the store is broken; returns whether it was. */
bool index_give_up_broken(struct index *index);

/* Does without it for this run, and says nothing. */
void index_leave(struct index *index);

/*
 * Opens the store where it is not, and starts reading. False when there is nothing that can be
 * used: no file, no mails in it, or it is of another history than the clone can show.
 */
bool index_begin(struct index *index);

void index_end(struct index *index);

/* Opens the store for writing; false with a reason in *problem (free with g_free()). */
bool index_open_for_update(struct index *index, bool renew, char **problem);

/* Reads the row that a mail is in, and finds the mails in it. False when the store is broken. */
struct run {
	GByteArray *bytes;
	int64_t first; /* number of the first mail; -1: nothing was read yet */
	unsigned nr;
	struct slice mails[32];
};

void run_init(struct run *run);
void run_release(struct run *run);
bool run_read(struct index *index, struct run *run, int64_t number, struct slice *packed);

/* Where the row of a mail is to be read to while the index is held: so many are kept meanwhile. */
#define RUNS_KEPT 256
struct run *index_run(struct index *index, int64_t number);

/* Forgets what was read of an earlier state of the file. */
void index_forget_rows(struct index *index);

/* The number of a commit, or -1 when it is not indexed or the store broke. */
int64_t index_number(struct index *index, const git_oid *commit);

/* The commit of a number. */
bool index_commit(struct index *index, int64_t number, git_oid *out);

/*
 * Adds mails: entries (of struct walk_entry, newest first) lead from a tip back to the commit
 * above behind, the indexed tip; or with NULL to the first one of all, and then what they have in
 * common with the index is kept. False with an INDEX_ERROR.
 */
bool index_extend(struct index *index, const GArray *entries, const git_oid *behind,
		  GError **error);

#endif
