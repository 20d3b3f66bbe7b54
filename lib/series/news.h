/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_NEWS_H
#define SERIES_NEWS_H

#include "series/catalogue.h"

/* What a topic was like when somebody last looked, as far as its line in a list tells. */
struct topic_past {
	const struct record *leader; /* of the version that was the newest; a record of then */
	int version, revision;
	int present, total; /* patches of it */
	unsigned people, robots, reviewed, acked, tested;
	guint versions;
	enum series_state state;
	char *reason;
};

/* A tag that was given since. */
struct new_tag {
	const struct given_tag *tag; /* on the first patch that has it */
	unsigned patches;	     /* how many have it */
};

/* What happened in a topic since: there is at least one thing. */
struct topic_news {
	bool known; /* false: no mail of it was there, and past says nothing */
	struct topic_past past;
	GPtrArray *answers; /* of const struct talk_mail *: by people, about any version, oldest
			       first in each */
	unsigned robots;    /* such mails of robots */
	GArray *tags;	    /* of struct new_tag: about the newest version, that count */
};

/*
 * Compares two catalogues of a list, both finished: as it was, and as it is now. fresh are the
 * mails that only the second one has (record/mail_set.h). Returns a table: struct topic * of now ->
 * struct topic_news *, of those whose line is another one, or about which something was said. Both
 * catalogues must outlive it; free with g_hash_table_unref(). Linear in the number of mails.
 */
GHashTable *news_find(const struct catalogue *then, const struct catalogue *now, GHashTable *fresh);

#endif
