/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_KEPT_H
#define INBOX_KEPT_H

#include "inbox/objects.h"
#include "record/record.h"

/* The mails that inbox_keep() asks for: their bytes, by commit. All zeroes: none are asked for. */
struct kept {
	bool (*wanted)(const struct record *record);
	size_t room; /* bytes that may still be kept */
	GHashTable *mails;
};

void kept_init(struct kept *kept, size_t room, bool (*wanted)(const struct record *record));
void kept_release(struct kept *kept);

/*
 * Whether to hold on to a mail of so many bytes, for kept_add(). For any thread during a scan. A
 * large mail is not worth the memory that it takes until its turn comes.
 */
bool kept_wants(const struct kept *kept, const struct record *record, size_t size);

/* Takes mail over: it is kept as long as there is room, else freed. */
void kept_add(struct kept *kept, const git_oid *commit, struct object *mail);

/* The mail of that commit, to be freed with object_free(); NULL where it is not kept. */
struct object *kept_find(const struct kept *kept, const git_oid *commit);

#endif
