/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TAGS_LEFT_H
#define SERIES_TAGS_LEFT_H

#include "series/talk.h"

/* Why a tag of a reply does not go into a commit. */
enum left_reason {
	LEFT_OBJECTION, /* it is a Nacked-by */
	LEFT_AUTHOR,	/* what the author thinks of his own patch */
	LEFT_PART,	/* for a part of the series (tag->part) that no patch is of */
	LEFT_WHOLE,	/* given on the cover letter, about a bug or for no patch that is there */
};

struct left_tag {
	const struct given_tag *tag;
	int patch; /* the first one that it was given for; 0: none */
	enum left_reason reason;
};

/*
 * Tags that replies gave and talk_new_tags() has for no patch, for another reason than that their
 * senders had no right to give them (talk_doubted_tags()): an array of struct left_tag, each tag of
 * a mail once. Free with g_array_unref(); it points into talk.
 */
GArray *tags_left(const struct talk *talk);

#endif
