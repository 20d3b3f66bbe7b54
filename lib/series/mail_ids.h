/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_MAIL_IDS_H
#define SERIES_MAIL_IDS_H

#include "record/record.h"

/*
 * Mails by their Message-IDs, whose hashes are made once: the texts of a whole list are in no
 * cache. A mail takes 8 bytes and its slots: who finds one compares the texts.
 */
struct mail_ids {
	const GPtrArray *records; /* of const struct record *, somebody else's, who only adds */
	struct mail_id {
		uint32_t hash; /* 0 without an id */
		guint next;    /* the one before with the same hash, + 1 */
	} * items;	       /* of those, in their order */
	guint nr, room;
	guint *slots; /* the last one of each hash, + 1 */
	guint mask;
};

/* Of what comes into records; what is there already comes with the first mail_ids_add(). */
void mail_ids_init(struct mail_ids *ids, const GPtrArray *records);
void mail_ids_release(struct mail_ids *ids);

/* Takes what came into records since. */
void mail_ids_add(struct mail_ids *ids);

/* The place in records, + 1, of what came last of those that share an id; 0 without one. */
guint mail_ids_place(const struct mail_ids *ids, const char *id);

/* The same of the id of the mail at that place, without hashing it. */
guint mail_ids_last(const struct mail_ids *ids, guint place);

/* That mail; NULL without one. */
const struct record *mail_ids_find(const struct mail_ids *ids, const char *id);

#endif
