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

#endif
