/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TAGS_H
#define SERIES_TAGS_H

#include "series/talk.h"

/* What became of a tag in the next version. */
enum tag_fate {
	TAG_CARRIED, /* the patch is unchanged and has it still */
	TAG_DROPPED, /* the patch is unchanged, and the tag was left out */
	TAG_KEPT,    /* the patch changed, and has it still */
	TAG_EXPIRED, /* the patch changed, and the tag went: as it should */
	TAG_GONE,    /* the patch is not there any more */
};

struct tag_history {
	const struct given_tag *tag; /* of the older version */
	int older, newer;	     /* numbers of the patch; newer 0: gone */
	enum tag_fate fate;
};

/* Whether two mails carry the same patch: the caller has the bytes. */
typedef bool same_patch_fn(const struct record *older, const struct record *newer, void *data);

/*
 * The tags (Reviewed-by, Acked-by, Tested-by of others than the author, posted and given) of one
 * version against what the next one was posted with. Patches are paired by title_key(), the first
 * free one of equals. Returns an array of struct tag_history, by patch and order of giving; it
 * points into older, free with g_array_unref(). same is asked once a pair that has tags.
 */
GArray *tags_compare(const struct talk *older, const struct talk *newer, same_patch_fn *same,
		     void *data);

/* "carried", "dropped", "kept", "expired", "gone" */
const char *tag_fate_name(enum tag_fate fate);

/* Why a tag of a reply does not go into a commit. */
enum left_reason {
	LEFT_OBJECTION,	 /* it is a Nacked-by */
	LEFT_AUTHOR,	 /* what the author thinks of his own patch */
	LEFT_PART,	 /* for a part of the series (tag->part) that no patch is of */
	LEFT_TAKEN_BACK, /* by who gave it */
	LEFT_WHOLE,	 /* given on the cover letter, about a bug or for no patch that is there */
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

/* What the key of a trailer makes of it. */
enum tag_key_flag {
	KEY_REVIEWED = 1 << 0,
	KEY_ACKED = 1 << 1,
	KEY_TESTED = 1 << 2,
	KEY_NACKED = 1 << 3,
	KEY_OWN = 1 << 4,   /* speaks for the person named, who alone can give it */
	KEY_FOLD = 1 << 5,  /* goes into the commit when it is given in a reply */
	KEY_BUG = 1 << 6,   /* on a cover letter: about a bug in the series, not for its patches */
	KEY_BINDS = 1 << 7, /* says how the commit came to be, or what it is about: for the author's
			       and the committer's side alone to say */
};

/* Says what somebody thinks of a patch. */
#define KEY_JUDGES (KEY_REVIEWED | KEY_ACKED | KEY_TESTED | KEY_NACKED)

/* enum tag_key_flag; of a key that is not known by its words: "Acked-and-merged-by". */
unsigned tag_key_flags(const char *key);

/* As it should be written, "Reviewed-by", where it is known; else as it is. */
const char *tag_key_name(const char *written);

#endif
