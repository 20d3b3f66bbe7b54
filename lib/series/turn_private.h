/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TURN_PRIVATE_H
#define SERIES_TURN_PRIVATE_H

/* Shared among turn*.c only. */

#include "series/state_private.h"

/* Going back through what was said, the newest first. */
struct turn {
	struct finder *finder;
	bool people;	    /* spoke */
	bool debated;	    /* behind all tags somebody objected, and the author answered */
	bool deaf;	    /* a robot posted it, and answers nobody */
	GHashTable *givers; /* addresses of who gave tags in this talk */
	bool all;	    /* patches have a tag */
	bool tags; /* of the last mail with some: what is older is settled where all have one */
	const struct talk_mail *last;  /* of a person */
	const struct talk_mail *spoke; /* of the author */
	bool spoke_older;	       /* he did below an older version */
	bool asked;		       /* the author did, later than what is looked at and of
					  nobody's mail */
	GHashTable *others;	       /* Message-IDs of what others said -> address */
	GHashTable *patches;	       /* numbers + 1 of those about which the author spoke later */
	GHashTable *helped;   /* Message-IDs -> address of who answered in more than a word: where
				 that is somebody else it settles a question */
	GHashTable *answered; /* Message-IDs that the author answered */
	GHashTable *conceded; /* Message-IDs -> the author's mail (struct talk_mail) that agrees */
	GHashTable *tagged;   /* numbers + 1 of patches that got a tag later */
	GHashTable *reviewed; /* the same, of those that are no mere Tested-by */
	GHashTable *taggers;  /* addresses of who gave them */
	GHashTable *content;  /* "<patch> <address>" of who gave a tag later */
};

/* Somebody asked or commented in that mail, which the author has not answered. */
void turn_decide_author(struct turn *turn, const struct talk_mail *mail,
			const struct record_remark *remark);

/* "Ada, the author, announced a change": what stands in a mail of hers. */
void turn_decide_by_author(struct turn *turn, const struct talk_mail *mail, const char *did);

void turn_decide_reviewed(struct turn *turn);

/* Nobody said anything that the author has to answer. */
void turn_decide_review(struct turn *turn);

#endif
