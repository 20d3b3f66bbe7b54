/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_IDENTITY_H
#define SERIES_IDENTITY_H

#include "record/record.h"

/*
 * Whether a person who is named is who sent a mail. The address tells; or the name, where the list
 * knows either address for it: another mail bears that name and the address that is named, or it
 * bears that name and the sender's address, in another thread. A name alone, a part of one, or the
 * same word in front of the "@" proves nothing: anybody may write these.
 */
struct identity;

/*
 * By records (of struct record *), and witnesses, which may be NULL: mails that were looked up
 * because they may tell. Both must outlive it; nothing is read before the first question that needs
 * them. Free with identity_free().
 */
struct identity *identity_new(const GPtrArray *records, const GPtrArray *witnesses);
void identity_free(struct identity *identity);

bool identity_is_sender(struct identity *identity, const struct person *person,
			const struct record *mail);

/*
 * The same for who speaks for the author: a mail that bears his name and his address proves
 * nothing, for there is always one, his own. Another one with his name and the sender's address
 * does.
 */
bool identity_is_author(struct identity *identity, const struct person *author,
			const struct record *mail);

/* Whether one name has the words of the other, in any order: "Lindqvist, Ada (Example)" and "Ada
 * Lindqvist". Never true of less than two words. */
bool identity_same_name(const char *a, const char *b);

/* Whether record tells that person may have sent mail: by the address of either, or the sender's.
 */
bool identity_tells(const struct record *record, const struct person *person,
		    const struct record *mail);
bool identity_tells_sender(const struct record *record, const struct record *mail);

/* Both are there, and are the same in any case. */
bool identity_same_email(const char *a, const char *b);

#endif
