/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_POSTINGS_H
#define TREE_POSTINGS_H

#include "record/record.h"
#include "tree/tree.h"
#include <stdint.h>
#include "patch/patchid.h"

/* The mails that commits may have been made of, and what they are found by. */
struct postings;

/*
 * read: puts the decoded text of a mail, behind its in-body header, in place of what out holds;
 * false where it cannot be read.
 */
struct postings *postings_new(bool (*read)(const struct record *record, GString *out, void *data),
			      void *data);
void postings_free(struct postings *postings);

/* Adds a mail, which must outlive it: a posting, or a reply that holds a patch; nothing of others.
 */
void postings_add(struct postings *postings, struct record *record);

/* Arrays of struct record *, the postings'; NULL where there are none. */
const GPtrArray *postings_by_id(const struct postings *postings, const char *message_id);
const GPtrArray *postings_by_title(const struct postings *postings, const char *title_key);
const GPtrArray *postings_by_authored(const struct postings *postings, const char *authored_key);
const GPtrArray *postings_by_author(const struct postings *postings, const struct person *author);

/* Those of the same thread: what answers the same mail, or the mail itself. */
const GPtrArray *postings_of_thread(const struct postings *postings, const struct record *record);

/* What its diff changes; NULL where it cannot be read. The postings'. */
const struct sketch *postings_sketch(struct postings *postings, const struct record *record);

/* Whether both are one person, by address or by name: people change their employers. */
bool commit_same_person(const struct person *a, const struct person *b);

/* What a posting says, its diff included; valid until another is read. False where it cannot be. */
bool postings_text(struct postings *postings, const struct record *record, struct slice *text);

/* What two diffs are compared by: the lines that they change, without white space. */
struct sketch {
	unsigned char patch_id[PATCHID_SIZE];
	bool has_id;
	bool renames;	 /* it tells renamed files as such */
	uint64_t *lines; /* hashes, sorted; one that is there twice is twice among them */
	size_t nr_lines;
	uint64_t *paths; /* hashes of the files' names, sorted */
	size_t nr_paths;
};

/* Lines of one that count; what is behind them does not. */
#define SKETCH_MAX_LINES 200000

/* Of a diff as git or diff -u writes it; what stands in front of it is passed over. Free with
 * sketch_free(). */
struct sketch *sketch_new(struct slice diff);
void sketch_free(struct sketch *sketch);

bool sketch_same_patch(const struct sketch *a, const struct sketch *b);

/* How many lines both have. */
size_t sketch_common(const struct sketch *a, const struct sketch *b);

#endif
