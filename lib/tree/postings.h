/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TREE_POSTINGS_H
#define TREE_POSTINGS_H

#include "record/record.h"
#include "tree/sketch.h"
#include "tree/tree.h"

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

#endif
